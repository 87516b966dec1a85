"""What a query gives: a table, a graph, or yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The table that a SELECT gives.

    Attributes:
        variables: Names of the columns as they are written in the query; those of ``SELECT *`` in
            the order of their first appearance.
        rows: One term, or None, for each column.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Term]]:
        """The rows by name of column, without those that are not bound."""
        for row in self.rows:
            yield {n: t for n, t in zip(self.variables, row, strict=True) if t is not None}


@dataclass(frozen=True, slots=True)
class Triples:
    """The graph that a CONSTRUCT or DESCRIBE gives.

    Attributes:
        triples: Each once, in the order of their N-Triples lines.
    """

    triples: tuple[Triple, ...]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table whose rows are still to come.

    Attributes:
        variables: As in ``Solutions``.
        rows: The rows; taking one may raise what the query raises.
    """

    variables: tuple[str, ...]
    rows: Iterator[Row]

    def all(self) -> Solutions:
        """Wait for every row."""
        return Solutions(self.variables, tuple(self.rows))


Result = Solutions | Triples | bool
"""A table, a graph, or the answer of an ASK."""
