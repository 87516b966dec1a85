"""The parts of ``lexicon/names.toml`` for names that are told by what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedNames:
    """Nouns that follow a name, and ends of quoted names, that tell its class."""

    nouns: tuple[str, ...]
    type: str
    quoted: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedHeads:
    """The class of organisations that quotation marks alone make a name of (“砚湖学院”).

    Attributes:
        institute: The class.
        never: Words that no name between quotation marks holds.
        counted: How a count of great things begins, which is no name.
    """

    institute: str
    never: tuple[str, ...]
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partners:
    """How partners are told by what they do.

    Attributes:
        type: The class of an unknown partner.
        joining: What stands between two.
        verbs: What follows the second if one of the two is known.
        signing: What follows the second if neither is.
        adverbs: What may stand between a partner and what follows it.
        pointing: Beginnings of words that only refer to a partner (我院).
        saying: Ends of words that tell of an agreement and are no partner (声称).
    """

    type: str
    joining: tuple[str, ...]
    verbs: tuple[str, ...]
    signing: tuple[str, ...]
    adverbs: tuple[str, ...]
    pointing: tuple[str, ...]
    saying: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Works:
    """How construction projects are called by the work done.

    Attributes:
        type: Their class.
        heads: Nouns for the whole.
        words: Verbs and nouns of work that stand inside the name.
        appended: What 及 may join inside the name (及配套设施).
        joined: Verbs inside the name of a project that begins with that of a facility.
        units: Units of a size inside such a name.
        followed: What follows a project that opens its clause.
        amounts: Units of the amount before the particle and a project (总投资3亿元的).
        open: Words between such a number and its unit (3亿多元).
        modifying: The particle.
    """

    type: str
    heads: tuple[str, ...]
    words: tuple[str, ...]
    appended: tuple[str, ...]
    joined: tuple[str, ...]
    units: tuple[str, ...]
    followed: tuple[str, ...]
    amounts: tuple[str, ...]
    open: tuple[str, ...]
    modifying: str


@dataclass(frozen=True, slots=True)
class Codes:
    """What stands in a bracket with a stock code, and what announces a listed company's name.

    Attributes:
        type: The class.
        labels: Labels of a code in its bracket.
        announced: Labels of the short name.
        warned: The exchange's marks before a short name (*ST), longer ones first.
        listing: Marks between several short names.
    """

    type: str
    labels: tuple[str, ...]
    announced: tuple[str, ...]
    warned: tuple[str, ...]
    listing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apposed:
    """Nouns right before the short name of a company, and its class."""

    words: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What tells that a name in Latin letters is that of a company.

    Attributes:
        nouns: Nouns of companies before it.
        ends: Its last word, in small letters.
        offices: After it, before the name of a person.
        joining: Between two such offices.
        type: The class.
    """

    nouns: tuple[str, ...]
    ends: tuple[str, ...]
    offices: tuple[str, ...]
    joining: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Places called by one character (在京签约).

    Attributes:
        before: Prepositions.
        after: How what follows begins.
        places: A character and the names that it can stand for.
        alone: Characters that mean their place though the text does not name it.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasions:
    """Words for meetings.

    Attributes:
        words: With which the name of a meeting ends.
        done: Before them the meeting has no name of its own (成立大会).
        ordinals: With which the name begins after its place (甲市首届…).
    """

    words: tuple[str, ...]
    done: tuple[str, ...]
    ordinals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What bounds an area (东至砚园路).

    Attributes:
        verbs: Between a side and its bound.
        ends: Last nouns of ways and waters.
        type: Their class.
    """

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    type: str
