"""Which facilities are not there yet, by what the article says of them.

The size and cost of a project that is under construction, or only agreed on, are plans even where
no word of the sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from re import Pattern

from kg.extract.analysis import Analysis, Mention, Topic
from kg.extract.cues import alternation
from kg.extract.discourse_roles import CIRCUMSTANCE, MODIFIER, Role, role_reader
from kg.extract.modality import stated_status
from kg.extract.words import Match
from kg.model import BlockKind, Span
from kg.model.facts import ACTUAL, PLANNED
from kg.model.lexicon.discourse import DiscourseLexicon
from kg.model.lexicon.modality import ModalityLexicon
from kg.model.text import Sentence, Token
from kg.schema import Schema
from kg.text.alternatives import any_of

_TITLES = (BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BYLINE)
_NO_TOPIC = Topic()
_PLACE = "ns"  # tag
_YEARS = 3  # that no construction takes
_LONGEST = 400  # characters of a clause that are looked at


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the facilities of an article have come.

    Attributes:
        planned: Keys of those that were only agreed on, started or planned.
        finished: Keys of those that are there.
    """

    planned: frozenset[str]
    finished: frozenset[str]


def progress_of(analysis: Analysis, schema: Schema) -> Progress:
    """The facilities that are not there yet, and those that are, as far as the article tells.

    Args:
        analysis: The article; names and discourse must have been found.
        schema: Where the lexicon ``modality`` stands.
    """
    steps = _steps(schema)
    begun: set[str] = set()
    group: int | None = None  # where several projects are first said to have begun
    finished: set[str] = set()
    found = steps.words.finditer(analysis.folded)
    words_said = [Match(match.start(), match.end(), match.group()) for match in found]
    for (index, number), said in _by_clause(analysis, words_said):
        sentence = analysis.sentences[index]
        clause = sentence.clauses[number]
        end = min(clause.end, clause.start + 2 * _LONGEST)
        mentions = analysis.mentions_between(clause.start, end)
        words = steps.found(mentions, said)
        if not words:
            continue
        topic = analysis.topics.get((index, number), _NO_TOPIC)
        placed = steps.placed(analysis, (index, number), clause, mentions)
        if group is None and steps.begins_several(analysis, clause, words):
            group = clause.end
        for word, ends in words:
            keys = steps.facilities(analysis, clause, placed, word, topic)
            if not keys:
                continue
            # Only of an end it matters whether it has come.
            status = stated_status(analysis, word, schema) if ends else PLANNED
            if status is PLANNED:
                begun.update(() if _long_ago(analysis, sentence.span) else keys)
            elif status in (ACTUAL, None) and not _is_title(analysis, sentence):
                finished.update(keys)
    if group is not None:
        begun |= steps.named_after(analysis, group)
    planned = begun - finished
    planned |= _parts(analysis, schema, planned, finished)
    return Progress(frozenset(planned), frozenset(finished))


def _by_clause(
    analysis: Analysis, said: list[Match]
) -> Iterator[tuple[tuple[int, int], list[Match]]]:
    """The words of an article by the clauses that hold them, by the indices of ``topics``."""
    at = 0
    for index, sentence in enumerate(analysis.sentences):
        if at == len(said):
            break
        if said[at].start >= sentence.span.end:
            continue
        for number, clause in enumerate(sentence.clauses):
            first, end = at, min(clause.end, clause.start + _LONGEST)
            while at < len(said) and said[at].start < clause.end:
                at += 1
            held = [word for word in said[first:at] if clause.start <= word.start < word.end <= end]
            if held:
                yield (index, number), held


def _is_title(analysis: Analysis, sentence: Sentence) -> bool:
    return analysis.document.blocks[sentence.block].kind in _TITLES


def _long_ago(analysis: Analysis, sentence: Span) -> bool:
    """Whether a sentence tells of years past: what was begun then is there by now."""
    published = analysis.document.published
    years = [t.value[:4] for t in analysis.times_in(sentence) if t.value]
    return published is not None and bool(years) and int(max(years)) <= published.year - _YEARS


def _parts(analysis: Analysis, schema: Schema, planned: set[str], finished: set[str]) -> set[str]:
    """The phases of what is planned (甲园一期项目 of 甲园)."""
    if not planned:
        return set()
    phases = schema.lexicon("discourse", DiscourseLexicon).phases
    wholes = tuple([analysis.entities[key].name for key in planned])
    return {
        key
        for key, known in analysis.entities.items()
        if known.name.startswith(wholes)
        and key not in finished
        and any(phase in known.name for phase in phases)
    }


