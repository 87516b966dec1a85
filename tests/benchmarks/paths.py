"""Speed and size of path search, beside networkx, rustworkx and igraph in the same run.

    python -m tests.benchmarks.paths                  # 200,000 nodes, 1,000,000 edges; minutes
    python -m tests.benchmarks.paths --nodes 20000    # the same, smaller

The graph is a power-law graph (Barabási and Albert), the same on every run. Times are CPU times of
this process, the median and the mean over pairs of nodes, the least of some rounds for each pair;
what is compared is checked to be equal. A pair comes again only after all others, as a question
does, so that no library finds what it just used still in the caches of the processor.
All give the numbers of the nodes; to make typed paths of them takes about 0.01 ms a step.
rustworkx and igraph are in the dependency group ``bench``.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import Any

import networkx as nx
import pyoxigraph

from kg.graph import open_graph
from kg.graph import vocabulary as v
from kg.query.paths import find_paths
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.budget import Budget
from kg.query.paths.engine import Search, Task
from kg.query.paths.result import Edge
from kg.query.paths.statement import Selector
from kg.query.paths.steps import BOTH, Conditions, Steps
from kg.schema import load_schema

# No dependency of the project knows these two, nor their types.
igraph: Any = import_module("igraph")
rx: Any = import_module("rustworkx")

Walk = tuple[int, ...]
Find = Callable[[int, int], list[Walk]]
PAIRS = 400
REPEATS = 3
DEGREE = 5
FAR = 8


def main() -> int:
    """Print the table; 1 if a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nodes", type=int, default=200_000, help="default 200,000")
    parser.add_argument("--stored", type=int, default=20_000, help="nodes of the stored graph")
    arguments = parser.parse_args()
    held = [
        *_searches(arguments.nodes),
        _cold(arguments.stored),
    ]
    return 0 if all(held) else 1


# -- searches ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Libraries:
    """One graph in every library."""

    steps: Steps
    networkx: nx.Graph[int]
    igraph: Any
    rustworkx: Any


def _searches(count: int) -> Iterator[bool]:
    pairs = list(nx.barabasi_albert_graph(count, DEGREE, seed=1).edges)
    libraries = _libraries(count, pairs)
    ends = [((n * 7919 + 13) % count, (n * 104_729 + 77_777) % count) for n in range(1, PAIRS + 1)]
    yield _table("shortest path", _shortest(libraries), ends, {"networkx": 1.0})
    yield _table(
        "all shortest paths", _all_shortest(libraries), ends, {"igraph": 100.0, "rustworkx": 100.0}
    )
    yield _table("ten shortest simple paths", _ten(libraries), ends, {"networkx": 1.0})


