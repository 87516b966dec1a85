"""Which of many places are one: a district, its city, its province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Chain = tuple[str, ...]
"""A place and what encloses it, the nearest first."""


def clusters(chains: Iterable[Chain]) -> dict[Chain, str | None]:
    """The places by which things of one name are told apart.

    A place is the same as the one place inside it that is named; what is said to be in a place
    inside which several are named may be in any of these, and has none.

    Returns:
        The name of the place for each chain, or None if it may be any of several.
    """
    known = sorted(set(chains), key=lambda chain: (-len(chain), chain))
    nearest = {chain[0] for chain in known}
    inside: dict[str, set[str]] = defaultdict(set)
    found: dict[Chain, str | None] = {}
    for chain in known:
        name = chain[0]
        below = inside[name]
        if len(below) > 1:
            found[chain] = None
        else:
            found[chain] = next(iter(below), name)
        above = next((place for place in chain[1:] if place in nearest), None)
        if above is not None:
            inside[above].update(below or {name})
    return found
