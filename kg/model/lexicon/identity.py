"""When two names mean the same thing: the file ``identity.toml``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ends:
    """Ends of names.

    Attributes:
        same: Groups of ends that mean the same; the first stands for all.
        dropped: Legal forms that make no difference, the longest first.
        examples: ``甲 = 乙``: two names of one thing.
        counterexamples: In the same manner: two names that their form must not make one.
    """

    same: tuple[tuple[str, ...], ...]
    dropped: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leads:
    """What may stand before a common noun that is a name where it stands (市政府)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Least:
    """How long a short form must be to be looked for in other articles."""

    characters: int


@dataclass(frozen=True, slots=True)
class IdentityLexicon:
    """The file ``identity.toml``.

    Attributes:
        reasons: Text by the kind of reason.
    """

    ends: Ends
    lead: Leads
    least: Least
    reasons: dict[str, str]
