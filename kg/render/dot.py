"""The graph that a query gives, for Graphviz."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.graph import vocabulary as v
from kg.graph.results import Term, Triples
from kg.graph.turtle import Namer

_HEAD = ("digraph graph_ {", '  node [shape=box, fontname="Noto Sans CJK SC"];')


def dot(result: Triples, namer: Namer, labels: Mapping[str, str]) -> str:
    """The graph with a box for each thing, in which its class and its literals stand.

    Args:
        result: What a query gave.
        namer: Shortens IRIs that have no label.
        labels: Names of IRIs.
    """
    lines: dict[str, list[str]] = {}
    edges: dict[tuple[str, str], list[str]] = defaultdict(list)

    def shown(term: Term) -> str:
        value = str(getattr(term, "value", term))
        return value if str(term).startswith('"') else labels.get(value) or namer.term(term)

    for triple in result:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        own = lines.setdefault(str(subject), [shown(subject)])
        if predicate == v.TYPE or str(value).startswith('"'):
            own.append(f"{shown(predicate)} {shown(value)}")
        else:
            lines.setdefault(str(value), [shown(value)])
            edges[str(subject), str(value)].append(shown(predicate))
    written = [f"  {_quoted(node)} [label={_quoted(chr(10).join(lines[node]))}];" for node in lines]
    written += [
        f"  {_quoted(start)} -> {_quoted(end)} [label={_quoted(chr(10).join(names))}];"
        for (start, end), names in edges.items()
    ]
    return "\n".join([*_HEAD, *written, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
