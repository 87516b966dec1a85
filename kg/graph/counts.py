"""How often classes, properties and relations come in the union of a graph.

A store counts by queries, for which it need not look up a single name. After a change only those
statements are counted again whose share in the result may be another: what was put in or taken out,
and all that touches a node whose classes changed or that became an entity, or is none any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    Store,
    Triple,
)

from kg.graph import vocabulary as v
from kg.graph.journal import Difference
from kg.graph.turtle import Namer

FEW: Final = 20
"""Values of a property that has no more different ones than these are told."""
_REMEMBERED: Final = 100_000  # nodes whose classes are kept at hand
_UNION: Final = DefaultGraph()

Node = NamedNode | BlankNode | Literal | Triple
Pairs = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted; terms are written as in Turtle.

    Attributes:
        classes: Members of each class.
        properties: Statements with each property.
        domains: By class and property: statements about members of the class.
        ranges: By property and class: statements whose value is of the class.
        values: By property: its values that belong to no class, in order; None if they are more
            than ``FEW``.
        relations: By IRI of an entity: statements that join it to another, those that stand both
            ways once.
    """

    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)
    domains: Pairs = field(default_factory=dict)
    ranges: Pairs = field(default_factory=dict)
    values: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)


_CLASSES: Final = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"
_PROPERTIES: Final = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
_DOMAINS: Final = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
_RANGES: Final = "SELECT ?p ?c (COUNT(*) AS ?n) { ?s ?p ?o . ?o a ?c } GROUP BY ?p ?c"
_VALUES: Final = f"""
SELECT ?v {{
  {{ SELECT DISTINCT ?v {{ ?s ?p ?v }} }} FILTER NOT EXISTS {{ ?v a ?c }}
}} LIMIT {FEW + 1}
"""
# From the entities on, which are few beside all that is said.
_BETWEEN: Final = f"""
SELECT ?e ?p ?x {{
  {{ SELECT DISTINCT ?e {{ ?e {v.MENTIONED_IN} ?a }} }}
  ?e ?p ?x FILTER EXISTS {{ ?x {v.MENTIONED_IN} ?b }}
}}
"""


def count(store: Store, namer: Namer) -> Counts:
    """Count all statements of a store's union."""
    names = {namer.term(name): (name, int(_value(n))) for name, n in _rows(store, _PROPERTIES)}
    properties = {term: n for term, (_, n) in names.items()}
    ranges = _counted(store, namer, _RANGES)
    # Most properties have but values of one class, and nothing needs to be looked at.
    typed = {name for (name, _), n in ranges.items() if n == properties[name]}
    values: dict[str, tuple[str, ...] | None] = {}
    for name in sorted(properties.keys() - typed):
        query = _VALUES.replace("?p", str(names[name][0]))
        held = sorted(namer.term(value) for (value,) in _rows(store, query))
        values[name] = tuple(held) if len(held) <= FEW else None
    return Counts(
        {name: n for (name,), n in _counted(store, namer, _CLASSES).items()},
        dict(sorted(properties.items())),
        _nested(_counted(store, namer, _DOMAINS)),
        _nested(ranges),
        {name: held for name, held in values.items() if held != ()},
        _relations(store),
    )


def _relations(store: Store) -> dict[str, int]:
    """Statements between entities, by entity."""
    numbers: dict[Any, int] = {}
    said: set[tuple[int, int, int]] = set()
    for start, name, end in _rows(store, _BETWEEN):
        triple = (numbers.setdefault(term, len(numbers)) for term in (start, name, end))
        said.add(tuple(triple))  # type: ignore[arg-type]  # three of them
    found: Counter[int] = Counter(start for start, _, _ in said)
    found.update(end for start, name, end in said if (end, name, start) not in said)
    terms = list(numbers)
    return dict(sorted((_value(terms[number]), n) for number, n in found.items()))


def _counted(store: Store, namer: Namer, query: str) -> dict[tuple[str, ...], int]:
    found = {
        tuple(map(namer.term, names)): int(_value(number)) for *names, number in _rows(store, query)
    }
    return dict(sorted(found.items()))


