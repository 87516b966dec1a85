"""Tables: Markdown rows, and the cells of HTML tables that hold data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.model import Run, Span
from kg.reading.lines import Line, Tag

_RULE = re.compile(r"\|?[ :|-]*-{2,}[ :|-]*\|?")
_NUMBER = re.compile(r"\D?\d")  # a figure, perhaps with a bound before it

_BAR = " | "
_MAX_CELL = 120  # a longer cell is a column of the page
_LINKED = 0.6


def table_rows(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those that are rows of a Markdown table with their cells."""
    for (is_row, group), rows in groupby(lines, key=lambda x: (_is_row(x), x.group)):
        block = list(rows)
        if is_row and len(block) > 1:
            yield from _markdown(block, table=group)
        else:
            yield from block


def _is_row(line: Line) -> bool:
    return not line.cells and line.text.startswith("|") and line.text.count("|") > 2


def _markdown(rows: Sequence[Line], *, table: int) -> Iterator[Line]:
    headed = len(rows) > 1 and _RULE.fullmatch(rows[1].text) is not None
    for index, row in enumerate(rows):
        if _RULE.fullmatch(row.text) is not None:
            continue
        bare = row.cut(1, len(row.text) - row.text.endswith("|"))
        if bare is None:
            continue
        cells = tuple(_cells(bare.text))
        yield replace(bare, tag=Tag.CELLS, cells=cells, table=table, header=headed and index == 0)


def _cells(text: str) -> Iterator[Span]:
    at = 0
    for cell in text.split("|"):
        start = at + len(cell) - len(cell.lstrip())
        end = at + len(cell.rstrip())
        if start < end:
            yield Span(start, end)
        at += len(cell) + 1


def is_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table heads its columns: words over numbers."""
    if len(rows) < 2 or any(_NUMBER.match(cell) for cell in rows[0]):
        return False
    return any(_NUMBER.match(cell) for row in rows[1:] for cell in row)


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of an HTML table that a line stands in; rows and columns count from 1."""

    table: int
    row: int
    column: int
    heading: bool


def with_rows(lines: Sequence[Line], cells: Sequence[Cell | None]) -> list[Line]:
    """The lines, those of tables that hold data joined row by row.

    A table that only lays out the page has cells of several lines, rows of one cell or long texts.
    """
    rows: dict[int, dict[int, list[int]]] = {}
    for index, cell in enumerate(cells):
        if cell is not None:
            rows.setdefault(cell.table, {}).setdefault(cell.row, []).append(index)
    data = {table for table, content in rows.items() if _is_data(lines, cells, content)}
    headed = {
        table
        for table in data
        if is_headed([[lines[i].text for i in row] for row in rows[table].values()])
    }
    made: list[Line] = []
    for index, (line, cell) in enumerate(zip(lines, cells, strict=True)):
        if cell is None or cell.table not in data:
            made.append(line)
        elif rows[cell.table][cell.row][0] == index:
            row = [lines[i] for i in rows[cell.table][cell.row]]
            first = cell.row == next(iter(rows[cell.table]))
            header = first and (cell.heading or cell.table in headed)
            made.append(_row(row, cell.table, header=header))
    return made


def _is_data(
    lines: Sequence[Line], cells: Sequence[Cell | None], rows: dict[int, list[int]]
) -> bool:
    indices = [index for row in rows.values() for index in row]
    columns = [cell.column for index in indices if (cell := cells[index]) is not None]
    places = {(row, column) for row, column in zip(_row_of(rows), columns, strict=True)}
    wide = sum(1 for row in rows.values() if len(row) > 1)
    return (
        len(rows) > 1
        and wide * 2 > len(rows)
        and len(places) == len(indices)
        and indices[-1] - indices[0] == len(indices) - 1
        and max(len(lines[index].text) for index in indices) <= _MAX_CELL
        and sum(lines[index].links for index in indices)
        <= _LINKED * sum(len(lines[index].text) for index in indices)
    )


def _row_of(rows: dict[int, list[int]]) -> Iterator[int]:
    for row, indices in rows.items():
        yield from (row for _ in indices)


def _row(cells: Sequence[Line], table: int, *, header: bool) -> Line:
    """One line out of the cells of a row."""
    text: list[str] = []
    runs: list[Run] = []
    spans: list[Span] = []
    length = 0
    for cell in cells:
        if text:
            last = runs[-1]
            runs.append(Run(length, len(_BAR), last.source_start + last.source_length, 0))
            text.append(_BAR)
            length += len(_BAR)
        runs.extend(
            Run(run.start + length, run.length, run.source_start, run.source_length)
            for run in cell.runs
        )
        spans.append(Span(length, length + len(cell.text)))
        text.append(cell.text)
        length += len(cell.text)
    return replace(
        cells[0],
        text="".join(text),
        runs=tuple(runs),
        tag=Tag.CELLS,
        links=0,
        cells=tuple(spans),
        table=table,
        header=header,
    )
