"""Two values set against each other: how far apart they are, and what one became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.questions.answers.base import Context, Found
from kg.query.questions.answers.values import measurements
from kg.query.questions.form import Form

_SUPERSEDED = "superseded"


def difference(context: Context, form: Form) -> Found:
    """How far the values of two things lie apart; the note gives both, the greater first.

    Values are compared that are of one kind and unit, and where there are such of one status and
    phase. Values of different units are given as they are; where one has none, the note says so.
    """
    node = form.nodes[form.focus]
    sides: list[list[Item]] = []
    queries = []
    for name in node.names:
        one = replace(node, names=(name,))
        nodes = (*form.nodes[: form.focus], one, *form.nodes[form.focus + 1 :])
        items, query = measurements(context, replace(form, nodes=nodes))
        if not items and form.statuses:  # 规划 is said of one side only
            items, query = measurements(context, replace(form, nodes=nodes, statuses=()))
        sides.append(items)
        queries.append(query)
    query = "\n\n".join(queries)
    missing = [name for name, items in zip(node.names, sides, strict=True) if not items]
    if missing:
        return Found((), query, _lacking(context, form, missing, [i for s in sides for i in s]))
    first, second = (_of_shared_kinds(form, *sides)) or (sides[0][0], sides[1][0])
    if (first.kind, first.unit) != (second.kind, second.unit):
        said = context.notes["no_unit"].format(values=_both(context, (first, second)))
        return Found((first, second), query, said)
    note = None
    if first.status != second.status:
        note = context.notes["mixed"].format(values=_both(context, (first, second)))
    return Found((_apart(context, first, second),), query, note)


def change(context: Context, form: Form) -> Found:
    """The values that were superseded, then those that hold or are planned now."""
    before, claimed = measurements(context, replace(form, statuses=(_SUPERSEDED,)))
    after, asserted = measurements(context, replace(form, statuses=()))
    replaced = {(item.kind, item.unit) for item in before}
    now = [item for item in after if (item.kind, item.unit) in replaced]
    note = None
    if not before and after:
        note = context.notes["unchanged"].format(values=_both(context, after))
    elif before and not now:
        note = context.notes["no_current"]
    return Found((*before, *(now if before else after)), f"{claimed}\n\n{asserted}", note)


def _of_shared_kinds(
    form: Form, ones: Sequence[Item], others: Sequence[Item]
) -> tuple[Item, Item] | None:
    """The two values that compare best: of one unit, both actual, of the whole, the latest."""
    pairs = [pair for pair in product(ones, others) if pair[0].kind == pair[1].kind]

    def fitness(pair: tuple[Item, Item]) -> tuple[bool, bool, int, int, int, str]:
        one, other = pair
        return (
            one.unit == other.unit,
            one.status == other.status,
            sum(item.status == "actual" for item in pair),
            sum(item.note is None for item in pair),
            -form.kinds.index(one.kind) if one.kind in form.kinds else 0,
            min(_when(one), _when(other)),
        )

    return max(pairs, key=fitness, default=None)


def _when(item: Item) -> str:
    """The date a value holds for, else the newest article that states it."""
    return item.date or max((s.published or "" for s in item.sources), default="")


def _lacking(
    context: Context, form: Form, missing: Sequence[tuple[str, ...]], known: Sequence[Item]
) -> str:
    """Which of two things has no value, and the values of the other."""
    what = context.listed(context.schema.ontology.label(k, context.lang) for k in form.kinds)
    names = context.listed(context.index.label(iris[0]) for iris in missing)
    lacking = context.notes["no_kind"].format(name=names, what=what)
    if not known:
        return lacking
    return context.notes["one_side"].format(lacking=lacking, values=_both(context, known))


def _apart(context: Context, one: Item, other: Item) -> Item:
    greater, lesser = sorted((one, other), key=lambda item: -(item.value or 0))
    assert greater.value is not None
    assert lesser.value is not None
    value = greater.value - lesser.value
    statuses = {one.status, other.status}
    exact = one.bound is None and other.bound is None
    return Item(
        form=ItemForm.VALUE,
        label=context.amount(value, one.unit),
        value=value,
        unit=one.unit,
        kind=one.kind,
        bound=None if exact else "approximately",
        status=statuses.pop() if len(statuses) == 1 else None,
        note=" − ".join(_said(context, item) for item in (greater, lesser)),
        sources=tuple(dict.fromkeys((*greater.sources, *lesser.sources))),
    )


def _both(context: Context, items: Sequence[Item]) -> str:
    return context.listed(_said(context, item) for item in items)


def _said(context: Context, item: Item) -> str:
    phase = f" {item.note}" if item.note else ""
    value = context.amount(item.value or Decimal(0), item.unit)
    return context.beside(f"{item.subject}{phase} {value}", context.word(item.status))
