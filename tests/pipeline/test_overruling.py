from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import Graph, open_graph
from kg.pipeline import Options, build

FIRST = "东湖智算中心开工\n\n2024-03-02 09:00\n\n东湖智算中心由青原建设集团承建，规划算力1200P。\n"
DENIAL = "青原建设集团声明\n\n2024-05-02 09:00\n\n青原建设集团否认承建东湖智算中心。\n"
AGAIN = "东湖智算中心复工\n\n2024-07-02 09:00\n\n东湖智算中心仍由青原建设集团承建。\n"
BUILT = "ASK { id:东湖智算中心 kg:builtBy id:青原建设集团 }"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("1", FIRST), ("2", DENIAL), ("3", AGAIN)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def statuses(graph: Graph) -> list[tuple[str, str]]:
    """Status and article of each claim about who builds, by article."""
    rows = graph.select(
        "SELECT ?status ?source { ?c rdf:predicate kg:builtBy ; kg:status ?status ; "
        "kg:evidence/oa:hasSource/kg:source ?source } ORDER BY ?source"
    )
    found = [tuple(getattr(term, "value", "") for term in row) for row in rows]
    return [(status.rpartition("#")[2], Path(source).stem) for status, source in found]


def test_a_later_article_changes_the_status_of_earlier_ones_only(
    files: list[Path], tmp_path: Path
) -> None:
    store = tmp_path / "s"
    build(files[:1], store)
    with open_graph(store) as graph:
        assert graph.ask(BUILT)
    assert build(files[:2], store).rewritten == 1
    with open_graph(store) as graph:
        assert not graph.ask(BUILT)
        assert statuses(graph) == [("denied", "1"), ("denied", "2")]
    build(files, store)
    with open_graph(store) as graph:
        assert graph.ask(BUILT)
        assert statuses(graph) == [("denied", "1"), ("denied", "2"), ("actual", "3")]


def test_the_old_status_comes_back_when_the_denial_goes(files: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "s"
    build(files[:2], store)
    build([], store, options=Options(remove=(str(files[1]),)))
    with open_graph(store) as graph:
        assert graph.ask(BUILT)
        assert statuses(graph) == [("actual", "1")]


def test_the_order_of_builds_does_not_matter(files: list[Path], tmp_path: Path) -> None:
    build(files, tmp_path / "a")
    for path in reversed(files):
        build([path], tmp_path / "b")
    with open_graph(tmp_path / "a") as one, open_graph(tmp_path / "b") as other:
        assert set(one.quads()) == set(other.quads())
