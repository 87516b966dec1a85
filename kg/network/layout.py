"""Where each node goes: the same network gives the same picture.

Each connected part is laid out on its own so that the distance on the page follows the number of
steps between two nodes (stress majorisation), labels are then pushed apart, and the parts are
packed in rows, the largest first. A large part is divided into clusters, each laid out by itself
and then moved as a whole (a multilevel scheme), so that the time grows little more than the number
of nodes. networkx offers force layouts only with numpy and scipy, which kg does not need otherwise.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

from kg.network.boxes import GAP, Box, Point, extent, opened, untangled
from kg.network.model import Network

# Lengths are in pixels of the picture.
STEP = 72.0
ASPECT = 1.6
# With more nodes than this, a part is divided into clusters.
FULL_STRESS = 150
CLUSTER = 25
# A large part gets so many times the room that its boxes take.
AIR = 5.0
# A part that cannot be divided is held together by so many nodes, besides the neighbours.
PIVOTS = 24
ROUNDS = 60
# A round that moves nodes by fewer pixels than this on average is the last.
SETTLED = 1.5

Near = Mapping[str, Sequence[str]]
Steps = Mapping[str, Mapping[str, int]]


def layout(
    network: Network, boxes: Mapping[str, Box], groups: Mapping[str, int] | None = None
) -> dict[str, Point]:
    """The place of every node, by IRI; all boxes lie right of 0 and below 0.

    Args:
        network: What to lay out.
        boxes: The room of every node.
        groups: Numbers of the groups (communities) that stay together in a large part, by IRI.
    """
    near = network.neighbours()
    parts = []
    for part in components(near):
        places = _place_part(part, near, boxes, groups)
        if len(part) > FULL_STRESS:
            places = untangled(_drawn_together(_lying(places), boxes), boxes)
        parts.append(places)
    return _pack(parts, boxes)


def components(near: Near) -> list[list[str]]:
    """The connected parts, the largest first, each with its best connected node first."""
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in sorted(near, key=lambda iri: (-len(near[iri]), iri)):
        if start not in seen:
            part = list(steps_from(start, near))
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def steps_from(start: str, near: Near) -> dict[str, int]:
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
    part: list[str], near: Near, boxes: Mapping[str, Box], groups: Mapping[str, int] | None
) -> dict[str, Point]:
    if len(part) == 1:
        return {part[0]: Point(0.0, 0.0)}
    if len(part) == 2:
        room = boxes[part[0]].half + boxes[part[1]].half + GAP
        return {part[0]: Point(0.0, 0.0), part[1]: Point(max(room, STEP), 0.0)}
    if len(part) > FULL_STRESS:
        clusters = _grouped(part, groups) if groups else _around_hubs(part, near)
        # A star cannot be divided: nearly everything belongs to its hub.
        if max(map(len, clusters)) < 0.9 * len(part):
            return _place_clusters(clusters, near, boxes)
    return untangled(opened(_widened(_lying(_stress(part, near, {}))), boxes), boxes)


def _place_clusters(
    clusters: Sequence[list[str]], near: Near, boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Each cluster laid out by itself, then all of them like single nodes of their size."""
    names = [str(number) for number in range(len(clusters))]
    home = {iri: name for name, members in zip(names, clusters, strict=True) for iri in members}
    inner: dict[str, dict[str, Point]] = {}
    rooms: dict[str, Box] = {}
    for name, members in zip(names, clusters, strict=True):
        within = {iri: [n for n in near[iri] if home.get(n) == name] for iri in members}
        parts = [_place_part(part, within, boxes, None) for part in components(within)]
        placed = _pack(parts, boxes)
        left, top, right, bottom = extent(placed, boxes)
        x, y = (left + right) / 2, (top + bottom) / 2
        inner[name] = {iri: Point(p.x - x, p.y - y) for iri, p in placed.items()}
        rooms[name] = Box((right - left) / 2, (bottom - top) / 2, (bottom - top) / 2)
    joined = {
        name: sorted({home[n] for iri in members for n in near[iri] if n in home} - {name})
        for name, members in zip(names, clusters, strict=True)
    }
    reach = {name: (room.half + room.above) / 2 for name, room in rooms.items()}
    # All clusters of one part hang together, so there is one part here as well.
    (part,) = components(joined)
    outer = untangled(_lying(_stress(part, joined, reach)), rooms)
    return {
        iri: Point(outer[name].x + point.x, outer[name].y + point.y)
        for name in names
        for iri, point in inner[name].items()
    }


def _widened(places: Mapping[str, Point]) -> dict[str, Point]:
    """The places with more room beside than below each other, as labels are wide."""
    return {iri: Point(p.x * ASPECT, p.y) for iri, p in places.items()}


