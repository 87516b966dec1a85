"""What a reader keeps in mind while reading: who was named when, in which part, beside whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from kg.extract.analysis import Analysis, Mention
from kg.extract.discourse_roles import CIRCUMSTANCE, OFFICE, POSSESSOR, SUBJECT, Role, joined
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon
from kg.schema import Schema

_REMEMBERED = 40  # entities and groups that can be meant
_FADING = 0.6  # what a name keeps of its salience with each sentence
_PARAGRAPH = 0.8  # and with the end of a paragraph
_WEIGHTS = {
    Role.SUBJECT: 4.0,
    Role.POSSESSOR: 3.0,
    Role.OBJECT: 3.0,
    Role.OFFICE: 3.0,
    Role.CIRCUMSTANCE: 1.5,
    Role.MODIFIER: 1.0,
}
_HEADLINE = 0.6
_PARALLEL_WITHIN = 2
_PARTNERS = 20  # characters between an actor and the 与 before its partner
_PARTING = (",", ";")
_ALIKE = 0.15
_REPEATED = 0.4  # what an earlier mention adds to the salience of a new one
_NOMINAL = ("n", "nz", "ng", "x")  # tags
_LISTED = 2  # entities named as equals from which on each is less salient


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """When and how an entity was last spoken of."""

    sentence: int
    block: int
    weight: float
    order: int


class Group(msgspec.Struct, frozen=True, gc=False):
    """Entities that were named as equals.

    Attributes:
        keys: In the order of the text.
        sentence: Index of the sentence.
        kind: Their coarse class; empty if they differ.
        acting: Whether they do something, or something is done with them, together.
    """

    keys: tuple[str, ...]
    sentence: int
    kind: str
    acting: bool = True


@dataclass(slots=True)
class Memory:
    """The state of reading; changed clause by clause.

    Attributes:
        analysis: The article.
        schema: For the classes.
        sentence: Index of the sentence being read.
        block: Index of its block.
        headline: Keys named in the headline, in order.
        groups: The latest last.
        pair: The pair that 前者 and 后者 were last bound to.
        facility: The facility under discussion.
        actors: Keys of what can be a party: organisations and places.
    """

    analysis: Analysis
    schema: Schema
    lexicon: DiscourseLexicon
    sentence: int = 0
    block: int = 0
    headline: tuple[str, ...] = ()
    groups: deque[Group] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    pair: Group | None = None
    facility: str | None = None
    actors: set[str] = field(init=False)
    _subjects: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _recent: deque[Mention] = field(default_factory=lambda: deque(maxlen=4 * _REMEMBERED))
    _seen: dict[str, Sighting] = field(default_factory=dict)
    _classes: dict[str, frozenset[str]] = field(init=False)
    _order: int = 0
    _unnamed: int = -1

    def __post_init__(self) -> None:
        # For all entities at once: each is asked for dozens of times.
        ancestors = self.schema.ontology.ancestors
        entities = self.analysis.entities
        self._classes = {key: ancestors(known.type) for key, known in entities.items()}
        classes = self.lexicon.classes
        self.actors = self.of_class(classes.organization) | self.of_class(classes.place)

    def coarse(self, key: str) -> str:
        """The coarse class of an entity."""
        return self.schema.ontology.coarse(self.analysis.type_of(key))

    def is_a(self, key: str, cls: str) -> bool:
        """Whether an entity belongs to a class."""
        return cls in self._classes[key]

    def of_class(self, cls: str) -> set[str]:
        """Keys of the entities that belong to a class."""
        return {key for key, classes in self._classes.items() if cls in classes}

    def of_classes(self, wanted: Collection[str]) -> set[str]:
        """Keys of the entities that belong to one of some classes."""
        known = self._classes.items()
        return {key for key, classes in known if not classes.isdisjoint(wanted)}

    def is_any(self, key: str, classes: Collection[str]) -> bool:
        """Whether an entity belongs to one of some classes."""
        return not self._classes[key].isdisjoint(classes)

    def see(self, mention: Mention, role: Role, equals: int = 1) -> None:
        """Remember that something was spoken of.

        Args:
            mention: It.
            role: Its part in the clause.
            equals: How many were named as equals with it.
        """
        self._order += 1
        self._recent.append(mention)
        if role >= POSSESSOR:
            self._subjects.extend([(self.sentence, key) for key in mention.keys])
        weight = _WEIGHTS[role]
        if len(mention.keys) > 1:
            weight /= len(mention.keys) ** 0.5
        if equals > _LISTED:
            weight /= equals**0.5
        for key in mention.keys:
            # Popping first keeps the dictionary in the order of the last sightings.
            kept = self._seen.pop(key, None)
            now = weight + _REPEATED * self._faded(kept) if kept else weight
            self._seen[key] = Sighting(self.sentence, self.block, now, self._order)

    def salience(self, key: str) -> float:
        """How present an entity is; 0 if it was never named."""
        base = _HEADLINE if key in self.headline else 0.0
        seen = self._seen.get(key)
        return base + (self._faded(seen) if seen else 0.0)

    @property
    def seen(self) -> Collection[str]:
        """Keys of all that was spoken of."""
        return self._seen.keys()

    def see_unnamed(self) -> None:
        """Remember that a facility was brought up whose name is not known."""
        self._unnamed = self._order

    def is_overshadowed(self, key: str) -> bool:
        """Whether such a facility was brought up after an entity."""
        seen = self._seen.get(key)
        return self._unnamed >= 0 and (seen is None or seen.order <= self._unnamed)

    def forget(self, key: str) -> None:
        """Let nothing that follows mean an entity until it is named again."""
        self._seen.pop(key, None)

    def distance(self, key: str) -> int:
        """Sentences since an entity was last spoken of."""
        seen = self._seen.get(key)
        return self.sentence - seen.sentence if seen else 1_000_000

    def _faded(self, seen: Sighting) -> float:
        fading: float = _FADING ** (self.sentence - seen.sentence)
        return seen.weight * fading * (_PARAGRAPH if seen.block != self.block else 1.0)

    def recent(self) -> Iterator[str]:
        """The entities spoken of, the latest first, then those of the headline."""
        yield from islice(reversed(self._seen), _REMEMBERED)
        yield from (key for key in self.headline if key not in self._seen)

    def most_salient(self, fits: Mapping[str, float], *, within: int | None = None) -> str | None:
        """The most salient entity that fits.

        Args:
            fits: Factors for the salience of the keys that fit.
            within: Sentences since it was spoken of, at most; entities of the headline always
                count.

        Returns:
            Its key; None if nothing fits.
        """
        best: tuple[float, int] | None = None
        chosen = None
        for key in self.recent() if fits else ():
            factor = fits.get(key)
            if factor is None or not self._near(key, within):
                continue
            seen = self._seen.get(key)
            score = (factor * self.salience(key), seen.order if seen else 0)
            if best is None or score > best:
                best, chosen = score, key
        return chosen

    def _near(self, key: str, within: int | None) -> bool:
        return within is None or key in self.headline or self.distance(key) <= within

    def mentioned(self, span: Span) -> Iterator[Mention]:
        """What was spoken of in a stretch of the text read so far."""
        return (m for m in self._recent if span.start <= m.span.start < span.end)

    def parallel(self, kind: str) -> Group | None:
        """The two things of a kind that were subjects of one sentence, as in 甲竣工,乙封顶."""
        for back in range(_PARALLEL_WITHIN + 1):
            index = self.sentence - back
            keys = tuple(
                dict.fromkeys(k for at, k in self._subjects if at == index and self.is_a(k, kind))
            )
            if len(keys) == 2:
                return Group(keys, index, self.coarse(keys[0]))
            if len(keys) > 2:
                return None
        return None

    def alike(self, keys: Sequence[str]) -> bool:
        """Whether several entities are equally present."""
        scores = [self.salience(key) for key in keys]
        return max(scores) - min(scores) < _ALIKE * max(scores)

    def remember_groups(self, mentions: Sequence[Mention], roles: Sequence[Role]) -> list[int]:
        """Remember what was coordinated in a clause.

        Returns:
            For each mention, how many were named as equals with it, itself included.
        """
        if len(mentions) < 2:  # most clauses: nothing to be equal with
            return [len(set(mention.keys)) for mention in mentions]
        sizes: list[int] = []
        chain: list[tuple[Mention, Role]] = []
        for mention, role in zip(mentions, roles, strict=True):
            if chain and not joined(self.analysis, chain[-1][0], mention, self.lexicon):
                sizes += self._close(chain)
                chain = []
            chain.append((mention, role))
        sizes += self._close(chain)
        acting = [m for m, role in zip(mentions, roles, strict=True) if role is not OFFICE]
        self._remember_partners(acting)
        return sizes

    def _close(self, chain: Sequence[tuple[Mention, Role]]) -> list[int]:
        if len(chain) == 1:
            return [len(set(chain[0][0].keys))]
        keys = tuple(dict.fromkeys([key for mention, _ in chain for key in mention.keys]))
        if len(keys) > 1:
            acting = chain[0][1] in (SUBJECT, CIRCUMSTANCE, POSSESSOR)
            if not self.opens_name(chain[-1][0]):
                self._add_group(keys, acting=acting)
        return [len(keys)] * len(chain)

    def _remember_partners(self, mentions: Sequence[Mention]) -> None:
        """Remember who does something with whom (甲昨日与乙、丙): the actors of a clause."""
        actors = [m for m in mentions if m.keys[0] in self.actors]
        if len(actors) < 2:
            return
        chain: list[Mention] = []
        loose = False
        for mention in actors:
            if chain:
                gap = self.analysis.folded[chain[-1].span.end : mention.span.start]
                if not self._partners(gap):
                    self._close_partners(chain, loose)
                    chain, loose = [], False
                else:
                    loose = loose or gap not in self.lexicon.joiners
            chain.append(mention)
        self._close_partners(chain, loose)

    def _partners(self, gap: str) -> bool:
        if gap in self.lexicon.joiners:
            return True
        together = self.lexicon.together
        return (
            len(gap) <= _PARTNERS
            and gap.endswith(together)
            and not any(word in gap for word in (*self.lexicon.modifying, *_PARTING))
        )

    def _close_partners(self, chain: Sequence[Mention], loose: bool) -> None:
        keys = tuple(dict.fromkeys(key for mention in chain for key in mention.keys))
        if loose and len(keys) > 1 and not self.opens_name(chain[-1]):
            self._add_group(keys, acting=True)

    def opens_name(self, mention: Mention) -> bool:
        """Whether a place only opens an unknown name: 甲与丙市砚溪文旅签约."""
        end = mention.span.end
        if not self.is_a(mention.keys[0], self.lexicon.classes.place):
            return False
        following = self.analysis.tokens_between(end, end + 1)
        return any(t.start == end and t.tag in _NOMINAL for t in following)

    def _add_group(self, keys: tuple[str, ...], *, acting: bool) -> None:
        kinds = {self.coarse(key) for key in keys}
        kind = min(kinds) if len(kinds) == 1 else ""
        self.groups.append(Group(keys, self.sentence, kind, acting))

    def is_actor(self, key: str) -> bool:
        """Whether an entity can be a party: an organisation or a place."""
        return key in self.actors

    def is_party(self, key: str) -> bool:
        """Whether an entity acts by its own name: an organisation, a place or a person."""
        return self.is_actor(key) or self.is_a(key, self.lexicon.classes.person)

    def name(self, key: str) -> str:
        """The folded name of an entity."""
        return self.analysis.spellings[key][0]
