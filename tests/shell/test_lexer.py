from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.shell.lexer import coloured
from kg.shell.statement import Kind

WORDS = {"PATH", "FROM"}


@given(st.text(), st.sampled_from(list(Kind)))
@example('SELECT ?x { ?x kg:名 "未完', Kind.SPARQL)
@example("PATH FROM “甲", Kind.PATH)
def test_pieces_join_to_the_text(text: str, kind: Kind) -> None:
    assert "".join(piece for _, piece in coloured(text, kind, WORDS)) == text


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("SELECT ?x", Kind.SPARQL, ("class:keyword", "SELECT")),
        ("SELECT ?变量", Kind.SPARQL, ("class:variable", "?变量")),
        ("id:中国石油 .", Kind.SPARQL, ("class:name", "id:中国石油")),
        ('"甲"', Kind.SPARQL, ("class:string", '"甲"')),
        ("path FROM 甲", Kind.PATH, ("class:keyword", "path")),
        (".help x", Kind.COMMAND, ("class:command", ".help")),
        ("甲公司", Kind.ENTITY, ("class:entity", "甲公司")),
        ("谁?", Kind.QUESTION, ("", "谁?")),
    ],
)
def test_styles(text: str, kind: Kind, piece: tuple[str, str]) -> None:
    assert piece in coloured(text, kind, WORDS)
