"""Tables in a terminal: columns by cell width, cut where the screen ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.render.width import cells, clip, pad, visible

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
) -> str:
    """A ruled table; every line takes the same number of cells.

    Args:
        columns: The heads.
        rows: Their cells, as many as there are heads.
        width: Cells of the screen; wider tables are cut column by column. None: never cut.
        ambiguous: See ``cells``.
    """
    heads = [visible(c) for c in columns]
    body = [[visible(cell) for cell in row] for row in rows]
    widths = _widths([heads, *body[:MEASURED_ROWS]], ambiguous)
    if width is not None:
        widths = shrink(widths, width - 3 * len(widths) - 1)
    right = [_is_numeric([row[i] for row in body[:MEASURED_ROWS]]) for i in range(len(heads))]

    def line(row: Sequence[str], *, head: bool = False) -> str:
        parts = [
            pad(
                clip(cell, widths[i], ambiguous=ambiguous),
                widths[i],
                right=right[i] and not head,
                ambiguous=ambiguous,
            )
            for i, cell in enumerate(row)
        ]
        return "│ " + " │ ".join(parts) + " │"

    def rule(left: str, middle: str, end: str) -> str:
        return left + middle.join("─" * (w + 2) for w in widths) + end

    lines = [rule("┌", "┬", "┐"), line(heads, head=True), rule("├", "┼", "┤")]
    for index, row in enumerate(body):
        if index and index % HEADER_EVERY == 0:
            lines += [rule("├", "┼", "┤"), line(heads, head=True), rule("├", "┼", "┤")]
        lines.append(line(row))
    lines.append(rule("└", "┴", "┘"))
    return "\n".join(lines) + "\n"


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
