"""The entities and the steps between them as arrays of integers, in memory or mapped from a file.

Compressed sparse rows: the steps at node ``n`` are the places ``offsets[n]`` to ``offsets[n + 1]``
of ``targets`` (the far end, ascending), ``edges`` (which fact) and ``marks`` (its kind and the
direction). Node numbers follow the order of IRIs by code point, so that an order of numbers is an
order of names and does not depend on the order in which a graph was filled.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import isnan, nan
from pathlib import Path
from typing import Final

from kg.errors import QueryError
from kg.query.paths.result import Edge
from kg.query.paths.strings import Strings
from kg.schema.messages import message

FORWARD: Final = 1
"""The bit of a mark that says that the step leaves the start of its fact."""
_MOST_KINDS: Final = 128  # a mark is a byte
_MOST_SOURCES: Final = 0xFFFF
_COLUMNS: Final = {
    "starts": "I", "ends": "I", "kinds": "B", "dates": "I", "vias": "I", "titles": "I",
    "sources": "H", "confidences": "d", "weights": "d",
    "offsets": "I", "targets": "I", "places": "I", "marks": "B",
}  # fmt: skip
_TABLES: Final = ("nodes", "via_names", "title_texts")


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A view with a status: what all edges of one kind have in common."""

    view: str
    symmetric: bool
    status: str


