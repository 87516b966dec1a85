from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.syntax import parser
from kg.graph.syntax.parser import State, grammar, keywords, read
from kg.graph.syntax.rules import violations
from kg.graph.syntax.slots import Part, Slot, next_slot


@pytest.mark.parametrize(
    ("text", "state", "at"),
    [
        ("", State.INCOMPLETE, 0),
        ("PREFIX x: <http://x/>", State.INCOMPLETE, 21),
        ("SELECT ?x {", State.INCOMPLETE, 11),
        ("SELECT ?x { ?x ?y ?z }", State.COMPLETE, 22),
        ("SELECT ?x { ?x ?y ?z } # 完", State.COMPLETE, 22),
        ("DESCRIBE <http://x/a>", State.COMPLETE, 21),
        ("INSERT DATA { <x:a> <x:b> 1 } ;", State.COMPLETE, 31),
        ("ASK { ?s ?p } }", State.BROKEN, 12),
        ('ASK { ?s ?p """未完', State.INCOMPLETE, 12),
        ('ASK { ?s ?p "未完', State.BROKEN, 12),
        ("SELECTED ?x { ?x ?y ?z }", State.BROKEN, 0),
        ("ASK { ?s ?p 中国 }", State.BROKEN, 12),
        ("ASK { ?s kg:p?s ?o }", State.BROKEN, 16),
    ],
)
def test_how_far_a_text_can_be_read(text: str, state: State, at: int) -> None:
    reading = read(text)
    assert (reading.state, reading.at) == (state, at)
    assert (reading.tree is not None) == (state is State.COMPLETE)


def test_escapes_are_read_as_characters_and_keep_their_places() -> None:
    text = r"ASK { ?机\u6784 <http://x/\U0000007A> ?p ?q }"
    reading = read(text)
    assert [t.value for t in reading.tokens[2:4]] == ["?机构", "<http://x/z>"]
    assert reading.found == "?q"
    assert text[reading.at :] == "?q }"


def test_escapes_are_replaced_once() -> None:
    assert read(r'ASK { ?s ?p "\u005Cu0041" }').state is State.BROKEN
    assert read(r'ASK { ?s ?p "\uD83D" }').state is State.BROKEN


@pytest.mark.parametrize(
    ("text", "some", "never"),
    [
        ("SELECT ?x { ?x ?y ?z } ", {"ORDER", "LIMIT", "$END"}, {"FILTER", "WHERE"}),
        ("SELECT ?x ", {"VAR", "WHERE", "LBRACE"}, {"ORDER"}),
        ("SELECT * { ?x ", {"A", "VAR", "PNAME_LN", "CIRCUMFLEX"}, {"STRING", "RBRACE"}),
        ("SELECT * { ?x kg:a ", {"STRING", "VAR", "SLASH"}, {"DOT", "RBRACE"}),
        ("SELECT * { FILTER(", {"FUNCTION_1", "NOT", "VAR"}, {"OPTIONAL"}),
    ],
)
def test_what_can_follow(text: str, some: set[str], never: set[str]) -> None:
    expected = read(text).expected
    assert some <= expected
    assert not never & expected


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("SELECT * { ", Slot(Part.SUBJECT)),
        ("SELECT * { ?a ?b ?c . ", Slot(Part.SUBJECT)),
        ("SELECT * { OPTIONAL { ?a ?b ?c } ", Slot(Part.SUBJECT)),
        ("SELECT * { ?a ", Slot(Part.PREDICATE, "?a")),
        ("SELECT * { ?a kg:p 1 ; ", Slot(Part.PREDICATE, "?a")),
        ("SELECT * { ?a kg:p 1 ; kg:q 2 ; ", Slot(Part.PREDICATE, "?a")),
        ("SELECT * { ?a kg:p [ ", Slot(Part.PREDICATE)),
        ("SELECT * { [] ", Slot(Part.PREDICATE, "[]")),
        ("SELECT * { ?a kg:p ", Slot(Part.OBJECT, "?a", "kg:p")),
        ("SELECT * { ?a a ", Slot(Part.OBJECT, "?a", "a")),
        ("SELECT * { ?a kg:p ?b, ", Slot(Part.OBJECT, "?a", "kg:p")),
        ("SELECT * { ?a kg:p ?b ; kg:q ", Slot(Part.OBJECT, "?a", "kg:q")),
        ("SELECT * { ?a kg:p/kg:q ", Slot(Part.OBJECT, "?a")),
        ("SELECT * { ?a kg:p [ kg:q ", Slot(Part.OBJECT, "", "kg:q")),
        ("CONSTRUCT { ?a kg:p ", Slot(Part.OBJECT, "?a", "kg:p")),
        ("SELECT ", Slot(Part.OTHER)),
        ("SELECT * { FILTER(CONTAINS(?a, ", Slot(Part.OTHER)),
        ("SELECT * { GRAPH ", Slot(Part.OTHER)),
        ("SELECT * { VALUES ?x { ", Slot(Part.OTHER)),
    ],
)
def test_which_part_of_a_triple_comes_next(text: str, slot: Slot) -> None:
    assert next_slot(read(text)) == slot


def test_terminals_have_their_words() -> None:
    assert keywords("OPTIONAL") == ("OPTIONAL",)
    assert keywords("AGGREGATE") == ("AVG", "MAX", "MIN", "SAMPLE", "SUM")
    assert keywords("LBRACE") == ("{",)
    assert keywords("VAR") == ()


def test_the_grammar_is_kept_in_the_cache_folder_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    grammar.cache_clear()
    grammar()
    (kept,) = (tmp_path / "kg").iterdir()
    grammar.cache_clear()
    monkeypatch.setattr(parser, "_keep", lambda *_: pytest.fail("it was built again"))
    assert grammar().parse("ASK {}").data == "start"
    kept.write_bytes(b"broken")
    grammar.cache_clear()
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert grammar().parse("ASK {}").data == "start"
    assert kept.read_bytes() != b"broken"


def test_the_grammar_needs_no_place_to_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    grammar.cache_clear()
    assert grammar().parse("ASK {}").data == "start"


def test_long_and_deep_statements_are_read() -> None:
    many = " . ".join(f"<x:{n}> <x:p> ?v{n}" for n in range(1200))
    assert violations(read(f"SELECT ?v1 {{ {many} }}")) == []
    updates = " ; ".join(["INSERT DATA { <x:a> <x:p> 1 . <x:a> <x:p> 2 }"] * 600)
    assert violations(read(updates)) == []
    groups = read("ASK " + "{" * 900 + "}" * 900)
    assert (groups.state, groups.is_deep, violations(groups)) == (State.COMPLETE, True, [])
    expression = read("ASK { FILTER(" + "(" * 900 + "1" + ")" * 900 + ") }")
    assert (expression.state, violations(expression)) == (State.COMPLETE, [])
