"""The examples and counterexamples of the lexicon of names."""

from __future__ import annotations

import re

import pytest

from kg.extract.analysis import Analysis
from kg.extract.extract import recognise
from kg.extract.names import find_names
from kg.model import Block, BlockKind, Document, Run, Span, View
from kg.model.lexicon.names import NameLexicon
from kg.schema import Schema, load_schema

LEXICON = load_schema().lexicon("names", NameLexicon)


def named(text: str, schema: Schema) -> Analysis:
    """A text of one paragraph with its names."""
    view = View(text, (Run(0, len(text), 0, len(text)),))
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    document = Document("text:", "0" * 64, "utf-8", text, view, (block,))
    return find_names(recognise(document, schema), schema)


@pytest.mark.parametrize(
    ("example", "type_"),
    [(x, head.type) for head in LEXICON.head for x in head.examples],
)
def test_example_holds_the_marked_name(example: str, type_: str, schema: Schema) -> None:
    marked = re.findall("【(.*?)】", example)
    analysis = named(re.sub("[【】]", "", example), schema)
    found = {n: e.type for e in analysis.entities.values() for n in (e.name, *e.aliases)}
    for name in marked:
        assert name in found, found
        assert schema.ontology.coarse(found[name]) == schema.ontology.coarse(type_)


@pytest.mark.parametrize(
    ("example", "type_"),
    [(x, head.type) for head in LEXICON.head for x in head.counterexamples],
)
def test_counterexample_holds_no_such_name(example: str, type_: str, schema: Schema) -> None:
    analysis = named(example, schema)
    coarse = schema.ontology.coarse
    assert not [
        e.name
        for e in analysis.entities.values()
        if coarse(e.type) == coarse(type_) and e.rule.startswith("head/")
    ]


@pytest.mark.parametrize("sentence", LEXICON.sentences)
def test_sentence_holds_exactly_the_marked_names(sentence: str, schema: Schema) -> None:
    marks = re.findall("【(.*?)/(.*?)】", sentence)
    analysis = named(re.sub("【(.*?)/.*?】", r"\1", sentence), schema)
    coarse = schema.ontology.coarse
    assert [
        (m.span.of(analysis.text), coarse(analysis.type_of(m.keys[0]))) for m in analysis.mentions
    ] == marks
