"""The order of the stages of extraction."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.analysis import Analysis
from kg.extract.names import find_names, name_grammar
from kg.model import Document, Extraction
from kg.model.lexicon.quantities import QuantityLexicon
from kg.model.lexicon.text import TextLexicon
from kg.model.lexicon.time import TimeLexicon
from kg.schema import Schema
from kg.text.fold import fold
from kg.text.quantities import QuantityFinder
from kg.text.segment import Segmenter
from kg.text.sentences import split_sentences
from kg.text.times import TimeFinder


def extract(document: Document, schema: Schema) -> Extraction:
    """Find the entities and facts of one article.

    Args:
        document: The article as it was read.
        schema: What there is to find, and how it is said.
    """
    analysis = find_names(recognise(document, schema), schema)
    return Extraction(document, (), ()) if not analysis.entities else Extraction(document, (), ())


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
    return Segmenter({**words, **name_grammar(schema).segmenter_words()})


@lru_cache(maxsize=2)
def _quantity_finder(schema: Schema) -> QuantityFinder:
    return QuantityFinder(schema.lexicon("quantities", QuantityLexicon))


@lru_cache(maxsize=2)
def _time_finder(schema: Schema) -> TimeFinder:
    return TimeFinder(schema.lexicon("time", TimeLexicon))
