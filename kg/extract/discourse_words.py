"""Where words stand that may refer to something named elsewhere; what they mean comes later."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cache

import msgspec

from kg.extract.analysis import NAME, Analysis, Mention
from kg.extract.cues import alternation
from kg.extract.words import WordFinder
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon, Head, Ours, Several
from kg.schema import Schema
from kg.text.alternatives import any_of
from kg.text.spellings import Spellings

# Words between 该 and its noun (该大型中心).
_GAP = r"[\u4e00-\u9fff]{0,4}?"
_DESCRIBED = re.compile(r"[\u4e00-\u9fff)]")  # what stands before a noun that is not bare
_OPENERS = "“‘\"'(【《 "
_CLOSERS = ("”", "》")
_TITLE_END = "】"  # 【数说基地】
_ENDS = "。!?;,:、“”‘’\"'()《》【】 \n—…"
_UNKNOWN = "x"
_NOUNS = ("n", "q", "eng")
_FOLLOWERS = ("v", "d", "p", "u", "m", "r", "f", "t", "x", "c", "a", "z", "y", "i", "k")


class Way(Enum):
    """How a word refers."""

    POINTED = auto()  # 该中心
    BARE = auto()  # 中心
    OURS = auto()  # 我市
    HERE = auto()  # 当地
    OUTLET = auto()  # 本报
    SPEAKER = auto()  # 我们
    SEVERAL = auto()  # 双方
    FORMER = auto()
    LATTER = auto()
    PRONOUN = auto()  # 其
    PHASE = auto()  # 二期
    OTHER = auto()  # 对方


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
POINTED, BARE, OURS, HERE, OUTLET, SPEAKER, SEVERAL, FORMER, LATTER, PRONOUN, PHASE, OTHER = Way


class Referring(msgspec.Struct, frozen=True, gc=False):
    """A word that may refer.

    Attributes:
        span: In the view.
        way: How it refers.
        noun: The noun of a generic reference (中心), else the word itself.
        head: The lexicon's entry of a generic noun.
        entry: The lexicon's entry of other words that have one.
    """

    span: Span
    way: Way
    noun: str
    head: Head | None = None
    entry: Ours | Several | None = None


class ReferringFinder:
    """Finds referring words in folded text.

    Args:
        lexicon: The words.
    """

    def __init__(self, lexicon: DiscourseLexicon) -> None:
        self.lexicon = lexicon
        self.heads = {word: head for head in lexicon.heads for word in head.words}
        self._bare = {word: head for head in lexicon.heads for word in head.bare}
        self._entries: dict[str, tuple[Way, Ours | Several | None]] = {}
        self._enter(lexicon.here, Way.HERE)
        self._enter(lexicon.outlet, Way.OUTLET)
        self._enter(lexicon.speaker, Way.SPEAKER)
        self._enter(lexicon.former, Way.FORMER)
        self._enter(lexicon.latter, Way.LATTER)
        self._enter(lexicon.pronouns, Way.PRONOUN)
        self._enter(lexicon.phases, Way.PHASE)
        self._enter(lexicon.counterpart, Way.OTHER)
        for ours in lexicon.ours:
            self._enter(ours.words, Way.OURS, ours)
        for several in lexicon.several:
            self._enter(several.words, Way.SEVERAL, several)
        self._pattern = re.compile(
            f"(?P<hidden>{any_of(lexicon.hidden)})"
            f"|(?P<fixed>{any_of(self._entries)})"
            f"|(?P<pointer>{any_of(lexicon.demonstratives)})"
            f"(?P<gap>{_GAP})(?P<noun>{any_of(self.heads)})"
            f"|(?P<bare>{any_of(self._bare)})"
        )
        nouns = any_of(w for head in lexicon.heads for w in head.words if len(w) > 1)
        begun = rf"(?:[\u4e00-\u9fff]{{0,2}}(?:{any_of(lexicon.beginnings)}))?"
        self._told = re.compile(rf"(?:{nouns}){begun}(?=[{_ENDS}]|\Z)")
        self._words = WordFinder(
            [*lexicon.hidden, *self._entries, *lexicon.demonstratives, *self._bare]
        )
        self._longer = alternation(self.heads)
        self._of_facility = Spellings(lexicon.of_facility)
        self._no_noun = frozenset(lexicon.no_noun)

    def _enter(self, words: Iterable[str], way: Way, entry: Ours | Several | None = None) -> None:
        self._entries.update((word, (way, entry)) for word in words)

    def noun_at(self, folded: str, start: int) -> str | None:
        """The generic noun that begins at a place."""
        found = self._longer.match(folded, start)
        return found.group() if found else None

    def speaks_of_facility(self, folded: str, start: int) -> bool:
        """Whether a clause that begins at a place is about the facility under discussion."""
        return self._of_facility.at(folded, start) is not None

    def told(self, folded: str) -> dict[int, int]:
        """Where clauses may end that bring up a thing by its noun, and where that noun begins."""
        told: dict[int, int] = {}
        at = 1
        while found := self._told.search(folded, at):
            start, end = found.span()
            described = _DESCRIBED.match(folded, start - 1)
            at = end if described else start + 1
            if described:
                told[end] = start
        return told

    def first_after(self, analysis: Analysis, start: int) -> int:
        """Where the first word from a place on begins that may refer, or else the text ends."""
        begins = self._begins(analysis)
        at = bisect.bisect_left(begins, start)
        return begins[at] if at < len(begins) else len(analysis.folded)

    def find(self, analysis: Analysis, span: Span) -> Iterator[Referring]:
        """The referring words of a stretch of the view, in order; none overlaps a name."""
        names: list[Span] | None = None
        begins, at = self._begins(analysis), span.start
        first = bisect.bisect_left(begins, span.start)
        for begin in begins[first : bisect.bisect_left(begins, span.end, first)]:
            found = self._pattern.match(analysis.folded, begin, span.end) if begin >= at else None
            if found is None:
                continue
            at = found.end()
            if found.lastgroup == "hidden":
                continue
            referring = self._referring(analysis, found)
            if referring is None:
                at = begin  # words such as 该 may stand before another word that does refer
                continue
            if names is None:
                names = [m.span for m in analysis.mentions_in(_widened(span))]
            if not _overlaps(names, referring.span):
                at = referring.span.end
                yield referring

    def _begins(self, analysis: Analysis) -> list[int]:
        """Where in an article words begin that may refer."""
        known: list[int] | None = analysis.memory.get(self)
        if known is None:
            known = analysis.memory[self] = sorted(self._words.starts(analysis.folded))
        return known

    def _referring(self, analysis: Analysis, found: re.Match[str]) -> Referring | None:
        if found.lastgroup == "fixed":
            word = found.group()
            way, entry = self._entries[word]
            if way is PHASE and _within_noun(analysis, found.start()):
                return None
            return Referring(Span(*found.span()), way, word, entry=entry)
        if found.lastgroup == "noun":
            return self._pointed(analysis, found)
        word, (start, end) = found.group(), found.span()
        if not _stands_alone(analysis, start, end, self.lexicon):
            return None
        return Referring(Span(start, end), BARE, word, self._bare[word])

    def _pointed(self, analysis: Analysis, found: re.Match[str]) -> Referring | None:
        if not self._no_noun.isdisjoint(found["gap"]) or (found["gap"] and len(found["noun"]) == 1):
            return None
        end, noun = found.end(), found["noun"]
        while longer := self._longer.match(analysis.folded, end):
            # 该数据中心集群 is a cluster, 该园区项目 a project.
            end, noun = longer.end(), longer.group()
        if analysis.folded.startswith(self.lexicon.not_before, end):
            return None
        return Referring(Span(found.start(), end), POINTED, noun, self.heads[noun])


@cache
def referring_finder(schema: Schema) -> ReferringFinder:
    """The finder for the schema's referring words."""
    return ReferringFinder(schema.lexicon("discourse", DiscourseLexicon))


