from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from kg.errors import InputError, StoreError
from kg.graph import open_graph
from kg.graph.identity import named
from kg.model import Extraction
from kg.pipeline import Options, Report, build, default_graph, open_default
from kg.pipeline.archive import Archive, fingerprint
from kg.pipeline.extraction import Outcome
from kg.pipeline.report import Step
from kg.pipeline.stored import packed
from kg.schema import Schema
from tests.graph.builders import sample

ONE = "东湖智算中心揭牌\n\n3月2日，北山电信公司与海川科技公司签订合作协议。\n"
TWO = "西山智算中心开工\n\n3月3日，北山电信公司（以下简称“北电”）与云帆科技公司签订合作协议。\n"
THREE = "南山智算中心启用\n\n3月4日，北电与河谷科技公司签订合作协议。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("1.txt", ONE), ("2.txt", TWO), ("3.txt", THREE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def keep(archive: Archive, extraction: Extraction, schema: Schema) -> str:
    """Keep an extraction; its SHA-256."""
    sha256 = extraction.document.sha256
    entities = msgspec.msgpack.encode(named(extraction, schema))
    archive.keep(sha256, "f", Outcome(entities, packed(extraction)))
    return sha256


def quads(store: Path) -> set[str]:
    with open_graph(store) as graph:
        return {str(quad) for quad in graph.quads()}


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.unchanged, len(report.failures)


def test_folder_becomes_one_named_graph_an_article(folder: Path, tmp_path: Path) -> None:
    report = build([folder], tmp_path / "s")
    assert counts(report) == (3, 0, 0)
    assert report.articles == 3
    with open_graph(tmp_path / "s") as graph:
        assert len(graph.articles()) == 3
        assert len(graph) == report.quads > 0


def test_second_build_changes_nothing(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    before = quads(tmp_path / "s")
    assert counts(build([folder], tmp_path / "s")) == (0, 3, 0)
    assert quads(tmp_path / "s") == before


def test_order_and_number_of_builds_do_not_matter(folder: Path, tmp_path: Path) -> None:
    # Sources are part of the graph, so the same paths are named every time.
    files = sorted(folder.iterdir())
    build(files, tmp_path / "s")
    for number, order in enumerate(permutations(files)):
        store = tmp_path / f"s{number}"
        for path in order:
            build([path], store)
        assert quads(store) == quads(tmp_path / "s")


def test_same_bytes_count_once(folder: Path, tmp_path: Path) -> None:
    (folder / "4.txt").write_text(ONE, encoding="utf-8")
    report = build([folder], tmp_path / "s")
    assert (report.added, report.repeated) == (3, 1)


def test_bad_articles_are_reported_and_do_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    (folder / "0.txt").touch()
    (folder / "9.txt").write_bytes(bytes(range(256)) * 4)
    report = build([folder], tmp_path / "s")
    assert counts(report) == (3, 0, 2)
    assert [Path(failure.source).name for failure in report.failures] == ["0.txt", "9.txt"]
    assert all(failure.reason for failure in report.failures)


def test_nothing_but_bad_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "0.txt").touch()
    with pytest.raises(InputError, match=r"0\.txt"):
        build([tmp_path / "0.txt"], tmp_path / "s")


def test_progress_names_every_article(folder: Path, tmp_path: Path) -> None:
    seen: list[Step] = []
    build([folder], tmp_path / "s", progress=seen.append)
    read = [Path(step.source).name for step in seen if step.source]
    assert read == ["1.txt", "2.txt", "3.txt"]


def test_a_changed_article_takes_the_place_of_what_stood_there(
    folder: Path, tmp_path: Path
) -> None:
    build([folder], tmp_path / "s")
    (folder / "1.txt").write_text(ONE.replace("海川", "云海"), encoding="utf-8")
    report = build([folder], tmp_path / "s")
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 2)
    text = "\n".join(quads(tmp_path / "s"))
    assert "云海科技" in text
    assert "海川科技" not in text
    build([folder], tmp_path / "other")
    assert quads(tmp_path / "other") == quads(tmp_path / "s")


