"""What part each mention plays in its clause: subject, object, circumstance, modifier.

There is no parser: the part is read from the words right before and after the mention and from
whether a verb has been met since the clause (or its last modifier) began.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise

from kg.extract.analysis import Analysis, Mention
from kg.extract.cues import alternation
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon
from kg.schema import Schema

_QUOTES = "“”‘’\"'《》()【】 "
_ATTRIBUTE = 8  # characters between a modifier and the name it belongs to (甲省首个乙中心)
_TITLE = 20  # characters between an organisation and its officer (甲公司党委副书记、总经理乙)
_LISTING = "、"
_PREPOSITION = 6  # characters that hold the longest preposition
_VERB = "v"
_NOMINAL = ("n", "b", "a", "j")
# Bounds that keep a clause of a megabyte linear.
_NEXT = 6  # mentions looked at after one
_BEFORE = 100  # characters looked at before one


class Role(IntEnum):
    """The part of a mention, the more salient the higher."""

    MODIFIER = 0  # of another mention: 甲建设的乙
    CIRCUMSTANCE = 1  # 在甲, 由甲, 与甲
    OFFICE = 2  # of a person: 甲公司总经理乙
    OBJECT = 3
    POSSESSOR = 4  # of something without a name: 甲的机架
    SUBJECT = 5


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
MODIFIER, CIRCUMSTANCE, OFFICE, OBJECT, POSSESSOR, SUBJECT = Role


def joined(analysis: Analysis, left: Mention, right: Mention, lexicon: DiscourseLexicon) -> bool:
    """Whether two neighbouring mentions are coordinated (甲、乙; 甲与乙)."""
    gap = analysis.folded[left.span.end : right.span.start].strip(_QUOTES)
    return gap in lexicon.joiners


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Reads the parts of mentions.

    Attributes:
        analysis: The article.
        lexicon: The words of discourse.
        is_person: Whether a key is that of a person.
        is_place: Whether a key is that of a place.
        framing: Words after which a modifier belongs to a circumstance.
    """

    analysis: Analysis
    lexicon: DiscourseLexicon
    is_person: Callable[[str], bool]
    is_place: Callable[[str], bool]
    framing: re.Pattern[str]

    def roles(self, clause: Span, mentions: Sequence[Mention]) -> list[Role]:
        """The part of each mention of a clause, in order."""
        roles: list[Role] = []
        start = clause.start
        links = [joined(self.analysis, *pair, self.lexicon) for pair in pairwise(mentions)]
        for index, mention in enumerate(mentions):
            if index and links[index - 1]:
                roles.append(self._shared(roles[-1], mentions, index))
                continue
            start = self._segment_start(start, mention.span.start)
            roles.append(self._role(Span(start, clause.end), mentions, index))
        _level(links, roles)
        return roles

    def _shared(self, role: Role, mentions: Sequence[Mention], index: int) -> Role:
        """The part that a mention shares with the one it is joined to."""
        modifies = role is SUBJECT and self._modifies(mentions, index)
        return MODIFIER if modifies else role

    def _segment_start(self, start: int, end: int) -> int:
        """Where the part of the clause begins that no 的 has turned into a modifier."""
        low = max(start, end - _BEFORE)
        marks = self.lexicon.modifying
        found = max([self.analysis.folded.rfind(mark, low, end) for mark in marks])
        return start if found < 0 else found + 1

    def _role(self, segment: Span, mentions: Sequence[Mention], index: int) -> Role:
        mention, folded = mentions[index], self.analysis.folded
        if self._holds_office(mentions, index):
            return OFFICE
        if self._modifies(mentions, index):
            return MODIFIER
        marked = self._marked(segment, mentions, index)
        if marked is not None:
            return marked
        if self._verb_before(segment.start, mentions, index):
            return OBJECT
        following = folded[mention.span.end : mention.span.end + 1]
        return POSSESSOR if following in self.lexicon.modifying else SUBJECT

    def _marked(self, segment: Span, mentions: Sequence[Mention], index: int) -> Role | None:
        """The part that the word right before a mention gives it, if it is a preposition."""
        span, lexicon = mentions[index].span, self.lexicon
        first = self._address(mentions, index)
        nearby = self.analysis.folded[max(first - _PREPOSITION, 0) : first]
        if nearby.rstrip(_QUOTES).endswith((*lexicon.clefts, *lexicon.naming)):
            return SUBJECT
        start = max(segment.start, first - _PREPOSITION)
        before = self.analysis.folded[start:first].rstrip(_QUOTES) if start < first else ""
        if before.endswith(lexicon.about):
            return OBJECT
        if not before.endswith(lexicon.prepositions):
            return None
        if before.endswith(lexicon.copulas) and before not in lexicon.copulas:
            names = [m.span for m in mentions[index + 1 : index + 1 + _NEXT]]
            tail = min(segment.end, span.end + _BEFORE)
            if not self._has_verb(span.end, tail, names):
                return SUBJECT
        return CIRCUMSTANCE

    def _address(self, mentions: Sequence[Mention], index: int) -> int:
        """Where the places begin that stand right before a mention: 在|甲市|乙园."""
        while index and mentions[index - 1].span.end == mentions[index].span.start:
            if not self.is_place(mentions[index - 1].keys[0]):
                break
            index -= 1
        return mentions[index].span.start

    def _holds_office(self, mentions: Sequence[Mention], index: int) -> bool:
        """Whether the mention is where the person named next holds an office."""
        if index + 1 >= len(mentions) or self.is_person(mentions[index].keys[0]):
            return False
        other = mentions[index + 1]
        gap = self.analysis.folded[mentions[index].span.end : other.span.start]
        if not self.is_person(other.keys[0]) or len(gap) > _TITLE or gap in self.lexicon.joiners:
            return False
        return not gap.endswith(self.lexicon.prepositions) and not self._has_verb(
            mentions[index].span.end, other.span.start
        )

    def _modifies(self, mentions: Sequence[Mention], index: int) -> bool:
        """Whether the mention belongs to a later one, by 的 or by standing right before it."""
        end = mentions[index].span.end
        for other in mentions[index + 1 : index + 1 + _NEXT]:
            gap = self.analysis.folded[end : other.span.start]
            if self.framing.search(gap):
                return False
            if gap.startswith(_LISTING) and gap not in self.lexicon.joiners:
                return False  # 3亿元的甲、5亿元的乙: each has a modifier of its own
            if gap.rstrip(_QUOTES).endswith(self.lexicon.modifying):
                return True
            if any(mark in gap for mark in self.lexicon.modifying):
                return False
            if other is mentions[index + 1] and self._attributive(mentions[index], other):
                return True
        return False

    def _attributive(self, left: Mention, right: Mention) -> bool:
        """Whether only nouns and adjectives stand between two mentions (甲省首个乙中心)."""
        start, end = left.span.end, right.span.start
        gap = self.analysis.folded[start:end]
        if self.is_place(right.keys[0]) and not self.is_place(left.keys[0]):
            return False  # 甲公司中国区: the place is part of the first
        if end - start > _ATTRIBUTE or gap.rstrip(_QUOTES).endswith(self.lexicon.prepositions):
            return False
        if not gap.strip(_QUOTES):
            return True
        tokens = self.analysis.tokens_between(start, end)
        return bool(tokens) and all(token.tag.startswith(_NOMINAL) for token in tokens)

    def _verb_before(self, start: int, mentions: Sequence[Mention], index: int) -> bool:
        end = mentions[index].span.start
        names = [m.span for m in mentions[max(index - _NEXT, 0) : index]]
        return self._has_verb(max(start, end - _BEFORE), end, names)

    def _has_verb(self, start: int, end: int, names: Sequence[Span] = ()) -> bool:
        verbs, nonverbs = self.lexicon.verbs, self.lexicon.nonverbs
        for token in self.analysis.tokens_between(start, end):
            is_verb = token.tag[:1] == _VERB or token.word in verbs
            is_verb = is_verb and token.word not in nonverbs
            if is_verb and not any(name.start <= token.start < name.end for name in names):
                return True
        return False


def _level(links: Sequence[bool], roles: list[Role]) -> None:
    """Coordinated mentions play the part of the last of them, if that is a modifier."""
    for index in range(len(links) - 1, -1, -1):
        if links[index] and roles[index + 1] is MODIFIER:
            roles[index] = MODIFIER


@cache
def _framing(words: tuple[str, ...]) -> re.Pattern[str]:
    return alternation(words)


def role_reader(analysis: Analysis, schema: Schema) -> RoleReader:
    """The reader of the parts of an article's mentions."""
    lexicon = schema.lexicon("discourse", DiscourseLexicon)
    is_a, classes = schema.ontology.is_a, lexicon.classes
    return RoleReader(
        analysis,
        lexicon,
        is_person=lambda key: is_a(analysis.type_of(key), classes.person),
        is_place=lambda key: is_a(analysis.type_of(key), classes.place),
        framing=_framing(lexicon.framing),
    )
