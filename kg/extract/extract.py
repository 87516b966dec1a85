"""The order of the stages of extraction."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.analysis import Analysis, Known, Reference
from kg.extract.discourse import resolve
from kg.extract.frames import find_frames
from kg.extract.measures import find_measures
from kg.extract.names import find_names, name_grammar
from kg.extract.statements import find_statements
from kg.model import Document, Entity, Extraction, Fact, Span
from kg.model.lexicon.quantities import QuantityLexicon
from kg.model.lexicon.text import TextLexicon
from kg.model.lexicon.time import TimeLexicon
from kg.schema import Schema
from kg.text.fold import fold
from kg.text.quantities import QuantityFinder
from kg.text.segment import Segmenter
from kg.text.sentences import split_sentences
from kg.text.times import TimeFinder

_OUTLET = "outlet"
_EDITOR = "editor"
_PERSON = "Person"


def extract(document: Document, schema: Schema) -> Extraction:
    """Find the entities and facts of one article.

    Args:
        document: The article as it was read.
        schema: What there is to find, and how it is said.
    """
    analysis = analyse(document, schema)
    facts: list[Fact] = [
        *find_frames(analysis, schema),
        *find_measures(analysis, schema),
        *find_statements(analysis, schema),
    ]
    outlets, reporters, editors = _makers(analysis)
    return Extraction(
        document=document,
        entities=tuple(_entity(analysis, known) for known in analysis.entities.values()),
        facts=tuple(facts),
        publisher=outlets[0] if outlets else None,
        reporters=tuple(reporters),
        editors=tuple(editors),
    )


def analyse(document: Document, schema: Schema) -> Analysis:
    """The article with everything recognised that facts are read from."""
    return resolve(find_names(recognise(document, schema), schema), schema)


def recognise(document: Document, schema: Schema) -> Analysis:
    """The article with its words, sentences, quantities and times, before any name is known."""
    folded = fold(document.view.text)
    return Analysis(
        document,
        folded,
        tokens=_segmenter(schema).tokens(folded),
        sentences=split_sentences(document, folded),
        quantities=_quantity_finder(schema).find(document, folded),
        times=_time_finder(schema).find(document, folded),
    )


@lru_cache(maxsize=2)
def _segmenter(schema: Schema) -> Segmenter:
    words = schema.lexicon("text", TextLexicon).tags
    return Segmenter(words, kept=name_grammar(schema).segmenter_words())


@lru_cache(maxsize=2)
def _quantity_finder(schema: Schema) -> QuantityFinder:
    return QuantityFinder(schema.lexicon("quantities", QuantityLexicon))


@lru_cache(maxsize=2)
def _time_finder(schema: Schema) -> TimeFinder:
    return TimeFinder(schema.lexicon("time", TimeLexicon))


def _entity(analysis: Analysis, known: Known) -> Entity:
    view = analysis.document.view
    places = tuple(sorted({view.to_source(span) for span in known.spans}))
    return Entity(known.key, known.name, known.aliases, known.type, places, known.rule)


def _makers(analysis: Analysis) -> tuple[list[str], list[str], list[str]]:
    """Keys of the outlets, the reporters and authors, and the editors that the page names."""
    outlets: list[str] = []
    reporters: list[str] = []
    editors: list[str] = []
    named = {m.span: m.keys[0] for m in analysis.mentions if m.reference is Reference.NAME}
    for byline in analysis.document.bylines:
        key = _named_at(named, byline.span)
        made = {_OUTLET: outlets, _EDITOR: editors}.get(byline.role, reporters)
        placed = byline.role != _OUTLET and analysis.type_of(key) != _PERSON if key else True
        if key is not None and not placed and key not in made:
            made.append(key)
    return outlets, reporters, editors


def _named_at(named: dict[Span, str], span: Span) -> str | None:
    if span in named:
        return named[span]
    return next((key for other, key in named.items() if other.covers(span)), None)
