from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.graph import Graph, local, memory_graph, open_graph
from kg.graph import vocabulary as v
from kg.graph.marker import MARKER, is_store
from kg.graph.quads import article_quads
from kg.graph.serialise import FORMATS, serialise
from kg.graph.store import remove_store
from kg.schema import Schema
from tests.graph.builders import Article, sample


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    return article_quads(sample().extraction(), schema)


@pytest.fixture
def folder(tmp_path: Path, quads: tuple[Quad, ...]) -> Path:
    """A store that holds the sample article."""
    with open_graph(tmp_path / "store", read_only=False) as graph:
        graph.load(quads)
    return tmp_path / "store"


def small(text: str, schema: Schema) -> tuple[Quad, ...]:
    a = Article(text, source=f"{text}.txt")
    a.entity("北山电信", "Company")
    return article_quads(a.extraction(), schema)


def name_of(quads: tuple[Quad, ...]) -> NamedNode:
    name = quads[0].graph_name
    assert isinstance(name, NamedNode)
    return name


def test_a_store_keeps_what_was_loaded(folder: Path, quads: tuple[Quad, ...]) -> None:
    with open_graph(folder) as graph:
        assert set(graph.quads()) == set(quads)
        assert len(graph) == len(quads)


def test_loading_twice_changes_nothing(quads: tuple[Quad, ...]) -> None:
    graph = memory_graph()
    graph.load(quads)
    graph.load(quads)
    assert set(graph.quads()) == set(quads)


def test_loading_an_article_again_replaces_its_graph_and_no_other(schema: Schema) -> None:
    one, other = small("北山电信签约。", schema), small("北山电信揭牌。", schema)
    graph = memory_graph()
    graph.load([*one, *other])
    changed = [q for q in one if q.predicate != v.HEADLINE]
    changed.append(Quad(name_of(one), v.HEADLINE, Literal('又"一\n题'), name_of(one)))
    graph.load(changed)
    assert set(graph.quads(name_of(one))) == set(changed)
    assert set(graph.quads(name_of(other))) == set(other)
    titles = graph.select("SELECT ?t { ?a kg:headline ?t }")
    assert {t.value for (t,) in titles if isinstance(t, Literal)} == {'又"一\n题', "北山电信揭牌。"}


def test_removing_an_article_leaves_the_others(schema: Schema) -> None:
    one, other = small("北山电信签约。", schema), small("北山电信揭牌。", schema)
    graph = memory_graph([*one, *other])
    assert graph.remove(name_of(one)) is True
    assert graph.remove(name_of(one)) is False
    assert set(graph.quads()) == set(other)
    # What both articles say still holds; what only the removed one said does not.
    assert graph.ask("ASK { id:北山电信 a kg:Company }")
    assert len(graph.select("SELECT ?a { ?a a kg:Article }")) == 1
    assert graph.remove(name_of(other))
    assert not graph.ask("ASK { ?s ?p ?o }")


def test_queries_see_all_articles_and_can_tell_them_apart(schema: Schema) -> None:
    one, other = small("北山电信签约。", schema), small("北山电信揭牌。", schema)
    graph = memory_graph([*one, *other])
    assert len(graph.select("SELECT ?n { id:北山电信 skos:prefLabel ?n }")) == 1
    counted = graph.select("SELECT (COUNT(*) AS ?n) { ?s a kg:Company ; skos:prefLabel ?l }")
    assert counted.rows == ((Literal(1),),)
    assert len(graph.select("SELECT ?g { GRAPH ?g { id:北山电信 a kg:Company } }")) == 2


def test_articles_are_listed(quads: tuple[Quad, ...]) -> None:
    (article,) = memory_graph(quads).articles()
    assert article.iri == name_of(quads).value
    assert article.source == "a.txt"
    assert article.headline == "东湖智算中心揭牌"
    assert article.published == "2024-03-02"
    assert article.sha256 is not None
    assert article.iri.endswith(article.sha256[:16])