def test_a_file_that_moved_is_the_same_article(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    (folder / "1.txt").rename(folder / "9.txt")
    report = build([folder], tmp_path / "s")
    assert counts(report) == (0, 3, 0)
    build([folder], tmp_path / "other")
    assert quads(tmp_path / "other") == quads(tmp_path / "s")


def test_articles_are_taken_out_by_where_they_came_from(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    report = build([], tmp_path / "s", options=Options(remove=(str(folder / "1.txt"),)))
    assert report.removed == 1
    build([folder / "2.txt", folder / "3.txt"], tmp_path / "other")
    assert quads(tmp_path / "s") == quads(tmp_path / "other")
    build([], tmp_path / "s", options=Options(remove=(str(folder),)))
    assert quads(tmp_path / "s") == set()
    with pytest.raises(InputError, match="no article of the store comes from there"):
        build([], tmp_path / "s", options=Options(remove=(str(folder),)))


def test_rebuilding_reads_what_the_store_has(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    before = quads(tmp_path / "s")
    (folder / "1.txt").unlink()
    report = build([], tmp_path / "s", options=Options(rebuild=True))
    assert (report.updated, report.unchanged) == (3, 0)
    assert quads(tmp_path / "s") == before


def test_failures_are_listed_beside_the_store_until_they_are_mended(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "0.txt").touch()
    build([folder], tmp_path / "s")
    listed = (tmp_path / "s" / "failed.tsv").read_text(encoding="utf-8")
    assert listed.startswith(f"{folder / '0.txt'}\t")
    (folder / "0.txt").write_text(ONE.replace("东湖", "中湖"), encoding="utf-8")
    build([folder], tmp_path / "s")
    assert not (tmp_path / "s" / "failed.tsv").exists()


def test_what_cannot_be_read_any_more_keeps_its_last_state(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "s")
    before = quads(tmp_path / "s")
    (folder / "1.txt").write_bytes(b"")
    assert counts(build([folder], tmp_path / "s")) == (0, 2, 1)
    assert quads(tmp_path / "s") == before


def test_the_lines_of_a_file_are_articles_by_their_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": text, "url": f"http://n.example/{n}"})
        for n, text in enumerate((ONE, TWO, THREE))
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert counts(build([path], tmp_path / "s")) == (3, 0, 0)
    path.write_text("\n".join([*reversed(lines)]), encoding="utf-8")
    assert counts(build([path], tmp_path / "s")) == (0, 3, 0)
    with open_graph(tmp_path / "s") as graph:
        assert {a.source for a in graph.articles()} == {f"http://n.example/{n}" for n in range(3)}


def test_endpoints_are_not_built_into(folder: Path) -> None:
    with pytest.raises(StoreError, match="store folder"):
        build([folder], "http://localhost:1/sparql")


def test_changed_code_extracts_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([folder], tmp_path / "s")
    monkeypatch.setattr("kg.pipeline.building.fingerprint", lambda _: "another")
    report = build([folder], tmp_path / "s")
    assert (report.added, report.updated, report.unchanged) == (0, 3, 0)


def test_archive_gives_back_what_was_kept(tmp_path: Path, schema: Schema) -> None:
    extraction = sample().extraction()
    archive = Archive(tmp_path)
    sha256 = keep(archive, extraction, schema)
    assert archive.extraction(sha256) == extraction
    assert archive.kept()[sha256].named == named(extraction, schema)


def test_damaged_extraction_is_read_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = sample().extraction().document.sha256
    archive.keep(sha256, "f", Outcome(b"nix", b"nix"))
    assert archive.kept() == {}
    assert archive.extraction(sha256) is None


def test_fingerprint_follows_the_ontology(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "kg.ttl").write_text("x", encoding="utf-8")
    assert fingerprint(tmp_path / "a") != fingerprint(tmp_path / "b")


def test_default_graph_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)
    assert default_graph() == "kg.store"
    with pytest.raises(StoreError, match="kg build ARTICLES"):
        open_default()
    monkeypatch.setenv("KG_GRAPH", "elsewhere")
    assert default_graph() == "elsewhere"
    assert default_graph("named") == "named"