def definitions(analysis: Analysis, finder: ReferringFinder) -> dict[str, str]:
    """Generic words that the text defines (以下简称“公司”), with the key of what they mean."""
    defined: dict[str, str] = {}
    for mention in analysis.mentions:
        if not analysis.folded.startswith("(", mention.span.end):
            continue
        for word in _defined_at(analysis, mention, finder):
            defined.setdefault(word, mention.keys[0])
    return defined


def called(analysis: Analysis, finder: ReferringFinder) -> dict[str, set[str]]:
    """The nouns that stand right after the name of each entity (“云谷”平台)."""
    found: dict[str, set[str]] = {}
    for mention in analysis.mentions:
        end = mention.span.end
        if analysis.folded[end : end + 1] in _CLOSERS:
            end += 1
        noun = finder.noun_at(analysis.folded, end)
        if noun is not None and mention.reference is NAME:
            found.setdefault(mention.keys[0], set()).add(noun)
    return found


def _defined_at(analysis: Analysis, mention: Mention, finder: ReferringFinder) -> Iterator[str]:
    folded, start = analysis.folded, mention.span.end
    end = folded.find(")", start, start + 60)
    inside = folded[start + 1 : end] if end >= 0 else ""
    quoted = re.findall(r"[“‘\"]([^“”‘’\"]+)[”’\"]", inside)
    if not quoted and inside.startswith(finder.lexicon.defining):
        quoted = [re.sub(f"^(?:{any_of(finder.lexicon.defining)}):?", "", inside)]
    pointers = finder.lexicon.demonstratives
    for word in quoted:
        bare = next((word.removeprefix(p) for p in pointers if word.startswith(p)), word)
        if word in finder.heads or bare in finder.heads:
            yield bare