def _rows(store: Store, query: str) -> Iterator[tuple[Any, ...]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return (tuple(row) for row in found)


def recount(store: Store, namer: Namer, before: Counts, changed: Difference) -> Counts:
    """The counts of a store whose union was changed.

    Args:
        store: As it is now.
        namer: As when it was counted.
        before: The counts before the change.
        changed: What was put in and taken out, quads of the default graph.
    """
    tally = _Tally()
    now = _State(store, tally.kind_of)
    then = _State(store, tally.kind_of, changed)
    here = set(changed.added)
    for node in {quad.subject for quad in changed.added | changed.removed}:
        if now.kind(node) != then.kind(node) or now.is_entity(node) != then.is_entity(node):
            here.update(store.quads_for_pattern(node, None, None, _UNION))
            here.update(store.quads_for_pattern(None, None, node, _UNION))
    for quad in here | changed.removed:
        turned = _turned(quad)
        if turned is not None and turned in store:
            here.add(turned)
    gone = (here - changed.added) | changed.removed
    tally.add(here, now, 1)
    tally.add(gone, then, -1)
    values: dict[NamedNode, tuple[str, ...] | None] = {}
    for name in {quad.predicate for quad in here | gone}:
        came = {q.object for q in here if q.predicate == name and now.kind(q.object) == 0}
        went = {q.object for q in gone if q.predicate == name and then.kind(q.object) == 0}
        held = before.values.get(namer.term(name), ())
        values[name] = _values(now, namer, name, held, came, went - came)
    return tally.counts(namer, before, values)


def _values(
    now: _State,
    namer: Namer,
    name: NamedNode,
    before: tuple[str, ...] | None,
    came: set[Node],
    went: set[Node],
) -> tuple[str, ...] | None:
    """The values of a property after a change.

    Args:
        now: The union.
        namer: Writes terms.
        name: The property.
        before: Its values before the change.
        came: Those it has for certain.
        went: Those it may have no more.
    """
    store = now.store
    gone = {
        value
        for value in went
        if now.kind(value) or not any(store.quads_for_pattern(None, name, value, _UNION))
    }
    if before is not None:
        found = (set(before) - set(map(namer.term, gone))) | set(map(namer.term, came))
        return tuple(sorted(found)) if len(found) <= FEW else None
    if not gone:
        return None
    held: set[Node] = set()
    for quad in store.quads_for_pattern(None, name, None, _UNION):
        if now.kind(quad.object) == 0:
            held.add(quad.object)
            if len(held) > FEW:
                return None
    return tuple(sorted(map(namer.term, held)))


class _State:
    """What is known of the nodes of a union, as it is or as it was before a change.

    Attributes:
        store: What holds the union as it is.
    """

    def __init__(
        self,
        store: Store,
        kind_of: Callable[[frozenset[Node]], int],
        since: Difference | None = None,
    ) -> None:
        self.store = store
        self._added = since.added if since else frozenset[Quad]()
        self._removed = since.removed if since else frozenset[Quad]()
        self._lost: dict[tuple[Node, NamedNode], set[Node]] = defaultdict(set)
        for quad in self._removed:
            if quad.predicate in (v.TYPE, v.MENTIONED_IN):
                self._lost[quad.subject, quad.predicate].add(quad.object)
        self._kind_of = kind_of
        self.kind = lru_cache(_REMEMBERED)(self._kind)
        self.is_entity = lru_cache(_REMEMBERED)(self._is_entity)

    def _kind(self, node: Node) -> int:
        """The number of the node's classes."""
        return self._kind_of(frozenset(self._objects(node, v.TYPE)))

    def _is_entity(self, node: Node) -> bool:
        """Whether articles mention it."""
        return next(self._objects(node, v.MENTIONED_IN), None) is not None

    def _objects(self, node: Node, name: NamedNode) -> Iterator[Node]:
        if isinstance(node, Literal | Triple):
            return
        for quad in self.store.quads_for_pattern(node, name, None, _UNION):
            if quad not in self._added:
                yield quad.object
        yield from self._lost.get((node, name), ())

    def holds(self, quad: Quad) -> bool:
        """Whether the union has a statement."""
        return quad in self._removed or (quad not in self._added and quad in self.store)


class _Tally:
    """Adds up statements; nodes of the same classes share a number, 0 is that of no class."""

    def __init__(self) -> None:
        self._kinds: dict[frozenset[Node], int] = {frozenset(): 0}
        self._classes: Counter[Node] = Counter()
        self._properties: Counter[NamedNode] = Counter()
        self._domains: Counter[tuple[int, NamedNode]] = Counter()
        self._ranges: Counter[tuple[NamedNode, int]] = Counter()
        self._relations: Counter[str] = Counter()

    def kind_of(self, classes: frozenset[Node]) -> int:
        """The number of a set of classes."""
        return self._kinds.setdefault(classes, len(self._kinds))

    def add(self, quads: Iterable[Quad], state: _State, sign: int) -> None:
        """Add statements, or take them off again.

        Args:
            quads: Of the union.
            state: What is known of their nodes.
            sign: 1 or -1.
        """
        for quad in quads:
            subject, name, value = quad.subject, quad.predicate, quad.object
            self._properties[name] += sign
            if kind := state.kind(subject):
                self._domains[kind, name] += sign
            if other := state.kind(value):
                self._ranges[name, other] += sign
            if name == v.TYPE:
                self._classes[value] += sign
            elif state.is_entity(subject) and state.is_entity(value):
                self._join(quad, state, sign)

    def _join(self, quad: Quad, state: _State, sign: int) -> None:
        """Count a statement that joins two entities: at both ends, unless it stands both ways."""
        self._relations[_value(quad.subject)] += sign
        turned = _turned(quad)
        if turned is not None and not state.holds(turned):
            self._relations[_value(quad.object)] += sign

    def counts(
        self, namer: Namer, before: Counts, values: Mapping[NamedNode, tuple[str, ...] | None]
    ) -> Counts:
        """All counts, added to those of before; what comes no more is left out."""
        classes = {number: classes for classes, number in self._kinds.items()}
        term = namer.term
        domains: Counter[tuple[str, str]] = Counter()
        ranges: Counter[tuple[str, str]] = Counter()
        for (number, name), n in self._domains.items():
            domains.update({(term(cls), term(name)): n for cls in classes[number]})
        for (name, number), n in self._ranges.items():
            ranges.update({(term(name), term(cls)): n for cls in classes[number]})
        held = before.values | {term(name): found for name, found in values.items()}
        return Counts(
            _sum(before.classes, {term(cls): n for cls, n in self._classes.items()}),
            _sum(before.properties, {term(name): n for name, n in self._properties.items()}),
            _pairs(before.domains, domains),
            _pairs(before.ranges, ranges),
            {name: found for name, found in sorted(held.items()) if found != ()},
            _sum(before.relations, self._relations),
        )


def _sum(before: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    total = Counter(before)
    total.update(more)
    return {name: n for name, n in sorted(total.items()) if n}


def _pairs(before: Pairs, more: Mapping[tuple[str, str], int]) -> Pairs:
    total = Counter({(one, other): n for one, row in before.items() for other, n in row.items()})
    total.update(more)
    return _nested({pair: n for pair, n in sorted(total.items()) if n})


def _nested(counted: Mapping[tuple[str, ...], int]) -> Pairs:
    found: Pairs = {}
    for (one, other), n in counted.items():
        found.setdefault(one, {})[other] = n
    return found


def _turned(quad: Quad) -> Quad | None:
    """The statement from the other end, if there can be one."""
    if isinstance(quad.object, Literal | Triple):
        return None
    return Quad(quad.object, quad.predicate, quad.subject)


def _value(term: Node) -> str:
    return str(getattr(term, "value", term))