def _drawn_together(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The places scaled so that the page is a few times as large as what stands on it.

    Large and small clusters side by side leave most of a page empty.
    """
    left, top, right, bottom = extent(places, boxes)
    rooms = (boxes[iri] for iri in places)
    taken = AIR * sum(2 * room.half * (room.above + room.below) for room in rooms)
    scale = min(1.0, math.sqrt(taken / ((right - left) * (bottom - top))))
    return {iri: Point(p.x * scale, p.y * scale) for iri, p in places.items()}


def _grouped(part: Sequence[str], groups: Mapping[str, int]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for iri in part:
        found.setdefault(groups[iri], []).append(iri)
    return [found[number] for number in sorted(found)]


def _around_hubs(part: Sequence[str], near: Near) -> list[list[str]]:
    """The part divided among its best connected nodes: each node goes to the nearest of them."""
    count = min(FULL_STRESS, max(len(part) // CLUSTER, 2))
    hubs = sorted(part, key=lambda iri: (-len(near[iri]), iri))[:count]
    owner = {hub: hub for hub in hubs}
    queue = deque(hubs)
    while queue:
        here = queue.popleft()
        for other in near[here]:
            if other not in owner:
                owner[other] = owner[here]
                queue.append(other)
    found: dict[str, list[str]] = {hub: [] for hub in hubs}
    for iri, hub in owner.items():
        found[hub].append(iri)
    return [found[hub] for hub in hubs]


def _stress(part: Sequence[str], near: Near, reach: Mapping[str, float]) -> dict[str, Point]:
    """Places whose distances follow the steps between the nodes.

    Stress majorisation (Gansner, Koren and North 2004): in each round, every node moves to where
    the others want it, those that are near counting most.

    Args:
        part: Connected nodes, the best connected first.
        near: The neighbours of each.
        reach: How far each node extends, where that is more than a mark with its label.
    """
    pivots = part if len(part) <= FULL_STRESS else part[:PIVOTS]
    steps = {pivot: steps_from(pivot, near) for pivot in pivots}
    first = _rings(part, near, steps[part[0]])
    number = {iri: i for i, iri in enumerate(part)}
    pulls = [
        [(number[o], d, 1 / (d * d)) for o, d in _pulls(iri, near, steps, reach)] for iri in part
    ]
    totals = [sum(weight for _, _, weight in pull) for pull in pulls]
    xs, ys = [first[iri].x for iri in part], [first[iri].y for iri in part]
    for _ in range(ROUNDS):
        moved = [_majorised(x, y, xs, ys, pull) for x, y, pull in zip(xs, ys, pulls, strict=True)]
        new_xs = [x / total for (x, _), total in zip(moved, totals, strict=True)]
        new_ys = [y / total for (_, y), total in zip(moved, totals, strict=True)]
        way = sum(map(abs, map(float.__sub__, new_xs, xs)))
        way += sum(map(abs, map(float.__sub__, new_ys, ys)))
        xs, ys = new_xs, new_ys
        if way < SETTLED * len(part):
            break
    return {iri: Point(x, y) for iri, x, y in zip(part, xs, ys, strict=True)}


def _majorised(
    x: float, y: float, xs: list[float], ys: list[float], pull: list[tuple[int, float, float]]
) -> tuple[float, float]:
    """Where the others want a node, each at its distance, times their weights."""
    sum_x = sum_y = 0.0
    for other, wanted, weight in pull:
        there_x, there_y = xs[other], ys[other]
        dx, dy = x - there_x, y - there_y
        distance = math.sqrt(dx * dx + dy * dy)
        if distance > 1e-9:
            scale = wanted / distance
            sum_x += weight * (there_x + dx * scale)
            sum_y += weight * (there_y + dy * scale)
        else:
            sum_x += weight * there_x
            sum_y += weight * there_y
    return sum_x, sum_y


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


def _rings(part: Sequence[str], near: Near, steps: Mapping[str, int]) -> dict[str, Point]:
    """A first drawing: rings around the first node, children beside their parents."""
    order = _depth_first(part[0], near, steps)
    leaves = max(len(order), 1)
    places = {}
    for index, iri in enumerate(order):
        angle = 2 * math.pi * index / leaves
        radius = STEP * steps[iri]
        places[iri] = Point(radius * math.cos(angle), radius * math.sin(angle))
    return places


def _depth_first(root: str, near: Near, steps: Mapping[str, int]) -> list[str]:
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


def _pulls(
    iri: str, near: Near, steps: Steps, reach: Mapping[str, float]
) -> list[tuple[str, float]]:
    """The nodes that hold ``iri`` at a distance, and the distance they want."""
    wanted = {pivot: reach[iri] for pivot, reach in steps.items() if pivot != iri}
    wanted.update(dict.fromkeys(near[iri], 1))
    crowd = 1 + math.log1p(len(near[iri])) / 3

    def length(other: str, distance: int) -> float:
        both = max(crowd, 1 + math.log1p(len(near[other])) / 3)
        return distance * max(STEP * both, reach.get(iri, 0.0) + reach.get(other, 0.0))

    return [(other, length(other, distance)) for other, distance in sorted(wanted.items())]


def _pack(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """The parts side by side in rows, in a page about 1.6 times as wide as high."""
    sizes = [extent(part, boxes) for part in parts]
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