class Adjacency:
    """Which entities are joined, and by what; made with ``of`` or ``load``.

    Attributes:
        nodes: IRIs in order; a node's number is its place here.
        kinds: What ``kind`` refers to.
        dates: What ``date`` refers to; the first is None.
        aliases: IRI of an entity that is the same as another, to that one's.
        uniform: Whether no fact is better supported or newer than another.
        starts: By number of the edge, like all columns of facts.
    """

    def __init__(  # noqa: PLR0913 - a graph has as many parts
        self,
        columns: Mapping[str, Sequence[int] | Sequence[float]],
        tables: Mapping[str, Strings],
        *,
        kinds: Iterable[EdgeKind],
        dates: Iterable[str | None],
        aliases: Mapping[str, str],
        stated: Mapping[int, tuple[str, str]],
        uniform: bool,
    ) -> None:
        self._columns, self._tables, self._stated = columns, tables, stated
        self.nodes, self._vias, self._titles = (tables[name] for name in _TABLES)
        self.kinds, self.dates = tuple(kinds), tuple(dates)
        self.aliases, self.uniform = aliases, uniform
        whole: dict[str, Sequence[int]] = {
            name: column  # type: ignore[misc]
            for name, column in columns.items()
            if _COLUMNS[name] != "d"
        }
        self.starts, self.ends = whole["starts"], whole["ends"]
        self.kind, self.date, self.sources = whole["kinds"], whole["dates"], whole["sources"]
        self.vias = whole["vias"]
        self.offsets, self.targets = whole["offsets"], whole["targets"]
        self.edges, self.marks = whole["places"], whole["marks"]
        self.confidences: Sequence[float] = columns["confidences"]
        self.weights: Sequence[float] = columns["weights"]

    @classmethod
    def of(cls, edges: Iterable[Edge], aliases: Mapping[str, str] | None = None) -> Adjacency:
        """The adjacency of some facts; those that join an entity to itself are left out.

        Args:
            edges: The facts, in any order.
            aliases: IRIs that stand for another entity, with that entity's.
        """
        return _build(edges, aliases or {})

    def __len__(self) -> int:
        return len(self.starts)

    def number(self, iri: str) -> int:
        """The number of an entity, or -1 if no edge has it."""
        return self.nodes.find(self.aliases.get(iri, iri))

    def via(self, iri: str) -> int:
        """The number of what stands behind edges (an agreement), or 0 if it does behind none."""
        return self._vias.find(iri) + 1

    def via_name(self, number: int) -> str:
        """The IRI of what stands behind edges, by its number (from 1)."""
        return self._vias[number - 1]

    def joining(self, one: int, other: int) -> range:
        """The places of the steps from one node to another."""
        low, high = self.offsets[one], self.offsets[one + 1]
        first = bisect_left(self.targets, other, low, high)
        last = first
        while last < high and self.targets[last] == other:
            last += 1
        return range(first, last)

    def confidence(self, edge: int) -> float | None:
        """The confidence of a fact, None if it is not known."""
        value = self.confidences[edge] if self.confidences else nan
        return None if isnan(value) else value

    def weight(self, edge: int) -> float | None:
        """The number that the view gives a fact, None if there is none."""
        value = self.weights[edge] if self.weights else nan
        return None if isnan(value) else value

    def edge(self, edge: int) -> Edge:
        """The fact of this number, its label still to be filled in."""
        kind = self.kinds[self.kind[edge]]
        start, end = self._stated.get(
            edge, (self.nodes[self.starts[edge]], self.nodes[self.ends[edge]])
        )
        via, title = self.vias[edge], int(self._columns["titles"][edge])
        return Edge(
            view=kind.view,
            start=start,
            end=end,
            symmetric=kind.symmetric,
            via=self.via_name(via) if via else None,
            date=self.dates[self.date[edge]],
            status=kind.status,
            sources=self.sources[edge],
            confidence=self.confidence(edge),
            weight=self.weight(edge),
            title=self._titles[title - 1] if title else None,
        )

    # -- files ---------------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Write the arrays as ``arrays.bin`` and where each stands as ``arrays.json``.

        Raises:
            OSError: If they cannot be written.
        """
        places: dict[str, list[int]] = {}
        with (folder / "arrays.bin").open("wb") as file:

            def section(name: str, data: bytes) -> None:
                file.write(bytes(-file.tell() % 8))
                places[name] = [file.tell(), len(data)]
                file.write(data)

            for name, code in _COLUMNS.items():
                section(name, array(code, self._columns[name]).tobytes())
            for name, table in self._tables.items():
                section(f"{name}.offsets", array("Q", table.offsets).tobytes())
                section(f"{name}.data", bytes(table.data))
        head = {
            "order": sys.byteorder,
            "places": places,
            "kinds": [[k.view, k.symmetric, k.status] for k in self.kinds],
            "dates": self.dates,
            "aliases": dict(self.aliases),
            "uniform": self.uniform,
            "stated": {str(edge): ends for edge, ends in self._stated.items()},
        }
        text = json.dumps(head, ensure_ascii=False)
        (folder / "arrays.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Adjacency:
        """Map what ``save`` wrote; only what is looked at is read.

        Raises:
            OSError: If the files cannot be read.
            ValueError: If they are not what ``save`` writes on a machine like this.
        """
        head = json.loads((folder / "arrays.json").read_text(encoding="utf-8"))
        if head["order"] != sys.byteorder:
            raise ValueError(f"{folder}: written on a machine of another byte order")
        with (folder / "arrays.bin").open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

        def section(name: str, code: str) -> memoryview:
            start, length = head["places"][name]
            return mapped[start : start + length].cast(code)  # type: ignore[call-overload,no-any-return]

        return cls(
            {name: section(name, code) for name, code in _COLUMNS.items()},
            {
                name: Strings(section(f"{name}.offsets", "Q"), section(f"{name}.data", "B"))
                for name in _TABLES
            },
            kinds=(EdgeKind(*kind) for kind in head["kinds"]),
            dates=head["dates"],
            aliases=head["aliases"],
            uniform=head["uniform"],
            stated={int(edge): (ends[0], ends[1]) for edge, ends in head["stated"].items()},
        )


def _build(edges: Iterable[Edge], aliases: Mapping[str, str]) -> Adjacency:
    def ends_of(edge: Edge) -> tuple[str, str]:
        return aliases.get(edge.start, edge.start), aliases.get(edge.end, edge.end)

    facts = sorted(
        ((*ends_of(e), e.view, e.via or "", e.status, e.start, e.end, e) for e in edges),
        key=lambda fact: fact[:-1],
    )
    facts = [fact for fact in facts if fact[0] != fact[1]]
    nodes = Strings.of(end for fact in facts for end in fact[:2])
    number = {iri: index for index, iri in enumerate(nodes)}
    kinds = sorted({(e.view, e.symmetric, e.status) for *_, e in facts})
    if len(kinds) > _MOST_KINDS:
        raise QueryError(message("too_many_kinds", count=len(kinds), most=_MOST_KINDS))
    dates = sorted({e.date for *_, e in facts if e.date is not None})
    vias = Strings.of(e.via for *_, e in facts if e.via is not None)
    titles = Strings.of(e.title for *_, e in facts if e.title is not None)
    of_kind = {kind: index for index, kind in enumerate(kinds)}
    of_date = {date: index for index, date in enumerate(dates, 1)}
    of_via = {via: index for index, via in enumerate(vias, 1)}
    of_title = {title: index for index, title in enumerate(titles, 1)}
    all_of = [fact[-1] for fact in facts]
    columns: dict[str, Sequence[int] | Sequence[float]] = {
        "starts": array("I", (number[fact[0]] for fact in facts)),
        "ends": array("I", (number[fact[1]] for fact in facts)),
        "kinds": array("B", (of_kind[e.view, e.symmetric, e.status] for e in all_of)),
        "dates": array("I", (of_date[e.date] if e.date is not None else 0 for e in all_of)),
        "vias": array("I", (of_via[e.via] if e.via is not None else 0 for e in all_of)),
        "titles": array("I", (of_title[e.title] if e.title is not None else 0 for e in all_of)),
        "sources": array("H", (min(e.sources, _MOST_SOURCES) for e in all_of)),
        "confidences": _numbers("d", [e.confidence for e in all_of]),
        "weights": _numbers("d", [e.weight for e in all_of]),
    }
    columns |= _rows(len(nodes), columns["starts"], columns["ends"], columns["kinds"])  # type: ignore[arg-type]
    return Adjacency(
        columns,
        {"nodes": nodes, "via_names": vias, "title_texts": titles},
        kinds=(EdgeKind(*kind) for kind in kinds),
        dates=(None, *dates),
        aliases=aliases,
        uniform=len({(e.confidence, e.sources, e.date) for e in all_of}) < 2,
        stated={
            index: (e.start, e.end)
            for index, (start, end, *_, e) in enumerate(facts)
            if (start, end) != (e.start, e.end)
        },
    )


def _numbers(code: str, values: Sequence[float | None]) -> Sequence[float]:
    """A column of numbers; empty if there is none."""
    if all(value is None for value in values):
        return array(code)
    return array(code, (nan if value is None else value for value in values))


def _rows(
    count: int, starts: Sequence[int], ends: Sequence[int], kinds: Sequence[int]
) -> dict[str, Sequence[int]]:
    """The steps by node, those of one node by the far end, then by the number of the fact."""
    degrees = [0] * count
    at_end: list[list[int]] = [[] for _ in range(count)]
    for edge, end in enumerate(ends):
        degrees[end] += 1
        degrees[starts[edge]] += 1
        at_end[end].append(starts[edge] << 33 | edge << 1)
    targets, places, marks = array("I"), array("I"), array("B")
    edge = 0
    for node in range(count):
        steps = at_end[node]
        while edge < len(starts) and starts[edge] == node:  # the facts are in order of their start
            steps.append(ends[edge] << 33 | edge << 1 | FORWARD)
            edge += 1
        steps.sort()
        targets.extend(step >> 33 for step in steps)
        places.extend((step & 0x1FFFFFFFF) >> 1 for step in steps)
        marks.extend(kinds[(step & 0x1FFFFFFFF) >> 1] << 1 | (step & FORWARD) for step in steps)
    offsets = array("I", accumulate(degrees, initial=0))
    return {"offsets": offsets, "targets": targets, "places": places, "marks": marks}
