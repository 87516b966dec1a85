from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kg.errors import InputError
from kg.graph import memory_graph, open_graph
from kg.graph import vocabulary as v
from kg.graph.quads import article_quads
from kg.graph.serialise import FORMATS, serialise
from kg.graph.sieve import Sieve
from kg.graph.streaming import import_file, is_large, stream
from kg.schema import Schema
from tests.graph.builders import Article, sample

DATASETS = {"nq": "nq", "trig": "trig", "jsonld": "jsonld"}
ENDINGS = {"turtle": "ttl", "nt": "nt", "rdfxml": "rdf", **DATASETS}


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    other = Article("北山电信再签约。", source="b.txt")
    other.entity("北山电信", "Company")
    one = article_quads(sample().extraction(), schema)
    return (*one, *article_quads(other.extraction(), schema))


def streamed(quads: tuple[Quad, ...], format: str, store: Path | None = None) -> bytes:
    file = io.BytesIO()
    if store is None:
        stream(memory_graph(quads), file, format)
    else:
        with open_graph(store, read_only=False) as graph:
            graph.load(quads)
            stream(graph, file, format)
    return file.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_a_stream_says_what_the_sorted_text_says(
    format: str, quads: tuple[Quad, ...], tmp_path: Path
) -> None:
    path, other = (tmp_path / f"{name}.{ENDINGS[format]}" for name in ("a", "b"))
    path.write_bytes(streamed(quads, format))
    other.write_bytes(serialise(quads, format))
    with open_graph(path) as one, open_graph(other) as two:
        assert set(one.quads()) == set(two.quads())


def test_a_stream_without_articles_says_everything_once(quads: tuple[Quad, ...]) -> None:
    lines = streamed(quads, "nt").splitlines()
    assert len(lines) == len(set(lines)) == len({quad.triple for quad in quads})


def test_a_stream_of_turtle_groups_subjects_and_uses_prefixes(
    quads: tuple[Quad, ...], tmp_path: Path
) -> None:
    text = streamed(quads, "turtle", tmp_path / "s").decode()
    stated = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}
    assert stated == {quad.triple for quad in quads}
    begun = [line.split()[0] for line in text.splitlines() if line[:1] not in "@\t"]
    assert len(begun) == len(set(begun)) == len({quad.subject for quad in quads})
    assert "kg:builtBy id:北山电信" in text


def test_a_superclass_is_written_only_where_an_article_states_it(tmp_path: Path) -> None:
    text = streamed(
        (
            Quad(v.kg("a"), v.TYPE, v.kg("Company"), v.kg("g")),
            Quad(v.kg("a"), v.TYPE, v.kg("Organization"), v.kg("h")),
            Quad(v.kg("b"), v.TYPE, v.kg("Company"), v.kg("g")),
            Quad(v.kg("b"), v.LABEL, Literal("\ta kg:Organization , kg:Entity ;"), v.kg("g")),
        ),
        "turtle",
        tmp_path / "s",
    )
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == {
        Triple(v.kg("a"), v.TYPE, v.kg("Company")),
        Triple(v.kg("a"), v.TYPE, v.kg("Organization")),
        Triple(v.kg("b"), v.TYPE, v.kg("Company")),
        Triple(v.kg("b"), v.LABEL, Literal("\ta kg:Organization , kg:Entity ;")),
    }


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_sieve_does_not_care_how_its_bytes_are_cut(size: int) -> None:
    text = (
        b"@prefix kg: <k> .\n"
        b"kg:a a kg:Event , kg:Signing ;\n\tkg:x kg:b , kg:Event .\n"
        b'kg:b kg:x "1" ;\n\ta kg:Signing , kg:Event ;\n\tkg:y kg:a .\n'
        b"kg:c kg:x 1 , 2 ;\n\ta kg:Event , kg:Launch .\n"
    )
    file = io.BytesIO()
    sieve = Sieve(file, {b"kg:Event"}, {b"kg:c": {b"kg:Event"}})
    for at in range(0, len(text), size):
        sieve.write(text[at : at + size])
    sieve.flush()
    assert file.getvalue() == text.replace(b"a kg:Event , kg:Signing ;", b"a kg:Signing ;").replace(
        b"a kg:Signing , kg:Event ;", b"a kg:Signing ;"
    )


@pytest.mark.parametrize("format", DATASETS)
def test_what_was_written_can_be_put_into_a_store(
    format: str, quads: tuple[Quad, ...], tmp_path: Path
) -> None:
    path = tmp_path / f"a.{DATASETS[format]}"
    path.write_bytes(serialise(quads, format))
    with open_graph(tmp_path / "s", read_only=False) as graph:
        assert import_file(graph, path) == len(quads)
        assert import_file(graph, path) == len(quads)
        assert set(graph.quads()) == set(quads)
        assert len(graph.select("SELECT ?n { id:北山电信 skos:prefLabel ?n }")) == 1


def test_triples_get_a_graph_that_follows_from_the_file(
    quads: tuple[Quad, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(serialise(quads, "turtle"))
    with open_graph(tmp_path / "s", read_only=False) as graph:
        import_file(graph, path)
        assert {quad.triple for quad in graph.quads()} == {quad.triple for quad in quads}
        (name,) = {str(quad.graph_name) for quad in graph.quads()}
        assert "/import-" in name


def test_a_graph_that_comes_in_pieces_is_whole(
    quads: tuple[Quad, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.streaming._HELD", 50)
    path = tmp_path / "a.nq"
    path.write_bytes(serialise(quads, "nq"))
    with open_graph(tmp_path / "s", read_only=False) as graph:
        told: list[int] = []
        import_file(graph, path, told.append)
        assert set(graph.quads()) == set(quads)
    assert told == [*range(50, len(quads), 50), len(quads)]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.txt", "", "must end in"),
        ("a.nq", "<a> b", r"a\.nq: not valid"),
        ("missing.nq", None, "cannot be read"),
    ],
)
def test_what_is_no_rdf_is_named(name: str, text: str | None, what: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what):
        import_file(memory_graph(), tmp_path / name)


def test_a_graph_is_large_when_it_has_too_many_quads_to_sort(
    quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_large(memory_graph(quads))
    monkeypatch.setattr("kg.graph.streaming.LARGE", 10)
    assert is_large(memory_graph(quads))