def test_select_gives_the_columns_as_they_are_written(quads: tuple[Quad, ...]) -> None:
    graph = memory_graph(quads)
    found = graph.select("SELECT ?o ?s { ?s kg:builtBy ?o }")
    assert found.variables == ("o", "s")
    assert [x.value.rsplit("/", 1)[-1] for x in found.rows[0] if isinstance(x, NamedNode)] == [
        "北山电信",
        "东湖智算中心",
    ]
    star = graph.select("SELECT DISTINCT * { ?z kg:builtBy ?y OPTIONAL { ?y kg:note ?a } } # ?b")
    assert star.variables == ("z", "y", "a")
    assert star.rows[0][2] is None
    assert [set(row) for row in star.dicts()] == [{"z", "y"}]


def test_ask_and_construct_answer_in_their_ways(quads: tuple[Quad, ...]) -> None:
    graph = memory_graph(quads)
    assert graph.ask("ASK { ?s kg:builtBy ?o }") is True
    assert graph.ask("ASK { ?s kg:unheardOf ?o }") is False
    made = graph.construct("CONSTRUCT { ?o kg:x ?s } WHERE { ?s kg:builtBy ?o }")
    assert [str(t.predicate) for t in made] == [str(v.kg("x"))]
    with pytest.raises(QueryError, match="gives no table"):
        graph.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="ASK does"):
        graph.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError, match="CONSTRUCT and DESCRIBE do"):
        graph.construct("ASK { ?s ?p ?o }")


def test_variables_can_be_given_values(quads: tuple[Quad, ...]) -> None:
    telecom = NamedNode(v.INDIVIDUALS + "北山电信")
    found = memory_graph(quads).select("SELECT ?s { ?s kg:builtBy ?o }", bindings={"o": telecom})
    assert len(found) == 1
    both = memory_graph(quads).select("SELECT ?o ?s { ?s kg:builtBy ?o }", bindings={"o": telecom})
    assert both.rows[0][0] == telecom
    graph = memory_graph(quads)
    assert graph.ask("ASK { ?s kg:builtBy ?o }", bindings={"o": telecom})
    assert not graph.ask("ASK { ?s kg:deploys ?o }", bindings={"o": telecom})
    named = graph.select("SELECT (COUNT(?s) AS ?n) { ?s ?p ?o }", bindings={"p": v.kg("builtBy")})
    assert named.rows == ((Literal(1),),)


@pytest.mark.parametrize("name", FORMATS)
def test_rdf_files_are_graphs(name: str, quads: tuple[Quad, ...], tmp_path: Path) -> None:
    suffix = {"turtle": "ttl", "rdfxml": "rdf"}.get(name, name)
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(serialise(quads, name))
    graph = open_graph(path)
    assert len(graph) == len(quads)
    assert graph.ask("ASK { id:东湖智算中心 kg:builtBy id:北山电信 }")
    assert len(graph.articles()) == 1


def test_a_store_of_another_base_keeps_it(tmp_path: Path) -> None:
    open_graph(tmp_path / "s", read_only=False, base="urn:my:").close()
    assert open_graph(tmp_path / "s", read_only=False).prefixes()["id"] == "urn:my:"


def test_reading_beside_a_writer(folder: Path) -> None:
    with open_graph(folder, read_only=False) as writer:
        reader = open_graph(folder)
        assert len(reader) == len(writer)
        reader.close()


