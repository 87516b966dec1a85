"""What pronouns, generic nouns and silence stand for.

One pass from the first sentence to the last. It finds the words that may refer, resolves each by
what has been read so far, and notes for every clause what its silent subject would be. A word
whose antecedent is in doubt is left alone: it gives no mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from kg.extract.analysis import ANAPHOR, Analysis, Mention, Topic
from kg.extract.discourse_resolve import Resolver
from kg.extract.discourse_roles import (
    CIRCUMSTANCE,
    POSSESSOR,
    SUBJECT,
    Role,
    RoleReader,
    role_reader,
)
from kg.extract.discourse_state import Memory
from kg.extract.discourse_words import definitions, referring_finder
from kg.model import BlockKind, Span
from kg.model.text import Sentence, Token
from kg.schema import Schema

_QUOTES = "“”‘’《》()【】 "
_LABEL = 8  # characters of a label before a name
_HEAD = 200  # characters of a clause in which its verb of speech stands
_STALE = 2  # sentences after which a facility that was not named again is no topic
_MAIN = 2  # times as often as any other is the main facility named
_UNNAMED = 40  # characters of a clause that only brings up a facility
_UNKNOWN = "x"  # tag
_NOMINAL, _ACT = "nbajxlgc", "vn"  # parts of speech inside a name
_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_Placed = list[tuple[Mention, Role]]
_SILENT = (BlockKind.BYLINE, BlockKind.CAPTION)


def resolve(analysis: Analysis, schema: Schema) -> Analysis:
    """Add mentions for the words that refer, and a topic for every clause.

    Args:
        analysis: The article; its names must have been found.
        schema: Where the lexicon ``discourse`` stands.

    Returns:
        The same article; the anaphors stand among the mentions, in order.
    """
    reading = _Reading(analysis, schema)
    for index, sentence in enumerate(analysis.sentences):
        reading.read(index, sentence)
    known = {m.span.start for m in reading.mentions}
    outside = [m for m in analysis.mentions if m.span.start not in known]
    mentions = sorted([*reading.mentions, *outside], key=lambda m: m.span.start)
    return analysis.with_discourse(tuple(mentions), reading.topics, reading.found)


@dataclass(slots=True)
class _Current:
    """The topics at one point of the text."""

    subject: tuple[str, ...] = ()
    facility: str | None = None
    actor: str | None = None

    def copy(self) -> _Current:
        return _Current(self.subject, self.facility, self.actor)


@dataclass(slots=True)
class _Reading:
    """One pass over an article."""

    analysis: Analysis
    schema: Schema
    mentions: list[Mention] = field(default_factory=list)
    topics: dict[tuple[int, int], Topic] = field(default_factory=dict)
    found: dict[tuple[int, int], Sequence[Role]] = field(default_factory=dict)
    memory: Memory = field(init=False)
    resolver: Resolver = field(init=False)
    roles: RoleReader = field(init=False)
    facilities: Set[str] = field(init=False)
    bodies: Set[str] = field(init=False)  # the organisations
    speakers: Set[str] = field(init=False)  # what may only speak: persons and outlets
    current: _Current = field(default_factory=_Current)
    list_topic: _Current = field(default_factory=_Current)
    block: int = -1
    referring: int = 0  # where the next word begins that may refer
    main: str | None = None
    stale: str | None = None
    guest: str | None = None
    last_named: dict[str, int] = field(default_factory=dict)
    told: dict[int, int] = field(default_factory=dict)  # ends of clauses that bring up a thing

    def __post_init__(self) -> None:
        finder = referring_finder(self.schema)
        self.memory = Memory(self.analysis, self.schema, finder.lexicon)
        self.roles = role_reader(self.analysis, self.schema)
        classes, of_class = finder.lexicon.classes, self.memory.of_class
        self.facilities = of_class(classes.facility)
        self.bodies = of_class(classes.organization)
        self.speakers = of_class(classes.person) | of_class(classes.outlet)
        headline = self.analysis.document.headline
        if headline is not None:
            named = (m.keys[0] for m in self.analysis.mentions_in(headline))
            self.memory.headline = tuple(dict.fromkeys(named))
        self.main = self._main_facility()
        self.resolver = Resolver(self.memory, finder, definitions(self.analysis, finder))
        self.told = finder.told(self.analysis.folded)

    def read(self, index: int, sentence: Sentence) -> None:
        if sentence.block != self.block:
            self._enter(sentence.block)
        self.memory.sentence, self.memory.block = index, sentence.block
        kind = self.analysis.document.blocks[sentence.block].kind
        if len(self.current.subject) > 1 and self.current.facility is not None:
            # Several who did something together are rarely the silent subject of what follows.
            self.current.subject = (self.current.facility,)
        silent = kind in _SILENT
        for number, clause in enumerate(sentence.clauses):
            if silent:
                self.mentions += self.analysis.mentions_in(clause)
                self.topics[index, number] = Topic()
            else:
                self._read_clause((index, number), clause)

    def _forget_facility(self) -> None:
        """Let go of a facility that was not spoken of for long, now that another subject is."""
        current, memory = self.current, self.memory
        if current.facility is not None and memory.distance(current.facility) > _STALE:
            self.stale = current.facility
            current.facility = memory.facility = None

    def _main_facility(self) -> str | None:
        """The facility that the article is about: that of the headline, or the one named most."""
        facilities = self.facilities
        titled = next((key for key in self.memory.headline if key in facilities), None)
        if titled is not None:
            return titled
        mentions = self.analysis.mentions
        named = Counter([key for m in mentions for key in m.keys if key in facilities])
        ranked = named.most_common(2)
        second = ranked[1][1] if len(ranked) > 1 else 0
        return ranked[0][0] if ranked and ranked[0][1] >= _MAIN * max(second, 1) else None

    def _enter(self, block: int) -> None:
        """Begin a paragraph: its silent subject is what the text is about, not who spoke last."""
        blocks = self.analysis.document.blocks
        kind, before = blocks[block].kind, blocks[self.block].kind if self.block >= 0 else None
        if kind in _LISTED:
            if before not in _LISTED:
                self.list_topic = self.current.copy()
            self.current = self.list_topic.copy()
        elif before in _LISTED:
            self.current = self.list_topic.copy()
        if before is BlockKind.HEADING:
            self._open_section(self.block)
        current, self.block = self.current, block
        if current.facility is None:
            current.facility = self.main if self.main in self.memory.seen else self.stale
        self.guest = self.resolver.voices.guest(block)
        current.actor = self.guest or current.actor
        if current.facility or current.actor:
            current.subject = tuple(k for k in (current.facility or current.actor,) if k)
        self.memory.facility = current.facility

    def _open_section(self, heading: int) -> None:
        """Let go of the facilities that never come up again under a heading that names others."""
        span = self.analysis.document.blocks[heading].span
        if self.current.facility is None or not self.analysis.mentions_in(span):
            return
        if not self.last_named:
            self.last_named = {k: m.span.start for m in self.analysis.mentions for k in m.keys}
        last, memory, facility = self.last_named, self.memory, self.memory.lexicon.classes.facility
        recent = [key for key in memory.recent() if key not in memory.headline]
        for key in (k for k in recent if last[k] < span.start and memory.is_a(k, facility)):
            memory.forget(key)
            if key in (self.current.facility, self.main, self.stale):
                self.current.facility = memory.facility = self.main = self.stale = None

    def _read_clause(self, at: tuple[int, int], clause: Span) -> None:
        mentions = self._mentions_of(clause)
        roles: list[Role] = []
        if mentions:
            roles = self.found[at] = self.roles.roles(clause, mentions)
            self._turn(clause, mentions, self._staged(clause, mentions, roles))
        else:
            self._speak_of_facility(clause)
        current = self.current
        if clause.end in self.told and self._brings_up_unnamed(clause, mentions):
            current.facility = self.memory.facility = None
            current.subject = ()
            self.memory.see_unnamed()
        self.topics[at] = Topic(current.subject, current.facility, current.actor)
        if not self.speakers.isdisjoint(current.subject):
            self._drop_speaker(clause)
        if mentions:
            equals = self.memory.remember_groups(mentions, roles)
            for mention, role, number in zip(mentions, roles, equals, strict=True):
                self.memory.see(mention, role, number)

    def _brings_up_unnamed(self, clause: Span, mentions: list[Mention]) -> bool:
        """Whether a clause only brings up a facility without a known name: 甲市日照园."""
        if len(clause) > _UNNAMED:
            return False
        place = self.memory.lexicon.classes.place
        if not all(self.memory.is_a(key, place) for m in mentions for key in m.keys):
            return False
        tokens = self.analysis.tokens_between(clause.start, self.told[clause.end])
        if any(t.tag[:1] not in _NOMINAL and t.tag != _ACT for t in tokens):
            return False
        placed = bool(mentions) and mentions[0].span.start == clause.start
        return placed or any(map(self._may_be_brand, tokens))

    def _may_be_brand(self, token: Token) -> bool:
        """Whether the dictionary does not know a word of at least two Chinese characters."""
        word = token.word
        return token.tag == _UNKNOWN and len(word) > 1 and word.isalpha() and not word.isascii()

    def _mentions_of(self, clause: Span) -> list[Mention]:
        """The names of a clause and its resolved references, in order."""
        names = self.analysis.mentions_in(clause)
        if clause.end <= self.referring:  # as in most
            self.mentions += names
            return list(names)
        found: list[Mention] = []
        passed = 0  # names that stand before the reference
        for referring in self.resolver.finder.find(self.analysis, clause):
            while passed < len(names) and names[passed].span.end <= referring.span.start:
                found.append(names[passed])
                passed += 1
            keys = self.resolver.resolve(referring, clause, found, self.current.subject)
            if keys:
                found.append(Mention(referring.span, keys, ANAPHOR))
        found += names[passed:]
        self.mentions += found
        self.referring = self.resolver.finder.first_after(self.analysis, clause.end)
        return found

    def _turn(self, clause: Span, mentions: list[Mention], roles: list[Role]) -> None:
        """Let the topics follow a clause."""
        current = self.current
        placed = list(zip(mentions, roles, strict=True))
        subjects = [m for m, role in placed if role >= POSSESSOR]
        if not subjects and self.guest is not None and self._with_partner(clause, placed):
            current.subject = (self.guest,)
        if subjects:
            current.subject = subjects[0].keys
            if len(subjects) > 1:
                current.subject = tuple(dict.fromkeys([key for m in subjects for key in m.keys]))
            if self.memory.actors.issuperset(current.subject):
                self._forget_facility()
        keys = [mention.keys[0] for mention in mentions]
        if not self.facilities.isdisjoint(keys):
            current.facility = self._followed(clause, placed, self.facilities, current.facility)
        if not self.bodies.isdisjoint(keys):
            current.actor = self._followed(clause, placed, self.bodies, current.actor)
        self.memory.facility = current.facility
        if not subjects:
            self._speak_of_facility(clause)
        elif self._labelled(subjects[0]):
            self.list_topic = current.copy()

    def _labelled(self, mention: Mention) -> bool:
        """Whether a list goes on about a name: 公司名称:甲."""
        start = mention.span.start
        named = self.memory.lexicon.naming
        return self.analysis.folded.endswith(named, max(start - _LABEL, 0), start)

    def _speak_of_facility(self, clause: Span) -> None:
        """总投资3亿元: said of the facility, whoever the subject of the clause before was."""
        facility, speaks = self.current.facility, self.resolver.finder.speaks_of_facility
        if facility is not None and speaks(self.analysis.folded, clause.start):
            self.current.subject = (facility,)

    def _with_partner(self, clause: Span, placed: _Placed) -> bool:
        """Whether a clause without a subject names whom its silent subject acts with."""
        lexicon = self.memory.lexicon
        return any(
            role is CIRCUMSTANCE
            and self.memory.is_actor(mention.keys[0])
            and self.analysis.folded.endswith(lexicon.together, clause.start, mention.span.start)
            for mention, role in placed
        )

    def _staged(self, clause: Span, mentions: list[Mention], roles: list[Role]) -> list[Role]:
        """The parts, where a clause that only says where (在甲中心,…) makes that the topic."""
        last, lexicon = mentions[-1], self.memory.lexicon
        if last.keys[0] not in self.facilities:
            return roles
        text = self.analysis.folded
        opened = text[clause.start : mentions[0].span.start].strip(_QUOTES)
        closed = text[last.span.end : clause.end].strip(_QUOTES)
        if opened not in lexicon.scene_opens or closed not in lexicon.scene_closes:
            return roles
        return [*roles[:-1], SUBJECT]

    def _followed(
        self, clause: Span, placed: _Placed, kind: Set[str], topic: str | None
    ) -> str | None:
        """The topic of a kind after a clause, where ``kind`` holds the keys of all such things."""
        ranked = [
            (role, -index, m)
            for index, (m, role) in enumerate(placed)
            if m.keys[0] in kind and not self._only_speaks(m.keys[0], clause)
        ]
        if not ranked:
            return topic
        role, _, mention = max(ranked)
        if role < SUBJECT:
            equals = {key for other, _, m in ranked if other is role for key in m.keys}
            if len(equals) > 2:
                return topic  # a list of things is no topic
        if role <= CIRCUMSTANCE and topic is not None and self.memory.distance(topic) <= 1:
            return topic
        return mention.keys[0] if len(mention.keys) == 1 else None

    def _drop_speaker(self, clause: Span) -> None:
        """A person or outlet that speaks is not what the following words are about."""
        current = self.current
        for key in current.subject:
            if self._only_speaks(key, clause):
                about = current.facility or current.actor
                current.subject = (about,) if about else ()
                return

    def _only_speaks(self, key: str, clause: Span) -> bool:
        if key not in self.speakers:
            return False
        lexicon = self.memory.lexicon
        if self.memory.is_a(key, lexicon.classes.outlet):
            end = min(clause.end, clause.start + _HEAD)
            text = self.analysis.folded[clause.start : end]
            return any(word in text for word in lexicon.speech)
        return self.memory.is_a(key, lexicon.classes.person)
