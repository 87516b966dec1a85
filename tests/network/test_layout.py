from __future__ import annotations

from itertools import combinations

import pytest

from kg.network.layout import Box, components, layout, steps_from
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


@pytest.mark.parametrize("name", SHAPES)
def test_labels_do_not_overlap(name: str) -> None:
    drawn = network(SHAPES[name])
    places = layout(drawn, {node.iri: BOX for node in drawn.nodes})
    for a, b in combinations(places.values(), 2):
        apart = abs(a.x - b.x) >= 2 * BOX.half or abs(a.y - b.y) >= BOX.above + BOX.below
        assert apart, (a, b)


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


def test_large_parts_are_placed_with_pivots() -> None:
    drawn = network([(f"n{i:03}", f"n{i // 2:03}") for i in range(1, 220)])
    assert len(layout(drawn, {node.iri: BOX for node in drawn.nodes})) == 220


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
