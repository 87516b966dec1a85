"""What a command must not load, told from the names that Python imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import memory_graph
from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.schema import Schema
from tests.graph.builders import sample

HEAVY = frozenset(
    {"jieba", "rjieba", "rdflib", "networkx", "prompt_toolkit", "pyshacl"}
    | {"opencc", "pypinyin", "lark"}
)
AUTOMATA = frozenset({"ahocorasick", "ahocorasick_rs"})


def imported(*argv: str) -> set[str]:
    """The top-level modules that a run of ``kg`` loads."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kg", *argv],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    lines = (line for line in ended.stderr.splitlines() if line.startswith("import time:"))
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


@pytest.fixture(scope="module")
def graph_file(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("graph") / "sample.nq"
    graph = memory_graph(article_quads(sample().extraction(), schema))
    path.write_bytes(serialise(graph.quads(), "nq"))
    return str(path)


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["ask", "--help"]])
def test_version_and_help_load_the_standard_library_only(argv: list[str]) -> None:
    assert not imported(*argv) & (HEAVY | {"pyoxigraph", "msgspec", "wcwidth"} | AUTOMATA)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, kg; print(*{name.split('.')[0] for name in sys.modules})"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert not set(ended.stdout.split()) & (HEAVY | {"pyoxigraph"})


@pytest.mark.parametrize(
    "argv",
    [
        ["query", "ASK { ?x a kg:Company }"],
        ["stats"],
        ["show", "北山电信"],
        ["shell", "-e", "ASK { ?x a kg:Company }"],
        ["export", "--format", "nq"],
    ],
)
def test_asking_a_graph_loads_neither_jieba_nor_networkx(argv: list[str], graph_file: str) -> None:
    command, *rest = argv
    assert not imported(command, "-g", graph_file, *rest) & (HEAVY - {"opencc"})


def test_drawing_loads_no_jieba(graph_file: str) -> None:
    found = imported("network", "-g", graph_file, "--format", "svg")
    assert not found & {"jieba", "rjieba", "rdflib", "prompt_toolkit", "pypinyin"}


def test_a_statement_that_is_no_command_loads_neither_completion_nor_the_ontology(
    graph_file: str,
) -> None:
    code = "import sys; from kg.cli import main; main(sys.argv[1:]);print(*sorted(sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", code, "shell", graph_file, "-e", "ASK {}"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = set(ended.stdout.split())
    assert "kg.shell.session" in loaded
    assert not loaded & {"kg.shell.vocabulary", "kg.model.facts", "kg.query.questions"}
    assert not loaded & {"kg.schema.ontology", "kg.query.entities", "kg.shell.commands.look"}
    assert not loaded & {"kg.graph.store", "kg.graph.turtle", "msgspec", "tomllib"}
