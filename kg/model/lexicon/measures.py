"""What turns a quantity into a measurement of something (``ontology/lexicon/measures.toml``).

All words are folded: simplified characters, half-width.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindWords:
    """How one kind of quantity is told from others that share its unit.

    Attributes:
        kind: Local name of the quantity kind.
        nouns: What the number is said of; before it, or right after it.
        defaults: Units of the text (亩) that need no noun for this kind; ``*`` stands for every
            unit that can mean it.
        adjacent: Whether a noun before the number must stand right before it.
        needs: Words of which one must stand in the clause; empty if none is needed.
        not_before: Words before the number that make something else of it.
        not_after: Words right after the number that make something else of it.
        holders: Classes of what can have such a number, the likeliest first.
        rated: Whether its precision is recorded.
        examples: Sentences with ``⟦⟧`` around the entities, and what they give after ``=>``: ``entity
            bound value status`` for each measurement, parted by ``;``.
        counterexamples: Sentences that give no measurement of the kind.
    """

    kind: str
    holders: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    adjacent: bool = False
    needs: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    rated: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureLexicon:
    """Everything that attaches numbers to what they are said of.

    Attributes:
        kind: The kinds.
        others: Nouns whose numbers are of no kind (合同金额).
        phases: Words for a part of a project (首期).
        part: What opens a part of an amount said before (其中).
        sums: Words that make a number the sum over several things (合计).
        pieces: Words before a number that is of a nameless piece of something (号楼).
        each: Words that give each of several things the same number (均).
        respectively: Words that hand out several numbers to several things (分别).
        circumstances: Words before a name that is not what the number is said of (由, 在).
        makes: Verbs between an amount and what it makes (投资3亿元建设X).
        invests: Verbs whose subject gives the money and does not get it (出资).
        until: Words that open the time for which a number holds (截至, 到).
        facility: The class of what is built.
        money: Kinds whose amount a giver may give to what is built.
    """

    kind: tuple[KindWords, ...]
    others: tuple[str, ...]
    phases: tuple[str, ...]
    part: tuple[str, ...]
    sums: tuple[str, ...]
    pieces: tuple[str, ...]
    each: tuple[str, ...]
    respectively: tuple[str, ...]
    circumstances: tuple[str, ...]
    makes: tuple[str, ...]
    invests: tuple[str, ...]
    until: tuple[str, ...]
    facility: str
    money: tuple[str, ...]
