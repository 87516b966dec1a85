from __future__ import annotations

import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)

from kg.errors import QueryError, QuerySyntaxError, StoreError
from kg.graph import open_graph
from kg.graph.quads import article_quads
from kg.schema import Schema
from tests.graph.builders import sample


class Handler(BaseHTTPRequestHandler):
    """The query and update operations of the SPARQL protocol over a store in memory."""

    store: Store

    def do_POST(self) -> None:  # the name that http.server calls
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body))
        try:
            kind, answer = self._answer(form)
        except SyntaxError as error:
            self._send(400, "text/plain", str(error).encode())
        else:
            self._send(200, kind, answer)

    def _answer(self, form: dict[str, str]) -> tuple[str, bytes]:
        if "update" in form:
            self.store.update(form["update"])
            return "text/plain", b""
        found = self.store.query(form["query"], use_default_graph_as_union=True)
        if isinstance(found, QuerySolutions | QueryBoolean):
            table = found.serialize(format=QueryResultsFormat.JSON)
            return "application/sparql-results+json; charset=utf-8", table or b""
        triples = found.serialize(format=RdfFormat.N_TRIPLES)
        return "application/n-triples", triples or b""

    def _send(self, code: int, kind: str, answer: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """A SPARQL endpoint on this machine."""
    Handler.store = Store()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    return article_quads(sample().extraction(), schema)


def test_an_endpoint_takes_articles_and_answers(url: str, quads: tuple[Quad, ...]) -> None:
    graph = open_graph(url, read_only=False)
    graph.load(quads)
    graph.load(quads)
    assert set(graph.quads()) == set(quads)
    assert len(graph) == len(quads)
    found = graph.select("SELECT * { ?z kg:builtBy ?a } # a comment")
    assert found.variables == ("z", "a")
    assert graph.ask("ASK { id:东湖智算中心 kg:builtBy id:北山电信 }")
    made = graph.construct("CONSTRUCT { ?o kg:x ?s } WHERE { ?s kg:builtBy ?o }")
    assert len(made) == 1
    assert [a.source for a in graph.articles()] == ["a.txt"]


def test_values_reach_the_endpoint(url: str, quads: tuple[Quad, ...]) -> None:
    graph = open_graph(url, read_only=False)
    graph.load(quads)
    centre = NamedNode("https://example.org/kg/id/东湖智算中心")
    both = graph.select("SELECT ?s ?o { ?s kg:builtBy ?o } # end", bindings={"s": centre})
    assert both.rows[0][0] == centre
    one = graph.select("SELECT ?l { ?s skos:prefLabel ?l }", bindings={"s": centre})
    assert one.rows == ((Literal("东湖智算中心", language="zh"),),)
    (name,) = {q.graph_name for q in quads}
    assert isinstance(name, NamedNode)
    assert set(graph.quads(name)) == set(quads)


def test_an_article_can_be_removed(url: str, quads: tuple[Quad, ...]) -> None:
    graph = open_graph(url, read_only=False)
    graph.load(quads)
    (name,) = {q.graph_name for q in quads}
    assert isinstance(name, NamedNode)
    assert graph.remove(name) is True
    assert graph.remove(name) is False
    assert len(graph) == 0


def test_errors_are_those_of_a_local_graph(url: str, quads: tuple[Quad, ...]) -> None:
    graph = open_graph(url)
    with pytest.raises(QuerySyntaxError, match="an object is missing"):
        graph.query("SELECT * { ?s ?p }")
    with pytest.raises(StoreError, match="reading only"):
        graph.load(quads)


def test_what_the_endpoint_refuses_is_passed_on(url: str) -> None:
    graph = open_graph(url, base="not an iri ")
    with pytest.raises(QueryError, match=r"the query failed|refused the query"):
        graph.query("SELECT * { ?s a id:x }")


def test_an_endpoint_that_does_not_answer_is_named() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/query: the endpoint does not answer"):
        open_graph("http://127.0.0.1:9/query").ask("ASK {}")
