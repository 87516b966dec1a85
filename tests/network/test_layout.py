from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.network.boxes import Box, Point
from kg.network.layout import components, layout, steps_from
from tests.network.builders import network

STAR = [("hub", f"leaf{i:02}") for i in range(14)]
SHAPES = {
    "pair": [("a", "b")],
    "star": STAR,
    "ring": [(f"n{i}", f"n{(i + 1) % 9}") for i in range(9)],
    "clique": list(combinations("abcdefgh", 2)),
    "several parts": [("a", "b"), ("c", "d"), ("c", "e"), *STAR],
}
BOX = Box(half=50, above=12, below=30)


def overlaps(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[tuple[str, str]]:
    """The pairs whose boxes cover one another; places are rounded to a tenth of a pixel."""
    found = []
    for a, b in combinations(sorted(places, key=lambda iri: places[iri].y), 2):
        beside = abs(places[a].x - places[b].x) + 0.11 >= boxes[a].half + boxes[b].half
        below = places[b].y - places[a].y + 0.11 >= boxes[a].below + boxes[b].above
        if not beside and not below:
            found.append((a, b))
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_labels_do_not_overlap(name: str) -> None:
    drawn = network(SHAPES[name])
    boxes = {node.iri: BOX for node in drawn.nodes}
    assert overlaps(layout(drawn, boxes), boxes) == []


@settings(max_examples=25, deadline=None)
@given(
    pairs=st.sets(st.tuples(st.integers(0, 59), st.integers(0, 59)), min_size=1, max_size=160),
    halves=st.lists(st.integers(10, 100), min_size=60, max_size=60),
)
@example(pairs={(i, (i * i + 1) % 60) for i in range(60)}, halves=[80] * 60)
@example(pairs={(0, i) for i in range(60)}, halves=[100] * 60)
def test_labels_of_sixty_parties_never_overlap(
    pairs: set[tuple[int, int]], halves: list[int]
) -> None:
    drawn = network([(f"n{a:02}", f"n{b:02}") for a, b in pairs if a != b])
    boxes = {
        node.iri: Box(half=half, above=12, below=20 + half % 30)
        for node, half in zip(drawn.nodes, halves, strict=False)
    }
    assert overlaps(layout(drawn, boxes), boxes) == []


@pytest.mark.parametrize("name", SHAPES)
def test_everything_lies_on_the_page(name: str) -> None:
    drawn = network(SHAPES[name])
    places = layout(drawn, {node.iri: BOX for node in drawn.nodes})
    assert min(p.x for p in places.values()) >= BOX.half
    assert min(p.y for p in places.values()) >= BOX.above


def test_same_network_same_places() -> None:
    drawn = network(SHAPES["several parts"])
    boxes = {node.iri: BOX for node in drawn.nodes}
    assert layout(drawn, boxes) == layout(drawn, dict(reversed(boxes.items())))


def test_large_parts_are_divided_and_no_node_is_lost() -> None:
    drawn = network([(f"n{i:03}", f"n{i // 2:03}") for i in range(1, 420)])
    boxes = {node.iri: Box(half=20, above=8, below=8) for node in drawn.nodes}
    places = layout(drawn, boxes)
    assert places.keys() == boxes.keys()
    assert len(overlaps(places, boxes)) < 4


def test_communities_of_a_large_part_stay_together() -> None:
    groups = {f"id:{name}{i:02}": number for number, name in enumerate("abcd") for i in range(60)}
    rings = [
        (f"{name}{i:02}", f"{name}{j % 60:02}")
        for name in "abcd"
        for i in range(60)
        for j in (i + 1, i + 7)
    ]
    drawn = network([*rings, ("a00", "b00"), ("b01", "c00"), ("c01", "d00")])
    places = layout(drawn, {node.iri: Box(20, 8, 8) for node in drawn.nodes}, groups)

    def spread(members: list[Point]) -> float:
        x = sum(p.x for p in members) / len(members)
        y = sum(p.y for p in members) / len(members)
        return sum(math.hypot(p.x - x, p.y - y) for p in members) / len(members)

    of = [[places[iri] for iri, group in groups.items() if group == n] for n in range(4)]
    assert max(map(spread, of)) < 0.6 * spread(list(places.values()))


def test_a_star_too_large_for_full_stress_is_placed_with_pivots() -> None:
    drawn = network([("hub", f"n{i:03}") for i in range(220)])
    assert len(layout(drawn, {node.iri: BOX for node in drawn.nodes})) == 221


def test_parts_come_largest_first_and_begin_with_their_hub() -> None:
    parts = components(network(SHAPES["several parts"]).neighbours())
    assert [(part[0], len(part)) for part in parts] == [
        ("id:hub", 15),
        ("id:c", 3),
        ("id:a", 2),
    ]


def test_steps_are_counted_from_the_start() -> None:
    near = network([("a", "b"), ("b", "c")]).neighbours()
    assert steps_from("id:a", near) == {"id:a": 0, "id:b": 1, "id:c": 2}


def test_empty_network_has_no_places() -> None:
    assert layout(network([]), {}) == {}
