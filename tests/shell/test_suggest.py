from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.lexicon.edges import EdgeLexicon
from kg.query.completion.making import name_files
from kg.query.completion.names import Name, NameIndex
from kg.query.completion.statistics import Statistics
from kg.query.completion.stored import CompletionIndex
from kg.schema import Schema
from kg.shell.suggest import Suggestion, Vocabulary, suggest
from kg.shell.suggest.sparql import declaration

NAMES = (
    Name("中国石油化工集团", "中国石油化工集团", "id:中国石油化工集团", ("Company",), 9),
    Name("中国石油天然气集团", "中国石油天然气集团", "id:中国石油天然气集团", ("Company",), 7),
    Name("中石油", "中国石油天然气集团", "id:中国石油天然气集团", ("Company",), 7),
    Name("Amazon Web Services", "Amazon Web Services", "id:AWS", ("Company",)),
    Name("騰宇雲端", "騰宇雲端", "id:騰宇雲端", ("Company",)),
    Name("东湖（一期）中心", "东湖（一期）中心", "id:东湖（一期）中心", ("Facility",)),
)
COMMANDS = (".help", ".show", ".mode")
STATISTICS = Statistics(
    classes={"kg:Agreement": 30, "kg:Company": 50},
    properties={"kg:party": 60, "kg:label": 500, "kg:status": 90, "rdf:type": 80},
    domains={
        "kg:Agreement": {"kg:party": 60, "rdf:type": 30, "kg:status": 30},
        "kg:Company": {"kg:label": 50, "rdf:type": 50},
    },
    ranges={"kg:party": {"kg:Company": 60}, "kg:locatedIn": {"kg:Facility": 3}},
    values={"kg:status": ("kg:actual", "kg:planned")},
)


