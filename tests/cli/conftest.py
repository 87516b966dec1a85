from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import memory_graph
from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.schema import Schema
from tests.graph.builders import sample

ARTICLE = (
    "东湖智算中心揭牌\n\n2024-03-02 09:30\n\n"
    "东湖晚报讯 3月2日，东湖智算中心在芜湖市正式揭牌。"
    "当天，北山电信公司与海川科技公司就东湖智算中心建设签订合作协议。\n\n"
    "东湖晚报记者 张三\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test runs in a folder of its own, without the user's settings."""
    for name in ("KG_GRAPH", "KG_LANG", "KG_AMBIGUOUS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def article(home: Path) -> Path:
    """An article file."""
    path = home / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def graph_file(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A graph with a fact of every kind, as a file."""
    path = tmp_path_factory.mktemp("graph") / "sample.nq"
    graph = memory_graph(article_quads(sample().extraction(), schema))
    path.write_bytes(serialise(graph.quads(), "nq"))
    return str(path)
