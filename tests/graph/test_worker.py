from __future__ import annotations

import io
import os
import pickle
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import pytest

from kg.errors import QueryError, QuerySyntaxError, StoreError
from kg.graph import Graph, memory_graph, open_graph
from kg.graph.quads import article_quads
from kg.graph.results import Rows
from kg.graph.worker import BATCH, TABLES, Worker, WorkerGraph, serve
from kg.schema import Schema
from tests.graph.builders import sample

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
)
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def memory(schema: Schema) -> Graph:
    return memory_graph(article_quads(sample().extraction(), schema), location="sample")


@pytest.fixture
def graph(memory: Graph) -> Iterator[WorkerGraph]:
    with WorkerGraph(Worker(lambda: memory)) as graph:
        assert isinstance(graph, WorkerGraph)
        yield graph


class EndedError(Exception):
    pass


def interrupt_after(seconds: float) -> None:
    def end(_: int, __: FrameType | None) -> None:
        raise EndedError

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def test_answers_are_those_of_the_graph(graph: WorkerGraph, memory: Graph) -> None:
    query = "SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b"
    assert graph.query(query) == memory.query(query)
    assert graph.ask("ASK { ?x a kg:Company }") is True
    construct = "CONSTRUCT { ?a kg:partnerOf ?b } { ?a kg:partnerOf ?b }"
    assert graph.query(construct) == memory.query(construct)
    assert (len(graph), graph.location, graph.base) == (len(memory), "sample", memory.base)
    assert set(graph.quads()) == set(memory.quads())
    assert graph.articles() == memory.articles()


def test_rows_come_in_batches(graph: WorkerGraph) -> None:
    found = graph.stream(MANY)
    assert isinstance(found, Rows)
    next(found.rows)
    assert graph.worker.received == BATCH


def test_tables_are_fetched_side_by_side(graph: WorkerGraph) -> None:
    first, second = graph.stream(MANY), graph.stream(MANY)
    assert isinstance(first, Rows)
    assert isinstance(second, Rows)
    assert [next(first.rows) for _ in range(BATCH + 1)] == [
        next(second.rows) for _ in range(BATCH + 1)
    ]


def test_tables_that_nobody_fetches_are_given_up(graph: WorkerGraph) -> None:
    found = graph.stream(MANY)
    assert isinstance(found, Rows)
    for _ in range(TABLES):
        graph.stream(MANY)
    with pytest.raises(QueryError, match="run the query again"):
        list(found.rows)


def test_rows_of_a_process_that_was_ended_are_gone(graph: WorkerGraph) -> None:
    found = graph.stream(MANY)
    assert isinstance(found, Rows)
    graph.worker.end()
    graph.stream(MANY)
    with pytest.raises(QueryError, match="run the query again"):
        list(found.rows)


def test_threads_take_turns(graph: WorkerGraph) -> None:
    query = "SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b"
    expected = graph.query(query)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(graph.query, [query] * 40))


def test_errors_are_raised_on_this_side(graph: WorkerGraph) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query("SELECT * {\n ?s }")
    assert (caught.value.line, caught.value.column) == (2, 5)
    assert graph.ask("ASK {}")  # the process goes on


def test_interrupted_query_ends_the_process(graph: WorkerGraph) -> None:
    pid = graph.worker._pid  # noqa: SLF001
    interrupt_after(0.2)
    with pytest.raises(EndedError):
        graph.query(ENDLESS)
    assert not graph.worker.alive
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert graph.ask("ASK {}")


def test_warm_begins_a_new_process(graph: WorkerGraph) -> None:
    graph.worker.end()
    graph.worker.end()
    graph.warm()
    assert graph.worker.alive


def test_a_process_that_died_is_an_error_once(graph: WorkerGraph) -> None:
    os.kill(graph.worker._pid, signal.SIGKILL)  # noqa: SLF001
    with pytest.raises(QueryError, match="has gone"):
        graph.query("ASK {}")
    assert graph.ask("ASK {}")


def test_it_only_reads(graph: WorkerGraph, memory: Graph) -> None:
    quads = list(memory.quads())
    with pytest.raises(StoreError, match="reading only"):
        graph.load(quads)
    with pytest.raises(StoreError, match="reading only"):
        graph.remove(quads[0].graph_name)  # type: ignore[arg-type]


def test_graph_that_is_not_there_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nix"):
        WorkerGraph(Worker(lambda: open_graph(tmp_path / "nix")))


def test_renewed_sees_what_was_written(schema: Schema, tmp_path: Path, memory: Graph) -> None:
    store = tmp_path / "kg.store"
    with open_graph(store, read_only=False, schema=schema) as writer:
        writer.load(memory.quads())
    graph = WorkerGraph(Worker(lambda: open_graph(store)))
    assert graph.renewed() is graph
    with open_graph(store, read_only=False, schema=schema) as writer:
        for article in {quad.graph_name for quad in memory.quads()}:
            writer.remove(article)  # type: ignore[arg-type]
    fresh = graph.renewed()
    assert fresh is not graph
    assert len(fresh) == 0
    fresh.close()


def test_what_is_not_on_disk_is_never_renewed(graph: WorkerGraph) -> None:
    assert graph.renewed() is graph


def test_serving_ends_with_the_requests(memory: Graph) -> None:
    first, second = (os.getpid(), 1), (os.getpid(), 2)
    requests: list[tuple[object, ...]] = [
        ("open",),
        ("query", "SELECT * { ?s ?p ?o } LIMIT 3", {}, frozenset()),
        ("next", first),
        ("len",),
    ]
    requests += [
        ("query", "ASK {}", {}, frozenset()),
        ("query", "ASK {", {}, frozenset()),
        ("quads", None),
        ("next", second),
    ]
    sent = io.BytesIO(b"".join(map(pickle.dumps, requests)))
    received = io.BytesIO()
    serve(lambda: memory, sent, received)
    received.seek(0)
    replies = [pickle.load(received) for _ in requests]
    assert [kind for kind, _ in replies] == [
        *("graph", "rows", "batch", "count", "result", "error", "rows", "batch"),
    ]
    assert len(replies[2][1]) == 3
