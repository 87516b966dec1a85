from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.reading.tags import tokens


def _read(source: str) -> list[tuple[str, str]]:
    return [
        (t.tag, source[t.start : t.end]) for t in tokens(source) if not t.tag or t.tag[0] == "#"
    ]


def test_texts_and_tags_come_with_their_offsets() -> None:
    source = '<P class=a>云河<b id="x">中心</B></p>'
    assert [(t.tag, source[t.start : t.end]) for t in tokens(source)] == [
        ("p", "<P class=a>"),
        ("", "云河"),
        ("b", '<b id="x">'),
        ("", "中心"),
        ("/b", "</B>"),
        ("/p", "</p>"),
    ]


def test_attributes_are_read_with_and_without_quotes() -> None:
    (token, *_) = tokens("<a HREF='/x?a=1&amp;b=2' title=\"a > b\" data-n=5 hidden>")
    assert token.attributes == {"href": "/x?a=1&b=2", "title": "a > b", "data-n": "5", "hidden": ""}


def test_a_mark_inside_a_quoted_value_does_not_end_the_tag() -> None:
    assert _read('<img alt="a > b">云河') == [("", "云河")]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<!-- 旧稿 <p> -->云河", ["云河"]),
        ("<!doctype html><?xml?>云河", ["云河"]),
        ("算力 < 1000P 且 > 5P", ["算力 < 1000P 且 > 5P"]),
        ("<5架 <云河", ["<5架 <云河"]),
        ("云河<", ["云河<"]),
        ("<!-- 没有结束", ["<!-- 没有结束"]),
        ('<a title="没有结束>云河</a>', ["云河"]),
    ],
)
def test_what_is_no_markup_is_text(source: str, texts: list[str]) -> None:
    assert [text for tag, text in _read(source) if not tag] == texts


def test_scripts_and_styles_are_no_text() -> None:
    source = "<script>if (a<b) '</p>'</script>云<STYLE>p>a{}</Style>河<title>T</title>"
    assert [text for tag, text in _read(source) if not tag] == ["云", "河"]
    assert [text for tag, text in _read(source) if tag == "#title"] == ["T"]


@given(st.text(alphabet="<>/!-=\"' apscript云&;", max_size=60))
@example("<a ='<p>'")
def test_any_input_is_read_in_order_without_overlap(source: str) -> None:
    at = 0
    for token in tokens(source):
        assert at <= token.start <= token.end <= len(source)
        at = token.end
