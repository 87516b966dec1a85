"""What joins two parties of the partner network, and what makes a thing lie in a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """One way in which parties are joined.

    Attributes:
        name: Unique.
        zh: What a tie of this kind is.
        en: The same in English.
        words: Other names under which it may be asked for.
        properties: Local names of the properties whose facts join a tie and a party.
        tie: The end of such a fact that is the tie; the other one is a party.
        classes: What a party must be; anything if empty.
        crowd: A tie of more parties than this joins nobody; 0 for no limit.
    """

    name: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    properties: tuple[str, ...]
    tie: Literal["subject", "object"]
    classes: tuple[str, ...] = ()
    crowd: int = 0

    def label(self, lang: str) -> str:
        """What a tie of this kind is, in a language."""
        return self.en if lang.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """How a thing is known to lie in a place.

    Attributes:
        classes: Local names of the classes of places.
        properties: Local names of the properties that lead from a thing to what it lies in.
    """

    classes: tuple[str, ...]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLexicon:
    """``network.toml``.

    Attributes:
        projections: The first is the one that is meant when none is named.
        places: How a thing is known to lie in a place.
    """

    projections: tuple[Projection, ...]
    places: PlaceRules

    def named(self, name: str) -> Projection | None:
        """The projection of this name, label or word; case does not matter."""
        wanted = name.casefold()
        for one in self.projections:
            if wanted in (word.casefold() for word in (one.name, one.zh, one.en, *one.words)):
                return one
        return None
