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
        not_near: Words soon after the number, before a mark, that make something else of it.
        not_after: Words right after the number that make something else of it.
        not_within: Kinds in whose brackets the number is that of one piece (7000个机柜(8kW)).
        holders: Classes of what can have such a number, the likeliest first.
        subject_first: Whether the silent subject goes before the project under discussion.
        counts: Whether it counts projects, so that amounts after it are their sum.
        rated: Whether its precision is recorded.
        examples: Sentences with names and their classes in brackets (``[name|Class]``), and after
            ``=>`` what they give: ``entity bound value status``, parted by ``;``.
        counterexamples: Sentences that give no measurement of the kind.
    """

    kind: str
    holders: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    adjacent: bool = False
    needs: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    subject_first: bool = False
    counts: bool = False
    rated: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureLexicon:
    """Everything that attaches numbers to what they are said of.

    Attributes:
        kind: The kinds.
        others: Nouns whose numbers are of no kind, where the unit can mean several (合同金额).
        never: The same, whatever the unit.
        between: Characters between the noun of a kind and its number that say no other kind.
        around_unit: Characters of multipliers, bounds and ranges around a unit.
        unit_bounds: What begins a bound after a unit (以上).
        parting: Characters of the words that part a number from a noun of something else (及).
        phases: Words for a part of a project (首期).
        part: What opens a part of an amount said before (其中).
        pieces: Words before a number that is of a nameless piece of something (号楼).
        each: Words that give each of several things the same number (均).
        respectively: Words that hand out several numbers to several things (分别).
        circumstances: Words before a name that is not what the number is said of (由, 在).
        makes: Verbs between an amount and what it makes (投资3亿元建设X).
        invests: Verbs whose subject gives the money and does not get it (出资).
        done: Words that say that something made is there already (建成).
        givers: Verbs right after a name that say that it gave the money (领投).
        beneficiaries: Prepositions before what a number is for (为X提供).
        presents: Words before the name that a sentence comes to speak of (规模最大的是X).
        coordinating: The joiners that are no comma.
        joiners: What stands between the members of a list.
        open_ends: What follows the last of those that a list names (等).
        cautious: Words that part a clause from what was said of the clause before it.
        towards: Words before a year that make its numbers plans (到2027年).
        so_far: Words that end so and do not (截至2027年).
        modifying: The particle between a modifier and its noun (的).
        abstracts: What after 的 does not own the number before it (5000P的规模).
        bearers: Heads of things that may be spoken of without a known name (项目).
        groups: Words of a group of nameless things, whose amounts are sums (一批).
        counters: What follows the number of nameless things after their noun (项目20个).
        counters_before: The same where their noun comes after it (20多个项目).
        works: Those of the heads that belong to whoever is named before them (甲园的某项目).
        compounds: What after such a head makes it part of a compound (数据中心规模).
        predicates: What after a quoted name makes it a subject (“X”是).
        sites: Words before a place where something stands (位于).
        wider: Wholes that hold numbers and have no name (我国).
        not_wider: What makes another word or a claim of such a whole (全国首个).
        comparing: Words that open a clause of comparison (较).
        superlatives: Words after a place that make it the scope of a claim (华东最大的X).
        days: Words for a day after its number.
        dated: What closes a dateline (电).
        until: Words that open the time for which a number holds (截至, 到).
        facility: The class of what is built.
        place: The class of places.
        speakers: Classes of what tells numbers and never has them.
        money: Kinds whose amount a giver may give to what is built.
    """

    kind: tuple[KindWords, ...]
    others: tuple[str, ...]
    never: tuple[str, ...]
    between: tuple[str, ...]
    around_unit: tuple[str, ...]
    unit_bounds: tuple[str, ...]
    parting: tuple[str, ...]
    phases: tuple[str, ...]
    part: tuple[str, ...]
    pieces: tuple[str, ...]
    each: tuple[str, ...]
    respectively: tuple[str, ...]
    circumstances: tuple[str, ...]
    makes: tuple[str, ...]
    invests: tuple[str, ...]
    done: tuple[str, ...]
    givers: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    presents: tuple[str, ...]
    joiners: tuple[str, ...]
    coordinating: tuple[str, ...]
    open_ends: tuple[str, ...]
    cautious: tuple[str, ...]
    towards: tuple[str, ...]
    so_far: tuple[str, ...]
    modifying: str
    abstracts: tuple[str, ...]
    bearers: tuple[str, ...]
    groups: tuple[str, ...]
    counters: tuple[str, ...]
    counters_before: tuple[str, ...]
    works: tuple[str, ...]
    compounds: tuple[str, ...]
    predicates: tuple[str, ...]
    sites: tuple[str, ...]
    wider: tuple[str, ...]
    not_wider: tuple[str, ...]
    comparing: tuple[str, ...]
    superlatives: tuple[str, ...]
    days: tuple[str, ...]
    dated: tuple[str, ...]
    until: tuple[str, ...]
    facility: str
    place: str
    speakers: tuple[str, ...]
    money: tuple[str, ...]
