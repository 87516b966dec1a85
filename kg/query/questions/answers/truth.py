"""Yes with a source, no because an article says so, or no evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.evidence import Support
from kg.query.questions.answers.base import (
    Context,
    Found,
    Rows,
    agreement_ends,
    sources_of,
    spread,
    without_self,
)
from kg.query.questions.answers.values import measurements
from kg.query.questions.atoms import QuantityUse
from kg.query.questions.compile import ASSERTED, Compiler, Witness
from kg.query.questions.form import Form, Wanted


def truth(context: Context, form: Form) -> Found:
    """Whether the pattern holds; closed-world, but the note says why not."""
    if form.compared is not None:
        return _compare(context, form, form.compared)
    forms = spread(form)
    if len(forms) > 1:
        return _all(context, [truth(context, one) for one in forms])
    form = _actual_first(context, form)
    plain = replace(form, statuses=tuple(s for s in form.statuses if s in ASSERTED))
    found = without_self(form, context.rows(plain, lambda compiler: _values(compiler, form)))
    found = context.supported(found)
    held = [one for row in found.rows for one in found.of(row)]
    holding = _holding(context, form, found, held)
    if found.rows and (holding or not held):
        planned = bool(holding) and not any("actual" in one.statuses for one in holding)
        status = "planned" if planned else "actual"
        note = context.word(status) if planned else None
        item = _item(yes=True, supports=holding, note=note, status=status)
        return Found((item,), found.query)
    against = _denied(context, form) or held or _planned(context, form)
    note = context.word(against[0].statuses[0]) if against and against[0].statuses else None
    note = note or context.notes["no_evidence"]
    return Found((_item(yes=False, supports=against, note=note),), found.query)


def _actual_first(context: Context, form: Form) -> Form:
    """The form with limits on actual values only, where there are any."""
    measured = []
    for one in form.measured:
        any_value = replace(one, quantity=QuantityUse(None, None, None, ()), statuses=("actual",))
        asked = replace(form, measured=(any_value,), happened=(), statuses=())
        actual = not one.statuses and bool(context.rows(asked).rows)
        measured.append(replace(one, statuses=("actual",)) if actual else one)
    return replace(form, measured=tuple(measured))


def _all(context: Context, founds: Sequence[Found]) -> Found:
    """Whether all of several things hold; says which does not."""
    items = [item for found in founds for item in found.items]
    against = [item for item in items if not item.truth]
    first = (against or items)[0]
    sources = tuple(dict.fromkeys(s for item in against or items for s in item.sources))
    query = "\n# AND\n".join(found.query for found in founds)
    return Found((replace(first, sources=sources),), query, first.note)


def _compare(context: Context, form: Form, compared: tuple[int, int]) -> Found:
    """Whether one thing's value is greater (or less) than another's."""
    order = form.order
    assert order is not None
    sides = []
    queries = []
    for number in compared:
        about = Form(
            wanted=Wanted.VALUES,
            nodes=(form.nodes[number],),
            kinds=order.kinds,
            statuses=form.statuses,
        )
        items, query = measurements(context, about)
        if not items:  # 规划 is said of one side only
            items, query = measurements(context, replace(about, statuses=()))
        sides.append(items)
        queries.append(query)
    one, other = ([i for i in side if i.value is not None] for side in sides)
    query = "\n\n".join(queries)
    if not one or not other:
        return Found((), query, context.notes["no_evidence"])
    first, second = (
        max(side, key=lambda i: (i.status == "actual", i.value)) for side in (one, other)
    )
    assert first.value is not None
    assert second.value is not None
    greater = first.value > second.value
    yes = greater if order.descending else first.value < second.value
    note = context.sentences(
        context.beside(f"{i.subject} {i.label}", context.word(i.status)) for i in (first, second)
    )
    item = Item(
        form=ItemForm.TRUTH,
        label="yes" if yes else "no",
        truth=yes,
        note=note,
        sources=(*first.sources, *second.sources),
    )
    return Found((item,), query)


def _holding(context: Context, form: Form, found: Rows, held: Sequence[Support]) -> list[Support]:
    """The claims that make it true: an agreement must be actual, other plans count as plans."""
    planned_counts = "planned" in form.statuses or (
        "actual" not in form.statuses and agreement_ends(context, form) is None
    )
    return [one for one in held if "actual" in one.statuses or planned_counts]


def _values(compiler: Compiler, form: Form) -> None:
    if form.kinds and not form.measured:
        compiler.value(f"?n{form.focus}", "?m", "", form.kinds, form.statuses)


def _planned(context: Context, form: Form) -> list[Support]:
    """Claims that what is asked is still to happen."""
    if not form.happened:
        return []
    later = tuple(replace(happened, statuses=("planned",)) for happened in form.happened)
    found = context.supported(context.rows(replace(form, statuses=(), happened=later)))
    return [one for row in found.rows for one in found.of(row)]


def _denied(context: Context, form: Form) -> list[Support]:
    """Claims that deny, end or withdraw what is asked."""
    others = tuple(s for s in context.schema.ontology.statuses if s not in ASSERTED)
    if form.edges:
        negative = replace(form, statuses=others, happened=(), measured=())
        found = context.supported(context.rows(negative))
    elif form.happened:
        negative = replace(form, statuses=(), happened=(), measured=())
        found = context.supported(
            context.rows(negative, lambda compiler: claimed_events(compiler, form, others))
        )
    else:
        return []
    return [one for row in found.rows for one in found.of(row)]


def claimed_events(compiler: Compiler, form: Form, statuses: Sequence[str]) -> None:
    """Add the claims of these statuses that say what the form says happened."""
    term = compiler.term("about")
    for place, happened in enumerate(form.happened):
        event, node = f"?ce{place}", f"?n{happened.node}"
        compiler.pattern.witnesses.append(Witness(event, term, node))
        compiler.pattern.lines.append(
            f"?cc{place} rdf:subject {event} ; rdf:predicate {term} ; rdf:object {node} ; "
            f"kg:status ?cs{place} . {event} a ?ct{place} . "
            f"VALUES ?ct{place} {{ {compiler.terms(happened.types)} }} "
            f"VALUES ?cs{place} {{ {compiler.terms(statuses)} }}"
        )


def _item(
    *, yes: bool, supports: Sequence[Support], note: str | None, status: str | None = None
) -> Item:
    return Item(
        form=ItemForm.TRUTH,
        label="yes" if yes else "no",
        truth=yes,
        status=status,
        note=note,
        sources=sources_of(supports),
    )