def refused(location: Path | str, *, read_only: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        open_graph(location, read_only=read_only)
    message = str(caught.value)
    assert "\n" not in message
    assert str(location) in message
    return message


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "nothing"
    assert refused(path) == f"no graph at {path}; `kg build PATH -g {path}` makes one"
    assert not path.exists()


def test_a_folder_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    assert f"no {MARKER}" in refused(tmp_path)
    assert "not empty" in refused(tmp_path, read_only=False)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(StoreError):
        remove_store(tmp_path)
    assert (tmp_path / "letter.txt").exists()


def test_a_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    assert "an RDF file ends in one of" in refused(path)


def test_a_broken_rdf_file_is_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://a> <http://b> \n .")
    assert "line 2" in refused(path)


def test_an_rdf_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("")
    assert "only read" in refused(path, read_only=False)


def test_a_second_writer_is_told_of_the_first(folder: Path) -> None:
    with open_graph(folder, read_only=False):
        assert "another process is writing" in refused(folder, read_only=False)


def test_a_damaged_store_is_told_from_an_empty_one(folder: Path) -> None:
    for path in (folder / "oxigraph").glob("MANIFEST-*"):
        path.write_bytes(b"nonsense")
    assert "damaged" in refused(folder)
    for path in (folder / "oxigraph").iterdir():
        path.unlink()
    assert "the store is empty" in refused(folder)


@pytest.mark.parametrize("marker", ["", "[]", "{}", '{"format": "'])
def test_a_damaged_marker_is_reported(folder: Path, marker: str) -> None:
    (folder / MARKER).write_text(marker)
    assert "damaged" in refused_marker(folder)


def refused_marker(folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_graph(folder)
    return str(caught.value)


def test_a_store_of_a_later_format_is_not_touched(folder: Path) -> None:
    marker = json.loads((folder / MARKER).read_text())
    (folder / MARKER).write_text(json.dumps(marker | {"format": 99}))
    assert "format 99" in refused(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "no store can be made" in refused(tmp_path / "s", read_only=False)


def closed_to_writing(graph: Graph, quads: tuple[Quad, ...]) -> None:
    with pytest.raises(StoreError, match="reading only"):
        graph.load(quads)
    with pytest.raises(StoreError, match="reading only"):
        graph.remove(name_of(quads))


def test_what_is_open_for_reading_is_not_written(folder: Path, quads: tuple[Quad, ...]) -> None:
    closed_to_writing(open_graph(folder), quads)
    closed_to_writing(open_graph(":memory:"), quads)


def test_facts_outside_an_article_are_refused() -> None:
    with pytest.raises(StoreError, match="must belong to an article"):
        memory_graph().load([Quad(v.kg("a"), v.TYPE, v.kg("b"))])


def test_a_closed_graph_says_so(folder: Path) -> None:
    graph = open_graph(folder)
    graph.close()
    with pytest.raises(StoreError, match="has been closed"):
        graph.ask("ASK {}")


def test_a_store_can_be_deleted(folder: Path) -> None:
    assert is_store(folder)
    remove_store(folder)
    assert not folder.exists()


def test_an_empty_graph_is_still_a_graph() -> None:
    assert memory_graph()


@pytest.mark.parametrize("together", [1, 10**9])
def test_many_new_articles_are_loaded_like_few(
    tmp_path: Path,
    quads: tuple[Quad, ...],
    schema: Schema,
    monkeypatch: pytest.MonkeyPatch,
    together: int,
) -> None:
    monkeypatch.setattr(local, "_MANY", together)
    first, second = quads, small("北山电信揭牌。", schema)
    with open_graph(tmp_path / "s", read_only=False, schema=schema) as graph:
        graph.load(first)
        graph.load([*first[:-1], *second])
        assert set(graph.quads()) == {*first[:-1], *second}
        everything = graph.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows
    expected = memory_graph([*first[:-1], *second], schema=schema)
    assert sorted(map(str, everything)) == sorted(
        map(str, expected.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows)
    )


def test_what_a_killed_load_left_is_deleted(tmp_path: Path, schema: Schema) -> None:
    with open_graph(tmp_path / "s", read_only=False, schema=schema):
        pass
    left = tmp_path / "s" / "oxigraph" / "bulk-1.sst"
    left.write_bytes(b"half")
    with open_graph(tmp_path / "s", read_only=False, schema=schema):
        assert not left.exists()


def test_what_is_replaced_goes_however_large_what_comes_instead_is(
    schema: Schema, folder: Path, quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_MANY", 1)
    other = small("北山电信揭牌。", schema)
    with open_graph(folder, read_only=False) as graph:
        graph.load(other, instead_of=[name_of(quads)])
        assert set(graph.quads()) == set(other)