def _libraries(count: int, pairs: list[tuple[int, int]]) -> _Libraries:
    begun = time.process_time()
    edges = (
        Edge(view="v", start=f"n{one:07}", end=f"n{other:07}", symmetric=True)
        for one, other in pairs
    )
    built = Adjacency.of(edges)
    _say(f"{count:,} nodes, {len(built):,} edges; arrays made in {_since(begun):.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        built.save(Path(folder))
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        adjacency = Adjacency.load(Path(folder))
    _say(f"{size / len(built):.1f} bytes an edge, mapped from a file")
    rustworkx = rx.PyGraph()
    rustworkx.add_nodes_from([None] * count)
    rustworkx.add_edges_from_no_data(pairs)
    return _Libraries(
        Steps(adjacency, Conditions(views={"v": BOTH})),
        nx.Graph(pairs),
        igraph.Graph(count, pairs),
        rustworkx,
    )


def _ours(steps: Steps, selector: Selector, count: int = 1) -> Find:
    task = Task(steps=steps, selector=selector, count=count, most=FAR)

    def find(start: int, goal: int) -> list[Walk]:
        return list(Search(task, start, goal, Budget()).nodes())

    return find


def _shortest(libraries: _Libraries) -> dict[str, Find]:
    return {
        "kg": _ours(libraries.steps, Selector.ANY),
        "networkx": lambda s, g: [tuple(nx.bidirectional_shortest_path(libraries.networkx, s, g))],
        "igraph": lambda s, g: [tuple(libraries.igraph.get_shortest_path(s, g))],
        "rustworkx": lambda s, g: [tuple(rx.dijkstra_shortest_paths(libraries.rustworkx, s, g)[g])],
    }


def _all_shortest(libraries: _Libraries) -> dict[str, Find]:
    return {
        "kg": _ours(libraries.steps, Selector.ALL_SHORTEST),
        "networkx": lambda s, g: _walks(nx.all_shortest_paths(libraries.networkx, s, g)),
        "igraph": lambda s, g: _walks(libraries.igraph.get_all_shortest_paths(s, g)),
        "rustworkx": lambda s, g: _walks(rx.all_shortest_paths(libraries.rustworkx, s, g)),
    }


def _ten(libraries: _Libraries) -> dict[str, Find]:
    return {
        "kg": _ours(libraries.steps, Selector.SHORTEST, 10),
        "networkx": lambda s, g: _walks(
            islice(nx.shortest_simple_paths(libraries.networkx, s, g), 10)
        ),
    }


def _walks(found: Iterable[Iterable[int]]) -> list[Walk]:
    return [tuple(walk) for walk in found]


def _table(
    title: str, finds: dict[str, Find], ends: list[tuple[int, int]], bounds: dict[str, float]
) -> bool:
    """One row for each library; whether ours is as many times faster as it should be."""
    _say(f"\n{title}")
    own = 0.0
    held = True
    expected: list[object] = []
    for name, find in finds.items():
        shown = ends if name == "kg" or mean_time(find, ends[:2], 1)[0] < 0.05 else ends[:8]
        middle, average = mean_time(find, shown, REPEATS if len(shown) == len(ends) else 1)
        own = own or middle
        results = [_comparable(title, find(*pair)) for pair in shown[:8]]
        expected = expected or results
        same = "" if results == expected[: len(results)] else "   DIFFERENT"
        ratio = middle / own
        bound = f"   bound {bounds[name]:g}" if name in bounds else ""
        held = held and not same and ratio >= bounds.get(name, 0.0)
        _say(
            f"  {name:<10} median {middle * 1e3:10.3f} ms   mean {average * 1e3:10.3f} ms"
            f"   {ratio:8.1f} x{bound}{same}"
        )
    return held


def _comparable(title: str, walks: list[Walk]) -> object:
    """All walks where there is one right answer, else their lengths."""
    return sorted(walks) if title.startswith("all") else [len(walk) for walk in walks]


def mean_time(find: Find, ends: list[tuple[int, int]], repeats: int) -> tuple[float, float]:
    """Median and mean over the pairs of the least CPU time in seconds."""
    best = [float("inf")] * len(ends)
    for _ in range(repeats):
        for number, pair in enumerate(ends):
            begun = time.process_time()
            find(*pair)
            best[number] = min(best[number], _since(begun))
    return median(best), mean(best)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _since(begun: float) -> float:
    return time.process_time() - begun


# -- a stored graph, from a cold process -------------------------------------------------------


def _cold(count: int) -> bool:
    """What a first path costs beyond a query that asks nothing."""
    pairs = nx.barabasi_albert_graph(count, DEGREE, seed=2).edges
    schema = load_schema()
    view = v.kg(next(name for name in schema.ontology.relations if name.startswith("built")))
    article = pyoxigraph.NamedNode(v.INDIVIDUALS + "article-1")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "kg.store")
        with open_graph(store, read_only=False) as graph:
            graph.load(
                pyoxigraph.Quad(_node(one), view, _node(other), article) for one, other in pairs
            )
        begun = time.process_time()
        with open_graph(store) as graph:
            find_paths(graph, "PATH ANY FROM id:n1 TO id:n2", schema)
        _say(f"\n{len(pairs):,} stored edges; index made in {_since(begun):.1f} s")
        query = _process("query", "ASK {}", "-g", str(store))
        path = _process("path", f"PATH ANY FROM id:n17 TO id:n{count - 3}", "-g", str(store))
    _say(f"  start-up {query * 1e3:.0f} ms, first path {(path - query) * 1e3:.0f} ms more (100)")
    return path - query < 0.1


def _node(number: int) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(f"{v.INDIVIDUALS}n{number}")


def _process(*arguments: str) -> float:
    """The least CPU time of a process in seconds, of several."""
    times = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "kg", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
