from __future__ import annotations

import pytest

from kg.model.lexicon.edges import EdgeLexicon
from kg.schema import Schema
from kg.shell.names import Name, NameIndex
from kg.shell.suggest import Vocabulary, suggest

NAMES = [
    ("中国石油化工集团", "中国石油化工集团", "企业"),
    ("中国石油天然气集团", "中国石油天然气集团", "企业"),
    ("中石油", "中国石油天然气集团", "企业"),
    ("Amazon Web Services", "Amazon Web Services", "企业"),
    ("騰宇雲端", "騰宇雲端", "企业"),
    ("东湖（一期）中心", "东湖（一期）中心", "设施"),
]


@pytest.fixture
def vocabulary(schema: Schema) -> Vocabulary:
    names = tuple(Name(text, label, f"id:{label}", kind) for text, label, kind in NAMES)
    return Vocabulary(
        names=NameIndex(names),
        terms=(("kg:Company", "企业"), ("kg:party", "参与方")),
        prefixes=("id", "kg", "skos"),
        keywords=schema.lexicon("edges", EdgeLexicon).keywords,
        edges=(("签约合作", "签约合作"), ("agreement", "签约合作")),
        commands=((".help", "帮助"), (".show", "卡片"), (".mode", "格式")),
        arguments={".show": None, ".mode": ("table", "csv")},
    )


def texts(before: str, vocabulary: Vocabulary) -> list[str]:
    return [found.text for found in suggest(before, vocabulary)]


def test_chinese_name_is_completed_in_mid_sentence(vocabulary: Vocabulary) -> None:
    (first, *_) = suggest("谁收购了中国石油化", vocabulary)
    assert (first.text, first.start) == ("中国石油化工集团", -5)


def test_short_names_show_what_they_mean(vocabulary: Vocabulary) -> None:
    (first, *_) = suggest("中石", vocabulary)
    assert (first.text, first.label) == ("中石油", "中石油 → 中国石油天然气集团")


def test_characters_in_order_are_enough(vocabulary: Vocabulary) -> None:
    assert texts("谁和中化集", vocabulary) == ["中国石油化工集团"]


def test_simplified_finds_traditional(vocabulary: Vocabulary) -> None:
    assert texts("腾宇", vocabulary) == ["騰宇雲端"]


def test_latin_names_begin_at_a_word(vocabulary: Vocabulary) -> None:
    assert texts("谁和Amaz", vocabulary) == ["Amazon Web Services"]
    assert "Amazon Web Services" not in texts("xAmaz", vocabulary)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("SELECT ?a { ?a a kg:Com", ["kg:Company"]),
        ("SELECT ?a { ?a kg:参与", ["kg:party"]),
        ("SELECT ?a { ?deal ?b ?d", ["?deal"]),
        ("SELECT ?a { ?a ?b id:中国石油化", ["id:中国石油化工集团"]),
        ("SELECT ?a { ?a ?b 中国石油化", ["id:中国石油化工集团"]),
        ('SELECT ?a { ?a ?b "中国石油化', ["中国石油化工集团"]),
        ("SELECT ?a { ?a sko", ["skos:"]),
        ("SELECT ?a { OPTI", ["OPTIONAL"]),
        (".sh", [".show"]),
        (".mode c", ["csv"]),
        (".show 中国石油化", ["中国石油化工集团"]),
        ("PATH FROM 中国石油化", ["中国石油化工集团"]),
        ("PATH FROM 甲 TO 乙 WITH", ["WITHIN", "WITH"]),
        ("PATH FROM 甲 TO 乙 VIA ", ["签约合作", "agreement"]),
        ("路径 从 甲 到 乙 经 签", ["签约合作"]),
        ("SEL", ["SELECT"]),
        ("", []),
    ],
)
def test_position_decides_what_is_offered(
    vocabulary: Vocabulary, before: str, expected: list[str]
) -> None:
    assert texts(before, vocabulary) == expected


def test_keywords_follow_a_finished_end(vocabulary: Vocabulary) -> None:
    assert {"TO", "VIA", "WITHIN"} <= set(texts("PATH FROM 甲 ", vocabulary))
    assert texts("PATH FROM ", vocabulary) == []


def test_at_most_forty_are_offered() -> None:
    many = NameIndex(tuple(Name(f"甲{i}", f"甲{i}", "", "") for i in range(500)))
    assert len(suggest("甲", Vocabulary(names=many))) == 40
