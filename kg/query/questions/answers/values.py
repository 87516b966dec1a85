"""Values with unit, status and date; sums of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.questions.answers.base import (
    Context,
    Found,
    Row,
    Rows,
    in_window,
    sources_of,
)
from kg.query.questions.compile import ASSERTED, Compiler, Witness
from kg.query.questions.form import Form
from kg.query.sparql import local_name


def values(context: Context, form: Form) -> Found:
    """The values that the form asks for; values that differ stand side by side."""
    items, query = measurements(context, form)
    note = _differing(context, items)
    if form.statuses and not items:
        note = _other_status(context, form)
    return Found(tuple(items), query, note)


def _differing(context: Context, items: Sequence[Item]) -> str | None:
    """What articles say differently of one thing: values of one kind, status, phase and date."""
    groups: dict[tuple[str | None, ...], list[Item]] = defaultdict(list)
    for item in items:
        if item.bound in (None, "approximately"):  # the ends of a range are no contradiction
            groups[item.subject, item.kind, item.unit, item.status, item.note].append(item)
    said = []
    for group in groups.values():
        articles = {s.article for item in group for s in item.sources}
        if len({item.value for item in group}) > 1 and len(articles) > 1:
            said += [
                context.beside(
                    context.amount(item.value or Decimal(0), item.unit), _said_on(context, item)
                )
                for item in group
            ]
    return context.notes["conflict"].format(values=context.listed(said)) if said else None


def _said_on(context: Context, item: Item) -> str:
    """When the articles that state a value appeared."""
    return context.listed(sorted({s.published or s.article_id for s in item.sources}))


def total(context: Context, form: Form) -> Found:
    """The sum of the values, by kind and unit, with what was summed."""
    items, query = measurements(context, form)
    by_unit: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in _one_each(items):
        by_unit[item.kind or "", item.unit or ""].append(item)
    return Found(tuple(_sum(context, key, parts) for key, parts in sorted(by_unit.items())), query)


def measurements(context: Context, form: Form) -> tuple[list[Item], str]:
    """The values of the form's focus with the statement that finds them."""
    focus = f"n{form.focus}"
    found = context.rows(replace(form, statuses=()), lambda compiler: _values(compiler, form))
    found = found.preferred(lambda row: _in_phase(row, form))
    found = found.preferred(lambda row: in_window(row.get("date"), form.window))
    one_each = tuple({row["m"]: row for row in found.rows}.values())
    found = context.supported(replace(found, rows=one_each))
    items = [_item(context, row, focus, found) for row in found.rows]
    items.sort(key=_order)
    return items, found.query


def _values(compiler: Compiler, form: Form) -> None:
    unasserted = [status for status in form.statuses if status not in ASSERTED]
    if unasserted:
        _claimed(compiler, form, unasserted)
    else:
        compiler.value(f"?n{form.focus}", "?m", "", form.kinds, form.statuses)
    compiler.pattern.lines.append(
        "OPTIONAL { ?m kg:date ?date } OPTIONAL { ?m kg:phase ?phase } "
        "OPTIONAL { ?m kg:statedValue ?stated }"
    )


def _claimed(compiler: Compiler, form: Form, statuses: list[str]) -> None:
    """Values that are not asserted hang on a claim only."""
    subject, term = f"?n{form.focus}", compiler.term("hasMeasurement")
    lines = compiler.pattern.lines
    lines += [
        f"?vclaim rdf:subject {subject} ; rdf:predicate {term} ; rdf:object ?m .",
        "?m kg:quantityKind ?k ; kg:value ?v ; kg:unit ?u ; kg:bound ?b_ ; kg:status ?s .",
        f"VALUES ?s {{ {compiler.terms(statuses)} }}",
    ]
    if form.kinds:
        lines.append(f"VALUES ?k {{ {compiler.terms(form.kinds)} }}")
    compiler.pattern.witnesses.append(Witness(subject, term, "?m"))


def _item(context: Context, row: Row, focus: str, found: Rows) -> Item:
    value, unit = Decimal(row["v"]), context.symbol(row["u"])
    bound = local_name(row["b_"])
    return Item(
        form=ItemForm.VALUE,
        label=row.get("stated") or context.amount(value, unit),
        iri=row["m"],
        subject=context.index.label(row[focus]),
        value=value,
        unit=unit,
        bound=None if bound == "exact" else bound,
        status=local_name(row["s"]),
        date=row.get("date"),
        kind=local_name(row["k"]),
        note=row.get("phase"),
        sources=sources_of(found.of(row)),
    )


def _other_status(context: Context, form: Form) -> str | None:
    """What the graph knows when it knows no value of the status asked for."""
    others, _ = measurements(context, replace(form, statuses=()))
    if not others:
        return None
    listed = context.listed(
        context.beside(
            context.amount(item.value or Decimal(0), item.unit), context.word(item.status)
        )
        for item in others
    )
    return context.notes["other_status"].format(
        status=context.word(form.statuses[0]), values=listed
    )


def _sum(context: Context, key: tuple[str, str], parts: list[Item]) -> Item:
    kind, unit = key
    whole = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    statuses = {part.status for part in parts}
    return Item(
        form=ItemForm.VALUE,
        label=context.amount(whole, unit),
        value=whole,
        unit=unit,
        kind=kind,
        status=statuses.pop() if len(statuses) == 1 else None,
        note=" + ".join(f"{part.subject} {part.label}" for part in parts),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
    )


def _in_phase(row: Row, form: Form) -> bool:
    return not form.phase or any(phase in row.get("phase", "") for phase in form.phase)


def _order(item: Item) -> tuple[str, str, bool, str, Decimal]:
    return (
        item.subject or "",
        item.kind or "",
        item.status != "actual",
        item.date or "",
        item.value or Decimal(0),
    )


def _one_each(items: list[Item]) -> list[Item]:
    """Every value of a thing once, whoever states it."""
    return list({(i.subject, i.kind, i.value, i.unit): i for i in items}.values())
