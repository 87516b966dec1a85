"""Entries of ``lexicon/names.toml``: how names are built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.lexicon.names_beside import (
    Apposed,
    Bounds,
    Codes,
    Foreign,
    Letters,
    Occasions,
    Partners,
    QuotedHeads,
    QuotedNames,
    Works,
)

Needs = Literal["any", "place", "brand", "none", "admin", "title", "branch", "owned"]


@dataclass(frozen=True, slots=True)
class Head:
    """Nouns that can end a name.

    Attributes:
        words: The nouns, simplified.
        type: Local name of the class of the named thing.
        needs: What must stand left of the noun for the whole to be a name.
        rare: Whether a noun that is rare in general counts as a proper part (星河智算中心).
        examples: Sentences with the name in 【】.
        counterexamples: Sentences without a name of this head.
    """

    words: tuple[str, ...]
    type: str
    needs: Needs
    rare: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inside:
    """What may stand inside a name: tags, words, and verbs with their followers."""

    tags: tuple[str, ...]
    words: tuple[str, ...]
    trades: tuple[str, ...]
    verbs: tuple[str, ...]
    verb_followers: tuple[str, ...]
    complete: tuple[str, ...]
    zone_heads: tuple[str, ...]
    not_heads: tuple[str, ...]
    cuts: tuple[str, ...]
    within: tuple[str, ...]
    compounds: tuple[str, ...]
    everywhere: tuple[str, ...]
    traded: tuple[str, ...]
    sized: tuple[str, ...]
    degrees: tuple[str, ...]
    spans: tuple[str, ...]
    lines: tuple[str, ...]
    parts: tuple[str, ...]
    lengthening: tuple[str, ...]
    ordinal: str
    ordinal_followers: tuple[str, ...]
    numeral_followers: tuple[str, ...]
    digit_followers: tuple[str, ...]
    directions: tuple[str, ...]
    sizes: tuple[str, ...]
    verbal_heads: tuple[str, ...]
    verbal_followers: tuple[str, ...]
    house: str
    offices: tuple[str, ...]
    holders: tuple[str, ...]
    roads: tuple[str, ...]
    beside_roads: str
    plain_heads: tuple[str, ...]
    sorts: tuple[str, ...]
    described: tuple[str, ...]
    described_as: tuple[str, ...]
    classed: tuple[str, ...]
    openers: tuple[str, ...]
    coordinators: tuple[str, ...]
    designation_units: tuple[str, ...]
    latin_common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A plain list of words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """Modifiers at the left end of a candidate.

    Attributes:
        words: Never begin a name that has a proper part further right.
        keep: May begin a name.
        national: Make a name of a common phrase.
    """

    words: tuple[str, ...]
    keep: tuple[str, ...]
    national: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Marks at the end of an enumeration, and the class of its members by the counted noun.

    Attributes:
        closers: What follows the last member.
        projects: Nouns counted right after the last of several companies.
        branches: Make another company of a company's name before them.
        inside: Part of an unknown short name whatever their tag.
        counters: Words between a number and its noun.
        several: A number and such a word in one.
        nouns: Class of the members -> counted nouns.
    """

    closers: tuple[str, ...]
    projects: tuple[str, ...]
    branches: tuple[str, ...]
    inside: tuple[str, ...]
    counters: tuple[str, ...]
    several: tuple[str, ...]
    nouns: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ShortNames:
    """What introduces a short name, and the short names that are no names."""

    cues: tuple[str, ...]
    copulas: tuple[str, ...]
    alternatives: tuple[str, ...]
    several: tuple[str, ...]
    generic: tuple[str, ...]
    operators: tuple[str, ...]
    clipped: tuple[str, ...]
    contractions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Legal:
    """What a company's short name leaves off."""

    suffixes: tuple[str, ...]
    branches: tuple[str, ...]
    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacilityNames:
    """Ends of facility names that make no difference, and phases that do."""

    tails: tuple[str, ...]
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonNames:
    """What stands beside a person's name.

    Attributes:
        titles: Offices and callings.
        place_title: What makes a title of a place before it (甲市|长).
        trailing: Verbs of one character that a guess at a name may have swallowed (周宁|作报告).
        not_final: Characters with which no given name before a title ends.
        final: Function words with which a given name may end all the same.
        days: Words for a day that stand between a name and a date in brackets.
        verbs: Verbs of saying.
        not_names: Words that begin with a surname and are no names.
        type: The class of people.
    """

    titles: tuple[str, ...]
    place_title: str
    trailing: tuple[str, ...]
    final: tuple[str, ...]
    not_final: tuple[str, ...]
    days: tuple[str, ...]
    verbs: tuple[str, ...]
    not_names: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Stems:
    """Districts called without their last character (落户越城).

    Attributes:
        ends: The characters that are left off.
        sited: Verbs of siting, before them where no higher place stands there.
        closers: What must follow them.
    """

    ends: tuple[str, ...]
    sited: tuple[str, ...]
    closers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """Classes of things whose full name begins with that of their programme."""

    programme: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BylineClasses:
    """The class of an outlet; reporters, authors and editors are people.

    Attributes:
        outlet: The class.
        channels: Ends of the names of an outlet's channels, which are no outlets of their own.
    """

    outlet: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """The file ``names.toml``.

    Attributes:
        sentences: With all their names in 【】, each followed by its class; run as tests.
    """

    sentences: tuple[str, ...]
    head: tuple[Head, ...]
    inside: Inside
    border: Words
    lead: Lead
    list: Enumeration
    short: ShortNames
    legal: Legal
    facility: FacilityNames
    person: PersonNames
    product: QuotedNames
    programme: QuotedNames
    quoted: QuotedHeads
    works: Works
    code: Codes
    apposed: Apposed
    foreign: Foreign
    letters: Letters
    stems: Stems
    occasion: Occasions
    partner: Partners
    bounds: Bounds
    chains: Chains
    bylines: BylineClasses


@dataclass(frozen=True, slots=True)
class Surnames:
    """The file ``surnames.toml``: Chinese surnames of one and of two characters."""

    single: tuple[str, ...]
    double: tuple[str, ...]
