"""The order of the stages of extraction."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.analysis import Analysis
from kg.extract.names import find_names, name_grammar
from kg.model import Document, Extraction
from kg.schema import Schema
from kg.text.fold import fold
from kg.text.segment import Segmenter
from kg.text.sentences import split_sentences


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
    tokens = _segmenter(schema).tokens(folded)
    return Analysis(document, folded, tokens, split_sentences(document, folded))


@lru_cache(maxsize=2)
def _segmenter(schema: Schema) -> Segmenter:
    return Segmenter(name_grammar(schema).segmenter_words())
