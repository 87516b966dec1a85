"""Boxes on a page: how much room each takes, and how they come to lie beside one another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

# Lengths are in pixels of the picture.
GAP = 18.0
# Rounds of pushing boxes apart: while there are few enough to be all named, and for more.
NAMED = 150
UNTANGLE_ROUNDS = 400
ROUGH_ROUNDS = 40
# How much a part may be enlarged before that, and how many overlaps a node may then still have.
SCALES = (1.0, 1.2, 1.45, 1.75, 2.1, 2.5)
FEW = 0.25


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the page; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node and its label take around the node's place.

    Attributes:
        half: Half of the width.
        above: Room above the place.
        below: Room below the place.
    """

    half: float
    above: float
    below: float


def opened(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The places with as much more room as leaves few boxes to be pushed apart.

    Pushing alone would move a crowd of leaves to one side of their hub.
    """
    order = sorted(places)
    room = [boxes[iri] for iri in order]
    scaled = dict(places)
    for scale in SCALES:
        scaled = {iri: Point(p.x * scale, p.y * scale) for iri, p in places.items()}
        xs, ys = [scaled[iri].x for iri in order], [scaled[iri].y for iri in order]
        covered = sum(min(_overlap(a, b, xs, ys, room)) > 0 for a, b in _close_pairs(xs, ys, room))
        if covered <= FEW * len(order):
            break
    return scaled


def _overlap(
    a: int, b: int, xs: Sequence[float], ys: Sequence[float], room: Sequence[Box]
) -> tuple[float, float]:
    """How far two boxes, and the gap between them, reach into each other in either direction."""
    one, other = room[a], room[b]
    dx = one.half + other.half + GAP / 2 - abs(xs[b] - xs[a])
    if ys[b] >= ys[a]:
        return dx, one.below + other.above + GAP / 2 - (ys[b] - ys[a])
    return dx, one.above + other.below + GAP / 2 - (ys[a] - ys[b])


def untangled(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The places with boxes pushed apart, along the direction that takes the least pushing."""
    order = sorted(places)
    room = [boxes[iri] for iri in order]
    xs = [places[iri].x for iri in order]
    ys = [places[iri].y for iri in order]
    for _ in range(UNTANGLE_ROUNDS if len(order) <= NAMED else ROUGH_ROUNDS):
        moved = False
        for a, b in _close_pairs(xs, ys, room):
            dx, dy = _overlap(a, b, xs, ys, room)
            if dx <= 0.01 or dy <= 0.01:
                continue
            moved = True
            if dx < dy:
                push = math.copysign(dx / 2, xs[b] - xs[a])
                xs[a], xs[b] = xs[a] - push, xs[b] + push
            else:
                push = math.copysign(dy / 2, ys[b] - ys[a])
                ys[a], ys[b] = ys[a] - push, ys[b] + push
        if not moved:
            break
    return {iri: Point(x, y) for iri, x, y in zip(order, xs, ys, strict=True)}


def _close_pairs(
    xs: Sequence[float], ys: Sequence[float], room: Sequence[Box]
) -> list[tuple[int, int]]:
    """The pairs whose boxes may overlap, found through a grid of cells of the largest box."""
    wide = 2 * max(box.half for box in room) + GAP
    high = max(box.above + box.below for box in room) + GAP
    grid: dict[tuple[int, int], list[int]] = {}
    for node, (x, y) in enumerate(zip(xs, ys, strict=True)):
        grid.setdefault((math.floor(x / wide), math.floor(y / high)), []).append(node)
    pairs: list[tuple[int, int]] = []
    for (column, row), members in grid.items():
        pairs += combinations(members, 2)
        # Each two cells are neighbours once.
        for cell in (
            (column + 1, row - 1),
            (column + 1, row),
            (column + 1, row + 1),
            (column, row + 1),
        ):
            if around := grid.get(cell):
                pairs += product(members, around)
    return pairs


def extent(
    part: Mapping[str, Point], boxes: Mapping[str, Box]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all boxes of a part."""
    return (
        min(place.x - boxes[iri].half for iri, place in part.items()),
        min(place.y - boxes[iri].above for iri, place in part.items()),
        max(place.x + boxes[iri].half for iri, place in part.items()),
        max(place.y + boxes[iri].below for iri, place in part.items()),
    )
