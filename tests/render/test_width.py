from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.render.width import cells, clip, pad, sentence, take, visible, wrap


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("小米A", 5), ("e\u0301", 1), ("（甲）", 6)]
)
def test_cells_count_chinese_double(text: str, width: int) -> None:
    assert cells(text) == width


def test_ambiguous_characters_follow_the_terminal() -> None:
    assert cells("“甲”", ambiguous=1) == 4
    assert cells("“甲”", ambiguous=2) == 6


def test_visible_spells_out_what_could_move_the_cursor() -> None:
    assert visible("甲\x1b[31m乙") == "甲\\x1b[31m乙"
    assert visible("a\u202eb\u200bc") == "a\\u202eb\\u200bc"
    assert visible("a\tb\nc") == "a b c"


def test_visible_keeps_emoji_families() -> None:
    assert visible("👨\u200d👩") == "👨\u200d👩"


@given(st.text())
@example("中文\x00\u2066")
def test_visible_text_has_no_control_character(text: str) -> None:
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in visible(text))


@given(
    st.text(alphabet="甲乙ab“—”·\u0301", max_size=30), st.integers(0, 20), st.sampled_from([1, 2])
)
@example("甲乙丙丁", 5, 1)
def test_clip_never_exceeds_the_width(text: str, width: int, ambiguous: int) -> None:
    shown = clip(visible(text), width, ambiguous=ambiguous)
    assert cells(shown, ambiguous=ambiguous) <= width


def test_clip_marks_what_is_missing() -> None:
    assert clip("长三角智算中心", 9) == "长三角智…"
    assert clip("短", 9) == "短"


def test_take_splits_without_loss() -> None:
    assert take("甲乙丙", 5) == ("甲乙", "丙")


def test_pad_aligns_numbers_right() -> None:
    assert pad("12", 5, right=True) == "   12"
    assert pad("甲", 5) == "甲   "


def test_wrap_keeps_closing_punctuation_with_its_word() -> None:
    assert wrap("甲乙丙，丁戊", 6, indent="  ") == "甲乙\n  丙，\n  丁戊"


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("部署Atlas 900系列", "部署Atlas\n900系列"),
        ("《标题》 data/a.txt 第 12 字", "《标题》\ndata/a.txt\n第 12 字"),
        ("部署 Atlas900,形成算力", "部署\nAtlas900,\n形成算力"),
        ("abcdefghijklmnopqrstuvwx", "abcdefghij\nklmnopqrst\nuvwx"),
        ("甲乙abcdefghijk", "甲乙abcdef\nghijk"),
        ("甲乙丙丁（戊己）", "甲乙丙丁\n（戊己）"),
        ("edges (agreed)", "edges\n(agreed)"),
    ],
)
def test_wrap_breaks_no_word_that_can_go_whole_to_the_next_line(text: str, wrapped: str) -> None:
    assert wrap(text, 10) == wrapped


def test_wrap_loses_nothing() -> None:
    text = "当天，甲与乙就丙签订协议；丁、戊等12家企业分别与乙签约。"
    assert wrap(text, 14, indent=" ").replace("\n ", "") == text


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("甲与<strong>乙</strong>签约&ldquo;丙&rdquo;&nbsp;平台", "甲与乙签约“丙” 平台"),
        ("PUE<1.2，a<b>c", "PUE<1.2，ac"),
        ("甲\n  <td>乙</td>", "甲 乙"),
        ("A&B 公司", "A&B 公司"),
        ("R&D; 1 < 2", "R&D; 1 < 2"),
    ],
)
def test_sentences_of_pages_are_shown_without_markup(source: str, read: str) -> None:
    assert sentence(source) == read
