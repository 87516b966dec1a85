"""Dates, months, years and periods, resolved as far as the article allows.

Written by hand rather than with recognizers-text or JioNLP. Both resolve against one moment, while
an article has a dateline, a publication date and the date it named last, and may lack them all;
recognizers-text 1.0.2 misses 年底 and 月底, JioNLP 1.5 puts every bare month into the current year,
and both take 民国113年 for the year 113. They read 20 and 125 KB/s, this module several MB/s.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from kg.model.document import Document, Span
from kg.model.lexicon.time import TimeLexicon
from kg.model.text import TimeExpression
from kg.text.alternatives import any_of
from kg.text.calendar import PartialDate
from kg.text.numbers import parse_chinese
from kg.text.time_grammar import beginning, time_grammar

_CLAUSE_ENDS = re.compile(r"[。;\n]")
_SENTENCE_ENDS = re.compile(r"[。!?\n]")
_FIRST_WORDS = 100  # how far into an article an explicit date still is the article's own
_CUES = 14  # how far before a date the words stand that put it into the future


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A time expression on its way.

    ``month_ends`` is the last month of a part of a year (年底), ``day_ends`` the last day of a part
    of a month (月底), for telling whether it is past.
    """

    span: Span
    date: PartialDate
    since: PartialDate | None = None
    month_ends: int | None = None
    day_ends: int | None = None
    stated_year: bool = False


@dataclass(slots=True)
class _Context:
    """What dates are resolved against: the article's own date and the dates said before."""

    anchor: PartialDate
    last: PartialDate | None = None
    last_end: int = 0
    last_day: PartialDate | None = None

    def take(self, found: _Found) -> None:
        """Remember a date for those that count from it."""
        date = found.date
        if date.month is not None or (date.year is not None and date.day is None):
            self.last, self.last_end = date, found.span.end
        if date.day is not None:
            self.last_day = date


