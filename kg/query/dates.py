"""Dates as statements and options write them: a day, a month or a year."""

from __future__ import annotations

import re

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def is_date(text: str) -> bool:
    """Whether a text is a date: ``2024``, ``2024-03`` or ``2024-03-02``."""
    return _DATE.fullmatch(text) is not None
