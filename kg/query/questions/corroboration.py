"""Questions that only want what several articles say: ``在多篇文章里都有``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.questions.answers.base import Context, Found
from kg.query.questions.form import Wanted
from kg.query.sparql import iri, select
from kg.text.fold import fold
from kg.text.numbers import find_numbers

SEVERAL = 2
COUNTED = frozenset({Wanted.ENTITIES, Wanted.VALUES})
"""What can be asked for in this way."""

_MENTIONS = """
SELECT ?e (COUNT(DISTINCT ?article) AS ?n) WHERE {
  VALUES ?e { %s } ?e kg:mentionedIn ?article
  FILTER NOT EXISTS { ?article kg:copyOf ?other }
} GROUP BY ?e
"""


def least_articles(text: str, lexicon: QuestionLexicon) -> tuple[str, int]:
    """A question without the words for how many articles must say it, and that number.

    Args:
        text: The question.
        lexicon: Has the words.

    Returns:
        The rest of the question, and the least number of articles; 1 if nothing is said of it.
    """
    for pattern in _patterns(lexicon.several_articles):
        if found := pattern.search(text):
            number = next(find_numbers(fold(found.groupdict().get("number") or "")), None)
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return " ".join(rest.split()), int(number.value) if number else SEVERAL
    return text, 1


def corroborated(context: Context, found: Found, least: int) -> Found:
    """Only the answers that at least so many articles say; things without sources, name."""
    articles: dict[object, set[str]] = defaultdict(set)
    for item in found.items:
        articles[_what(item)].update(source.article for source in item.sources)
    bare = [item.iri for item in found.items if item.iri and not item.sources]
    mentions = _mentions(context, bare)
    kept = tuple(
        item
        for item in found.items
        if max(len(articles[_what(item)]), mentions.get(item.iri or "", 0)) >= least
    )
    return replace(found, items=kept)


def _what(item: Item) -> object:
    """What articles say together: the values of one kind of one thing, or the item."""
    if item.form is ItemForm.VALUE:
        return item.subject, item.kind, item.note
    return item.iri or item.label


def _mentions(context: Context, iris: Iterable[str]) -> dict[str, int]:
    values = " ".join(map(iri, dict.fromkeys(iris)))
    if not values:
        return {}
    return {row["e"]: int(row["n"]) for row in select(context.graph, _MENTIONS % values)}


@lru_cache(maxsize=8)
def _patterns(expressions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in expressions)