@pytest.fixture(scope="module")
def vocabulary(schema: Schema) -> Vocabulary:
    index = CompletionIndex(NameIndex(*name_files(NAMES).values()), STATISTICS)
    return Vocabulary(
        read_index=lambda: index,
        classes={"kg:Agreement": "协议", "kg:Company": "企业", "kg:Facility": "设施"},
        properties={"kg:party": "参与方", "kg:label": "名称", "kg:unseen": "未见"},
        prefixes={"id": "http://id/", "kg": "http://kg/", "skos": "http://skos/"},
        keywords=schema.lexicon("edges", EdgeLexicon).keywords,
        edges=(("签约合作", "签约合作"), ("agreement", "签约合作")),
        formats=("table", "turtle"),
        commands=((".help", "帮助"), (".show", "卡片"), (".mode", "格式")),
        arguments={
            ".show": "entity",
            ".mode": ("table", "csv"),
            ".read": "file",
            ".help": "words",
            ".props": "class",
        },
        kinds={"class": lambda: [("Company", "企业"), ("Zone", "功能区")]},
        edge_count="{count} 条边",
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
    assert "Amazon Web Services" not in texts("xxxAma", vocabulary)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("SELECT ?a { ?a a kg:Com", ["kg:Company"]),
        ("SELECT ?a { ?a a ", ["kg:Company", "kg:Agreement", "kg:Facility", "?a"]),
        ("SELECT ?a { ?a a 企", ["kg:Company"]),
        ("SELECT ?a { ?a kg:参与", ["kg:party"]),
        ("SELECT ?a { ?a 参与", ["kg:party"]),
        ("SELECT ?a { ?a a kg:Company . ?a kg:l", ["kg:label"]),
        ("SELECT ?a { ?a kg:status ", ["kg:actual", "kg:planned", "?a"]),
        ("SELECT ?a { ?a kg:locatedIn 中石", ["id:中国石油天然气集团", "id:中国石油化工集团"]),
        ("SELECT ?a { ?deal ?b ?d", ["?deal"]),
        ("SELECT ?a { ?a ?b ?c } OR", ["ORDER BY"]),
        ("SELECT ?a { ?a ?b ?c } OPTI", []),
        ("SELECT ?a { ?a ?b ?c FILTER(STRS", ["STRSTARTS("]),
        ("SELECT ?a { ?a ?b ?c FILTER N", ["NOT EXISTS", "NOT IN", "NOW("]),
        ("SELECT ?a { ?a ?b ?c # 中石", []),
        ("PREFIX sk", ["skos: <http://skos/>", "skosxl: <http://www.w3.org/2008/05/skos-xl#>"]),
        ("PREFIX foa", ["foaf: <http://xmlns.com/foaf/0.1/>"]),
        ("INSERT DATA { id:a kg:party zgsyh", ["id:中国石油化工集团"]),
        ("SELECT ?a { ?a ?b kg:中国石油化", ["id:中国石油化工集团"]),
        ("SELECT ?a { FITLER id:中国石油化", ["id:中国石油化工集团"]),
        ("SELECT ?a { ?a ?b id:中国石油化", ["id:中国石油化工集团"]),
        ("SELECT ?a { ?a ?b 中国石油化", ["id:中国石油化工集团"]),
        ('SELECT ?a { ?a ?b "中国石油化', ['中国石油化工集团"']),
        ("SELECT ?a { ?a sko", ["skos:", "skosxl:"]),
        ("SELECT ?a { OPTI", ["OPTIONAL"]),
        (".sh", [".show"]),
        (".mode c", ["csv"]),
        (".show 中国石油化", ["中国石油化工集团"]),
        (".help 中国石油化", []),
        (".props Co", ["Company"]),
        (".props 功", ["Zone"]),
        ("PATH FROM 甲 TO 乙 AS t", ["table", "turtle"]),
        ("PATH FROM “Amazon We", ["Amazon Web Services"]),
        ("PATH FROM 中国石油化", ["中国石油化工集团"]),
        ("PATH FROM 甲 TO 乙 WITH", ["WITHIN", "WITH"]),
        ("PATH FROM 甲 TO 乙 VIA ", ["签约合作", "agreement"]),
        ("路径 从 甲 到 乙 经 签", ["签约合作"]),
        ("SEL", ["SELECT"]),
        ("", ["SELECT", "PREFIX", "ASK", "CONSTRUCT", "DESCRIBE", "PATH", *COMMANDS]),
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
    names = [Name(f"甲{i}", f"甲{i}", f"id:甲{i}") for i in range(500)]
    many = CompletionIndex(NameIndex(*name_files(names).values()))
    assert len(suggest("甲", Vocabulary(read_index=lambda: many))) == 40


def test_the_menu_shows_class_edges_and_term(vocabulary: Vocabulary) -> None:
    (first, *_) = suggest("SELECT ?a { ?a kg:party 中石油", vocabulary)
    assert first == Suggestion(
        "id:中国石油天然气集团",
        -3,
        "中石油 → 中国石油天然气集团",
        "企业 · 7 条边 · id:中国石油天然气集团",
    )


def test_properties_of_the_class_come_first(vocabulary: Vocabulary) -> None:
    found = texts("SELECT ?a { ?a a kg:Agreement ; ", vocabulary)
    assert found[:5] == ["kg:party", "kg:status", "a", "kg:label", "kg:unseen"]


def test_values_seen_with_the_predicate_come_first(vocabulary: Vocabulary) -> None:
    assert texts("SELECT ?a { ?a kg:locatedIn ", vocabulary)[0] == "id:东湖（一期）中心"
    assert texts("SELECT ?a { ?a kg:party ", vocabulary)[0] == "id:中国石油化工集团"


def test_what_stands_behind_the_cursor_counts(vocabulary: Vocabulary) -> None:
    found = suggest("SELECT ?", vocabulary, " { ?x a kg:Company ; kg:label ?y }")
    assert [s.text for s in found] == ["?x", "?y"]
    found = suggest("SELECT * { ?x ", vocabulary, " ?o . ?x a kg:Company }")
    assert found[0].text == "kg:label"
    (quoted,) = suggest('ASK { ?a ?b "中国石油化', vocabulary, '" }')
    assert quoted.text == "中国石油化工集团"


def test_files_are_completed(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "query.rq").touch()
    (tmp_path / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    assert texts(".read que", vocabulary) == ["queries/", "query.rq"]
    assert texts(f".read {tmp_path}/", vocabulary) == [
        f"{tmp_path}/queries/",
        f"{tmp_path}/query.rq",
    ]
    assert texts(".read nowhere/", vocabulary) == []


@given(
    st.text(alphabet="SELECT PATH{}?a kg:中石“”\"'（）；#<>|/^.,;[]\n\\0"),
    st.sampled_from(["", " }", '"']),
)
@example("SELECT ?x { ?x kg:", "")
@example('SELECT ?x { ?x kg:party """中石', '"""')
@example("INSERT DATA { id:a kg:party ", " }")
@example("SELECT * { \\u004", "")
def test_whatever_is_typed_something_or_nothing_is_suggested(
    vocabulary: Vocabulary, before: str, after: str
) -> None:
    for found in suggest(before, vocabulary, after):
        assert -len(before) <= found.start <= 0


def test_inverse_properties_lead_to_the_class(vocabulary: Vocabulary) -> None:
    statistics = Statistics(
        ranges={
            "kg:party": {"kg:Company": 3},
            "kg:builderOf": {"kg:ComputingCenter": 7},
            "kg:about": {"kg:ComputingCenter": 9},
        }
    )
    index = CompletionIndex(NameIndex(), statistics)
    known = dict.fromkeys(statistics.ranges, "")
    words = replace(vocabulary, read_index=lambda: index, properties=known)
    found = suggest("SELECT * { ?x a kg:ComputingCenter ; ^", words)
    assert [s.text for s in found][:2] == ["kg:about", "kg:builderOf"]
    assert [s.text for s in suggest("SELECT * { ?x ^kg:pa", words)] == ["kg:party"]


def test_names_that_were_typed_before_come_first(vocabulary: Vocabulary) -> None:
    assert texts("中国石油", vocabulary) == ["中国石油化工集团", "中国石油天然气集团"]
    words = replace(vocabulary, used=lambda name: int(name == "中国石油天然气集团"))
    assert texts("中国石油", words) == ["中国石油天然气集团", "中国石油化工集团"]


@pytest.mark.parametrize(
    ("text", "completed", "line"),
    [
        ("SELECT * { ?x foaf:", "foaf:", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"),
        ("PREFIX foaf: <x:y> SELECT * { ?x foaf:", "foaf:", ""),
        ("SELECT * { ?x kg:", "kg:", ""),
        ("SELECT * { ?x foaf:name", "foaf:name", ""),
    ],
)
def test_a_completed_prefix_is_declared(text: str, completed: str, line: str) -> None:
    assert declaration(text, completed, {"kg", "id"}) == line


def test_prefixes_that_everybody_knows_are_offered(vocabulary: Vocabulary) -> None:
    assert "foaf:" in [s.text for s in suggest("SELECT * { ?x foa", vocabulary)]
