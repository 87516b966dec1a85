"""Small graphs of one kind of edge, and the search over them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.query.paths.adjacency import Adjacency
from kg.query.paths.budget import Budget
from kg.query.paths.engine import Search, Task
from kg.query.paths.result import Edge, Path
from kg.query.paths.statement import Selector
from kg.query.paths.steps import BOTH, Conditions, Steps

Pairs = list[tuple[int, int]]
UNDIRECTED = Conditions(views={"v": BOTH})


def edge(start: str, end: str, **more: Any) -> Edge:  # noqa: ANN401 - what Edge takes
    """A fact of the view ``v``, whose ends are alike unless said otherwise."""
    return Edge(**{"view": "v", "start": start, "end": end, "symmetric": True, **more})


def reference(pairs: Pairs) -> nx.Graph[str]:
    """The graph of some pairs of numbers, for networkx; loops are no edges."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(f"n{one}" for pair in pairs for one in pair)
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in pairs if a != b)
    return graph


def adjacency(pairs: Pairs) -> Adjacency:
    """The same graph for the engine."""
    return Adjacency.of(edge(f"n{a}", f"n{b}") for a, b in pairs)


def search(
    edges: Adjacency | Iterable[Edge],
    selector: Selector = Selector.ALL_SHORTEST,
    conditions: Conditions = UNDIRECTED,
    *,
    budget: Budget | None = None,
    **more: Any,  # noqa: ANN401 - what Task takes
) -> list[Path]:
    """The paths from ``n0`` to ``n1``; none if one of them has no edge."""
    held = edges if isinstance(edges, Adjacency) else Adjacency.of(edges)
    start, goal = held.number("n0"), held.number("n1")
    if min(start, goal) < 0:
        return []
    task = Task(steps=Steps(held, conditions), selector=selector, **{"most": 8, **more})
    return list(Search(task, start, goal, budget or Budget()).paths())


def nodes(path: Path) -> tuple[str, ...]:
    """The IRIs on a path."""
    return tuple(node.iri for node in path.nodes)
