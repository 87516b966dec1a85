"""What the rows of a graph say of its edges, merged without an object for each row."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby
from math import isnan, nan
from typing import Final

from kg.errors import SchemaError
from kg.model.lexicon.edges import EdgeView
from kg.query.paths.result import Edge
from kg.query.sparql import local_name
from kg.schema.messages import message

_TEXTS: Final = ("view", "from", "to", "via", "status", "source", "date", "title")
_KEY: Final = _TEXTS[:5]
_NUMBERS: Final = ("conf", "weight")


class Gathering:
    """Rows of edge views as columns of numbers, merged when all are there.

    Rows of the same view, ends, status and agreement are one edge: its sources are counted, of
    several dates and titles the first is taken, of confidences the highest, of weights the lowest.
    A row takes about fifty bytes; a string is held once, however many rows it is in.
    """

    def __init__(self) -> None:
        self._views: dict[str, EdgeView] = {}
        self._texts = {"": 0}
        self._columns = {name: array("I") for name in _TEXTS}
        self._values = {name: array("d") for name in _NUMBERS}

    def number(self, text: str) -> int:
        """The number that stands for a string, the same each time."""
        return self._texts.setdefault(text, len(self._texts))

    def add(self, view: EdgeView, row: Mapping[str, str]) -> None:
        """Take in one row.

        Raises:
            SchemaError: If a number of it is none, or out of its bounds.
        """
        self._views[view.name] = view
        start, end = row["from"], row["to"]
        if view.symmetric and start > end:
            start, end = end, start
        ends = {"view": view.name, "from": start, "to": end, "status": local_name(row["status"])}
        said = {**row, **ends}
        for name, column in self._columns.items():
            column.append(self.number(said.get(name, "")))
        for name, values in self._values.items():
            values.append(_number(row[name], name, view) if name in row else nan)

    def edges(self) -> Iterator[Edge]:
        """The edges, those of a kind together but otherwise in no order to rely on."""
        texts = list(self._texts)
        keys = [self._columns[name] for name in _KEY]

        def key(row: int) -> int:
            packed = 0  # a tuple of the five would take three times the memory
            for column in keys:
                packed = packed << 32 | column[row]
            return packed

        for _, rows in groupby(sorted(range(len(keys[0])), key=key), key):
            yield self._merged(list(rows), texts)

    def _merged(self, rows: list[int], texts: list[str]) -> Edge:
        view, start, end, via, status = (texts[self._columns[name][rows[0]]] for name in _KEY)
        weights = self._known("weight", rows)
        return Edge(
            view=view,
            start=start,
            end=end,
            symmetric=self._views[view].symmetric,
            via=via or None,
            status=status,
            sources=len({self._columns["source"][row] for row in rows} - {0}),
            date=self._first("date", rows, texts),
            title=self._first("title", rows, texts),
            confidence=max(self._known("conf", rows), default=None),
            weight=min(weights, default=None),
        )

    def _first(self, name: str, rows: list[int], texts: list[str]) -> str | None:
        found = {self._columns[name][row] for row in rows} - {0}
        return min((texts[number] for number in found), default=None)

    def _known(self, name: str, rows: list[int]) -> list[float]:
        values = self._values[name]
        return [values[row] for row in rows if not isnan(values[row])]


def _number(text: str, name: str, view: EdgeView) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < float("inf") or (name == "conf" and value > 1.0):
        key = "view_fraction" if name == "conf" else "view_number"
        raise SchemaError(message(key, view=view.name, name=name, value=text))
    return value