@dataclass(frozen=True, slots=True)
class _Steps:
    """The words of progress, and what they are said of."""

    schema: Schema
    words: Pattern[str]
    ends: frozenset[str]
    building: frozenset[str]
    running: frozenset[str]
    hidden: frozenset[str]
    counted: Pattern[str]
    grouped: Pattern[str]
    parts: frozenset[str]
    ceremonies: frozenset[str]
    built: frozenset[str]

    def found(self, mentions: tuple[Mention, ...], said: list[Match]) -> list[tuple[Span, bool]]:
        """The words of progress in a clause outside of names, and whether each is of an end."""
        names = [mention.span for mention in mentions]
        return [
            (Span(match.start, match.end), match.word in self.ends)
            for match in said
            if match.word not in self.hidden
            and not any(name.start < match.end and match.start < name.end for name in names)
        ]

    def begins_several(
        self, analysis: Analysis, clause: Span, words: list[tuple[Span, bool]]
    ) -> bool:
        """Whether a clause says that a number of projects has begun: 集中开工16个重大项目."""
        if all(ends for _, ends in words):
            return False
        if self.counted.search(analysis.folded, clause.start, clause.end):
            return True
        found = self.grouped.finditer(analysis.folded, clause.start, clause.end)
        return any(analysis.folded[match.start() - 1].isdigit() for match in found)

    def named_after(self, analysis: Analysis, start: int) -> set[str]:
        """The things that are first named after a place, and can be built."""
        return {
            key
            for mention in analysis.mentions_between(start, len(analysis.folded))
            if self._can_be_built(analysis, mention)
            for key in mention.keys
            if min(span.start for span in analysis.entities[key].spans or (mention.span,)) >= start
        }

    def placed(
        self,
        analysis: Analysis,
        at: tuple[int, int],
        clause: Span,
        mentions: tuple[Mention, ...],
    ) -> list[tuple[Mention, Role]]:
        """The facilities of a clause with their parts in it."""
        built = [self._can_be_built(analysis, mention) for mention in mentions]
        if True not in built:
            return []
        roles = analysis.roles.get(at)
        if roles is None:  # a caption: discourse passes it over
            roles = role_reader(analysis, self.schema).roles(clause, mentions)
        placed = zip(mentions, roles, built, strict=False)
        return [(mention, role) for mention, role, is_built in placed if is_built]

    def facilities(
        self,
        analysis: Analysis,
        clause: Span,
        facility: list[tuple[Mention, Role]],
        word: Span,
        topic: Topic,
    ) -> tuple[str, ...]:
        """Keys of the facilities that a word is said of."""
        if facility:
            beside = [m for m, _ in facility if m.span.end == word.start]
            before = beside or [
                m for m, role in facility if m.span.end <= word.start and _told_of(role)
            ]
            after = [m for m, role in facility if m.span.start >= word.end and _told_of(role)]
            after = _listed(analysis, after)
            builds = word.of(analysis.folded) in self.building
            chosen = (after or before) if builds else (before or after)
            if chosen:
                return tuple(dict.fromkeys([key for mention in chosen for key in mention.keys]))
        return self._silent(analysis, clause, word, topic)

    def _is_object(self, token: Token) -> bool:
        """Whether a word after one of progress is what progressed, no ceremony (开工仪式)."""
        return token.tag[:1] == "n" and token.word not in self.ceremonies

    def _silent(
        self, analysis: Analysis, clause: Span, word: Span, topic: Topic
    ) -> tuple[str, ...]:
        """The facility that a clause without one speaks of: its silent subject, or object."""
        key, said = topic.facility, word.of(analysis.folded)
        if key is None or said in self.running or analysis.type_of(key) not in self.built:
            return ()
        following = analysis.tokens_between(word.end, word.end + 1)
        if any(self._is_object(token) for token in following):
            return ()  # 竣工项目5个
        if said in self.building:
            return (key,)
        bare = key in topic.subject and not _has_noun(
            analysis, clause.start, word.start, self.parts
        )
        return (key,) if bare else ()

    def _can_be_built(self, analysis: Analysis, mention: Mention) -> bool:
        for key in mention.keys:
            if analysis.entities[key].type not in self.built:
                return False
        return not analysis.is_counted(mention)


def _listed(analysis: Analysis, mentions: list[Mention]) -> list[Mention]:
    """The first of some mentions and those that are listed with it: 甲、乙等项目."""
    kept = mentions[:1]
    for mention in mentions[1:]:
        between = analysis.folded[kept[-1].span.end : mention.span.start]
        if len(between) > 1 or between.isalnum():
            break
        kept.append(mention)
    return kept


def _has_noun(analysis: Analysis, start: int, end: int, parts: Set[str]) -> bool:
    """Whether a clause has a subject of its own before a word, though not one with a name."""
    tokens = analysis.tokens_between(start, end)
    return any(
        token.tag.startswith("n")
        and token.tag != _PLACE  # 在甲市开工
        and len(token.word) > 1
        and token.word not in parts
        for token in tokens
    )


def _told_of(role: Role) -> bool:
    return role not in (CIRCUMSTANCE, MODIFIER)


@cache
def _steps(schema: Schema) -> _Steps:
    progress = schema.lexicon("modality", ModalityLexicon).progress
    words = (*progress.hidden, *progress.begun, *progress.building)
    words += (*progress.finished, *progress.running)
    facilities = schema.ontology.subclasses(progress.facility)
    return _Steps(
        schema=schema,
        words=alternation(words),
        ends=frozenset((*progress.finished, *progress.running)),
        running=frozenset(progress.running),
        building=frozenset(progress.building),
        hidden=frozenset(progress.hidden),
        counted=re.compile(rf"(?:{any_of(progress.counted)})\d+(?:{any_of(progress.counters)})"),
        grouped=alternation(progress.grouped),
        parts=frozenset(progress.parts),
        ceremonies=frozenset(progress.ceremonies),
        built=frozenset(facilities).difference(progress.lasting),
    )
