from __future__ import annotations

from kg.model import Run
from kg.reading.lines import Line, joined, text_lines


def _source(line: Line, text: str) -> str:
    return "".join(text[r.source_start : r.source_start + r.source_length] for r in line.runs)


def test_lines_are_stripped_and_point_into_the_source() -> None:
    text = "\ufeff  云河中心\t\r\n\r\n　　山口县\xa0二期 \n"
    lines = list(text_lines(text))
    assert [line.text for line in lines] == ["云河中心", "山口县 二期"]
    assert [_source(line, text) for line in lines] == ["云河中心", "山口县\xa0二期"]


def test_a_blank_line_begins_a_new_group() -> None:
    lines = list(text_lines("一\n二\n\n三\n \n四"))
    assert [line.group for line in lines] == [0, 0, 1, 2]


def test_cutting_keeps_the_way_back() -> None:
    text = "来源：云河网 正文"
    (line,) = text_lines(text)
    cut = line.cut(6, len(line.text))
    assert cut is not None
    assert (cut.text, cut.runs) == ("正文", (Run(0, 2, 7, 2),))
    assert line.cut(6, 7) is None


def test_leaving_out_stretches_keeps_the_way_back() -> None:
    (line,) = text_lines("**注**:目标已调整")
    bare = line.without([(0, 2), (3, 5)])
    assert bare is not None
    assert bare.text == "注:目标已调整"
    assert _source(bare, "**注**:目标已调整") == bare.text
    assert line.without([(0, len(line.text))]) is None


def test_joined_lines_get_a_blank_between_latin_words_only() -> None:
    text = "云河数据中\n心与Data\nCenter"
    line = joined(list(text_lines(text)))
    assert line.text == "云河数据中心与Data Center"
    assert sum(run.length for run in line.runs) == len(line.text)
