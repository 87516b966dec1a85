"""What is wrong with a statement and where, apart from the language in which it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or odd, in a statement.

    Attributes:
        start: Offset of the first character that it is about.
        end: One past the last one; equal to ``start`` at the end of the text.
        key: Key of the sentence in the interface's texts, without ``syntax_``.
        values: What is put into the sentence and the hint.
        expected: Names of the terminals that could stand there; none if that is not the point.
        hint: Key of the suggestion, without ``hint_``; empty if there is none.
    """

    start: int
    end: int
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    expected: frozenset[str] = frozenset()
    hint: str = ""
