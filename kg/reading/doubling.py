"""Pages that say their article twice: for desktops and phones, as a summary, as a teaser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SHINGLE = 6
_STEP = 2  # every second stretch of the earlier lines is kept; all of the later are looked up
_MIN = 16  # shorter lines are no evidence of a repetition by themselves
_LONG = 30
_SAME = 0.75
_CERTAIN = 0.97
_NEAR = 12  # lines between two repeated ones that still belong to the repetition
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Repetition:
    """A line that says again what an earlier line says.

    Attributes:
        line: Index of the earlier line.
        share: How much of the later line stands in the earlier one; 1 for equal lines.
    """

    line: int
    share: float = 1.0


def repeated(lines: Sequence[str]) -> list[Repetition | None]:
    """For each line the earlier line that says the same, or None.

    Lines are compared without blanks and marks. A line of 16 characters or more repeats another if
    they are equal; a longer one also if nearly all of it stands there with the same numbers, which
    must be beyond doubt unless its neighbours are repeated too. Shorter lines repeat others only
    between such lines, where a whole page is said again.

    Args:
        lines: Folded lines in order.
    """
    bare = [_bare(line) for line in lines]
    found: list[Repetition | None] = [None] * len(lines)
    first: dict[str, int] = {}
    stretches: dict[str, int] = {}
    for index, text in enumerate(bare):
        if text in first:
            found[index] = Repetition(first[text])
            continue
        first[text] = index
        if len(text) >= _LONG:
            found[index] = _nearly(text, bare, stretches)
        if found[index] is None:
            for at in range(0, len(text) - _SHINGLE + 1, _STEP):
                stretches.setdefault(text[at : at + _SHINGLE], index)
    certain = [i for i in range(len(lines)) if _is_certain(bare, found, i)]
    return _with_short_lines(found, certain)


def contained(line: str, others: Sequence[str]) -> float:
    """The share of a line that stands in others, by stretches of six characters."""
    bare = _bare(line)
    wanted = {bare[i : i + _SHINGLE] for i in range(len(bare) - _SHINGLE + 1)}
    if not wanted:
        return 0.0
    left = set(wanted)
    for other in others:
        text = _bare(other)
        left.difference_update(text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1))
    return 1 - len(left) / len(wanted)


def _bare(line: str) -> str:
    return "".join(filter(str.isalnum, line))


def _nearly(text: str, bare: list[str], stretches: dict[str, int]) -> Repetition | None:
    """The earlier line in which nearly all of the text stands, with its numbers."""
    hits: Counter[int] = Counter()
    total = len(text) - _SHINGLE + 1
    for at in range(total):
        line = stretches.get(text[at : at + _SHINGLE])
        if line is not None:
            hits[line] += 1
    if not hits:
        return None
    line, count = min(hits.items(), key=lambda hit: (-hit[1], hit[0]))
    share = min(count * _STEP / total, 1.0)
    if share < _SAME or not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(bare[line])):
        return None
    return Repetition(line, share)


def _is_certain(bare: list[str], found: list[Repetition | None], index: int) -> bool:
    here = found[index]
    if here is None or len(bare[index]) < _MIN:
        return False
    if here.share >= _CERTAIN:
        return True
    around = (index - 2, index - 1, index + 1, index + 2)
    near = [found[i] for i in around if 0 <= i < len(found)]
    return any(n is not None and 0 < abs(n.line - here.line) <= _NEAR for n in near)


def _with_short_lines(
    found: list[Repetition | None], certain: list[int]
) -> list[Repetition | None]:
    """The certain repetitions with the short ones that stand between or next to them."""
    kept: list[Repetition | None] = [None] * len(found)
    for index in certain:
        kept[index] = found[index]
    for before, after in pairwise(certain):
        if after - before <= _NEAR:
            kept[before + 1 : after] = found[before + 1 : after]
    for index in certain:
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(found) and kept[at] is None and found[at] is not None:
                kept[at] = found[at]
                at += step
    return kept
