"""From forms to answers, one module for each thing that can be asked for."""

from __future__ import annotations

from collections.abc import Callable

from kg.query.questions.answers.base import Context, Found
from kg.query.questions.answers.contrast import change, difference
from kg.query.questions.answers.counts import count
from kg.query.questions.answers.dates import dates
from kg.query.questions.answers.others import articles, card, path, roles
from kg.query.questions.answers.things import things
from kg.query.questions.answers.truth import truth
from kg.query.questions.answers.values import total, values
from kg.query.questions.corroboration import SEVERAL, corroborated
from kg.query.questions.form import Form, Wanted

_ANSWERS: dict[Wanted, Callable[[Context, Form], Found]] = {
    Wanted.ENTITIES: things,
    Wanted.VALUES: values,
    Wanted.SUM: total,
    Wanted.DIFFERENCE: difference,
    Wanted.CHANGE: change,
    Wanted.DATES: dates,
    Wanted.TRUTH: truth,
    Wanted.COUNT: count,
    Wanted.PATH: path,
    Wanted.ARTICLES: articles,
    Wanted.ROLES: roles,
    Wanted.CARD: card,
}


def answer(context: Context, form: Form) -> Found:
    """Run a form over a graph."""
    found = _ANSWERS[form.wanted](context, form)
    if form.least_articles < SEVERAL:
        return found
    return corroborated(context, found, form.least_articles)


__all__ = ["Context", "Found", "answer"]
