"""The same interface over real SPARQL servers: Oxigraph and Virtuoso, started on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QuerySyntaxError
from kg.graph import Graph, memory_graph, open_graph
from kg.graph.quads import article_quads
from kg.query.cards import card
from kg.schema import Schema
from tests.graph.builders import Article, sample

pytestmark = pytest.mark.slow
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""
_SECONDS = 60


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def listens(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: list[str], folder: Path, *ports: int) -> Iterator[None]:
    """A server that listens on its ports."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        for port in ports:
            end = time.monotonic() + _SECONDS
            while not listens(port) and time.monotonic() < end:
                assert process.poll() is None, f"{command[0]} ended"
                time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's server over an empty store in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the Oxigraph server is not installed (pip install oxigraph)")
    port = free_port()
    bind = f"127.0.0.1:{port}"
    with running([str(program), "serve", "--union-default-graph", "-b", bind], folder, port):
        yield f"http://{bind}/query"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso with an empty database that everybody may write."""
    program, sql_client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or sql_client is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7-bin)")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http), encoding="ascii")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with running(command, folder, sql, http):
        grant = 'exec=GRANT SPARQL_UPDATE TO "SPARQL"'
        subprocess.run([sql_client, str(sql), "dba", "dba", grant], check=True, capture_output=True)
        yield f"http://127.0.0.1:{http}/sparql"


@pytest.fixture(scope="module", params=[oxigraph, virtuoso])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server's endpoint; all tests of this file share it."""
    with request.param(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def graph(url: str) -> Iterator[Graph]:
    """The endpoint, empty at first and in the end."""
    found = open_graph(url, read_only=False)
    yield found
    for article in found.articles():
        found.remove(NamedNode(article.iri))


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    return article_quads(sample().extraction(), schema)


def test_articles_come_back_as_they_were_loaded(graph: Graph, quads: tuple[Quad, ...]) -> None:
    graph.load(quads)
    graph.load(quads)
    assert set(graph.quads()) == set(quads)
    assert len(graph) == len(quads)
    assert [article.source for article in graph.articles()] == ["a.txt"]


def test_queries_give_what_a_local_graph_gives(graph: Graph, quads: tuple[Quad, ...]) -> None:
    graph.load(quads)
    local = memory_graph(quads)
    for query in (
        "SELECT * { ?z kg:builtBy ?a } # a comment",
        "SELECT ?l { id:东湖智算中心 skos:prefLabel ?l }",
        "SELECT ?v ?d { ?m kg:value ?v ; kg:date ?d }",
        "SELECT ?o { id:东湖智算中心 kg:builtBy/kg:partnerOf ?o } ORDER BY ?o",
    ):
        assert graph.select(query) == local.select(query)
    assert graph.ask("ASK { id:东湖智算中心 kg:builtBy id:北山电信 }")
    assert not graph.ask("ASK { id:东湖智算中心 kg:investedBy ?x }")
    made = "CONSTRUCT { ?o kg:x ?s } WHERE { ?s kg:builtBy ?o }"
    assert graph.construct(made) == local.construct(made)


def test_values_are_bound(graph: Graph, quads: tuple[Quad, ...]) -> None:
    graph.load(quads)
    centre = NamedNode("https://example.org/kg/id/东湖智算中心")
    found = graph.select("SELECT ?s ?l { ?s skos:prefLabel ?l }", bindings={"s": centre})
    assert found.rows == ((centre, Literal("东湖智算中心", language="zh")),)


def test_a_changed_article_replaces_its_graph_and_others_go(graph: Graph, schema: Schema) -> None:
    old, new = Article("北山电信签约。"), Article("北山电信揭牌。")
    for article in (old, new):
        article.entity("北山电信", "Company")
    first = article_quads(old.extraction(), schema)
    second = article_quads(new.extraction(), schema)
    graph.load(first)
    name = first[0].graph_name
    assert isinstance(name, NamedNode)
    graph.load(second, instead_of=[name])
    assert set(graph.quads()) == set(second)
    assert graph.remove(name) is False


def test_a_card_is_made_of_what_a_server_answers(
    graph: Graph, quads: tuple[Quad, ...], schema: Schema
) -> None:
    graph.load(quads)
    local = card(memory_graph(quads), "东湖智算中心", schema)
    assert card(graph, "东湖智算中心", schema).items == local.items


def test_errors_are_those_of_a_local_graph(graph: Graph) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1, column 18"):
        graph.query("SELECT * { ?s ?p }")
