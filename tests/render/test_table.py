from __future__ import annotations

import pytest

from kg.render.table import expanded, markdown, natural_width, shrink, table
from kg.render.width import cells

ROWS = [["东湖智算中心", "1200"], ["北山电信“云”·一期", "3"], ["a\x1b[0m", ""]]
HOSTILE = [
    ["“引号”—·①…", "👩‍💻 emoji", "1200"],
    ["甲" * 150, "\u202e反向", "-3.5"],
    ["e\u0301 组合", "\x1b[31m红\x1b[0m\x07", "2024-03-02"],
]


@pytest.mark.parametrize("width", [None, 80, 40, 20])
@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("rows", [[[*row, ""] for row in ROWS], HOSTILE])
def test_every_line_has_the_same_width(
    width: int | None, ambiguous: int, wrapped: bool, rows: list[list[str]]
) -> None:
    shown = table(
        ["名称", "“说明”", "算力"], rows, width=width, ambiguous=ambiguous, wrapped=wrapped
    )
    assert len({cells(line, ambiguous=ambiguous) for line in shown.splitlines()}) == 1
    assert shown.replace("\n", "").isprintable() or "\u200d" in shown
    assert "\x1b" not in shown


def test_wrapped_cells_lose_nothing() -> None:
    shown = table(["名称"], [["甲乙丙丁戊己庚辛壬癸"]], width=12, wrapped=True)
    body = "".join(line[2:-2].strip() for line in shown.splitlines()[3:-1])
    assert body == "甲乙丙丁戊己庚辛壬癸"


@pytest.mark.parametrize("rows", [1, 40, 41, 81])
def test_head_is_repeated_every_forty_rows(rows: int) -> None:
    shown = table(["名称"], [["甲"]] * rows)
    assert shown.count("│ 名称 │") == (rows + 39) // 40


def test_natural_width_is_that_of_an_uncut_table() -> None:
    shown = table(["名称", "算力"], ROWS)
    assert natural_width(["名称", "算力"], ROWS) == cells(shown.splitlines()[0])


def test_numbers_stand_right_and_names_left() -> None:
    assert "│ 东湖智算中心      │ 1200 │" in table(["名称", "算力"], ROWS[:2])
    assert "│    3 │" in table(["名称", "算力"], ROWS[:2])


def test_table_is_cut_to_the_screen() -> None:
    shown = table(["名称"], [["甲" * 50]], width=20)
    assert "…" in shown
    assert all(cells(line) <= 20 for line in shown.splitlines())


def test_no_escape_character_reaches_the_terminal() -> None:
    assert "\x1b" not in table(["名称", "算力"], ROWS)


def test_head_is_repeated_in_long_tables() -> None:
    assert table(["n"], [[str(i)] for i in range(100)]).count("│ n") == 3


def test_empty_table_shows_its_head() -> None:
    assert "│ a │ b │" in table(["a", "b"], [])


@pytest.mark.parametrize(
    ("widths", "room", "expected"),
    [([10, 3], 20, [10, 3]), ([10, 3], 9, [6, 3]), ([20, 10], 20, [10, 10]), ([9, 9], 2, [4, 4])],
)
def test_widest_columns_shrink_first(widths: list[int], room: int, expected: list[int]) -> None:
    assert shrink(widths, room) == expected


def test_expanded_has_one_line_a_cell() -> None:
    assert expanded(["名称", "n"], [["甲", "1"]]) == "── 1 ──\n名称  甲\nn     1\n"


def test_markdown_escapes_bars() -> None:
    assert markdown(["a"], [["x|y\\"]]) == "| a |\n| --- |\n| x\\|y\\\\ |\n"
