"""Tables in a terminal: columns by cell width, cut where the screen ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from kg.render.width import cells, clip, pad, visible, wrap

# A column is measured by its first rows; the rest is cut or padded to it.
MEASURED_ROWS = 1000
HEADER_EVERY = 40
_NUMBER = re.compile(
    r"[-+]?[0-9][0-9,]*(\.[0-9]+)?([eE][-+]?[0-9]+)?%?|[0-9]{4}-[0-9]{2}(-[0-9]{2})?|"
)


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    ambiguous: int = 1,
    wrapped: bool = False,
) -> str:
    """A ruled table; every line takes the same number of cells.

    Args:
        columns: The heads.
        rows: Their cells, as many as there are heads.
        width: Cells of the screen; wider tables are cut column by column. None: never cut.
        ambiguous: See ``cells``.
        wrapped: Whether a cell that is too wide goes on in the next line instead of being cut.
    """
    heads = [visible(c) for c in columns]
    body = [[visible(cell) for cell in row] for row in rows]
    widths = _widths([heads, *body[:MEASURED_ROWS]], ambiguous)
    if width is not None:
        widths = shrink(widths, width - _borders(len(widths)))
    right = [_is_numeric([row[i] for row in body[:MEASURED_ROWS]]) for i in range(len(heads))]
    layout = _Layout(widths, right, ambiguous, wrapped)
    head = layout.lines(heads, head=True)
    lines = [layout.rule("┌", "┬", "┐"), *head, layout.rule("├", "┼", "┤")]
    for index, row in enumerate(body):
        if index and index % HEADER_EVERY == 0:
            lines += [layout.rule("├", "┼", "┤"), *head, layout.rule("├", "┼", "┤")]
        lines += layout.lines(row)
    lines.append(layout.rule("└", "┴", "┘"))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Writes the lines of one table."""

    widths: Sequence[int]
    right: Sequence[bool]
    ambiguous: int
    wrapped: bool

    def rule(self, left: str, middle: str, end: str) -> str:
        if self._ascii:
            return "+" + "+".join("-" * (w + 2) for w in self.widths) + "+"
        return left + middle.join("─" * (w + 2) for w in self.widths) + end

    @property
    def _ascii(self) -> bool:
        """Terminals that draw ambiguous characters wide do so with box characters too."""
        return self.ambiguous > 1

    def lines(self, row: Sequence[str], *, head: bool = False) -> list[str]:
        if not self.wrapped:
            return [self._line([self._clipped(c, i) for i, c in enumerate(row)], head=head)]
        columns = [
            wrap(c, self.widths[i], ambiguous=self.ambiguous).split("\n") for i, c in enumerate(row)
        ]
        return [self._line(parts, head=head) for parts in zip_longest(*columns, fillvalue="")]

    def _clipped(self, cell: str, column: int) -> str:
        return clip(cell, self.widths[column], ambiguous=self.ambiguous)

    def _line(self, parts: Iterable[str], *, head: bool) -> str:
        padded = [
            pad(part, self.widths[i], right=self.right[i] and not head, ambiguous=self.ambiguous)
            for i, part in enumerate(parts)
        ]
        bar = "|" if self._ascii else "│"
        return f"{bar} " + f" {bar} ".join(padded) + f" {bar}"


def _borders(columns: int) -> int:
    return 3 * columns + 1


def natural_width(columns: Sequence[str], rows: Sequence[Sequence[str]], ambiguous: int = 1) -> int:
    """The cells of a table's lines when nothing is cut."""
    shown = [[visible(cell) for cell in row] for row in (columns, *rows[:MEASURED_ROWS])]
    return sum(_widths(shown, ambiguous)) + _borders(len(columns))


def expanded(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    ambiguous: int = 1,
) -> str:
    """One line per cell, for rows that are too wide for a table."""
    heads = [visible(c) for c in columns]
    room = max((cells(h, ambiguous=ambiguous) for h in heads), default=0)
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        lines.append(f"── {number} ──")
        lines += [
            f"{pad(head, room, ambiguous=ambiguous)}  {visible(cell)}".rstrip()
            for head, cell in zip(heads, row, strict=True)
        ]
    return "\n".join(lines) + "\n" if lines else ""


def markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars and backslashes in cells are escaped."""

    def line(row: Sequence[str]) -> str:
        parts = [visible(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row]
        return "| " + " | ".join(parts) + " |"

    rule = "|" + "|".join(" --- " for _ in columns) + "|"
    return "\n".join([line(columns), rule, *(line(row) for row in rows)]) + "\n"


def html(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table element for a page."""

    def line(tag: str, row: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(visible(c))}</{tag}>" for c in row) + "</tr>"

    body = [line("td", row) for row in rows]
    return "\n".join(["<table>", line("th", columns), *body, "</table>"]) + "\n"


def shrink(widths: Sequence[int], room: int) -> list[int]:
    """The widths made to fit into ``room`` cells by cutting the widest columns first.

    No column gets narrower than four cells, so a very narrow screen still overflows.
    """
    result = list(widths)
    excess = sum(result) - room
    while excess > 0:
        widest = max(result)
        if widest <= 4:
            break
        at = [i for i, w in enumerate(result) if w == widest]
        below = max((w for w in result if w < widest), default=4)
        step = max(1, min(widest - max(below, 4), -(-excess // len(at))))
        for i in at:
            cut = min(step, excess)
            result[i] -= cut
            excess -= cut
    return result


def _widths(rows: Sequence[Sequence[str]], ambiguous: int) -> list[int]:
    return [
        max(cells(cell, ambiguous=ambiguous) for cell in column)
        for column in zip(*rows, strict=True)
    ]


def _is_numeric(column: Sequence[str]) -> bool:
    return any(column) and all(_NUMBER.fullmatch(cell) for cell in column)
