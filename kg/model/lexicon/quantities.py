"""Units, bounds and what belongs to a number (``ontology/lexicon/quantities.toml``).

All words are folded: simplified characters, half-width.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, in all its spellings.

    Attributes:
        words: Its spellings, right after the number; ``$`` and the like stand before it.
        unit: Local name of the base unit.
        factor: How many base units one unit is, as a decimal.
        kinds: Quantity kinds it can stand for, the likeliest first; empty if it says nothing.
        before: Spellings that stand before the number (``US$``, ``人民币``).
        any_case: Whether Latin letters count in either case.
        not_followed: What makes another word of it (架 in 架构).
        needs: Words of which one must stand in the same clause; empty if it stands by itself.
        bare: Whether a mere multiplier counts as its number (万P).
        precision: The precision it implies (EOPS: INT8), or empty.
        rated: Whether a precision may be stated with it.
        examples: Sentences, each with what it gives after ``=>``: ``bound value`` for each
            quantity, parted by ``;``.
        counterexamples: Sentences in which this unit gives nothing.
    """

    words: tuple[str, ...]
    unit: str
    factor: str = "1"
    kinds: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    any_case: bool = False
    not_followed: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    bare: bool = False
    precision: str = ""
    rated: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun whose number goes without a unit (PUE为1.2).

    Attributes:
        words: The noun.
        unit: Local name of the base unit.
        kinds: Quantity kinds, the likeliest first.
        low: The least value that makes sense.
        high: The greatest value that makes sense.
        decimals: Whether the number must have decimals.
        reach: How many characters may stand between the noun and the number.
        examples: As in ``Unit``.
        counterexamples: As in ``Unit``.
    """

    words: tuple[str, ...]
    unit: str
    kinds: tuple[str, ...]
    low: str
    high: str
    decimals: bool = False
    reach: int = 4
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundWords:
    """Words of one bound.

    Attributes:
        bound: ``atLeast``, ``atMost`` or ``approximately``.
        before: Words before the number.
        after: Words after the unit.
        inside: Words between number and unit (余, 多).
        examples: As in ``Unit``.
    """

    bound: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency whose unit is called like another's.

    Attributes:
        names: Say that a text counts in it.
        unless: Say that it may count in the other too.
        bare: Unit of the other, which the common word gives.
        unit: Its own.
    """

    names: tuple[str, ...]
    unless: tuple[str, ...]
    bare: str
    unit: str


@dataclass(frozen=True, slots=True)
class QuantityLexicon:
    """Everything that makes a quantity of a number.

    Attributes:
        unit: The units; of two spellings the longer wins.
        noun: Nouns whose numbers have no unit.
        bound: The bounds.
        fillers: What may stand between a bound word and its number (达到, 人民币).
        no_bounds: Words that end like a bound word and are none (签约).
        ranges: Marks between the two ends of a range.
        lists: Marks between numbers that share the last one's unit.
        restate: Words that say that the same is said again (约合).
        definition: Words that make an equation of a number (1P相当于).
        ordinals: What makes an ordinal or a name of the number that follows it (第, 编号).
        precision: Precision -> its names.
        per: What after a unit makes a rate of it (/, 每).
        per_second: Words that open an amount of operations a second (每秒).
        operations: Units of such an amount, with the operations one of them is.
        power_unit: Base unit of operations a second.
        power_factor: Operations a second that one base unit is.
        power_kinds: Kinds of such an amount.
        header_unit: Words before the unit in a table's header (单位).
        currency: Currencies whose unit is called like another's.
        examples: As in ``Unit``, for the whole file.
        counterexamples: Sentences without any quantity.
    """

    unit: tuple[Unit, ...]
    noun: tuple[Noun, ...]
    bound: tuple[BoundWords, ...]
    fillers: tuple[str, ...]
    no_bounds: tuple[str, ...]
    ranges: tuple[str, ...]
    lists: tuple[str, ...]
    restate: tuple[str, ...]
    definition: tuple[str, ...]
    ordinals: tuple[str, ...]
    precision: dict[str, tuple[str, ...]]
    per: tuple[str, ...]
    per_second: tuple[str, ...]
    operations: dict[str, str]
    power_unit: str
    power_factor: str
    power_kinds: tuple[str, ...]
    header_unit: tuple[str, ...]
    currency: tuple[Currency, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
