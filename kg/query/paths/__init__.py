"""How two entities are connected: path statements and the search behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

# The search is imported when it is needed: results refer to paths, and paths are results.
if TYPE_CHECKING:
    from kg.graph.interface import Graph
    from kg.query.answer import Answer
    from kg.schema import Schema


def between(start: str, end: str) -> str:
    """The path statement that asks for all shortest paths between two names."""
    return f"PATH FROM {_quoted(start)} TO {_quoted(end)}"


def find_paths(
    graph: Graph,
    statement: str,
    schema: Schema,
    *,
    bindings: Mapping[str, Sequence[str]] | None = None,
    lang: str = "zh",
) -> Answer:
    """Run a path statement.

    Args:
        graph: The graph to search.
        statement: ``PATH FROM … TO …`` with its clauses, see ``edges.toml``.
        schema: Edge views and keywords.
        bindings: Entities that ``$name`` and ``_row.column`` stand for, by their text.
        lang: The language of labels and notes, ``zh`` or ``en``.

    Returns:
        One item a path, each hop with its sentences; a note when there is none, or when the search
        was widened or cut short.

    Raises:
        QuerySyntaxError: If the statement does not parse.
        UnknownEntityError: If a name is not in the graph.
        QueryError: If an edge, class or end cannot be used.
    """
    from kg.query.paths.run import run

    return run(graph, statement, schema, bindings=bindings, lang=lang)


def _quoted(name: str) -> str:
    if name.startswith(("<", "id:")):
        return name
    if name.startswith(("http://", "https://")):
        return f"<{name}>"
    return f"“{name}”" if '"' in name else f'"{name}"'


__all__ = ["between", "find_paths"]
