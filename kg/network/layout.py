"""Where each node goes: the same network gives the same picture.

Each connected part is laid out on its own so that the distance on the page follows the number of
steps between two nodes (stress majorisation), labels are then pushed apart, and the parts are
packed in rows, the largest first. networkx offers force layouts only with numpy and scipy, which
kg does not need otherwise.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.network.model import Network

# Lengths are in pixels of the picture.
STEP = 72.0
ASPECT = 1.6
GAP = 18.0
# With more nodes than this, only neighbours and some pivots pull at a node.
FULL_STRESS = 150
PIVOTS = 24
ROUNDS = 60
UNTANGLE_ROUNDS = 120

Steps = Mapping[str, Mapping[str, int]]


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


def layout(network: Network, boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The place of every node, by IRI; all boxes lie right of 0 and below 0.

    Args:
        network: What to lay out.
        boxes: The room of every node.
    """
    near = network.neighbours()
    parts = [_place_part(part, near, boxes) for part in components(near)]
    return _pack(parts, boxes)


def components(near: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The connected parts, the largest first, each with its best connected node first."""
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in sorted(near, key=lambda iri: (-len(near[iri]), iri)):
        if start not in seen:
            part = list(steps_from(start, near))
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def steps_from(start: str, near: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The number of steps to every node that can be reached, the nearest first."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for other in near[here]:
            if other not in steps:
                steps[other] = steps[here] + 1
                queue.append(other)
    return steps


def _place_part(
    part: list[str], near: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    if len(part) == 1:
        return {part[0]: Point(0.0, 0.0)}
    if len(part) == 2:
        room = boxes[part[0]].half + boxes[part[1]].half + GAP
        return {part[0]: Point(0.0, 0.0), part[1]: Point(max(room, STEP), 0.0)}
    pivots = part if len(part) <= FULL_STRESS else part[:PIVOTS]
    steps = {pivot: steps_from(pivot, near) for pivot in pivots}
    places = _rings(part, near, steps[part[0]])
    pulls = {iri: _pulls(iri, near, steps) for iri in part}
    for _ in range(ROUNDS):
        places = {iri: _majorised(iri, places, pulls[iri]) for iri in part}
    return _untangled(_lying(places), boxes)


def _lying(places: Mapping[str, Point]) -> dict[str, Point]:
    """The places turned so that the part is wider than high, as pages and labels are."""
    middle_x = sum(p.x for p in places.values()) / len(places)
    middle_y = sum(p.y for p in places.values()) / len(places)
    moved = {iri: (p.x - middle_x, p.y - middle_y) for iri, p in places.items()}
    wide = sum(x * x for x, _ in moved.values())
    high = sum(y * y for _, y in moved.values())
    slant = sum(x * y for x, y in moved.values())
    angle = -math.atan2(2 * slant, wide - high) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {iri: Point(x * cos - y * sin, x * sin + y * cos) for iri, (x, y) in moved.items()}


def _rings(
    part: list[str], near: Mapping[str, Sequence[str]], steps: Mapping[str, int]
) -> dict[str, Point]:
    """A first drawing: rings around the first node, children beside their parents."""
    order = _depth_first(part[0], near, steps)
    leaves = max(len(order), 1)
    places = {}
    for index, iri in enumerate(order):
        angle = 2 * math.pi * index / leaves
        radius = STEP * steps[iri]
        places[iri] = Point(radius * math.cos(angle), radius * math.sin(angle))
    return places


def _depth_first(
    root: str, near: Mapping[str, Sequence[str]], steps: Mapping[str, int]
) -> list[str]:
    order: list[str] = []
    seen = {root}
    stack = [root]
    while stack:
        here = stack.pop()
        order.append(here)
        for other in reversed(near[here]):
            if other not in seen and steps[other] == steps[here] + 1:
                seen.add(other)
                stack.append(other)
    return order


def _pulls(iri: str, near: Mapping[str, Sequence[str]], steps: Steps) -> list[tuple[str, float]]:
    """The nodes that hold ``iri`` at a distance, and the distance they want."""
    wanted = {pivot: reach[iri] for pivot, reach in steps.items() if pivot != iri}
    wanted.update(dict.fromkeys(near[iri], 1))
    crowd = 1 + math.log1p(len(near[iri])) / 3

    def length(other: str, distance: int) -> float:
        both = max(crowd, 1 + math.log1p(len(near[other])) / 3)
        return STEP * distance * both

    return [(other, length(other, distance)) for other, distance in sorted(wanted.items())]


def _majorised(iri: str, places: Mapping[str, Point], pulls: Sequence[tuple[str, float]]) -> Point:
    """One step of stress majorisation (Gansner, Koren and North 2004) for one node."""
    here = places[iri]
    x = y = total = 0.0
    for other, wanted in pulls:
        there = places[other]
        dx, dy = here.x - there.x, here.y - there.y
        distance = math.hypot(dx, dy)
        weight = 1 / (wanted * wanted)
        scale = wanted / distance if distance > 1e-9 else 0.0
        x += weight * (there.x + dx * scale)
        y += weight * (there.y + dy * scale)
        total += weight
    return Point(x / total, y / total)


def _untangled(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The places with boxes pushed apart, along the direction that takes the least pushing."""
    order = sorted(places)
    xs = {iri: places[iri].x * ASPECT for iri in order}
    ys = {iri: places[iri].y for iri in order}
    for _ in range(UNTANGLE_ROUNDS):
        moved = False
        for a, b in _close_pairs(order, xs, ys, boxes):
            dx = boxes[a].half + boxes[b].half + GAP / 2 - abs(xs[b] - xs[a])
            if ys[b] >= ys[a]:
                dy = boxes[a].below + boxes[b].above + GAP / 2 - (ys[b] - ys[a])
            else:
                dy = boxes[a].above + boxes[b].below + GAP / 2 - (ys[a] - ys[b])
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
    return {iri: Point(xs[iri], ys[iri]) for iri in order}


def _close_pairs(
    order: Sequence[str],
    xs: Mapping[str, float],
    ys: Mapping[str, float],
    boxes: Mapping[str, Box],
) -> list[tuple[str, str]]:
    """The pairs whose boxes may overlap, found through a grid of cells of the largest box."""
    wide = 2 * max(boxes[iri].half for iri in order) + GAP
    high = max(boxes[iri].above + boxes[iri].below for iri in order) + GAP
    grid: dict[tuple[int, int], list[str]] = {}
    for iri in order:
        cell = (math.floor(xs[iri] / wide), math.floor(ys[iri] / high))
        grid.setdefault(cell, []).append(iri)
    pairs = []
    for (column, row), members in grid.items():
        around = [
            iri
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for iri in grid.get((column + dx, row + dy), ())
        ]
        pairs += [(a, b) for a in members for b in around if a < b]
    return sorted(pairs)


def _pack(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The parts side by side in rows, in a page about 1.6 times as wide as high."""
    sizes = [_extent(part, boxes) for part in parts]
    area = sum((right - left + GAP) * (bottom - top + GAP) for left, top, right, bottom in sizes)
    widest = max((right - left for left, _, right, _ in sizes), default=0.0)
    page = max(widest, math.sqrt(area * ASPECT))
    result: dict[str, Point] = {}
    x = y = row = 0.0
    for part, (left, top, right, bottom) in zip(parts, sizes, strict=True):
        if x > 0 and x + right - left > page:
            x, y, row = 0.0, y + row + GAP, 0.0
        for iri, place in part.items():
            result[iri] = Point(round(place.x - left + x, 1), round(place.y - top + y, 1))
        x += right - left + 2 * GAP
        row = max(row, bottom - top)
    return result


def _extent(
    part: Mapping[str, Point], boxes: Mapping[str, Box]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all boxes of a part."""
    return (
        min(place.x - boxes[iri].half for iri, place in part.items()),
        min(place.y - boxes[iri].above for iri, place in part.items()),
        max(place.x + boxes[iri].half for iri, place in part.items()),
        max(place.y + boxes[iri].below for iri, place in part.items()),
    )
