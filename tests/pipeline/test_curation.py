from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.identity import Doubt, Rulings
from kg.pipeline import Options, build
from kg.pipeline.curation import CURATION, read_curation, read_doubts, write_doubts
from kg.schema import Schema

ONE = "东湖智算中心揭牌\n\n3月2日，北山电信公司与海川科技公司签订合作协议。\n"
TWO = "西山智算中心开工\n\n3月3日，西原通信公司与海川科技公司签订合作协议。\n"
RULINGS = """
same = [["北山电信公司", "西原通信公司"], ["无此公司", "海川科技公司"]]
different = []
[rename]
"海川科技公司" = "海川科技集团"
[retype]
"海川科技公司" = "Institute"
"""


def test_there_may_be_no_file(tmp_path: Path, schema: Schema) -> None:
    assert read_curation(tmp_path, schema) == Rulings()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("same = 5", "Expected `array`"),
        ("sane = []", "unknown field `sane`"),
        ('[retype]\n"甲" = "Parck"', "甲: there is no class Parck"),
        ("[", "curation.toml"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(
    tmp_path: Path, schema: Schema, text: str, what: str
) -> None:
    (tmp_path / CURATION).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=what):
        read_curation(tmp_path, schema)


def test_every_build_applies_what_the_user_decided(tmp_path: Path) -> None:
    store = tmp_path / "s"
    for name, text in (("1.txt", ONE), ("2.txt", TWO)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / "1.txt", tmp_path / "2.txt"]
    build(files, store)
    (store / CURATION).write_text(RULINGS, encoding="utf-8")
    report = build(files, store)
    assert report.rewritten == 2
    assert report.unused == ("无此公司",)
    with open_graph(store) as graph:
        assert graph.ask("ASK { id:海川科技集团 a kg:Institute ; skos:altLabel '海川科技公司'@zh }")
        assert not graph.ask("ASK { id:西原通信公司 ?p ?o }")
        assert graph.ask("ASK { ?m kg:nameInArticle '西原通信公司'@zh ; kg:mergeReason ?r }")
    assert build(files, store).rewritten == 0
    (store / CURATION).unlink()
    build([], store, options=Options(rebuild=True))
    with open_graph(store) as graph:
        assert graph.ask("ASK { id:西原通信公司 a kg:Company }")


def test_doubts_are_kept_beside_the_store(tmp_path: Path) -> None:
    doubts = (Doubt("several", "青禾", ("北山青禾", "海川青禾")),)
    write_doubts(tmp_path, doubts)
    assert read_doubts(tmp_path) == doubts
    with pytest.raises(StoreError, match="build the store once more"):
        read_doubts(tmp_path / "none")
