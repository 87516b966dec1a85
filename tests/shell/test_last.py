from __future__ import annotations

import pytest

from kg.shell.last import refers
from kg.shell.session import Session


@pytest.fixture
def asked(session: Session) -> Session:
    """A sitting with a table of three partners of one company."""
    session.run("SELECT ?甲 ?b { ?甲 kg:partnerOf ?b FILTER(?甲 = id:北山电信) } ORDER BY ?b")
    return session


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { VALUES _ }", True),
        ("PATH FROM _1 TO _2.b", True),
        ("谁和 _1 签约?", True),
        ("SELECT * { _:x ?p ?o }", False),
        ('SELECT * { ?s ?p "_1" }', False),
        ("SELECT ?a_1 { ?a_1 ?p kg:_1 }", False),
        ("# _1", False),
    ],
)
def test_references_are_told_from_names(text: str, expected: bool) -> None:
    assert refers(text) is expected


def test_rows_go_on_as_values(asked: Session) -> None:
    shown = asked.run("SELECT ?b ?c { VALUES _ ?b a ?c FILTER(?c = kg:Company) }").text
    assert "云帆软件" in shown
    assert "海川科技" in shown


def test_a_cell_is_a_term(asked: Session) -> None:
    assert asked.run("ASK { id:北山电信 kg:partnerOf _1.b }").text == "true\n"
    asked.run("SELECT ?甲 ?b { ?甲 kg:partnerOf ?b FILTER(?甲 = id:北山电信) } ORDER BY ?b")
    assert asked.run("ASK { _2.甲 kg:partnerOf _2.b }").text == "true\n"


def test_a_cell_is_the_end_of_a_path(asked: Session) -> None:
    assert "北山电信" in asked.run("PATH FROM _1.b TO _2.b").text


def test_a_cell_is_a_name_in_a_question(asked: Session) -> None:
    assert "北山电信" in asked.run("谁和 _1.b 签约?").text


def test_answers_of_questions_can_be_named(session: Session) -> None:
    session.run("谁和北山电信签约?")
    assert "（企业）" in session.run(".show _1").text


def test_the_only_row_needs_no_number(session: Session) -> None:
    session.run("SELECT ?e { ?e a kg:ComputingCenter }")
    assert session.run("ASK { _ a kg:Facility }").text == "true\n"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ASK { _9 ?p ?o }", "9"),
        ("ASK { _1.x ?p ?o }", "甲"),
        ("ASK { _ ?p ?o }", "_1"),
    ],
)
def test_wrong_references_say_what_there_is(asked: Session, text: str, part: str) -> None:
    output = asked.run(text)
    assert output.code == 2
    assert part in output.note


def test_no_result_cannot_be_referred_to(session: Session) -> None:
    assert session.run("ASK { _1 ?p ?o }").code == 2
    assert session.run("SELECT * { VALUES _ }").code == 2


def test_last_is_shown_again_in_another_format(asked: Session) -> None:
    assert asked.run(".last csv").text.startswith("甲,b\r\n")
    asked.run(".labels prefixed")
    assert "id:北山电信" in asked.run(".last").text


def test_sources_of_a_row_mark_the_words(asked: Session) -> None:
    shown = asked.run(".sources 1").text
    assert shown.count("1. ") == 1
    assert "北山电信" in shown
    assert "【" in shown


def test_sources_of_a_value(session: Session) -> None:
    session.run("SELECT ?e ?v { ?e kg:hasMeasurement/kg:value ?v FILTER(?e = id:东湖智算中心) }")
    shown = session.run(".sources 1").text
    assert "算力【约1200P】" in shown
    assert "2. " not in shown  # no other fact about the centre
