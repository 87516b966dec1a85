from __future__ import annotations

from kg.reading.doubling import contained, repeated

A = "云河公司今天宣布,云河数据中心一期工程已经建成并投入使用,总投资十二亿元。"
B = "山口县副县长林一鸣表示,项目将带动当地就业,并为周边城市提供服务。"
C = "据了解,二期工程计划于明年开工,届时机架总数将翻一番,达到六千个。"


def _lines(lines: list[str]) -> list[int | None]:
    return [found.line if found is not None else None for found in repeated(lines)]


def test_a_body_said_twice_is_found() -> None:
    assert _lines([A, B, "编辑 李二", A, B, "编辑 李二"]) == [None, None, None, 0, 1, 2]


def test_blanks_and_marks_do_not_hide_a_repetition() -> None:
    assert _lines([A, A.replace(",", "， ")]) == [None, 0]


def test_a_copy_with_small_differences_next_to_equal_ones_is_found() -> None:
    other = A.replace("今天宣布", "昨日宣布")
    assert _lines([A, B, C, other, B, C]) == [None, None, None, 0, 1, 2]


def test_one_similar_sentence_alone_is_no_repetition() -> None:
    assert _lines([A, B, A.replace("今天宣布", "昨日宣布")]) == [None, None, None]


def test_other_numbers_make_another_sentence() -> None:
    line = "园区机架总数达到2024个,比上年增加一成,其中云河公司的机架占一半,山口公司的占三成。"
    again = line.replace("2024", "2025")
    assert _lines([line, A, B, again, A, B])[3] is None


def test_short_lines_repeat_only_inside_a_repeated_page() -> None:
    assert _lines(["项目概况", A, "项目概况", B]) == [None, None, None, None]
    assert _lines(["项目概况", A, B, "项目概况", A, B]) == [None, None, None, 0, 1, 2]


def test_a_copy_cut_off_at_its_end_is_found() -> None:
    long = A + B + C
    assert _lines([long, long[:60]]) == [None, 0]


def test_the_share_of_a_summary_is_measured() -> None:
    assert contained(A[:20], [B, A]) == 1.0
    assert contained(A, [B]) < 0.1
    assert contained("短", [A]) == 0.0
