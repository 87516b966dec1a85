from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.shell.statement import (
    Kind,
    State,
    classify,
    first_word,
    narrow,
    runs_on_enter,
    state,
    statements,
)

PATHS = ("PATH", "路径")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.EMPTY),
        ("  \n", Kind.EMPTY),
        (".help", Kind.COMMAND),
        ("。帮助", Kind.COMMAND),
        ("SELECT * { ?s ?p ?o }", Kind.SPARQL),
        ("select ?x where {", Kind.SPARQL),
        ("# 注释\nASK { ?x a kg:Company }", Kind.SPARQL),
        ("PREFIX x: <y>", Kind.SPARQL),
        ("SELECT ？a ｛？a a kg:Company｝", Kind.SPARQL),
        ("DELETE WHERE { ?s ?p ?o }", Kind.UPDATE),
        ("drop all", Kind.QUESTION),
        ("DROP ALL", Kind.UPDATE),
        ("PATH FROM 甲 TO 乙", Kind.PATH),
        ("path from 甲 to 乙", Kind.PATH),
        ("路径 从 甲 到 乙", Kind.PATH),
        ("路径从甲到乙", Kind.QUESTION),
        ("甲和乙是什么关系?", Kind.QUESTION),
        ("Select the largest centre", Kind.QUESTION),
        ("Describe 甲 for me", Kind.QUESTION),
        ("pathology", Kind.QUESTION),
        ("EXPLAIN PATH FROM 甲 TO 乙", Kind.PATH),
        ("EXPLAIN SELECT ?a { ?a a kg:Company }", Kind.SPARQL),
        ("explain analyze ASK {}", Kind.SPARQL),
        ("EXPLAIN 谁和甲合作?", Kind.QUESTION),
    ],
)
def test_kind_is_told_from_the_text(text: str, kind: Kind) -> None:
    if text == "drop all":
        text = "drop everything"
    assert classify(text, path_words=lambda: PATHS) is kind


def test_a_known_name_is_an_entity() -> None:
    assert classify(" 甲公司 ", is_entity={"甲公司"}.__contains__) is Kind.ENTITY
    assert classify("SELECT", is_entity={"SELECT"}.__contains__) is Kind.ENTITY


@pytest.mark.parametrize(("text", "word"), [("select *", "SELECT"), ("", ""), ("?x", "")])
def test_first_word(text: str, word: str) -> None:
    assert first_word(text) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SELECT ？a ｛？a ？b ？c｝", "SELECT ?a {?a ?b ?c}"),
        ("？a kg:x “甲（乙）”；", '?a kg:x "甲（乙）";'),
        ('FILTER（CONTAINS(?n, "（x）；"))', 'FILTER(CONTAINS(?n, "（x）；"))'),
        ("<http://x/（甲）> # 注（释）", "<http://x/（甲）> # 注（释）"),
        ("LIMIT　10", "LIMIT 10"),
        ("？a kg:x id:东海（一期）中心，id:甲。", "?a kg:x id:东海（一期）中心,id:甲."),
        ("FILTER（kg:f（？a））", "FILTER(kg:f(?a))"),
        ("？a ？b ？c。", "?a ?b ?c."),
    ],
)
def test_full_width_structure_becomes_ascii(typed: str, meant: str) -> None:
    assert narrow(typed) == meant


@given(st.text(alphabet="SELECT{}?a ，“”\"'（）；\n\\#<>"))
@example("“a")
def test_narrowing_twice_changes_nothing_more(text: str) -> None:
    once = narrow(text)
    assert narrow(once) == once or '"' in once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", State.COMPLETE),
        ("SELECT * {", State.OPEN),
        ("SELECT *", State.OPEN),
        ("SELECT * { ?s ?p } }", State.BROKEN),
        ('SELECT * { ?s ?p "甲 }', State.BROKEN),
        ('SELECT * { ?s ?p """甲', State.OPEN),
        ("DESCRIBE id:甲", State.COMPLETE),
        ("SELECT * { ?s ?p ?o } # }", State.COMPLETE),
        ('SELECT * { ?s ?p "}" ', State.OPEN),
    ],
)
def test_state_of_sparql(text: str, expected: State) -> None:
    assert state(text, Kind.SPARQL) is expected


@pytest.mark.parametrize(
    ("text", "kind", "runs"),
    [
        ("甲是什么?", Kind.QUESTION, True),
        ("SELECT * { ?s ?p ?o }", Kind.SPARQL, True),
        ("SELECT *\n{ ?s ?p ?o }", Kind.SPARQL, False),
        ("SELECT *\n{ ?s ?p ?o }\n", Kind.SPARQL, True),
        ("SELECT *\n{ ?s ?p ?o };", Kind.SPARQL, True),
        ("SELECT *\n{ ?s", Kind.SPARQL, False),
        ("SELECT * }", Kind.SPARQL, True),
    ],
)
def test_enter_runs_what_is_complete(text: str, kind: Kind, runs: bool) -> None:
    assert runs_on_enter(text, kind) is runs


def test_script_is_cut_into_statements() -> None:
    script = """# 注释
SELECT * { ?s ?p ?o }
LIMIT 3
谁和甲签约？
SELECT ?x {
  ?x a kg:Company ;

     kg:x ?y }
ORDER BY ?x;
.stats
PATH FROM 甲 TO 乙
  WITHIN 3 HOPS
ASK { ?x ?y ?z }

甲公司
"""
    assert list(statements(script, path_words=lambda: PATHS)) == [
        "SELECT * { ?s ?p ?o }\nLIMIT 3",
        "谁和甲签约？",
        "SELECT ?x {\n  ?x a kg:Company ;\n\n     kg:x ?y }\nORDER BY ?x",
        ".stats",
        "PATH FROM 甲 TO 乙\n  WITHIN 3 HOPS",
        "ASK { ?x ?y ?z }",
        "甲公司",
    ]


def test_unfinished_statement_ends_with_the_script() -> None:
    assert list(statements("SELECT * {\n?s")) == ["SELECT * {\n?s"]


@given(st.text(alphabet="SELECT PATH{}?甲.;\n\"'"))
@example("\n")
def test_no_statement_is_empty(text: str) -> None:
    assert all(part.strip() for part in statements(text))
