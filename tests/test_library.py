"""``import kg`` does what the command does."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, StoreError, UsageError

TEXT = (
    "东湖智算中心揭牌\n\n2024-03-02 09:30\n\n东湖晚报讯 3月2日，东湖智算中心在芜湖市正式揭牌。"
    "当天，北山电信公司与海川科技公司就东湖智算中心建设签订合作协议。\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def store(article: Path, tmp_path: Path) -> Path:
    kg.build([article], tmp_path / "s")
    return tmp_path / "s"


def test_every_name_is_documented() -> None:
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name


def test_read_takes_path_text_and_document(article: Path) -> None:
    from_path, from_string, from_text = kg.read(article), kg.read(str(article)), kg.read(TEXT)
    assert from_path.text == from_string.text == from_text.text
    assert kg.read(from_path) is from_path
    assert from_path.title == "东湖智算中心揭牌"


def test_a_name_of_a_missing_article_is_no_text() -> None:
    with pytest.raises(InputError, match="no such file"):
        kg.read("nix.txt")


def test_extract_gives_entities_facts_and_graph(article: Path) -> None:
    found = kg.extract(article)
    assert {"北山电信公司", "海川科技公司"} <= {entity.name for entity in found.entities}
    assert found.facts
    assert found.document.title == "东湖智算中心揭牌"
    assert len(found.graph()) == len({quad.triple for quad in found.quads()})
    assert "id:北山电信公司 a kg:Company" in found.turtle()


def test_extract_can_be_called_again_after_its_package_was_imported() -> None:
    import kg.extract.analysis as analysis

    assert inspect.ismodule(analysis)
    assert kg.extract(TEXT).entities == kg.extract(TEXT).entities


def test_query_can_be_called_after_its_package_was_imported(store: Path) -> None:
    import kg.query.answer as answer

    assert inspect.ismodule(answer)
    with kg.open(store) as graph:
        assert kg.query(graph, "ASK { ?x a kg:Company }") is True


def test_build_open_ask_and_path(store: Path) -> None:
    with kg.open(store) as graph:
        answer = kg.ask(graph, "谁和北山电信公司签约?")
        assert answer.plain == ["海川科技公司"]
        assert "签订合作协议" in answer.items[0].sources[0].sentence
        (chain,) = kg.path(graph, "北山电信公司", "海川科技公司").items
        assert chain.path is not None
        assert kg.path(graph, "PATH FROM 北山电信公司 TO 海川科技公司").items == (chain,)


def test_building_twice_changes_nothing(store: Path, article: Path) -> None:
    with kg.open(store) as graph:
        before = set(map(str, graph.quads()))
    report = kg.build([article], store)
    assert (report.added, report.unchanged) == (0, 1)
    with kg.open(store) as graph:
        assert set(map(str, graph.quads())) == before


@pytest.mark.parametrize("ending", ["ttl", "nq", "gexf", "csv"])
def test_export_by_the_ending(store: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"g.{ending}"
    with kg.open(store) as graph:
        kg.export(graph, target)
    assert "海川科技公司" in target.read_text(encoding="utf-8")


def test_exported_files_open_as_graphs(store: Path, tmp_path: Path) -> None:
    with kg.open(store) as graph:
        kg.export(graph, tmp_path / "g.nq")
    with kg.open(tmp_path / "g.nq") as graph:
        assert kg.ask(graph, "谁和北山电信公司签约?").plain == ["海川科技公司"]


def test_unknown_formats_are_refused(store: Path, tmp_path: Path) -> None:
    with kg.open(store) as graph, pytest.raises(UsageError, match=r"g\.nix"):
        kg.export(graph, tmp_path / "g.nix")


def test_missing_graph_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        kg.open(tmp_path / "nix")
