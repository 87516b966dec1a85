"""What part each mention plays in its clause: subject, object, circumstance, modifier.

There is no parser: the part is read from the words right before and after the mention and from
whether a verb has been met since the clause (or its last modifier) began.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise

from kg.extract.analysis import Analysis, Mention
from kg.extract.cues import alternation
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon
from kg.schema import Schema
from kg.text.spellings import Spellings

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


class _Words:
    """The words of discourse that give a mention its part."""

    def __init__(self, lexicon: DiscourseLexicon) -> None:
        self.lexicon = lexicon
        self.framing = alternation(lexicon.framing)
        self.naming = (*lexicon.clefts, *lexicon.naming)
        self.marking = Spellings((*self.naming, *lexicon.about, *lexicon.prepositions))


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Reads the parts of mentions.

    Attributes:
        analysis: The article.
        words: The words that give a mention its part.
        persons: Keys of the persons.
        places: Keys of the places.
    """

    analysis: Analysis
    words: _Words
    persons: Set[str]
    places: Set[str]

    def roles(self, clause: Span, mentions: Sequence[Mention]) -> list[Role]:
        """The part of each mention of a clause, in order; there is at least one."""
        start = self._segment_start(clause.start, mentions[0].span.start)
        roles = [self._role(start, clause.end, mentions, 0)]
        if len(mentions) == 1:
            return roles
        lexicon = self.words.lexicon
        links = [joined(self.analysis, *pair, lexicon) for pair in pairwise(mentions)]
        for index, linked in enumerate(links, 1):
            if linked:
                roles.append(self._shared(roles[-1], mentions, index))
                continue
            start = self._segment_start(start, mentions[index].span.start)
            roles.append(self._role(start, clause.end, mentions, index))
        _level(links, roles)
        return roles

    def _shared(self, role: Role, mentions: Sequence[Mention], index: int) -> Role:
        """The part that a mention shares with the one it is joined to."""
        last = index + 1 == len(mentions)
        modifies = role is SUBJECT and not last and self._modifies(mentions, index)
        return MODIFIER if modifies else role

    def _segment_start(self, start: int, end: int) -> int:
        """Where the part of the clause begins that no 的 has turned into a modifier."""
        low = max(start, end - _BEFORE)
        folded, found = self.analysis.folded, -1
        for mark in self.words.lexicon.modifying:
            at = folded.rfind(mark, low, end)
            if at > found:
                found = at
        return start if found < 0 else found + 1

    def _role(self, start: int, end: int, mentions: Sequence[Mention], index: int) -> Role:
        """The part of a mention in a clause, or what is left of it behind a modifier."""
        if index + 1 < len(mentions):
            if self._holds_office(mentions, index):
                return OFFICE
            if self._modifies(mentions, index):
                return MODIFIER
        marked = self._marked(start, end, mentions, index)
        if marked is not None:
            return marked
        if self._verb_before(start, mentions, index):
            return OBJECT
        after, marks = mentions[index].span.end, self.words.lexicon.modifying
        return POSSESSOR if self.analysis.folded.startswith(marks, after) else SUBJECT

    def _marked(self, start: int, end: int, mentions: Sequence[Mention], index: int) -> Role | None:
        """The part that the word right before a mention gives it, if it is a preposition."""
        span, lexicon = mentions[index].span, self.words.lexicon
        first = self._address(mentions, index)
        nearby = self.analysis.folded[max(first - _PREPOSITION, 0) : first].rstrip(_QUOTES)
        word = self.words.marking.before(nearby, len(nearby))
        if word is None:
            return None
        if nearby.endswith(self.words.naming):
            return SUBJECT
        before = self.analysis.folded[max(start, first - _PREPOSITION) : first].rstrip(_QUOTES)
        if before.endswith(lexicon.about):
            return OBJECT
        if not before.endswith(lexicon.prepositions):
            return None
        if word in lexicon.copulas and before not in lexicon.copulas:  # 为, but not 作为
            names = [m.span for m in mentions[index + 1 : index + 1 + _NEXT]]
            if not self._has_verb(span.end, min(end, span.end + _BEFORE), names):
                return SUBJECT
        return CIRCUMSTANCE

    def _address(self, mentions: Sequence[Mention], index: int) -> int:
        """Where the places begin that stand right before a mention: 在|甲市|乙园."""
        while index and mentions[index - 1].span.end == mentions[index].span.start:
            if mentions[index - 1].keys[0] not in self.places:
                break
            index -= 1
        return mentions[index].span.start

    def _holds_office(self, mentions: Sequence[Mention], index: int) -> bool:
        """Whether the mention is where the person named next holds an office."""
        other, lexicon = mentions[index + 1], self.words.lexicon
        if other.keys[0] not in self.persons or mentions[index].keys[0] in self.persons:
            return False
        gap = self.analysis.folded[mentions[index].span.end : other.span.start]
        if len(gap) > _TITLE or gap in lexicon.joiners:
            return False
        return not gap.endswith(lexicon.prepositions) and not self._has_verb(
            mentions[index].span.end, other.span.start
        )

    def _modifies(self, mentions: Sequence[Mention], index: int) -> bool:
        """Whether the mention belongs to a later one, by 的 or by standing right before it."""
        end, folded, lexicon = mentions[index].span.end, self.analysis.folded, self.words.lexicon
        others = mentions[index + 1 : index + 1 + _NEXT]
        between = folded[end : others[-1].span.start]
        if not any(mark in between for mark in lexicon.modifying):
            others = others[:1]
        for other in others:
            gap = folded[end : other.span.start]
            if self.words.framing.search(gap):
                return False
            if gap.startswith(_LISTING) and gap not in lexicon.joiners:
                return False  # 3亿元的甲、5亿元的乙: each has a modifier of its own
            if gap.rstrip(_QUOTES).endswith(lexicon.modifying):
                return True
            if any(mark in gap for mark in lexicon.modifying):
                return False
            if other is others[0] and self._attributive(mentions[index], other):
                return True
        return False

    def _attributive(self, left: Mention, right: Mention) -> bool:
        """Whether only nouns and adjectives stand between two mentions (甲省首个乙中心)."""
        start, end = left.span.end, right.span.start
        gap = self.analysis.folded[start:end]
        if right.keys[0] in self.places and left.keys[0] not in self.places:
            return False  # 甲公司中国区: the place is part of the first
        if end - start > _ATTRIBUTE or gap.rstrip(_QUOTES).endswith(
            self.words.lexicon.prepositions
        ):
            return False
        if not gap.strip(_QUOTES):
            return True
        tokens = self.analysis.tokens_between(start, end)
        return bool(tokens) and all(token.tag.startswith(_NOMINAL) for token in tokens)

    def _verb_before(self, start: int, mentions: Sequence[Mention], index: int) -> bool:
        end = mentions[index].span.start
        if start >= end:
            return False
        names = [m.span for m in mentions[max(index - _NEXT, 0) : index]]
        return self._has_verb(max(start, end - _BEFORE), end, names)

    def _has_verb(self, start: int, end: int, names: Sequence[Span] = ()) -> bool:
        verbs, nonverbs = self.words.lexicon.verbs, self.words.lexicon.nonverbs
        for token in self.analysis.tokens_between(start, end):
            is_verb = token.tag[:1] == _VERB or token.word in verbs
            if not is_verb or token.word in nonverbs:
                continue
            if not any(name.start <= token.start < name.end for name in names):
                return True
        return False


def _level(links: Sequence[bool], roles: list[Role]) -> None:
    """Coordinated mentions play the part of the last of them, if that is a modifier."""
    for index in range(len(links) - 1, -1, -1):
        if links[index] and roles[index + 1] is MODIFIER:
            roles[index] = MODIFIER


@cache
def _words(schema: Schema) -> _Words:
    return _Words(schema.lexicon("discourse", DiscourseLexicon))


def role_reader(analysis: Analysis, schema: Schema) -> RoleReader:
    """The reader of the parts of an article's mentions."""
    words = _words(schema)
    person, place = words.lexicon.classes.person, words.lexicon.classes.place
    ancestors = schema.ontology.ancestors
    above = [(key, ancestors(known.type)) for key, known in analysis.entities.items()]
    return RoleReader(
        analysis,
        words,
        persons={key for key, classes in above if person in classes},
        places={key for key, classes in above if place in classes},
    )
