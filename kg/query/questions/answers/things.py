"""Entities that a pattern finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.evidence import Support
from kg.query.questions.answers.base import (
    Context,
    Found,
    Rows,
    agreement_ends,
    in_window,
    sources_of,
    spread,
    status_of,
    without_self,
)
from kg.query.questions.answers.ranking import first, ranked
from kg.query.questions.answers.signings import declared_by, only_cooperation
from kg.query.questions.classes import ClassTest
from kg.query.questions.form import Form, Window
from kg.query.sparql import iri, local_name, select


def things(context: Context, form: Form) -> Found:
    """The entities that the form asks for."""
    founds = [_once(context, one) for one in spread(form)]
    first = founds[0]
    if len(founds) == 1:
        return first
    common = set.intersection(*({item.iri for item in found.items} for found in founds))
    items = tuple(item for item in first.items if item.iri in common)
    if not items and any(node.loosely for node in form.nodes):
        nodes = tuple(replace(node, every=False) for node in form.nodes)
        return _once(context, replace(form, nodes=nodes))
    return Found(items, "\n# AND\n".join(found.query for found in founds))


def entity(context: Context, one: str, supports: Sequence[Support]) -> Item:
    """An entity as an answer."""
    known = context.index.known.get(one)
    return Item(
        form=ItemForm.ENTITY,
        label=context.index.label(one),
        iri=one,
        kind=known.types[0] if known and known.types else None,
        status=status_of(supports),
        sources=sources_of(supports),
    )


def _once(context: Context, form: Form) -> Found:
    focus = f"n{form.focus}"
    found = ranked(context, form) if form.order else context.rows(form)
    found = found.kept(lambda row: row.get(focus) in context.index.known)
    found = without_self(form, found)
    if form.nodes[form.focus].unclear:
        found = found.kept(lambda row: _says_nothing(context, row[focus]))
    if form.order:
        found = replace(found, rows=tuple(first(found.rows, form)))
    found = context.supported(_innermost(context, form, found, focus))
    supports: dict[str, list[Support]] = defaultdict(list)
    for row in found.rows:
        supports[row[focus]] += found.of(row)
    items = [entity(context, one, held) for one, held in supports.items()]
    items = [_with_values(context, item, form, found, focus) for item in items]
    items = _in_time(_of_status(items, form), context, form)
    if not form.order:
        items.sort(key=lambda item: (item.status == "planned", item.note or "", item.label))
    note = None
    if items and agreement_ends(context, form) and any(n.names for n in form.nodes):
        items, note = _with_signings(context, form, items)
    note = note or context.sentences(
        [_by_name(context, form, items), _by_divisions(context, form, found)]
    )
    return Found(tuple(items), found.query, note)


def _by_name(context: Context, form: Form, items: Sequence[Item]) -> str | None:
    """Says which answers rest on nothing but the name that they share with what was named."""
    wholes = [
        name
        for edge in form.edges
        for one in form.nodes[edge.object].iris
        for name in context.index.known[one].names
    ]
    alone = [
        item.label
        for item in items
        if not item.sources and item.iri and any(name in item.label for name in wholes)
    ]
    return context.notes["by_name"].format(names=context.listed(alone)) if alone else None


def _by_divisions(context: Context, form: Form, found: Rows) -> str | None:
    """Says where only the gazetteer puts a place into the one that was named."""
    named = {iri for node in form.nodes for iri in node.iris}
    used = {
        row[name] for row in found.rows for name in row if name[0] == "w" and row[name] not in named
    }
    places = context.listed(sorted(context.index.label(one) for one in used))
    return context.notes["divisions"].format(places=places) if places else None


def _says_nothing(context: Context, one: str) -> bool:
    """Whether no class word tells from its name what an entity is."""
    ontology = context.schema.ontology
    named = (words for words in context.lexicon.classes if words.name)
    return not any(
        ClassTest(ontology, (replace(words, named=True, unless=()),)).holds(
            context.index.known[one]
        )
        for words in named
    )


def _innermost(context: Context, form: Form, found: Rows, focus: str) -> Rows:
    """Of places that lie in one another only the innermost, when no kind of place was named."""
    tops = [
        edge
        for edge in form.edges
        if f"n{edge.object}" == focus and edge.through and not form.nodes[edge.object].classes
    ]
    answers = sorted({row[focus] for row in found.rows})
    if not tops or len(answers) < 2:
        return found
    ontology = context.schema.ontology
    path = "|".join(iri(ontology.iri(n.removeprefix("-"))) for n in tops[0].properties)
    values = " ".join(map(iri, answers))
    query = (
        f"SELECT DISTINCT ?outer WHERE {{ VALUES ?inner {{ {values} }} "
        f"VALUES ?outer {{ {values} }} ?inner ({path})+ ?outer . FILTER(?inner != ?outer) }}"
    )
    outer = {row["outer"] for row in select(context.graph, query)}
    return found.kept(lambda row: row[focus] not in outer)


def _with_values(context: Context, item: Item, form: Form, found: Rows, focus: str) -> Item:
    """The entity with the value that it was chosen for."""
    row = next(row for row in found.rows if row[focus] == item.iri)
    if form.order is not None and form.order.kinds:
        return replace(
            item,
            value=Decimal(row["vo"]),
            unit=context.symbol(row["uo"]),
            bound=local_name(row["b_o"]),
            status=local_name(row["so"]),
            note=context.amount(Decimal(row["vo"]), context.symbol(row["uo"])),
        )
    limits = [n for n, measured in enumerate(form.measured) if measured.node == form.focus]
    if not limits:
        return item
    number_ = limits[0]
    value, unit = Decimal(row[f"v{number_}"]), context.symbol(row[f"u{number_}"])
    return replace(
        item,
        value=value,
        unit=unit,
        bound=local_name(row[f"b_{number_}"]),
        status=local_name(row[f"s{number_}"]),
        note=context.amount(value, unit),
    )


def _of_status(items: list[Item], form: Form) -> list[Item]:
    """Only what is already so, or only planned, when the question says which."""
    if not form.edges or form.measured or form.happened or form.order:
        return items
    if form.statuses in (("actual",), ("planned",)):
        kept = [item for item in items if item.status in (*form.statuses, None)]
        return kept or items
    return items


def _in_time(items: list[Item], context: Context, form: Form) -> list[Item]:
    """Only partners of agreements within the time that the question sets."""
    ends = agreement_ends(context, form)
    if ends is None or form.window == Window() or not items:
        return items
    hosts = [iri(one) for n in ends if n != form.focus for one in form.nodes[n].iris]
    if not hosts:
        return items
    query = (
        f"SELECT DISTINCT ?other ?date WHERE {{ VALUES ?host {{ {' '.join(hosts)} }} "
        "?agreement kg:party ?host , ?other ; kg:date ?date }"
    )
    inside = {
        row["other"] for row in select(context.graph, query) if in_window(row["date"], form.window)
    }
    return [item for item in items if item.iri in inside]


def _with_signings(
    context: Context, form: Form, items: list[Item]
) -> tuple[list[Item], str | None]:
    """Say which partners only co-operate, and how many parties a text declares."""
    hosts = [one for node in form.nodes for one in node.iris]
    weaker = only_cooperation(context, hosts)
    word = context.notes["cooperation"]
    marked = [
        replace(item, note=context.sentences([item.note, word])) if item.iri in weaker else item
        for item in items
    ]
    marked.sort(key=lambda item: (item.iri in weaker, item.status == "planned", item.label))
    shown = {item.iri for item in items}
    notes = [
        context.notes["declared"].format(declared=s.declared, named=len(s.parties))
        for s in declared_by(context, hosts)
        if s.parties & shown
    ]
    return marked, context.sentences(notes)
