"""Taking the rows of a table: in batches, within a time limit, no more than are shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from kg.graph import Solutions
from kg.graph.results import Row, Rows
from kg.shell.limits import TimeLimit

BATCH = 500
"""Rows that are taken at a time."""
KEPT = 10_000
"""Rows that are remembered, so that the next statement can refer to them."""


class Fetch:
    """Takes the rows of one table.

    Attributes:
        count: Rows taken.
        more: Whether there are more than may be taken.
        waited: Seconds that were waited for them.
        written: Seconds that it took to make a text of them; set by whoever does.
        variables: The columns.
        limit: The time that is left.
    """

    def __init__(self, found: Rows, limit: TimeLimit, cap: int) -> None:
        """Take nothing yet.

        Args:
            found: The table.
            limit: The time that taking all of them may last.
            cap: Rows to take at most; 0 for all.
        """
        self.count = 0
        self.more = False
        self.variables = found.variables
        self.limit = limit
        self.waited = 0.0
        self.written = 0.0
        self._rows = found.rows
        self._cap = cap
        self._kept: list[Row] = []

    def batches(self) -> Iterator[tuple[Row, ...]]:
        """The rows; only the waiting for them counts as time."""
        while True:
            room = min(BATCH, self._cap - self.count) if self._cap else BATCH
            started = time.perf_counter()
            with self.limit.running():
                batch = tuple(islice(self._rows, room))
            self.waited += time.perf_counter() - started
            self.count += len(batch)
            self._kept += batch[: KEPT - len(self._kept)]
            if batch:
                yield batch
            if len(batch) < room:
                return
            if self.count == self._cap:
                with self.limit.running():
                    self.more = next(self._rows, None) is not None
                return

    def all(self) -> Solutions:
        """All rows that may be taken."""
        return Solutions(self.variables, tuple(row for batch in self.batches() for row in batch))

    @property
    def kept(self) -> Solutions:
        """The first of the rows taken."""
        return Solutions(self.variables, tuple(self._kept))
