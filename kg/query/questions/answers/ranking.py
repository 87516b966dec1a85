"""What comes first: the rows with the greatest or least value, the latest date, the most things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from kg.query.questions.answers.base import Context, Row, Rows
from kg.query.questions.compile import Compiler, Witness
from kg.query.questions.form import Form
from kg.query.sparql import iri, local_name, select

_FIRST_ROWS = 100
"""Values read for each entity wanted; ten times as many if too few belong to what is asked for."""
_ATTEMPTS = 4


def ranked(context: Context, form: Form) -> Rows:
    """The rows that can be first; of one thing, what is goes before what is planned."""
    order = form.order
    assert order is not None
    if not order.kinds:
        return context.rows(form, lambda compiler: _dated(compiler, form))
    among_few = form.edges or form.measured or form.happened or any(n.names for n in form.nodes)
    if not among_few:
        # Among all things of a large graph the values are put in order before more is read.
        limit, unit = _FIRST_ROWS * order.top, None
        for _ in range(_ATTEMPTS):
            best = context.rows(form, _Sorted(form, unit, limit))
            units = {row["uo"] for row in best.rows}
            if len(units) > 1:
                unit = _usual_unit(context, order.kinds)
                continue
            found = _actual_first(context, form, best)
            if len(first(found.rows, form)) >= order.top:
                return found
            limit *= 10
    rows = context.rows(form, lambda compiler: _valued(compiler, form))
    return _actual_first(context, form, rows)


def _actual_first(context: Context, form: Form, found: Rows) -> Rows:
    """The rows without planned values of things that have an actual one."""
    if form.statuses:
        return found
    focus = f"n{form.focus}"
    planned = {row[focus] for row in found.rows if local_name(row["so"]) != "actual"}
    known = _with_actual(context, form, planned)
    return found.kept(lambda row: local_name(row["so"]) == "actual" or row[focus] not in known)


def first(rows: Sequence[Row], form: Form) -> list[Row]:
    """The rows that come first, one for each entity; equal ones too."""
    order, focus = form.order, f"n{form.focus}"
    assert order is not None
    if order.counted is not None:
        others: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            others[row[focus]].add(row[f"n{order.counted}"])
        keyed = [(Decimal(len(others[row[focus]])), row) for row in rows]
    elif order.kinds:
        useless = "atMost" if order.descending else ""
        keep = [row for row in rows if local_name(row["b_o"]) != useless]
        unit = _commonest([row["uo"] for row in keep])
        keyed = [(Decimal(row["vo"]), row) for row in keep if row["uo"] == unit]
    else:
        keyed = [(Decimal(row["od"].replace("-", "").ljust(8, "0")), row) for row in rows]
    sign = -1 if order.descending else 1
    keyed.sort(key=lambda pair: (sign * pair[0], pair[1][focus]))
    chosen: dict[str, Row] = {}
    last = None
    for value, row in keyed:
        if row[focus] in chosen:
            continue
        if len(chosen) >= order.top and value != last:
            break
        chosen[row[focus]] = row
        last = value
    return list(chosen.values())


def _commonest(values: Sequence[str]) -> str | None:
    return max(sorted(set(values)), key=values.count, default=None)


def _dated(compiler: Compiler, form: Form) -> None:
    """Add the dates that entities are put in order by."""
    assert form.order is not None
    if form.order.counted is not None:
        return
    types = [t for happened in form.happened for t in happened.types]
    lines = compiler.pattern.lines
    lines.append(f"?oe kg:about ?n{form.focus} ; a ?ot ; kg:date ?od .")
    if types:
        lines.append(f"VALUES ?ot {{ {compiler.terms(types)} }}")


class _Sorted:
    """Adds the values to a pattern, the best first and no more than a number of them."""

    def __init__(self, form: Form, unit: str | None, limit: int) -> None:
        self._form, self._unit, self._limit = form, unit, limit

    def __call__(self, compiler: Compiler) -> None:
        order = self._form.order
        assert order is not None
        direction = "DESC" if order.descending else "ASC"
        further = f"; kg:unit {iri(self._unit)} " if self._unit else ""
        if self._form.statuses:
            further += f"; kg:status ?so . {compiler.one_of('?so', self._form.statuses)} "
        focus = f"?n{self._form.focus}"
        compiler.pattern.lines[:0] = [
            f"{{ SELECT * WHERE {{ VALUES ?ko {{ {compiler.terms(order.kinds)} }} "
            f"?mo kg:quantityKind ?ko ; kg:value ?vo {further}}} "
            f"ORDER BY {direction}(?vo) LIMIT {self._limit} }}",
            f"{focus} kg:hasMeasurement ?mo .",
            "?mo kg:unit ?uo ; kg:bound ?b_o ; kg:status ?so .",
        ]
        compiler.pattern.witnesses.append(Witness(focus, compiler.term("hasMeasurement"), "?mo"))


def _valued(compiler: Compiler, form: Form) -> None:
    assert form.order is not None
    compiler.value(f"?n{form.focus}", "?mo", "o", form.order.kinds, form.statuses)


def _usual_unit(context: Context, kinds: Sequence[str]) -> str | None:
    """The unit that most values of these kinds have, as currencies cannot be compared."""
    if len({unit for kind in kinds for unit in context.schema.ontology.kinds[kind].units}) < 2:
        return None
    terms = " ".join(iri(context.schema.ontology.iri(kind)) for kind in kinds)
    query = (
        f"SELECT ?u (COUNT(?m) AS ?n) WHERE {{ VALUES ?k {{ {terms} }} "
        "?m kg:quantityKind ?k ; kg:unit ?u } GROUP BY ?u"
    )
    counts = [(int(row["n"]), row["u"]) for row in select(context.graph, query)]
    return max(counts)[1] if counts else None


def _with_actual(context: Context, form: Form, candidates: set[str]) -> frozenset[str]:
    """Those of some entities that have an actual value of the kinds they are ordered by."""
    assert form.order is not None
    if not candidates:
        return frozenset()
    kinds = ", ".join(iri(context.schema.ontology.iri(kind)) for kind in form.order.kinds)
    values = " ".join(map(iri, sorted(candidates)))
    query = (
        f"SELECT DISTINCT ?n WHERE {{ VALUES ?n {{ {values} }} ?n kg:hasMeasurement ?m . "
        f"?m kg:quantityKind ?k ; kg:status ?s . FILTER(?k IN ({kinds}) && ?s = kg:actual) }}"
    )
    return frozenset(row["n"] for row in select(context.graph, query))
