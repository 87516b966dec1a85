"""How many: the number a text declares, and how many it names."""

from __future__ import annotations

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.questions.answers.base import Context, Found, agreement_ends, in_window
from kg.query.questions.answers.signings import declared_by
from kg.query.questions.answers.things import things
from kg.query.questions.answers.values import measurements
from kg.query.questions.form import Form, Wanted
from kg.query.source import Source


def count(context: Context, form: Form) -> Found:
    """The number of things, declared and named."""
    found = things(context, form)
    declared, sources = _declared(context, form)
    guessed = declared is not None and any(edge.words is None for edge in form.edges)
    named = 0 if guessed else len(found.items)
    signing = _signing(context, form)
    if signing is not None:
        declared, named, sources = signing
    if declared is None and not found.items:
        return Found((), found.query, found.note)
    item = Item(
        form=ItemForm.COUNT,
        label=str(named if declared is None else declared),
        declared=declared,
        named=named or None,
        note=context.listed(item.label for item in found.items if named) or None,
        sources=sources or tuple(s for item in found.items for s in item.sources[:1]),
    )
    return Found((item,), found.query, found.note)


def _declared(context: Context, form: Form) -> tuple[int | None, tuple[Source, ...]]:
    """The number of things of the class that an article states as a value of the whole."""
    kinds = [words.counts for words in form.nodes[form.focus].classes if words.counts]
    wholes = [node for node in form.nodes if node.names]
    if not kinds or not wholes:
        return None, ()
    about = Form(
        wanted=Wanted.VALUES,
        nodes=(wholes[0],),
        kinds=tuple(kinds),
        statuses=form.statuses,
    )
    items, _ = measurements(context, about)
    if not items or items[0].value is None:
        return None, ()
    return int(items[0].value), items[0].sources


def _signing(context: Context, form: Form) -> tuple[int, int, tuple[Source, ...]] | None:
    """What a collective signing with the one named party declares."""
    ends = agreement_ends(context, form)
    hosts = [n for n in ends or () if form.nodes[n].names]
    if len(hosts) != 1:
        return None
    signings = declared_by(context, form.nodes[hosts[0]].iris)
    inside = [s for s in signings if in_window(s.date, form.window)]
    for signing in inside:
        return signing.declared, len(signing.parties), signing.sources
    return None
