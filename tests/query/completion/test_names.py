from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.lexicon.pinyin import PinyinLexicon
from kg.query.completion.making import name_files
from kg.query.completion.names import LIMIT, Name, NameIndex
from kg.schema import Schema
from kg.text.fold import fold

# In the order of rank; the last three are other names.
LABELS = (
    *("中国石油化工集团", "中国石油天然气集团", "中国石油", "重庆银行", "Amazon Web Services"),
    *("騰宇雲端", "东湖（一期）中心", "长安汽车", "A股5G公司", "中国电信安徽公司"),
)
OTHERS = {
    "中石油": "中国石油天然气集团",
    "安徽电信": "中国电信安徽公司",
    "亚投行": "亚洲基础设施投资银行",
}


def build(names: list[Name]) -> NameIndex:
    return NameIndex(*name_files(names).values())


@pytest.fixture(scope="module")
def index() -> NameIndex:
    names = [Name(label, label, f"id:{label}", ("Company",), 3) for label in LABELS]
    return build([*names, *(Name(text, of, f"id:{of}") for text, of in OTHERS.items())])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("中国石油", ["中国石油", "中国石油化工集团", "中国石油天然气集团"]),
        ("中国石", ["中国石油化工集团", "中国石油天然气集团", "中国石油"]),
        ("中石化", ["中国石油化工集团"]),
        ("天然气", ["中国石油天然气集团"]),
        ("安徽公司", ["中国电信安徽公司"]),
        ("安徽电信", ["安徽电信"]),
        ("zgsy", ["中国石油", "中国石油化工集团", "中国石油天然气集团"]),
        ("zhongguoshiyou", ["中国石油化工集团", "中国石油天然气集团", "中国石油"]),
        ("shiyou", ["中国石油化工集团", "中国石油天然气集团", "中国石油"]),
        ("zhonggsy", ["中国石油化工集团", "中国石油天然气集团", "中国石油"]),
        ("huagong", ["中国石油化工集团"]),
        ("uagong", []),
        ("chongqing", ["重庆银行"]),
        ("cqyh", ["重庆银行"]),
        ("changan", ["长安汽车"]),
        ("yth", ["亚投行"]),
        ("yatouhang", ["亚投行"]),
        ("yatouxing", ["亚投行"]),
        ("ama", ["Amazon Web Services"]),
        ("agu5g", ["A股5G公司"]),
        ("腾宇", ["騰宇雲端"]),
        ("东湖(一期", ["东湖（一期）中心"]),
        ("中国石由", ["中国石油", "中国石油化工集团"]),
        ("amazom web", ["Amazon Web Services"]),
        ("12", []),
        ("", []),
        ("\n", []),
    ],
)
def test_names_by_what_is_typed(index: NameIndex, typed: str, expected: list[str]) -> None:
    assert [name.text for name in index.find(typed)][: len(expected) or 1] == expected


def test_an_entity_is_offered_once(index: NameIndex) -> None:
    found = [name.term for name in index.find("中石")]
    assert len(found) == len(set(found))
    assert found[0] == "id:中国石油天然气集团"  # by its other name, which begins so


def test_rank_decides_between_equal_matches() -> None:
    names = [Name(f"甲{c}", f"甲{c}", f"id:{c}") for c in "丁丙乙"]
    assert [name.text for name in build(names).find("甲")] == ["甲丁", "甲丙", "甲乙"]


@pytest.mark.parametrize(
    ("text", "fragment", "first"),
    [
        ("谁收购了中国石油化", "中国石油化", "中国石油化工集团"),
        ("谁和中化集", "中化集", "中国石油化工集团"),
        ("什么是zgsy", "zgsy", "中国石油"),
        ("谁和Amaz", "Amaz", "Amazon Web Services"),
        ("谁和安徽电", "安徽电", "安徽电信"),
    ],
)
def test_the_end_of_a_text(index: NameIndex, text: str, fragment: str, first: str) -> None:
    found, names = index.at_end(text)
    assert (found, names[0].text) == (fragment, first)


@pytest.mark.parametrize("text", ["", "谁", "石中化电"])
def test_the_end_of_a_text_that_is_no_name(index: NameIndex, text: str) -> None:
    assert index.at_end(text) == ("", [])


def test_names_that_hold_characters_in_order(index: NameIndex) -> None:
    assert [name.text for name in index.holding("石集")] == [
        "中国石油化工集团",
        "中国石油天然气集团",
    ]


def test_foremost_of_a_class() -> None:
    names = [Name(f"甲{n}", f"甲{n}", f"id:{n}", ("A" if n % 2 else "B",)) for n in range(200)]
    index = build(names)
    assert [n.text for n in index.foremost({"A"})][:2] == ["甲1", "甲3"]
    assert len(index.foremost(())) == LIMIT
    assert NameIndex().foremost(()) == []


@given(st.lists(st.text(min_size=1, max_size=6), max_size=5), st.text(max_size=8))
@example(["中国\t石油", "a\nb"], "中国 石油")
@example(["1"], "1")
@example(["(a.c)*"], "a.c")
def test_any_name_is_found_by_itself_and_any_text_may_be_typed(
    labels: list[str], typed: str
) -> None:
    lines = [" ".join(label.split()) for label in labels]
    index = build([Name(line, line, f"id:{n}") for n, line in enumerate(lines) if line])
    for line in filter(None, lines):
        assert line in [name.text for name in index.find(line)] or not fold(line).strip()
    index.find(typed)
    index.at_end(typed)


def test_every_reading_of_the_lexicon_finds_its_word(schema: Schema) -> None:
    lexicon = schema.lexicon("pinyin", PinyinLexicon)
    names = [
        Name(f"{word}算力", f"{word}算力", f"id:{word}", ("Company",)) for word in lexicon.readings
    ]
    index = NameIndex(*name_files(names, lexicon.spoken()).values())
    for word, reading in lexicon.readings.items():
        typed = reading.replace(" ", "") + "suanli"
        assert index.find(typed)[0].text == f"{word}算力"
