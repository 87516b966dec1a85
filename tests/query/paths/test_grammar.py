from __future__ import annotations

import pytest

from kg.errors import QuerySyntaxError
from kg.model.lexicon.edges import EdgeLexicon
from kg.query.paths.grammar import is_path_statement, parse
from kg.query.paths.statement import Choice, EndKind, Repeat, Selector, Sequence, Step
from kg.schema import Schema


@pytest.fixture(scope="module")
def lexicon(schema: Schema) -> EdgeLexicon:
    return schema.lexicon("edges", EdgeLexicon)


def test_examples_of_the_lexicon_parse(lexicon: EdgeLexicon) -> None:
    for text in lexicon.examples:
        assert parse(text, lexicon).starts


def test_counterexamples_of_the_lexicon_do_not(lexicon: EdgeLexicon) -> None:
    for text in lexicon.counterexamples:
        with pytest.raises(QuerySyntaxError):
            parse(text, lexicon)


def test_all_shortest_is_the_default(lexicon: EdgeLexicon) -> None:
    assert parse("PATH FROM 甲 TO 乙", lexicon).selector is Selector.ALL_SHORTEST


@pytest.mark.parametrize(
    ("text", "selector", "count"),
    [
        ("ANY", Selector.ANY, 1),
        ("ALL SHORTEST", Selector.ALL_SHORTEST, 1),
        ("SHORTEST 3", Selector.SHORTEST, 3),
        ("SHORTEST 2 GROUPS", Selector.GROUPS, 2),
        ("CHEAPEST 2", Selector.CHEAPEST, 2),
        ("ALL", Selector.ALL, 1),
        ("全部 最短", Selector.ALL_SHORTEST, 1),
    ],
)
def test_selectors(lexicon: EdgeLexicon, text: str, selector: Selector, count: int) -> None:
    parsed = parse(f"PATH {text} FROM 甲 TO 乙", lexicon)
    assert (parsed.selector, parsed.count) == (selector, count)


def test_names_may_be_keywords_and_hold_brackets(lexicon: EdgeLexicon) -> None:
    parsed = parse("PATH FROM To TO 东海(临港)中心", lexicon)
    assert [end.text for end in (*parsed.starts, *parsed.goals)] == ["To", "东海(临港)中心"]


def test_quotation_marks_may_belong_to_a_name(lexicon: EdgeLexicon) -> None:
    parsed = parse("PATH FROM “明珠”中心 TO “乙”", lexicon)
    assert [end.text for end in (*parsed.starts, *parsed.goals)] == ["“明珠”中心", "乙"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<https://example.org/x>", EndKind.IRI),
        ("$org", EndKind.PARAMETER),
        ("_3.机构", EndKind.ROW),
        ("{ ?x a kg:Company }", EndKind.GROUP),
        ("*:园区", EndKind.CLASS),
        ("*", EndKind.CLASS),
        ("甲", EndKind.NAME),
    ],
)
def test_kinds_of_ends(lexicon: EdgeLexicon, text: str, kind: EndKind) -> None:
    assert parse(f"PATH FROM {text} TO 乙", lexicon).starts[0].kind is kind


def test_clauses(lexicon: EdgeLexicon) -> None:
    parsed = parse(
        "PATH FROM 甲 TO 乙 VIA 签约 | ^建设方 AVOID 丙, EDGE 位于, CLASS Place, HUBS > 9 "
        "THROUGH 丁, 戊 WITHIN 2..5 DIRECTED SINCE 2020-01 UNTIL 2024 SOURCES >= 2 "
        "STATUS planned WEIGHT BY support LIMIT 7 WITH EVIDENCE AS json;",
        lexicon,
    )
    assert [(e.name, e.inverse) for e in parsed.via] == [("签约", False), ("建设方", True)]
    assert [e.text for e in parsed.avoid_nodes] == ["丙"]
    assert [e.name for e in parsed.avoid_edges] == ["位于"]
    assert [one.text for one in parsed.avoid_classes] == ["Place"]
    assert (parsed.hubs, parsed.least, parsed.most, parsed.limit) == (9, 2, 5, 7)
    assert [e.text for e in parsed.through] == ["丁", "戊"]
    assert (parsed.since, parsed.until, parsed.sources) == ("2020-01", "2024", 2)
    assert [one.text for one in parsed.statuses] == ["planned"]
    assert parsed.weight is not None
    assert (parsed.weight.text, parsed.format) == ("support", "json")
    assert parsed.directed
    assert parsed.evidence


def test_regular_path(lexicon: EdgeLexicon) -> None:
    pattern = parse("PATH FROM 甲 TO 乙 ALONG 母公司{1,2}/(签约|位于)/^母公司*", lexicon).along
    assert isinstance(pattern, Sequence)
    first, second, third = pattern.parts
    assert isinstance(first, Repeat)
    assert (first.least, first.most) == (1, 2)
    assert isinstance(second, Choice)
    assert isinstance(third, Repeat)
    assert isinstance(third.part, Step)
    assert third.part.edge.inverse


def test_error_says_where(lexicon: EdgeLexicon) -> None:
    with pytest.raises(QuerySyntaxError) as failure:
        parse("PATH FROM 甲 TO 乙\nWITHIN many", lexicon)
    assert (failure.value.line, failure.value.column) == (2, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PATH FROM", True), ("路径 从", True), ("SELECT *", False), ("从甲到乙", False), ("", False)],
)
def test_statements_are_told_from_questions(
    lexicon: EdgeLexicon, text: str, *, expected: bool
) -> None:
    assert is_path_statement(text, lexicon) is expected
