"""The lexicon of names and the gazetteer, compiled for matching; built once per schema."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from kg.extract.words import WordFinder
from kg.model.lexicon.names import Head, Inside, NameLexicon, PersonNames, Surnames
from kg.schema import GazetteerEntry, Schema
from kg.text.fold import fold
from kg.text.spellings import Spellings

_MARKS = frozenset("“”‘’《》")
_ENUMERATION = "、"
_MET = 100_000  # words whose rules are remembered
_LONGEST_MET = 40  # characters of such a word
_CAPITALISED = re.compile(r"[A-Z].*")
_MODEL = re.compile(r"[A-Z]{1,6}-?\d{2,4}[A-Za-z]{0,3}|\d{3,4}[A-Z]|[A-Z][A-Za-z]{2,15}\d{1,2}")

Rule = Literal[
    "person", "enumeration", "partner", "apposed", "foreign", "model", "occasion", "work"
]
"""A way of finding names that begins at certain words."""


class NameGrammar:
    """Everything that the stages of name finding look words up in.

    Attributes:
        lexicon: The lexicon file.
        known: Folded gazetteer names and aliases -> entries, the canonical holder first.
        heads: Head noun -> entry.
        surnames: Surnames of one and two characters.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.ontology = schema.ontology
        self.lexicon = lexicon = schema.lexicon("names", NameLexicon)
        surnames = schema.lexicon("surnames", Surnames)
        self.surnames = frozenset(surnames.single) | frozenset(surnames.double)
        self.known: dict[str, list[GazetteerEntry]] = {}
        for entry in schema.gazetteer:
            for name in self._plain_names(entry):
                self.known.setdefault(name, []).append(entry)
        self.find_known = WordFinder(self.known)
        self._read_classes()
        self.letters = {letter: names for letter, *names in lexicon.letters.places}
        self._read_inside(lexicon.inside, lexicon.short.operators)
        self.heads: dict[str, tuple[Head, ...]] = {}
        for head in lexicon.head:
            for word in head.words:
                self.heads[word] = (*self.heads.get(word, ()), head)
        self.facility_heads = {
            word: head
            for word, heads in self.heads.items()
            for head in reversed(heads)  # of several the first
            if self.is_facility(head.type)
        }
        self.find_heads = WordFinder(self.heads)
        self.document_heads = tuple(
            (word, head.type)
            for word, heads in self.heads.items()
            for head in heads
            if head.needs == "title"
        )
        self.border = frozenset(lexicon.border.words)
        self.lead = frozenset(lexicon.lead.words)
        self.keep = frozenset((*lexicon.lead.keep, *lexicon.short.operators))
        self.national = frozenset(lexicon.lead.national)
        self.nations = tuple(sorted(self.national))
        self.short_cues = frozenset(lexicon.short.cues)
        self.tails = frozenset(lexicon.facility.tails)
        self.phases = frozenset(lexicon.facility.phases)
        self.ordered_phases = tuple(sorted(self.phases))
        self._read_person(lexicon.person)
        self._read_companies(lexicon)
        self.title_ends = frozenset(title[-1] for title in self.titles)
        self.parting = self.within | self.title_ends  # a word that ends so may be two
        self.works = frozenset(lexicon.works.words)
        # What may follow a weak head without being part of the same compound.
        self.ends = self.border | self.titles | self.verbs | self.says
        # Words of the trade that are common in this world but strange to a general dictionary:
        # not proper, whatever the dictionary says.
        self.common = (
            self.inside
            | self.lead
            | self.trades
            | frozenset(lexicon.inside.trades)
            | frozenset(self.heads)
            | self.titles
        )
        self._plain = self.common | self.border | self.verbs
        self.rules = _Rules(
            {
                "person": self.person_cues,
                "enumeration": frozenset(_ENUMERATION),
                "partner": frozenset(lexicon.partner.joining),
                "apposed": frozenset(lexicon.apposed.words),
            },
            {"occasion": lexicon.occasion.words, "work": lexicon.works.heads},
            {"foreign": _CAPITALISED, "model": _MODEL},
        )

    def _read_classes(self) -> None:
        self._places = frozenset(self.ontology.subclasses("Place"))
        self._organizations = frozenset(self.ontology.subclasses("Organization"))
        self._offices = frozenset(self.ontology.subclasses("GovernmentBody"))
        self._facilities = frozenset(self.ontology.subclasses("Facility"))
        # Only countries are areas within nothing; continents stand in their file.
        areas = self.ontology.subclasses("AdministrativeArea")
        entries = self.schema.gazetteer
        self.worldly = frozenset(e.file for e in entries if e.type in areas and not e.within)

    def _read_companies(self, lexicon: NameLexicon) -> None:
        self.trades = frozenset(lexicon.legal.trades)
        self.longest_trade = max(map(len, self.trades))
        self.branches = frozenset(lexicon.legal.branches)
        self.company_ends = frozenset(lexicon.legal.suffixes)
        self.complete = frozenset((*lexicon.inside.complete, *lexicon.legal.suffixes))
        self.company_types = frozenset(
            head.type for end in lexicon.legal.suffixes for head in self.heads.get(end, ())
        )
        self.counters = frozenset(lexicon.list.counters)
        self.several = frozenset(lexicon.list.several)
        self.counted = {noun: t for t, nouns in lexicon.list.nouns.items() for noun in nouns}
        self.company_nouns = frozenset((*lexicon.apposed.words, *lexicon.foreign.nouns))
        self.parts_of_companies = frozenset(lexicon.list.branches)

    def _read_inside(self, inside: Inside, operators: Sequence[str]) -> None:
        self.lengthening = frozenset(inside.lengthening)
        self.compounds = inside.compounds
        self.everywhere = frozenset(inside.everywhere)
        self.traded, self.sized = inside.traded, inside.sized
        self.house = re.compile(inside.house)
        self.road = re.compile(rf"(?:{'|'.join(inside.roads)})(?=[{inside.beside_roads}])")
        self.bureaus = frozenset(inside.offices)
        self.ways = frozenset(road[0] for road in inside.roads)
        self.degrees = frozenset(inside.degrees)
        self.spans = frozenset(inside.spans)
        self.lines = inside.lines
        self.within = frozenset(inside.within)
        self.zone_ends = inside.complete
        self.zone_heads = frozenset(inside.zone_heads)
        self.cuts = frozenset(inside.cuts)
        self.plain_heads = frozenset(inside.plain_heads)
        self.described = inside.described
        self.described_as = inside.described_as
        self.classed = inside.classed
        self.openers = frozenset(inside.openers)
        self.sorts = frozenset(inside.sorts)
        self.ordered_sorts = tuple(sorted(self.sorts))
        self.inside = frozenset((*inside.words, *operators))
        self.tags = frozenset(inside.tags)
        self.verbs = frozenset(inside.verbs)
        self.verb_followers = inside.verb_followers
        self.no_heads = Spellings(inside.not_heads)
        self.coordinators = frozenset(inside.coordinators)
        self.designations = inside.designation_units
        self.latin_common = frozenset(w.upper() for w in inside.latin_common)

    def _read_person(self, person: PersonNames) -> None:
        self.titles = frozenset(person.titles)
        self.says = frozenset(person.verbs)
        self.no_person = frozenset(person.not_names)
        self.final = frozenset(person.final)
        self.person_cues = self.titles | self.says | {person.place_title}

    def _plain_names(self, entry: GazetteerEntry) -> list[str]:
        """The folded names of an entry, without those that only add marks or a programme noun."""
        names = [fold(n) for n in dict.fromkeys((entry.name, *entry.aliases))]
        nouns = self.lexicon.programme.nouns if entry.type == self.lexicon.programme.type else ()
        longer = {n + noun for n in names for noun in nouns}
        return [n for n in names if n not in longer and _MARKS.isdisjoint(n)]

    def segmenter_words(self) -> dict[str, str]:
        """Words that the segmenter should keep whole, with their tags."""
        words = {word: "n" for word in self.common if len(word) > 1 and word.isalnum()}
        words |= {word: "v" for word in self.border if len(word) > 1 and word not in words}
        for name, entries in self.known.items():
            long_enough = len(name) > 2 or entries[0].name == name
            if long_enough and all("\u4e00" <= c <= "\u9fff" for c in name):
                words[name] = "ns" if self.is_place(entries[0].type) else "nz"
        return words

    def is_common(self, word: str) -> bool:
        """Whether a word is a common one, never a short name by itself."""
        return word in self._plain

    def coarse(self, type_: str) -> str:
        """The coarse class of a class."""
        return self.ontology.coarse(type_)

    def is_stem(self, word: str) -> bool:
        """Whether a word is the name of a known place without its last character (越城)."""
        return any(word + end in self.known for end in self.lexicon.stems.ends)

    def is_place(self, type_: str) -> bool:
        """Whether a class is a kind of place (facilities are not)."""
        return type_ in self._places

    def is_organization(self, type_: str) -> bool:
        """Whether a class is a kind of organisation."""
        return type_ in self._organizations

    def is_division(self, type_: str) -> bool:
        """Whether places of a class form addresses (省, 市, 区; zones too, regions do not)."""
        return not self.ontology.is_a(type_, "Region")

    def is_office(self, type_: str) -> bool:
        """Whether names of a class may join two fields (工业和信息化局)."""
        return type_ in self._offices

    def is_outlet(self, type_: str) -> bool:
        """Whether a class is that of media."""
        return self.ontology.is_a(type_, self.lexicon.bylines.outlet)

    def is_facility(self, type_: str) -> bool:
        """Whether a class is a kind of facility."""
        return type_ in self._facilities


class _Rules(dict[str, Sequence[Rule]]):
    """The rules that begin at a word, filled as words are met.

    Args:
        words: The words of each rule.
        endings: What the words of each further rule end in.
        patterns: What the words of each further rule match as a whole.
    """

    def __init__(
        self,
        words: Mapping[Rule, frozenset[str]],
        endings: Mapping[Rule, tuple[str, ...]],
        patterns: Mapping[Rule, re.Pattern[str]],
    ) -> None:
        super().__init__()
        self._words = words
        self._endings = endings
        self._patterns = patterns

    def __missing__(self, word: str) -> Sequence[Rule]:
        if len(self) >= _MET:
            self.clear()
        rules: list[Rule] = [
            *(rule for rule, words in self._words.items() if word in words),
            *(rule for rule, endings in self._endings.items() if word.endswith(endings)),
            *(rule for rule, pattern in self._patterns.items() if pattern.fullmatch(word)),
        ]
        if len(word) <= _LONGEST_MET:
            self[word] = rules
        return rules


@lru_cache(maxsize=4)
def name_grammar(schema: Schema) -> NameGrammar:
    """The grammar of a schema; the same object on every call."""
    return NameGrammar(schema)
