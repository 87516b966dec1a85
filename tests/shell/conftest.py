from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import Graph, memory_graph
from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.schema import Schema
from kg.shell.runner import Runner, Screen
from kg.shell.session import Session
from tests.graph.builders import sample


@pytest.fixture(scope="session")
def graph(schema: Schema) -> Graph:
    """One hand-made article."""
    return memory_graph(article_quads(sample().extraction(), schema), location="sample")


@pytest.fixture
def runner(graph: Graph, schema: Schema) -> Runner:
    """Runs statements against it."""
    return Runner(graph, schema, Screen())


@pytest.fixture
def session(runner: Runner) -> Session:
    """A sitting at it."""
    return Session(runner)


@pytest.fixture(scope="session")
def graph_file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph as a file."""
    path = tmp_path_factory.mktemp("graph") / "sample.nq"
    path.write_bytes(serialise(graph.quads(), "nq"))
    return path
