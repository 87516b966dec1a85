from __future__ import annotations

import pytest
from pyoxigraph import Quad

from kg.graph import vocabulary as v
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.schema import Schema
from tests.graph.builders import sample


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    return article_quads(sample().extraction(), schema)


def test_the_graph_of_an_article_conforms(quads: tuple[Quad, ...], schema: Schema) -> None:
    assert validate(quads, schema) == ()


def test_what_is_missing_is_reported_in_the_language_asked_for(
    quads: tuple[Quad, ...], schema: Schema
) -> None:
    without = [q for q in quads if q.predicate != v.BOUND]
    (english,) = validate(without, schema)
    (chinese,) = validate(without, schema, language="zh")
    assert english.path == chinese.path == "kg:bound"
    assert english.node.startswith("id:measurement-")
    assert "bound" in english.message
    assert "界限" in chinese.message
    assert str(english).startswith(f"{english.node} kg:bound: ")
