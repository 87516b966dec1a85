"""Words by which a text claims that something is the greatest or the only one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of one kind of claim.

    Attributes:
        name: What the claim is, for the rule's name.
        words: The words; ``甲…乙`` are two words of one clause.
        before_name: Whether a name right after the words is what is claimed of.
        examples: Marked texts; what is in ⟦⟧ is claimed of the name marked with a star.
        counterexamples: Texts that claim nothing.
    """

    name: str
    words: tuple[str, ...]
    before_name: bool = True
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementLexicon:
    """All words of claims.

    Attributes:
        claims: The words that make a claim.
        hidden: Words that look like one and are none (最终, 首先).
        verbs: Verbs after which the words of a claim begin (是, 成为).
        scopes: Words for a scope that is no named place (全国).
        speech: Verbs whose subject is the one who claims.
        pointers: Subjects that point back to the topic (这是).
        ahead: Beginnings of a clause whose subject comes in the next one (作为).
        openers: Beginnings of a clause that are no part of the words.
        modifying: The particle between a modifier and its noun (的).
        equating: What stands between the words and the name they are said of (规模最大的是).
        place: Local name of the class of places.
        person: Local name of the class of persons.
        organization: Local name of the class of organisations.
    """

    claims: tuple[Claim, ...]
    hidden: tuple[str, ...]
    verbs: tuple[str, ...]
    scopes: tuple[str, ...]
    speech: tuple[str, ...]
    pointers: tuple[str, ...]
    ahead: tuple[str, ...]
    openers: tuple[str, ...]
    modifying: str
    equating: tuple[str, ...]
    place: str
    person: str
    organization: str
