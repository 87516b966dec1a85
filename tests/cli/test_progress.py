from __future__ import annotations

import io

import pytest

from kg.cli.progress import Bar
from kg.pipeline.report import Stage, Step

TEXTS = {
    "progress_read": "read {done}/{total} {percent}, {rate} a second, {left} left",
    "progress_write": "written {done}/{total} {percent}, {rate} a second, {left} left",
    "progress_import": "{done} statements",
    "progress_sort": "sorting…",
}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the bar is told; the last element is now."""
    times = [0.0]
    monkeypatch.setattr("kg.cli.progress.time.monotonic", lambda: times[-1])
    monkeypatch.setenv("COLUMNS", "80")
    return times


def test_a_terminal_sees_a_bar_with_rate_and_remaining_time(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(TEXTS, stream=stream)
    for number in range(6):
        clock.append(number * 2.0)
        bar(Step(number, 20, "a.txt"))
    assert stream.getvalue().split("\r")[-1] == (
        "\x1b[K[#####...............] read 5/20  25%, 0.5 a second, 0:30 left a.txt"
    )
    bar.close()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_bar_never_breaks_its_line(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(TEXTS, stream=stream)
    bar(Step(1, 9, "a"))
    clock.append(1.0)
    bar(Step(2, 9, "很长的名字" * 30 + "\n"))
    line = stream.getvalue().split("\x1b[K")[-1]
    assert "\n" not in line
    assert line.endswith("…")


def test_elsewhere_a_line_is_written_now_and_then(clock: list[float]) -> None:
    stream = io.StringIO()
    bar = Bar(TEXTS, stream=stream)
    for number in range(1, 26):
        clock.append(float(number))
        bar(Step(number, 8000, "a.txt"))
    bar.close()
    assert stream.getvalue().splitlines() == [
        "kg: read 11/8000   0%, 1.1 a second, 2:01:03 left a.txt",
        "kg: read 21/8000   0%, 1.1 a second, 2:06:39 left a.txt",
    ]


def test_writing_has_a_rate_of_its_own(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(TEXTS, stream=stream)
    bar(Step(1, 1, "a.txt"))
    clock.append(100.0)
    bar(Step(1, 100, stage=Stage.WRITING))
    clock.append(101.0)
    bar(Step(50, 100, stage=Stage.WRITING))
    assert stream.getvalue().endswith("written 50/100  50%, 50.0 a second, 0:01 left")


def test_what_cannot_be_counted_is_named_without_a_bar(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(TEXTS, stream=stream)
    bar(Step(0, 0, stage=Stage.SORTING))
    assert stream.getvalue() == "\r\x1b[Ksorting…"


def test_without_a_known_end_what_is_done_is_told(clock: list[float]) -> None:
    stream = Terminal()
    bar = Bar(TEXTS, stream=stream)
    bar(Step(500, 0, "a.nq", Stage.IMPORTING))
    clock.append(2.0)
    bar(Step(1000, 0, "a.nq", Stage.IMPORTING))
    assert stream.getvalue() == "\r\x1b[K1000 statements a.nq"


@pytest.mark.parametrize(("seconds", "told"), [(1.0, []), (11.0, ["kg: sorting…"])])
def test_elsewhere_only_a_long_build_names_what_it_does_last(
    clock: list[float], seconds: float, told: list[str]
) -> None:
    stream = io.StringIO()
    bar = Bar(TEXTS, stream=stream)
    bar(Step(1, 9, "a.txt"))
    clock.append(seconds)
    bar(Step(9, 9, "a.txt"))
    bar(Step(0, 0, stage=Stage.SORTING))
    assert stream.getvalue().splitlines()[1:] == told