class TimeFinder:
    """Finds the time expressions of folded texts.

    Args:
        lexicon: The words of time.
    """

    def __init__(self, lexicon: TimeLexicon) -> None:
        self._lexicon = lexicon
        self._weekdays = {w: i for i, words in enumerate(lexicon.weekdays) for w in words}
        self._parts = lexicon.year_parts | lexicon.year_tails
        self._pattern = re.compile(time_grammar(lexicon), re.VERBOSE)
        self._begins = re.compile(beginning(lexicon), re.VERBOSE)
        self._range = re.compile(rf"\s?(?:{any_of(lexicon.ranges)})\s?")
        self._future = re.compile(any_of(lexicon.future))

    def find(self, document: Document, folded: str) -> tuple[TimeExpression, ...]:
        """The time expressions of the view, in order.

        Args:
            document: For its date of publication.
            folded: Its view, folded.
        """
        matches = list(self._matches(folded))
        anchor, is_sure = self._anchor(folded, matches, document.published)
        context = _Context(anchor)
        found: list[_Found] = []
        for match in matches:
            made = self._resolve(folded, match, context)
            if made is None or not made.date.is_valid():
                continue
            context.take(made)
            found.append(made)
        # A date that merely opens an article of unknown date tells no past from future.
        present = context.anchor if is_sure else PartialDate(None)
        return tuple(self._finished(folded, found, present))

    def _matches(self, folded: str) -> Iterator[re.Match[str]]:
        """What the grammar matches; tried only where it may begin."""
        end = 0
        for begun in self._begins.finditer(folded):
            start = begun.start()
            if start < end:
                continue
            found = self._pattern.match(folded, start)
            if found is not None and found.group():
                end = found.end()
                yield found

    # ---- the article's own date

    def _anchor(
        self, folded: str, matches: list[re.Match[str]], published: dt.date | None
    ) -> tuple[PartialDate, bool]:
        """The date of the dateline, else of publication, else the explicit one that opens it.

        The second value tells whether it is one of the first two.
        """
        base = PartialDate.of(published) if published else PartialDate(None)
        for match in matches:
            if folded.startswith(self._lexicon.datelines, match.end()):
                made = self._resolve(folded, match, _Context(base))
                if made and made.date.day is not None and made.date.iso:
                    return made.date, True
        opening = (m for m in matches if m.start() <= _FIRST_WORDS and published is None)
        for match in opening:
            made = self._resolve(folded, match, _Context(base))
            if made and made.stated_year and made.date.day is not None and made.date.is_valid():
                return made.date, False
        return base, True

    # ---- one expression

    def _resolve(self, folded: str, match: re.Match[str], context: _Context) -> _Found | None:
        """What an expression means, or None if it is no time after all."""
        span = Span(match.start(), match.end())
        match match.lastgroup:
            case "numeric":
                return self._numeric(match, span)
            case "composed":
                return self._composed(folded, match, context)
            case "years" | "plan" | "period":
                return self._long(match, span, context.anchor)
            case _:
                return self._counted(match, span, context)

    def _long(self, match: re.Match[str], span: Span, anchor: PartialDate) -> _Found:
        """Years from one to another, a five-year plan, or years counted from now."""
        if match["years"]:
            low, high = PartialDate(int(match["y2"])), PartialDate(int(match["y3"]))
            return _Found(span, high, since=low, stated_year=True)
        return self._plan(match, span) if match["plan"] else self._period(match, span, anchor)

    def _counted(self, match: re.Match[str], span: Span, context: _Context) -> _Found | None:
        """A day counted from another, by its own word or by a number of days, months or years."""
        if match["offset"]:
            return self._offset(match, span, context)
        if match["week"]:
            return _Found(span, self._weekday(match, context.anchor))
        if match["later"]:
            day = context.last_day or context.anchor
            return _Found(span, day.plus_days(self._lexicon.later_days[match["later"]]))
        return _Found(span, PartialDate(None))

    @staticmethod
    def _numeric(match: re.Match[str], span: Span) -> _Found | None:
        if match["d1"] is None and match["mark"] == ".":
            return None
        day = int(match["d1"]) if match["d1"] else None
        date = PartialDate(int(match["y1"]), int(match["m1"]), day)
        return _Found(span, date, stated_year=True)

    def _plan(self, match: re.Match[str], span: Span) -> _Found:
        low, high = self._lexicon.plans[match["plan_name"]]
        is_end = self._lexicon.plan_parts[match["plan_part"]]
        since = None if is_end else PartialDate(low)
        return _Found(span, PartialDate(high), since=since, stated_year=True)

    def _period(self, match: re.Match[str], span: Span, anchor: PartialDate) -> _Found:
        length = _number(match["period_length"])
        this = PartialDate(anchor.year)
        if match["period_way"] in self._lexicon.ahead:
            return _Found(span, this.plus_years(length), since=this)
        return _Found(span, this, since=this.plus_years(-length))

    def _offset(self, match: re.Match[str], span: Span, context: _Context) -> _Found | None:
        """So long after the date said last (两天后), or before the article's (三年前)."""
        length, unit = _number(match["offset_length"]), match["offset_unit"]
        base = context.last or context.anchor
        if match["offset_way"] in self._lexicon.before:
            length, base = -length, context.anchor
        if unit in ("天", "日"):
            if unit == "日" and length < 0:
                return None  # 12日前 is a day of the month
            return _Found(
                span, (context.last_day or base if length > 0 else base).plus_days(length)
            )
        return _Found(span, base.plus_years(length) if unit == "年" else base.plus_months(length))

    def _weekday(self, match: re.Match[str], anchor: PartialDate) -> PartialDate:
        if anchor.first is None or anchor.day is None:
            return PartialDate(None)
        monday = anchor.first - dt.timedelta(days=anchor.first.weekday())
        weeks = self._lexicon.weeks[match["week_word"]]
        return PartialDate.of(
            monday + dt.timedelta(weeks=weeks, days=self._weekdays[match["week_day"]])
        )

    # ---- year, month and day put together

    def _composed(self, folded: str, match: re.Match[str], context: _Context) -> _Found | None:
        if self._is_other_word(folded, match):
            return None
        year = self._year(match, context)
        date = self._month_and_day(folded, match, year, context)
        if date is None:
            return None
        since = None
        if match["m_from"] and date.month:
            since = PartialDate(date.year, _number(match["m_from"]))
        if match["first_months"]:
            since = PartialDate(date.year, 1)
            date = PartialDate(date.year, _number(match["first_months"]))
        return _Found(
            Span(match.start(), match.end()),
            date,
            since=since,
            month_ends=self._parts.get(match["part"] or match["part_alone"] or ""),
            day_ends=self._day_ends(match) if date.day is None else None,
            stated_year=match["y"] is not None,
        )

    def _day_ends(self, match: re.Match[str]) -> int | None:
        if not (match["m"] or match["rm"]):
            return None
        text = match.group()
        parts = self._lexicon.month_parts.items()
        return next((last for word, last in parts if text.endswith(word)), None)

    def _is_other_word(self, folded: str, match: re.Match[str]) -> bool:
        before = folded[max(0, match.start() - 1) : match.start()]
        if before and before in self._lexicon.every:
            return True
        if match["m"] and not (match["y"] or match["ry"]):
            return before == "年"  # 每年6月
        if not match["d"] or match["m"] or match["rm"]:
            return False
        # 3号楼, 每月5日, 3日内
        is_number = folded[match.end() - 1] == "号" or before == "月"
        return is_number or folded.startswith(self._lexicon.day_stops, match.end())

    def _year(self, match: re.Match[str], context: _Context) -> PartialDate | None:
        """The year said, relative ones resolved; None if none is said."""
        lexicon = self._lexicon
        last = context.last or context.anchor
        if match["y"]:
            year = _year_number(match["y"])
            return PartialDate(year + lexicon.eras[match["era"]] if match["era"] else year)
        if match["ry"]:
            if match["ry"] in lexicon.years:
                return context.anchor.plus_years(lexicon.years[match["ry"]])
            return last.plus_years(lexicon.later_years[match["ry"]])
        return None

    def _month_and_day(
        self, folded: str, match: re.Match[str], year: PartialDate | None, context: _Context
    ) -> PartialDate | None:
        lexicon, anchor = self._lexicon, context.anchor
        day = _number(match["d"]) if match["d"] else None
        if match["rd"]:
            return anchor.plus_days(lexicon.days[match["rd"]])
        if match["rm"]:
            base, words = anchor, lexicon.months
            if match["rm"] in lexicon.later_months:
                base, words = context.last or anchor, lexicon.later_months
            month = replace(base, day=None).plus_months(words[match["rm"]])
            return replace(month, day=day)
        if match["m"]:
            date = PartialDate(year.year if year else None, _number(match["m"]), day)
            return date if year else self._with_year(folded, match, date, context)
        if day is not None:
            return None if year else self._with_month(folded, match, day, context)
        if year is not None:
            return year
        return PartialDate(anchor.year) if match["part_alone"] else None

    def _with_year(
        self, folded: str, match: re.Match[str], date: PartialDate, context: _Context
    ) -> PartialDate:
        """A month or day without a year: that of the date said before, else the nearest."""
        last = context.last
        near = last is not None and _same_sentence(folded, context.last_end, match.start())
        if last and near and last.year and (last.month or 0) <= (date.month or 0):
            return replace(date, year=last.year)
        return date.nearest(context.anchor, ahead=self._lies_ahead(folded, match.start()))

    @staticmethod
    def _with_month(folded: str, match: re.Match[str], day: int, context: _Context) -> PartialDate:
        """A mere day: of the month said before, else the article's, or the one before that."""
        anchor, last = context.anchor, context.last
        near = _same_sentence(folded, context.last_end, match.start())
        if last and near and last.day is not None and day >= last.day:
            return replace(last, day=day)
        month = PartialDate(anchor.year, anchor.month)
        if anchor.day is not None and day > anchor.day + 3:
            month = month.plus_months(-1)
        return replace(month, day=day)

    def _lies_ahead(self, folded: str, start: int) -> bool:
        before = folded[max(0, start - _CUES) : start]
        return self._future.search(_CLAUSE_ENDS.split(before)[-1]) is not None

    # ---- the finished expressions

    def _finished(
        self, folded: str, found: Iterable[_Found], anchor: PartialDate
    ) -> Iterator[TimeExpression]:
        kept: _Found | None = None
        for made in found:
            joined = self._joined(folded, kept, made) if kept else None
            if joined is None and kept is not None:
                yield _expression(kept, anchor)
            kept = joined or made
        if kept is not None:
            yield _expression(kept, anchor)

    def _joined(self, folded: str, low: _Found, high: _Found) -> _Found | None:
        """The period between two dates with 至 between them, or None if they are apart."""
        between = folded[low.span.end : high.span.start]
        if low.since or high.since or not self._range.fullmatch(between):
            return None
        if low.date.first is None or high.date.first is None:
            return None
        date = high.date
        if low.date.day and date.day and low.date.first > high.date.first:
            date = replace(low.date, day=date.day)
        return replace(high, span=low.span.joined(high.span), date=date, since=low.date)


def _number(text: str) -> int:
    value = int(text) if text.isdigit() else parse_chinese(text)
    return int(value) if value is not None else 0


def _year_number(text: str) -> int:
    year = _number(text)
    return year + 2000 if len(text) == 2 else year


def _same_sentence(folded: str, start: int, end: int) -> bool:
    return end - start < 80 and not _SENTENCE_ENDS.search(folded, start, end)


def _expression(found: _Found, anchor: PartialDate) -> TimeExpression:
    return TimeExpression(
        span=found.span,
        value=found.date.iso,
        since=found.since.iso if found.since else None,
        future=_is_future(found, anchor),
    )


def _is_future(found: _Found, anchor: PartialDate) -> bool | None:
    """Whether a date lies after the article's, as far as both are known precisely enough."""
    date = found.date
    if date.year is None or anchor.year is None:
        return None
    if date.year != anchor.year:
        return date.year > anchor.year
    month, day = date.month or found.month_ends, date.day or found.day_ends
    if month is None or anchor.month is None:
        return None
    if month != anchor.month:
        return month > anchor.month
    return None if day is None or anchor.day is None else day > anchor.day
