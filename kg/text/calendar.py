"""Dates that are only partly known, and how they are counted."""

from __future__ import annotations

import calendar
import datetime as dt

import msgspec
from msgspec.structs import replace


class PartialDate(msgspec.Struct, frozen=True, gc=False):
    """A year, a month of a year, or a day; the year may be missing.

    Attributes:
        year: The year, or None if the article does not give it.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, date: dt.date) -> PartialDate:
        """A known day."""
        return cls(date.year, date.month, date.day)

    @property
    def iso(self) -> str | None:
        """ISO 8601, as precise as known; None without a year."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04}" if self.day is None else None
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def first(self) -> dt.date | None:
        """Its first day."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        return dt.date(self.year, self.month or 1, self.day or 1)

    def is_valid(self) -> bool:
        """Whether there is such a date."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.year is not None and not 1900 <= self.year <= 2100:
            return False
        if self.day is None:
            return True
        longest = calendar.monthrange(self.year or 2024, self.month)[1] if self.month else 31
        return 1 <= self.day <= longest

    def plus_days(self, days: int) -> PartialDate:
        """The day so many days later; itself, as far as known, if it is no full date."""
        if self.first is None or self.day is None:
            return self if days == 0 else PartialDate(None)
        return PartialDate.of(self.first + dt.timedelta(days=days))

    def plus_months(self, months: int) -> PartialDate:
        """The month so many months later."""
        if self.year is None or self.month is None:
            return PartialDate(None, self.month if months == 0 else None)
        index = self.year * 12 + self.month - 1 + months
        return PartialDate(index // 12, index % 12 + 1)

    def plus_years(self, years: int) -> PartialDate:
        """The year so many years later."""
        return PartialDate(None if self.year is None else self.year + years)

    def nearest(self, anchor: PartialDate, *, ahead: bool) -> PartialDate:
        """The same month or day in the year that suits an article of the date ``anchor``.

        Reports tell what has been: a date that would lie more than two months ahead is last
        year's, unless ``ahead`` says that it lies in the future.
        """
        if anchor.year is None or anchor.first is None:
            return self
        this = replace(self, year=anchor.year)
        if not this.is_valid() or this.first is None:
            return self
        away = (this.first - anchor.first).days
        if ahead:
            return replace(self, year=anchor.year + 1) if away < -45 else this
        return replace(self, year=anchor.year - 1) if away > 60 else this
