"""Words of time (``ontology/lexicon/time.toml``); all folded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """What dates are made of beside digits.

    Attributes:
        days: Days counted from the article's date (昨日 -> -1).
        later_days: Days counted from the date said last (当天 -> 0, 次日 -> 1).
        months: Months counted from the article's (上月 -> -1).
        later_months: Months counted from the month said last (同月 -> 0).
        years: Years counted from the article's (去年 -> -1).
        later_years: Years counted from the year said last (同年 -> 0).
        weeks: Weeks counted from the article's, before the name of a day (上周 -> -1).
        weekdays: Names of the days of the week, Monday first; several names of one day together.
        year_parts: Parts of a year, alone or after one, with their last month (年底 -> 12).
        year_tails: Parts that stand only after a year (底 in 今年底), with their last month.
        month_parts: Parts of a month, with their last day (底 -> 31).
        ahead: Words before a number of years that count from now on (未来5年).
        back: Words before a number of years that count back from now (过去5年).
        after: Words after a number of days, months or years: so long afterwards (两天后).
        before: The same: so long before.
        vague: Times that give no date (近日).
        plans: Five-year plans, with their first and last year.
        plan_parts: What after a plan's name makes a time of it, and whether it is the plan's end.
        eras: Names of eras, with the year before their first.
        datelines: What ends a dateline after its date (电, 讯).
        future: Words that say that a date lies ahead.
        day_stops: What after 日 makes another word of it (日报).
        every: Words before a month or day that make it a repeated one (每).
        ranges: Marks between the ends of a period.
        examples: ``published | sentence => value; value`` with ``-`` for no value and
            ``since..value`` for periods.
    """

    days: dict[str, int]
    later_days: dict[str, int]
    months: dict[str, int]
    later_months: dict[str, int]
    years: dict[str, int]
    later_years: dict[str, int]
    weeks: dict[str, int]
    weekdays: tuple[tuple[str, ...], ...]
    year_parts: dict[str, int]
    year_tails: dict[str, int]
    month_parts: dict[str, int]
    ahead: tuple[str, ...]
    back: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    vague: tuple[str, ...]
    plans: dict[str, tuple[int, int]]
    plan_parts: dict[str, bool]
    eras: dict[str, int]
    datelines: tuple[str, ...]
    future: tuple[str, ...]
    day_stops: tuple[str, ...]
    every: tuple[str, ...]
    ranges: tuple[str, ...]
    examples: tuple[str, ...]