def _widened(span: Span) -> Span:
    return Span(max(span.start - 60, 0), span.end)


def _overlaps(names: list[Span], span: Span) -> bool:
    at = bisect.bisect_left(names, span.end, key=lambda name: name.start)
    return at > 0 and names[at - 1].end > span.start


def _stands_alone(analysis: Analysis, start: int, end: int, lexicon: DiscourseLexicon) -> bool:
    """Whether a bare noun is a whole noun phrase, or one that only another noun follows."""
    titled = analysis.folded.startswith(_TITLE_END, end)
    # 此次开工的项目二期: with its number a noun is definite, whatever describes it.
    described = analysis.folded[max(start - 1, 0) : start] in lexicon.modifying
    if described and analysis.folded.startswith(lexicon.phases, end):
        return True
    begins = titled or _begins(analysis, start, lexicon)
    return begins and _ends(analysis, end, lexicon)


def _begins(analysis: Analysis, start: int, lexicon: DiscourseLexicon) -> bool:
    before = analysis.folded[max(start - 12, 0) : start]
    stripped = before.rstrip(_OPENERS)
    if not stripped or stripped[-1] in _ENDS:
        return True
    end = start - len(before) + len(stripped)
    # A time at the beginning of the clause (2020年12月 基地…) is no part of the noun phrase.
    begins = end in analysis.time_ends or _is_before_bare(analysis, end, lexicon)
    return begins and not stripped.endswith(lexicon.announcing)


def _is_before_bare(analysis: Analysis, end: int, lexicon: DiscourseLexicon) -> bool:
    """Whether the word that ends at a place is one of those that a bare noun follows."""
    token = analysis.token_before(end)
    if token is None or token.end != end:
        return False
    # The segmenter glues a preposition to what it does not know (会为).
    glued = token.tag == _UNKNOWN and token.word[-1] in lexicon.before_bare
    return glued or token.word in lexicon.before_bare


def _within_noun(analysis: Analysis, start: int) -> bool:
    """Whether a noun or letter stands right before, so that the word is only its tail (B区一期)."""
    token = analysis.token_before(start)
    if token is None or token.word[-1] in _ENDS:
        return False
    if token.end != start:
        return True
    if any(m.span.end == start for m in analysis.mentions_between(max(start - 60, 0), start)):
        return False
    return token.tag.startswith(_NOUNS)


def _ends(analysis: Analysis, end: int, lexicon: DiscourseLexicon) -> bool:
    following = analysis.folded[end : end + 8]
    if not following or following[0] in _ENDS or following.startswith(lexicon.after_bare):
        return True
    if _counted(lexicon.counters).match(following):
        return False
    tokens = analysis.tokens_between(end, end + 1)
    # Where the segmenter joined the noun with what follows, it is part of a longer word.
    return bool(tokens) and tokens[0].tag.startswith(_FOLLOWERS)


@cache
def _counted(counters: tuple[str, ...]) -> re.Pattern[str]:
    """项目|20个: the number of things that a noun before it means."""
    return re.compile(rf"\d+(?:{any_of(counters)})")
