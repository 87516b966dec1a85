from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import Block, BlockKind, Document, Run, Span, View
from kg.model.lexicon.time import TimeLexicon
from kg.model.text import TimeExpression
from kg.schema import load_schema
from kg.text.calendar import PartialDate
from kg.text.fold import fold
from kg.text.time_grammar import beginning, time_grammar
from kg.text.times import TimeFinder

LEXICON = load_schema().lexicon("time", TimeLexicon)
FINDER = TimeFinder(LEXICON)


def find(text: str, published: str | None = None) -> tuple[TimeExpression, ...]:
    view = View(text, (Run(0, len(text), 0, len(text)),))
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    date = dt.date.fromisoformat(published) if published else None
    made = Document("text:0", "0", "utf-8", text, view, (block,), date)
    return FINDER.find(made, fold(text))


def said(time: TimeExpression) -> str:
    return (f"{time.since}.." if time.since else "") + (time.value or "-")


@pytest.mark.parametrize("example_", LEXICON.examples)
def test_the_lexicons_examples_give_what_they_say(example_: str) -> None:
    published, _, rest = example_.partition(" | ")
    text, _, expected = rest.partition(" =>")
    found = find(text, None if published == "-" else published)
    assert "; ".join(map(said, found)) == expected.strip()


def test_the_dateline_goes_before_the_day_of_publication() -> None:
    *_, today = find("某社某市11月3日电 今天开工", "2023-11-06")
    assert today.value == "2023-11-03"


def test_without_any_date_relative_ones_have_no_value() -> None:
    assert [time.value for time in find("昨日签约,去年开工,当天揭牌")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "future"),
    [("到2027年", True), ("2023年5月", False), ("今年", None), ("年底前", True), ("近日", None)],
)
def test_what_lies_ahead_of_the_article_is_known(text: str, future: bool | None) -> None:
    (time,) = find(text, "2024-09-13")
    assert time.future is future


def test_an_undated_article_knows_no_future() -> None:
    first, later = find("2021年10月8日调研。2025年建成")
    assert (first.future, later.future) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["13月", "2月30日", "2024年13月", "3号楼", "每月5日", "第3日", "3日内", "1.2日", "100年"],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [time.value for time in find(text, "2024-09-13") if time.value] == []


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
@example(dt.date(2024, 2, 29))
def test_full_dates_round_trip(date: dt.date) -> None:
    written = f"{date.year}年{date.month}月{date.day}日"
    assert [time.value for time in find(written, "2024-09-13")] == [date.isoformat()]


@given(
    st.text(
        alphabet="0123456789年月日号-/至今明去上下周一二十底末内季度两天后当“十四五 。",
        min_size=1,
        max_size=40,
    )
)
@example("2024-02-30")
def test_nothing_that_is_written_makes_an_impossible_date(text: str) -> None:
    for time in find(text, "2024-02-29"):
        for value in (time.value, time.since):
            if value and len(value) == 10:
                dt.date.fromisoformat(value)


def test_counting_keeps_to_what_is_known() -> None:
    assert PartialDate(2024, 1).plus_months(-1) == PartialDate(2023, 12)
    assert PartialDate(2024, 12, 31).plus_days(1) == PartialDate(2025, 1, 1)
    assert PartialDate(None, 5).plus_years(1).iso is None
    assert PartialDate(None, 5, 3).plus_days(1).iso is None


@pytest.mark.parametrize("hostile", ["1", "1月", "2024", "2024-", "年底", "十", "1 ", "未来"])
def test_hostile_runs_are_linear(hostile: str) -> None:
    assert find(hostile * 20_000, "2024-09-13") is not None


@given(
    text=st.text(
        alphabet="20153一二十〇两年月日号天个季-/.第度今昨当近未来前上半周五“”十四期间至 ",
        max_size=12,
    )
)
@example(text="从2024年底到“十四五”末")
def test_no_time_expression_begins_where_none_is_tried(text: str) -> None:
    begins = {found.start() for found in re.finditer(beginning(LEXICON), text, re.VERBOSE)}
    grammar = re.compile(time_grammar(LEXICON), re.VERBOSE)
    found = [grammar.match(text, at) for at in range(len(text))]
    assert {match.start() for match in found if match and match.group()} <= begins
