"""A word or number whose status is asked for, with the clauses and cues around it."""

from __future__ import annotations

import bisect

import msgspec

from kg.extract.analysis import NAME, Analysis
from kg.extract.cues import CueFinder, Hit
from kg.model import Span, Status
from kg.model.facts import DENIED, TERMINATED
from kg.model.lexicon.modality import ModalityLexicon

_NEAR_CLAUSES = 8  # a scope never reaches farther, which keeps a hostile sentence linear
_NEAR_CHARACTERS = 600
_OBJECT = 24  # characters in which the verb of an object follows
_BOUND = 30  # characters before a number that may say how it limits the value
_NOUNS = ("n", "eng", "j", "l")
_INTENDED = 24  # characters between a word such as 拟 and the end that it makes a mere intention
_DENYING = 4  # characters between a negation and what it denies
_STOPS = frozenset(",;:。!?")


class Scene(msgspec.Struct, frozen=True, gc=False):
    """A target and what stands around it.

    Attributes:
        analysis: The article.
        finder: The cues.
        target: The words whose status is asked for, in the view.
        sentence: Index of their sentence.
        clauses: The clauses near them.
        at: Which of the clauses the target begins in.
        hits: The cues in these clauses, in order.
        number: Whether the target is a quantity.
        statuses: What the cues of the whole article say.
        changes: Whether the article tells of a value that changes.
    """

    analysis: Analysis
    finder: CueFinder
    target: Span
    sentence: int
    clauses: tuple[Span, ...]
    at: int
    hits: tuple[Hit, ...]
    number: bool
    statuses: frozenset[Status]
    changes: bool

    @property
    def lexicon(self) -> ModalityLexicon:
        """The words of modality."""
        return self.finder.lexicon

    @property
    def clause(self) -> Span:
        """The clause of the target."""
        return self.clauses[self.at]

    def text(self, start: int, end: int) -> str:
        """The folded characters from ``start`` to ``end``; none if they are the wrong way round."""
        return self.analysis.folded[start:end]

    def clause_of(self, offset: int) -> int:
        """Index of the clause that a character stands in (or the one before it)."""
        at = len(self.clauses) - 1
        while at > 0 and self.clauses[at].start > offset:
            at -= 1
        return at

    def of(self, *statuses: Status) -> list[Hit]:
        """The cues of some statuses."""
        return [hit for hit in self.hits if hit.cue.status in statuses]

    def between(self, start: int, end: int, *statuses: Status) -> bool:
        """Whether a cue of some status stands between two places."""
        return any(start <= hit.start and hit.end <= end for hit in self.of(*statuses))

    def named(self, start: int, end: int) -> bool:
        """Whether a name begins between two places."""
        return start < end and any(
            m.reference is NAME for m in self.analysis.mentions_between(start, end)
        )


def scene_at(analysis: Analysis, span: Span, finder: CueFinder) -> Scene:
    """The surroundings of a stretch of the view."""
    index = analysis.sentence_index(span.start)
    clauses = analysis.sentences[index].clauses
    at = max(bisect.bisect_right(clauses, span.start, key=lambda c: c.start) - 1, 0)
    low = max(at - _NEAR_CLAUSES, 0)
    clauses = clauses[low : at + _NEAR_CLAUSES + 1]
    start = max(clauses[0].start, span.start - _NEAR_CHARACTERS)
    end = max(min(clauses[-1].end, span.end + _NEAR_CHARACTERS), span.end)
    hits = hits_in(analysis, Span(start, end), finder)
    # A quantity that begins before the target (about, more than) still holds it.
    nearby = analysis.quantities_between(max(span.start - _BOUND, 0), span.end)
    number = any(quantity.span.overlaps(span) for quantity in nearby)
    at -= low
    if clauses[0].start < start or end < clauses[-1].end:
        before = sum(clause.end <= start for clause in clauses[:at])
        clauses, at = _clipped(clauses[before:], start, end), at - before
    cues = _outside_names(analysis, finder)
    return Scene(
        analysis, finder, span, index, clauses, at, hits, number, cues.statuses, cues.changes
    )


