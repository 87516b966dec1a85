from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import Graph, memory_graph, open_graph
from kg.graph import vocabulary as v
from kg.graph.marker import MARKER
from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.query.counts import count
from kg.query.entities import entity_index
from kg.schema import Schema
from tests.graph.builders import Article, sample

NODE = NamedNode(v.INDIVIDUALS + "北山电信")


def typed(text: str, type: str, schema: Schema) -> tuple[Quad, ...]:
    a = Article(text, source=f"{text}.txt")
    a.entity("北山电信", type)
    return article_quads(a.extraction(), schema)


def name_of(quads: tuple[Quad, ...]) -> NamedNode:
    name = quads[0].graph_name
    assert isinstance(name, NamedNode)
    return name


def types(graph: Graph) -> set[str]:
    rows = graph.select("SELECT ?c { id:北山电信 a ?c }").rows
    assert len(rows) == len(set(rows))
    return {c.value.removeprefix(v.ONTOLOGY) for (c,) in rows if isinstance(c, NamedNode)}


def graphs_of(quads: tuple[Quad, ...], folder: Path) -> dict[str, Graph]:
    """The same quads in every kind of graph that this process holds."""
    with open_graph(folder / "store", read_only=False) as writer:
        writer.load(quads)
    for name in ("nq", "turtle"):
        path = folder / f"graph.{'ttl' if name == 'turtle' else name}"
        path.write_bytes(serialise(quads, name))
    return {
        "memory": memory_graph(quads),
        "store": open_graph(folder / "store"),
        "nq": open_graph(folder / "graph.nq"),
        "ttl": open_graph(folder / "graph.ttl"),
    }


@pytest.mark.parametrize("kind", ["memory", "store", "nq", "ttl"])
def test_a_class_has_the_members_of_narrower_ones(
    kind: str, schema: Schema, tmp_path: Path
) -> None:
    quads = article_quads(sample().extraction(), schema)
    graph = graphs_of(quads, tmp_path)[kind]
    assert types(graph) == {"Company", "Organization", "Entity"}
    assert graph.ask("ASK { ?e a kg:Event, kg:Unveiling }")
    counted = graph.select("SELECT (COUNT(?x) AS ?n) { ?x a kg:Organization }").rows
    assert [getattr(n, "value", "") for (n,) in counted] == ["4"]
    # What was read is neither more nor less for it.
    assert set(graph.quads()) in (set(quads), {Quad(*q.triple) for q in quads})
    assert count(graph).classes["Company"] == 4
    assert not count(graph).classes.keys() & {"Organization", "Entity", "Event"}
    assert entity_index(graph).known[NODE.value].types == ("Company",)


def test_the_graph_of_an_article_has_what_it_says_only(schema: Schema) -> None:
    quads = typed("北山电信签约。", "Company", schema)
    graph = memory_graph(quads)
    assert not graph.ask("ASK { GRAPH ?g { ?x a kg:Organization } }")
    assert set(graph.quads(name_of(quads))) == set(quads)


def test_a_superclass_goes_with_the_last_article_that_implies_it(schema: Schema) -> None:
    company = typed("北山电信签约。", "Company", schema)
    institute = typed("北山电信揭牌。", "Institute", schema)
    plain = typed("北山电信开工。", "Organization", schema)
    graph = memory_graph()
    graph.load([*company, *institute, *plain])
    assert types(graph) == {"Company", "Institute", "Organization", "Entity"}
    graph.remove(name_of(plain))
    graph.remove(name_of(company))
    assert types(graph) == {"Institute", "Organization", "Entity"}
    graph.remove(name_of(institute))
    assert types(graph) == set()
    assert not graph.ask("ASK { ?s ?p ?o }")


def test_superclasses_follow_when_an_article_changes_its_mind(schema: Schema) -> None:
    before = typed("北山电信签约。", "Company", schema)
    after = typed("北山电信签约。", "Park", schema)
    graph = memory_graph(before)
    graph.load(after)
    assert types(graph) == {"Park", "Facility", "Entity"}


def test_a_store_of_another_ontology_is_brought_up_to_date_by_the_next_writer(
    schema: Schema, tmp_path: Path
) -> None:
    from pyoxigraph import Store

    folder = tmp_path / "store"
    with open_graph(folder, read_only=False) as graph:
        graph.load(typed("北山电信签约。", "Company", schema))
    store = Store(str(folder / "oxigraph"))
    store.remove(Quad(NODE, v.TYPE, v.kg("Organization")))
    store.add(Quad(NODE, v.TYPE, v.kg("Place")))
    store.flush()
    del store
    marker = json.loads((folder / MARKER).read_text())
    (folder / MARKER).write_text(json.dumps(marker | {"classes": "other"}))
    open_graph(folder, read_only=False).close()
    assert types(open_graph(folder)) == {"Company", "Organization", "Entity"}
    expected = marker | {"revision": marker["revision"] + 1}
    assert json.loads((folder / MARKER).read_text()) == expected
