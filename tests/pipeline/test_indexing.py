"""The indexes of a store that changed are those of one made anew, byte by byte."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from kg.graph import open_graph
from kg.graph.identity import named, resolve
from kg.graph.indexes import FOLDER
from kg.graph.journal import FOLDER as CHANGES
from kg.graph.quads import article_quads
from kg.model import Extraction, Status
from kg.pipeline.indexing import make_indexes
from kg.query.completion import stored
from kg.schema import Schema, load_schema
from tests.graph.builders import Article, sample

COMPANIES = ("北山电信", "海川科技", "云帆软件")
TEXT = "第{}篇\n北山电信与海川科技、云帆软件签约，共建东湖智算中心。张三任海川科技总经理。\n"


def article(slot: int, version: int) -> Extraction:
    """One of three articles, in one of several versions."""
    if slot == 2:
        made = sample()
        made.facts = made.facts[: version + 2]
        return made.extraction()
    a = Article(TEXT.format(slot), source=f"{slot}.txt")
    for name in COMPANIES[: 2 + version % 2]:
        a.entity(name, "Company" if version < 3 else "Institute", *(["北电"] if version else []))
    a.entity("东湖智算中心", "ComputingCenter")
    status = Status.PLANNED if version == 2 else Status.ACTUAL
    about = "东湖智算中心" if version % 2 else None
    a.agreement(COMPANIES[:2], "签约", status=status, about=about)
    if version % 2:
        a.agreement((COMPANIES[0], COMPANIES[2]), "签约", signed=False)
        a.relation(("东湖智算中心", "builtBy", COMPANIES[slot]), "共建", status=status)
    return a.extraction()


@cache
def quads(slot: int, version: int) -> tuple[Quad, ...]:
    """The article's graph, where names mean the same in all."""
    schema = load_schema()
    one = article(slot, version)
    return article_quads(one, schema, identity=resolve(named(one, schema)))


def put(store: Path, changes: list[tuple[int, int | None]], schema: Schema) -> None:
    """Change articles in one sitting; None takes one out."""
    with open_graph(store, read_only=False, schema=schema) as graph:
        for slot, version in changes:
            if version is None:
                name = quads(slot, 0)[0].graph_name
                assert isinstance(name, NamedNode)
                graph.remove(name)
            else:
                graph.load(quads(slot, version))


def files(store: Path) -> dict[str, bytes]:
    """All files of all indexes."""
    folder = store / FOLDER
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def anew(store: Path, schema: Schema) -> dict[str, bytes]:
    """The files of indexes that are made without those of before."""
    copy = store.with_name("copy")
    shutil.copytree(store, copy, ignore=shutil.ignore_patterns(FOLDER, CHANGES))
    make_indexes(copy, schema)
    found = files(copy)
    shutil.rmtree(copy)
    return found


sittings = st.lists(
    st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 3))), min_size=1, max_size=3
)


@settings(max_examples=3)
@given(st.lists(sittings, min_size=1, max_size=2))
@example([[(1, 1)], [(2, 3)], [(0, 1), (1, None)]])
@example([[(0, 3), (1, 2)], [(1, 3), (2, 9)], [(0, None)]])
def test_indexes_that_follow_changes_are_those_made_anew(
    changes: list[list[tuple[int, int | None]]],
) -> None:
    schema = load_schema()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "s"
        put(store, [(0, 0)], schema)
        make_indexes(store, schema)
        for sitting in changes:
            put(store, sitting, schema)
            make_indexes(store, schema)
            assert files(store) == anew(store, schema)


def test_what_is_added_is_all_that_is_read(
    tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "s", [(0, 1)], schema)
    make_indexes(tmp_path / "s", schema)
    monkeypatch.setattr(stored, "_make", lambda *_: pytest.fail("all was read"))
    monkeypatch.setattr("kg.query.entities.read_index", lambda _: pytest.fail("all was read"))
    put(tmp_path / "s", [(1, 1), (2, 9)], schema)
    make_indexes(tmp_path / "s", schema)


def test_without_what_changed_all_is_read(tmp_path: Path, schema: Schema) -> None:
    put(tmp_path / "s", [(0, 1)], schema)
    make_indexes(tmp_path / "s", schema)
    put(tmp_path / "s", [(1, 1)], schema)
    shutil.rmtree(tmp_path / "s" / CHANGES)
    make_indexes(tmp_path / "s", schema)
    assert files(tmp_path / "s") == anew(tmp_path / "s", schema)
