"""When something happened or was agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.questions.answers.base import (
    Context,
    Found,
    Row,
    Rows,
    agreement_ends,
    in_window,
    sources_of,
)
from kg.query.questions.compile import ASSERTED, Compiler, Witness
from kg.query.questions.form import Form
from kg.query.sparql import local_name


def dates(context: Context, form: Form) -> Found:
    """The dates of the events, or of the agreement, that the form asks for."""
    focus = f"n{form.focus}"
    ends = agreement_ends(context, form)

    def further(compiler: Compiler) -> None:
        if ends is not None:
            _agreed(compiler, ends)
        else:
            _happened(compiler, form)

    found = context.rows(replace(form, statuses=()), further)
    found = found.kept(lambda row: local_name(row["s"]) in ASSERTED)
    found = found.kept(_of_narrowest_type(context, found))
    found = found.preferred(lambda r: not form.statuses or local_name(r["s"]) in form.statuses)
    found = found.preferred(lambda row: in_window(row["date"], form.window))
    found = context.supported(found)
    items: dict[tuple[str, str, str], Item] = {}
    for row in found.rows:
        key = (row.get("type", ""), row["date"], row["s"])
        items.setdefault(
            key,
            Item(
                form=ItemForm.DATE,
                label=row["date"],
                iri=row["e"],
                subject=context.index.label(row[focus]),
                date=row["date"],
                status=local_name(row["s"]),
                kind=local_name(row["type"]) if "type" in row else None,
                sources=sources_of(found.of(row)),
            ),
        )
    ordered = sorted(items.values(), key=lambda i: (i.status != "actual", i.date or ""))
    return Found(tuple(_most_precise(ordered)), found.query)


def _of_narrowest_type(context: Context, found: Rows) -> Callable[[Row], bool]:
    """Says which rows do not merely repeat another with a superclass of the event."""
    types: dict[str, set[str]] = defaultdict(set)
    for row in found.rows:
        types[row["e"]].add(local_name(row.get("type", "")))
    narrowest = {e: context.schema.ontology.narrowest(names) for e, names in types.items()}
    return lambda row: local_name(row.get("type", "")) in narrowest[row["e"]]


def _agreed(compiler: Compiler, ends: tuple[int, int]) -> None:
    one, other = f"?n{ends[0]}", f"?n{ends[1]}"
    compiler.pattern.witnesses.append(Witness("?e", compiler.term("party"), one))
    compiler.pattern.lines.append(f"?e kg:party {one} , {other} ; kg:status ?s ; kg:date ?date .")


def _happened(compiler: Compiler, form: Form) -> None:
    focus = f"?n{form.focus}"
    compiler.pattern.witnesses.append(Witness("?e", compiler.term("about"), focus))
    lines = compiler.pattern.lines
    lines.append(f"?e kg:about {focus} ; a ?type ; kg:status ?s ; kg:date ?date .")
    if form.types:
        lines.append(f"VALUES ?type {{ {compiler.terms(form.types)} }}")


def _most_precise(items: list[Item]) -> list[Item]:
    """Without dates that only say less than another (``2019`` beside ``2019-11``)."""
    return [
        item
        for item in items
        if not any(
            (other.kind, other.subject) == (item.kind, item.subject)
            and (other.date or "").startswith(f"{item.date}-")
            for other in items
        )
    ]
