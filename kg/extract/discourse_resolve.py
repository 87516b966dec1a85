"""What a referring word means, judged by what has been read so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from typing import ClassVar

from kg.extract.analysis import Analysis, Mention
from kg.extract.discourse_groups import HELD, POINTED_WITHIN, Groups, Keys
from kg.extract.discourse_state import Memory
from kg.extract.discourse_voices import Voices
from kg.extract.discourse_words import (
    BARE,
    PHASE,
    POINTED,
    SEVERAL,
    Referring,
    ReferringFinder,
    Way,
    called,
)
from kg.extract.places import full_places
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon, Head, Ours
from kg.schema import Schema

_BARE_WITHIN = 3
_NAMED_ALIKE = 2.5  # 该集群 rather means what is called …集群
_HELD_INSIDE = 1.2
_COMPOUND = 4  # characters of a noun such as 智算中心
_COMPOUND_WITHIN = 6
_IN_CLAUSE = 0.3  # a noun rarely means what its own clause has named
_USUAL = 1.6  # a noun tends to mean what it meant before

_Means = Callable[["Resolver", Referring, Span, Sequence[Mention], Keys], Keys]


class Resolver:
    """Resolves the referring words of one article.

    Args:
        memory: What has been read.
        finder: Where the words come from.
        defined: Generic nouns that the article defines, with the key that each means.
    """

    def __init__(self, memory: Memory, finder: ReferringFinder, defined: dict[str, str]) -> None:
        self.memory = memory
        self.finder = finder
        self._defined = defined
        self._analysis: Analysis = memory.analysis
        self._lexicon = memory.lexicon
        self._fit: dict[str, dict[str, float]] = {}
        self._companies = _of_companies(memory.schema)
        self._usual: dict[str, str] = {}
        self._called = called(self._analysis, finder)
        self.voices = Voices(memory)
        self.groups = Groups(memory, self.voices)
        spellings = self._analysis.spellings.items()
        self._names = [(key, name) for key, names in spellings for name in names]
        phases = self._lexicon.phases
        self._phases = {name: key for key, name in self._names if name.endswith(phases)}

    def resolve(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        """The keys that a referring word means; none if that is in doubt.

        Args:
            referring: The word.
            clause: Its clause.
            before: The mentions before it in the clause, references among them.
            subject: The subject of the clause before.
        """
        beside = bool(before) and before[-1].span.end == referring.span.start
        if beside and referring.way in (SEVERAL, PHASE, BARE):
            # 甲、乙两家公司, 甲中心二期: said of the name before it, and nothing more.
            return ()
        keys = self._WAYS[referring.way](self, referring, clause, before, subject)
        return self._of_phase(referring, keys) if len(keys) == 1 else keys

    def _of_phase(self, referring: Referring, keys: Keys) -> Keys:
        """The phase of a project that a word and its number mean (项目|二期), if it has a name."""
        if not self._phases or referring.way not in (POINTED, BARE, PHASE):
            return keys
        start = referring.span.start if referring.way is PHASE else referring.span.end
        whole = self.memory.name(keys[0])
        for phase in self._lexicon.phases:
            whole = whole.removesuffix(phase)
        stated = (p for p in self._lexicon.phases if self._analysis.folded.startswith(p, start))
        named = (self._phases.get(whole + phase) for phase in stated)
        return next(((key,) for key in named if key), keys)

    # ------------------------------------------------------------ generic nouns

    def _generic(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        head = referring.head
        assert head is not None
        defined = self._defined.get(referring.noun)
        if defined is not None:
            return (defined,)
        if self._means_company(head):
            speaker = self.voices.quoted(referring.span)
            if speaker is not None and speaker in self._fits(head, referring.noun):
                return (speaker,)
        within = POINTED_WITHIN if referring.way is POINTED else _BARE_WITHIN
        bare = referring.way is BARE
        if bare and len(referring.noun) >= _COMPOUND:
            # 智算中心 without 该 is a kind of thing, unless just one thing is called so.
            only = self._only_one(head, referring.noun, strict=True)
            return (only,) if only and self.memory.distance(only) <= _COMPOUND_WITHIN else ()
        fits = self._fits_here(referring, head, before)
        chosen = self.memory.most_salient(fits, within=within)
        if chosen is None:
            chosen = self._only_one(head, referring.noun)
        if chosen is None or self._equals(chosen, head, referring.noun):
            return ()
        if self.memory.is_overshadowed(chosen) and not self._means_company(head):
            return ()
        self._usual[referring.noun] = chosen
        if self._is_own(referring, head):
            # An announcement that says 本公司 means itself by 公司, too.
            self._defined.setdefault(referring.noun, chosen)
        return (chosen,)

    def _fits_here(
        self, referring: Referring, head: Head, before: Sequence[Mention]
    ) -> Mapping[str, float]:
        """How well each entity that fits a noun does so where it stands."""
        fits = dict(self._fits(head, referring.noun))
        for key in {key for mention in before[-HELD:] for key in mention.keys}:
            if key in fits:
                fits[key] *= _IN_CLAUSE
        usual = self._usual.get(referring.noun)
        if usual is not None and referring.way is BARE:
            fits[usual] *= _USUAL
        return fits

    def _is_own(self, referring: Referring, head: Head) -> bool:
        text = self._analysis.folded[referring.span.start : referring.span.end]
        return self._means_company(head) and text.startswith(self._lexicon.own)

    def _only_one(self, head: Head, noun: str, *, strict: bool = False) -> str | None:
        """The only entity that is called by a noun, or else that fits it, however long ago."""
        fits = self._fits(head, noun)
        fitting = [key for key in self.memory.recent() if key in fits]
        called = [key for key in fitting if self._ends_in(key, head, noun)]
        if len(called) == 1:
            return called[0]
        return fitting[0] if len(fitting) == 1 and not strict else None

    def _means_company(self, head: Head) -> bool:
        return head.classes in self._companies

    def _fits(self, head: Head, noun: str) -> Mapping[str, float]:
        """How well each entity that fits a generic noun does so."""
        fits = self._fit.get(noun)
        if fits is None:
            found = {key: self._fit_of(key, head, noun) for key in self._may_fit(head, noun)}
            fits = self._fit[noun] = {key: fit for key, fit in found.items() if fit}
        return fits

    def _may_fit(self, head: Head, noun: str) -> Set[str]:
        """Those of the many entities that are worth a closer look."""
        ends = (noun, *head.endings)
        keys = {key for key, name in self._names if name.endswith(ends)}
        keys.update([key for key, nouns in self._called.items() if noun in nouns])
        return keys if head.endings else keys | self.memory.of_classes(head.classes)

    def _fit_of(self, key: str, head: Head, noun: str) -> float:
        """How well an entity fits a generic noun; 0 if it does not."""
        name = self.memory.name(key)
        of_class = self.memory.is_any(key, head.classes)
        if noun in self._called.get(key, ()) and (of_class or not self.memory.is_party(key)):
            return _NAMED_ALIKE
        if self._ends_in(key, head, noun) and not self._means_company(head):
            return _NAMED_ALIKE if self._of_kind(key, head) else 1.0
        if head.endings:
            return float(name.endswith(head.endings) and self._of_kind(key, head))
        if not of_class:
            return 0.0
        return _HELD_INSIDE if noun in name else 1.0

    def _ends_in(self, key: str, head: Head, noun: str) -> bool:
        """Whether a name of an entity ends in a noun (智算中心 of 甲智算中心项目)."""
        names = self._analysis.spellings[key]
        if len(names) == 1:  # as most have
            return names[0].endswith(noun)
        return any(name.endswith(noun) for name in (names[:1] if head.endings else names))

    def _of_kind(self, key: str, head: Head) -> bool:
        """Whether an entity is at least of the coarse class that a noun can mean."""
        coarse = self.memory.schema.ontology.coarse
        return any(coarse(cls) == self.memory.coarse(key) for cls in head.classes)

    def _equals(self, chosen: str, head: Head, noun: str) -> bool:
        """Whether the chosen one was last named as one of several that the noun fits alike."""
        for group in reversed(self.memory.groups):
            if self.memory.sentence - group.sentence > 1:
                return False
            if chosen in group.keys:
                fits = self._fits(head, noun)
                fitting = [key for key in group.keys if key in fits]
                return len(fitting) > 1 and self.memory.alike(fitting)
        return False

    # ------------------------------------------------------------ places and outlets

    def _ours(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        entry = referring.entry
        assert isinstance(entry, Ours)
        place, full = self._lexicon.classes.place, full_places(self.memory.schema)
        fitting: dict[str, bool] = {}  # and whether it is only where something happens
        for mention in self._analysis.mentions:
            key = mention.keys[0]
            if not self.memory.is_a(key, place):
                continue
            name = self.memory.name(key)
            if not entry.endings or full.get(name, name).endswith(entry.endings):
                fitting[key] = fitting.get(key, True) and self.groups.located(mention)
        # 在甲市考察: rather the city of another
        chosen = next((k for k, visited in fitting.items() if not visited), None)
        keys = (chosen,) if chosen else tuple(fitting)[:1]
        if keys:
            return keys
        named = {key for key in self._analysis.entities if self._of_level(key, entry.endings)}
        return tuple(named) if len(named) == 1 else ()

    def _of_level(self, key: str, endings: tuple[str, ...]) -> bool:
        """Whether a place is of a level by the name of something else: 甲 by 甲市某局."""
        if not self.memory.is_a(key, self._lexicon.classes.area):
            return False
        name = self.memory.name(key)
        return any(name + ending in self._analysis.folded for ending in endings)

    def _here(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        places = dict.fromkeys(self.memory.of_class(self._lexicon.classes.place), 1.0)
        chosen = self.memory.most_salient(places, within=POINTED_WITHIN)
        return (chosen,) if chosen else ()

    def _outlet(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        outlet = self._lexicon.classes.outlet
        for mention in self._analysis.mentions:
            if self.memory.is_a(mention.keys[0], outlet):
                return mention.keys
        return ()

    # ------------------------------------------------------------ speakers

    def _speaker(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        speaker = self.voices.quoted(referring.span) or self.voices.guest(self.memory.block)
        return (speaker,) if speaker else ()

    # ------------------------------------------------------------ several things

    def _several(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        return self.groups.several(referring)

    def _of_pair(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        return self.groups.one_of_pair(referring)

    # ------------------------------------------------------------ pronouns and phases

    def _pronoun(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        person = self._lexicon.classes.person
        own = [m.keys for m in before[:1] if not self.memory.is_a(m.keys[0], person)]
        start, folded = referring.span.start, self._analysis.folded
        if subject and folded.endswith(self._lexicon.not_own, clause.start, start):
            own = []
        keys = own[0] if own else subject
        return keys if len(keys) == 1 and not self.memory.is_a(keys[0], person) else ()

    def _other(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        """The partner of the subject, or of the speaker, in the last pair."""
        speaker = self.voices.guest(self.memory.block) or self.voices.quoted(referring.span)
        ours = {speaker} if speaker else set(subject)
        for group in reversed(self.memory.groups):
            if self.memory.sentence - group.sentence > 1:
                break
            if not self.groups.all_fit(group.keys, (self._lexicon.classes.organization,)):
                continue
            others = tuple(key for key in group.keys if key not in ours)
            if len(group.keys) == 2 and len(others) < 2:
                return others or group.keys[1:]
        return ()

    def _phase(
        self, referring: Referring, clause: Span, before: Sequence[Mention], subject: Keys
    ) -> Keys:
        facility = self._lexicon.classes.facility
        inside = [m for m in before[-HELD:] if self.memory.is_a(m.keys[0], facility)]
        if inside:
            return inside[-1].keys[:1]
        names = {key: names[0] for key, names in self._analysis.spellings.items()}
        said = {key: 1.0 for key, name in names.items() if referring.noun in name}
        named = self.memory.most_salient(said, within=POINTED_WITHIN)
        topic = self.memory.facility
        if named is not None or topic is None:
            return (named,) if named else ()
        name = names.pop(topic)
        if not any(phase in name for phase in self._lexicon.phases):
            return (topic,)
        wholes = {key: 1.0 for key, other in names.items() if name.startswith(other)}
        whole = self.memory.most_salient(wholes)
        return (whole,) if whole else ()

    # Not kept by each resolver: bound methods make a circle, which only the garbage collector ends,
    # and the whole article hangs on it.
    _WAYS: ClassVar[dict[Way, _Means]] = {
        Way.POINTED: _generic,
        Way.BARE: _generic,
        Way.OURS: _ours,
        Way.HERE: _here,
        Way.OUTLET: _outlet,
        Way.SPEAKER: _speaker,
        Way.SEVERAL: _several,
        Way.FORMER: _of_pair,
        Way.LATTER: _of_pair,
        Way.PRONOUN: _pronoun,
        Way.PHASE: _phase,
        Way.OTHER: _other,
    }


@cache
def _of_companies(schema: Schema) -> Set[tuple[str, ...]]:
    """The classes of those generic nouns that can mean nothing but a company."""
    lexicon, is_a = schema.lexicon("discourse", DiscourseLexicon), schema.ontology.is_a
    return {
        head.classes
        for head in lexicon.heads
        if all(is_a(cls, lexicon.classes.company) for cls in head.classes)
    }
