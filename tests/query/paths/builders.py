"""Small graphs, the search over them, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import pyoxigraph

from kg.graph import Graph, memory_graph
from kg.graph import vocabulary as v
from kg.model.lexicon.interface import Interface
from kg.query.answer import Answer
from kg.query.paths import find_paths
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.budget import Budget
from kg.query.paths.engine import Search, Task
from kg.query.paths.result import Edge, Path
from kg.query.paths.statement import Selector
from kg.query.paths.steps import BOTH, Conditions, Steps
from kg.render.paths import Style, path_answer
from kg.schema import Schema

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


# -- statements over Turtle ---------------------------------------------------------------------

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in v.PREFIXES.items())
ASKS = "PATH FROM id:a TO id:d"


def deal(name: str, *parties: str, date: str | None = None, status: str = "actual") -> str:
    """An agreement as Turtle."""
    ends = ", ".join(f"id:{party}" for party in parties)
    dated = f' ; kg:date "{date}"' if date else ""
    return f"id:{name} a kg:Agreement ; kg:status kg:{status} ; kg:party {ends}{dated} .\n"


def graph_of(turtle: str | Iterable[str]) -> Graph:
    text = turtle if isinstance(turtle, str) else "".join(turtle)
    return memory_graph(pyoxigraph.parse(PREFIXES + text, pyoxigraph.RdfFormat.TURTLE))


def ask(turtle: str | Graph, statement: str, schema: Schema) -> Answer:
    graph = graph_of(turtle) if isinstance(turtle, str) else turtle
    return find_paths(graph, statement, schema)


def chains(answer: Answer) -> list[str]:
    """The local names of the nodes of each path, run together."""
    return ["".join(node.label for node in item.path.nodes) for item in answer.items if item.path]


def text(answer: Answer, schema: Schema, format: str = "text", *, lang: str = "zh") -> str:
    texts = schema.lexicon("interface", Interface).texts(lang)
    return path_answer(answer, format, Style(texts=texts, prefixes=v.PREFIXES))


WEB = (
    deal("x1", "a", "b") + deal("x2", "b", "d") + deal("x3", "a", "c") + deal("x4", "c", "d")
    + deal("x5", "b", "c")
)  # fmt: skip