def _clipped(clauses: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The clauses as far as they lie between two places; the first of them does."""
    inside = (clause for clause in clauses if clause.start < end)
    return tuple(
        Span(max(clause.start, start), max(min(clause.end, end), start + 1)) for clause in inside
    )


def hits_in(analysis: Analysis, span: Span, finder: CueFinder) -> tuple[Hit, ...]:
    """The cues of a stretch of the view; characters that belong to a name are none."""
    asked = (hits_in, span, finder)
    hits: tuple[Hit, ...] | None = analysis.memory.get(asked)
    if hits is None:
        hits = analysis.memory[asked] = _hits_in(analysis, span, finder)
    return hits


def _hits_in(analysis: Analysis, span: Span, finder: CueFinder) -> tuple[Hit, ...]:
    cues = _outside_names(analysis, finder)
    low = bisect.bisect_left(cues.starts, span.start)
    hits = [
        hit
        for hit in cues.hits[low : bisect.bisect_left(cues.starts, span.end, low)]
        if hit.end <= span.end and not _disposes(analysis, hit, span.end, finder)
    ]
    return tuple(_without_intended(analysis, hits, finder)) if hits else ()


class _Cues(msgspec.Struct, frozen=True, gc=False):
    """The cues of an article, where they begin, and what they say."""

    hits: list[Hit]
    starts: list[int]
    statuses: frozenset[Status]
    changes: bool  # of a value


def _outside_names(analysis: Analysis, finder: CueFinder) -> _Cues:
    """The cues of the whole article that are no part of a name."""
    asked = (_outside_names, finder)
    known: _Cues | None = analysis.memory.get(asked)
    if known is None:
        names = [m.span for m in analysis.mentions if m.reference is NAME]
        begins = [name.start for name in names]

        def in_name(hit: Hit) -> bool:
            at = bisect.bisect_right(begins, hit.start) - 1
            return at >= 0 and hit.end <= names[at].end

        hits = [hit for hit in finder.find(analysis.folded) if not in_name(hit)]
        statuses = frozenset([hit.cue.status for hit in hits])
        changes = finder.changed_to.search(analysis.folded) is not None
        starts = [hit.start for hit in hits]
        known = analysis.memory[asked] = _Cues(hits, starts, statuses, changes)
    return known


def _without_intended(analysis: Analysis, hits: list[Hit], finder: CueFinder) -> list[Hit]:
    """The cues without ends that are only intended, and what says so: 拟终止合作."""
    for end in [hit for hit in hits if hit.cue.status is TERMINATED]:
        low = max(end.start - _INTENDED, 0)
        said = [*finder.intending.finditer(analysis.folded, low, end.start)]
        if not said or _denied(hits, said[-1].start()):
            continue
        if _leads_to(analysis, said[-1].end(), end.start, finder.lexicon.modifying):
            hits = [h for h in hits if h is not end and not said[-1].start() <= h.start < end.start]
    return hits


def _denied(hits: list[Hit], start: int) -> bool:
    """Whether a negation stands right before a place: 否认将终止."""
    return any(hit.cue.status is DENIED and 0 <= start - hit.end <= _DENYING for hit in hits)


def _leads_to(analysis: Analysis, start: int, end: int, modifying: tuple[str, ...]) -> bool:
    """Whether nothing but how, when and with whom stands between a word and a verb."""
    if not start < end:
        return True
    between = Span(start, end)
    words = between.of(analysis.folded)
    if not _STOPS.isdisjoint(words) or any(mark in words for mark in modifying):
        return False
    names = [mention.span for mention in analysis.mentions_in(between)]
    return not any(
        token.tag[:1] == "v"
        and not (token.tag == "v" and token.end == end)  # 提前|终止
        and not any(name.start <= token.start < name.end for name in names)
        for token in analysis.tokens_in(between)
    )


def _disposes(analysis: Analysis, hit: Hit, end: int, finder: CueFinder) -> bool:
    """Whether a cue only marks the object before its verb: 将PUE降至1.2, 将机房搬到郊区."""
    words = finder.lexicon.disposing
    if hit.end >= end or analysis.folded[hit.start : hit.end] not in words:
        return False
    named = bool(analysis.mentions_between(hit.end, hit.end + 1))
    tokens = analysis.tokens_between(hit.end, min(end, hit.end + _OBJECT))
    if not tokens or not (named or tokens[0].tag.startswith(_NOUNS)):
        return False
    for token in tokens[0 if named else 1 :]:
        if token.tag == "m" or not token.word[0].isalnum():
            return False
        if token.tag[:1] == "v" and token.tag != "vn":
            return True
    return False
