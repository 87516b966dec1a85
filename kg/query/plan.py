"""What a query asks of the graph, pattern by pattern, with what the graph has for each."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import QuerySyntaxError
from kg.graph.interface import Graph
from kg.graph.syntax.parser import read
from kg.graph.syntax.triples import Pattern, patterns
from kg.query.advice import anonymous, declared, with_prefixes, written_pattern
from kg.query.sparql import select
from kg.schema.messages import message

JOINED = 8
"""No more patterns than these are counted together: each may multiply the work."""


@dataclass(frozen=True, slots=True)
class Step:
    """One triple pattern of a query.

    Attributes:
        pattern: As written.
        required: Whether a result needs it.
        alone: Matches by itself; None for a pattern with a node without a name.
        together: Matches together with the required ones before it, or None if not counted.
    """

    pattern: str
    required: bool
    alone: int | None
    together: int | None = None


def plan(graph: Graph, text: str, *, analyse: bool = False) -> list[Step]:
    """The patterns of a query in the order in which they are written.

    The engine joins them in an order of its own, which it does not tell; the numbers say which of
    them are selective and where a join grows.

    Args:
        graph: What would be asked.
        text: The query.
        analyse: Whether the patterns are counted together too, which may take long.

    Raises:
        QuerySyntaxError: If it does not parse.
    """
    reading = read(text)
    if reading.tree is None:
        graph.query(text)  # says what is wrong
        raise QuerySyntaxError(message("not_explained"))
    space = {**graph.prefixes(), **declared(reading)}
    found = [pattern for pattern in patterns(reading.tokens) if not pattern.template]

    def count(where: str) -> int:
        query = with_prefixes(f"SELECT (COUNT(*) AS ?number) {{ {where} }}", space)
        (row,) = select(graph, query)
        return int(row["number"])

    steps: list[Step] = []
    joined: list[str] = []
    for pattern in found:
        words = written_pattern(pattern, text)
        together = None
        if _joins(pattern):
            joined.append(words)
            if analyse and 1 < len(joined) <= JOINED:
                together = count(" . ".join(joined))
        alone = None if anonymous(pattern) else count(words)
        steps.append(Step(words, pattern.required, alone, together))
    return steps


def _joins(pattern: Pattern) -> bool:
    return pattern.required and not anonymous(pattern)
