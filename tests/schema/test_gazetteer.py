"""The gazetteer: its format, and that it holds what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.schema import GazetteerEntry, Schema
from kg.schema.gazetteer import read_gazetteer

HEADER = "name\tclass\taliases\twithin\n"


def _read(folder: Path, text: str) -> tuple[GazetteerEntry, ...]:
    (folder / "a.tsv").write_text(text, encoding="utf-8")
    return read_gazetteer(folder)


def test_a_line_becomes_an_entry(tmp_path: Path) -> None:
    text = "# note\n" + HEADER + "\n甲岭区\tAdministrativeArea\t甲岭|甲区\t乙砚市/丙省\n"
    assert _read(tmp_path, text) == (
        GazetteerEntry(
            "甲岭区", "AdministrativeArea", ("甲岭", "甲区"), ("乙砚市", "丙省"), "a.tsv", 4
        ),
    )


def test_aliases_and_within_may_be_left_out(tmp_path: Path) -> None:
    (entry,) = _read(tmp_path, HEADER + "甲岭\tCompany\n")
    assert (entry.aliases, entry.within) == ((), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "header line"),
        ("name\tclass\n", "header line"),
        (HEADER + "甲岭\n", "a.tsv: line 2: expected 4 columns"),
        (HEADER + "\tCompany\n", "a.tsv: line 2: expected 4 columns"),
        (HEADER + "甲\tCompany\t\t\tx\n", "a.tsv: line 2: expected 4 columns"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        _read(tmp_path, text)


def _named(schema: Schema, form: str) -> set[str]:
    return {e.name for e in schema.gazetteer if form in (e.name, *e.aliases)}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("安徽", "安徽省"),
        ("庆阳", "庆阳市"),
        ("和林格尔", "和林格尔县"),
        ("新疆", "新疆维吾尔自治区"),
        ("延边州", "延边朝鲜族自治州"),
        ("发改委", "国家发展改革委"),
        ("国能", "国家能源集团"),
        ("贵安集群", "贵安数据中心集群"),
    ],
)
def test_usual_short_names_are_known(schema: Schema, form: str, name: str) -> None:
    assert _named(schema, form) == {name}


@pytest.mark.parametrize(
    "word", ["移动", "电信", "联通", "铁塔", "城区", "郊区", "新建", "中原", "东方", "浪潮", "大关"]
)
def test_ordinary_words_are_no_names(schema: Schema, word: str) -> None:
    assert _named(schema, word) == set()


def test_the_national_network_is_whole(schema: Schema) -> None:
    of = [e.type for e in schema.gazetteer if e.file == "hubs.tsv"]
    assert (of.count("ComputingHub"), of.count("DataCenterCluster")) == (8, 10)


def test_all_provinces_are_there(schema: Schema) -> None:
    provinces = [e for e in schema.gazetteer if e.within == ("中国",) and e.file == "divisions.tsv"]
    assert len(provinces) == 34


def test_every_file_says_where_it_comes_from(schema: Schema) -> None:
    for path in sorted((schema.root / "gazetteer").glob("*.tsv")):
        head = path.read_text(encoding="utf-8").splitlines()[:4]
        assert any(line.startswith("# Origin:") for line in head), path.name
