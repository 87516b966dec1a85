"""What kg costs on top of the store it is built on, as ratios within one run.

    python -m tests.benchmarks.store                        # a store of a million statements
    python -m tests.benchmarks.store 10000000 --store BIG   # of ten million, kept in a folder
    python -m tests.benchmarks.store 100000 --rdflib

The store holds the sample articles as often as it takes, each time under other names. Six usual
queries are run through kg and through bare pyoxigraph on the same files, and every value of every
row is taken from both. They take turns, and the medians of the processor's time are compared: the
machine may be busy. So are kg's Turtle and pyoxigraph's own, as megabytes a second. With
``--rdflib`` the queries are run over the same triples in rdflib's memory as well, once.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from kg.graph import Graph, open_graph
from kg.graph.serialise import prefixes_for, serialise
from kg.graph.streaming import stream
from kg.graph.vocabulary import INDIVIDUALS, PREF_LABEL
from kg.pipeline import extract, merged_quads
from kg.schema import load_schema
from tests.benchmarks.texts import SAMPLES

ROUNDS = 7
BATCH = 500_000  # statements that are loaded together
LEAST = 0.2
"""Seconds that a turn takes at least: the clock of the processor has coarse ticks."""
QUERIES = {
    "label lookup": "SELECT ?e { ?e skos:prefLabel '科大讯飞-1'@zh }",
    "partner join": "SELECT ?a ?b ?c { ?a kg:partnerOf ?b . ?b kg:partnerOf ?c FILTER(?a != ?c) }",
    "aggregation by place": (
        "SELECT ?place (COUNT(DISTINCT ?x) AS ?n) { ?x kg:locatedIn ?place } GROUP BY ?place"
    ),
    "path": "SELECT DISTINCT ?b { id:科大讯飞-1 kg:partnerOf+ ?b }",
    "optional and filter": (
        "SELECT ?z ?v ?d { ?z a kg:ComputingCenter ; kg:hasMeasurement ?m . "
        "?m kg:quantityKind kg:computingPower ; kg:value ?v FILTER(?v > 1000) "
        "OPTIONAL { ?m kg:date ?d } }"
    ),
    "label search": "SELECT ?e ?l { ?e skos:prefLabel ?l FILTER(CONTAINS(STR(?l), '智算')) }",
}


def quads(count: int) -> Iterator[list[Quad]]:
    """The sample articles again and again, article after article, to about so many statements."""
    schema = load_schema()
    extractions = [extract(path, schema=schema).extraction for path in SAMPLES]
    every = merged_quads(extractions, schema)
    graphs: dict[object, list[Quad]] = {}
    for quad in every:
        graphs.setdefault(quad.graph_name, []).append(quad)
    for number in range(max(count // len(every), 1)):
        for held in graphs.values():
            yield [_renamed(quad, number) for quad in held]


def _renamed(quad: Quad, number: int) -> Quad:
    """The same of another world: other individuals, with other names."""

    def again(node: NamedNode) -> NamedNode:
        own = node.value.startswith(INDIVIDUALS)
        return NamedNode(f"{node.value}-{number}") if own else node

    value = quad.object
    if isinstance(value, NamedNode):
        value = again(value)
    elif isinstance(value, Literal) and quad.predicate == PREF_LABEL:
        value = Literal(f"{value.value}-{number}", language=value.language)
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.graph_name, NamedNode)
    return Quad(again(quad.subject), quad.predicate, value, again(quad.graph_name))


def in_turns(functions: list[Callable[[], object]]) -> list[float]:
    """The median of the seconds of processor time that each takes, run in turns."""
    begun = time.process_time()
    functions[0]()
    often = max(1, int(LEAST / max(time.process_time() - begun, 1e-6)))
    found: list[list[float]] = [[] for _ in functions]
    for _ in range(ROUNDS):
        for number, function in enumerate(functions):
            begun = time.process_time()
            for _ in range(often):
                function()
            found[number].append((time.process_time() - begun) / often)
    return [statistics.median(times) for times in found]


def main() -> None:
    """Print a line for each query, and one for Turtle."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--rdflib", action="store_true")
    parser.add_argument(
        "--store", type=Path, help="folder for the store; used again if it is there"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "s"
        if not path.exists():
            _fill(path, args.count)
        graph = open_graph(path)
        bare = Store.read_only(str(path / "oxigraph"))
        _say(f"{len(graph)} statements of articles, {_triples(bare)} triples together")
        _queries(graph, bare)
        _turtle(graph, bare, Path(folder) / "a.ttl")
        _say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        if args.rdflib:  # last, because so many objects slow down all that follows
            _in_memory(_union(graph))


def _fill(path: Path, count: int) -> None:
    with open_graph(path, read_only=False) as graph:
        batch: list[Quad] = []
        for held in quads(count):
            batch += held
            if len(batch) > BATCH:
                graph.load(batch)
                batch = []
        graph.load(batch)
        graph.flush()


def _triples(store: Store) -> int:
    (row,) = _bare(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {})
    return int(getattr(row[0], "value", 0))


def _queries(graph: Graph, bare: Store) -> None:
    prefixes = prefixes_for()
    for name, text in QUERIES.items():
        ours, theirs = in_turns([partial(_kg, graph, text), partial(_bare, bare, text, prefixes)])
        _say(
            f"{name}: {1000 * ours:.3f} ms, bare {1000 * theirs:.3f} ms, "
            f"ratio {ours / theirs:.2f}, {len(graph.select(text))} rows"
        )


def _in_memory(memory: rdflib.Graph) -> None:
    for name, text in QUERIES.items():
        begun = time.process_time()
        rows = len(list(memory.query(text, initNs=prefixes_for())))
        _say(f"{name}: rdflib {1000 * (time.process_time() - begun):.1f} ms, {rows} rows")
    _say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _union(graph: Graph) -> rdflib.Graph:
    """What queries see, superclasses too, in rdflib's memory."""
    made = rdflib.Graph()
    triples = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return made.parse(data=serialise(triples, "nt"), format="nt")


def _kg(graph: Graph, text: str) -> object:
    return graph.select(text).rows


def _bare(store: Store, text: str, prefixes: dict[str, str]) -> list[tuple[object, ...]]:
    found = store.query(text, prefixes=prefixes)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


def _turtle(graph: Graph, bare: Store, file: Path) -> None:
    sizes = []

    def write() -> None:
        with file.open("wb") as opened:
            stream(graph, opened, "turtle")
        sizes.append(file.stat().st_size)

    def dump() -> None:
        bare.dump(file, RdfFormat.TURTLE, from_graph=DefaultGraph(), prefixes=prefixes_for())
        sizes.append(file.stat().st_size)

    seconds = in_turns([write, dump])
    rates = [size / 2**20 / taken for size, taken in zip(sizes[-2:], seconds, strict=True)]
    _say(f"Turtle: {rates[0]:.1f} MiB/s, bare {rates[1]:.1f} MiB/s, {rates[0] / rates[1]:.2f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
