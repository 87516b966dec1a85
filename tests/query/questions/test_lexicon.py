"""Every example of the lexicon means what it says it means."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex, Known
from kg.query.questions.interpret import interpret
from kg.query.questions.parts import parts
from kg.query.questions.reader import QuestionReader
from kg.schema import Schema, load_schema

LEXICON = load_schema().lexicon("questions", QuestionLexicon)
NAMES = {"甲": "Company", "乙": "Company", "子": "ComputingCenter", "丑": "DataCenter"}


@pytest.fixture(scope="module")
def index() -> EntityIndex:
    return EntityIndex({name: Known(name, name, (), (kind,)) for name, kind in NAMES.items()})


@pytest.mark.parametrize("example", LEXICON.examples, ids=lambda example: example.q)
def test_example(schema: Schema, index: EntityIndex, example: object) -> None:
    from kg.model.lexicon.questions import Example

    assert isinstance(example, Example)
    atoms = QuestionReader(schema).read(example.q, index)
    (part,) = parts(atoms)
    _, form, _ = interpret(part, index, schema)[0]
    used = {name for edge in form.edges for name in edge.properties}
    used |= {*form.kinds, *form.types}
    used |= {kind for measured in form.measured for kind in measured.kinds}
    used |= {name for happened in form.happened for name in happened.types}
    used |= set(form.order.kinds) if form.order else set()
    assert form.wanted.value == example.kind
    assert set(example.uses) <= used


@pytest.mark.parametrize("text", LEXICON.counterexamples)
def test_counterexample(schema: Schema, text: str) -> None:
    from kg.graph import memory_graph
    from kg.query.questions import ask

    with pytest.raises(KgError):
        ask(memory_graph(), text, schema)


def test_all_terms_are_in_the_ontology(schema: Schema) -> None:
    ontology = schema.ontology
    assert {words.property for words in LEXICON.relations} <= set(ontology.relations)
    assert {kind for words in LEXICON.kinds for kind in words.kinds} <= set(ontology.kinds)
    assert {t for words in LEXICON.events for t in words.types} <= set(ontology.event_classes)
    assert {c for words in LEXICON.classes for c in words.classes} <= set(ontology.classes)
    assert set(LEXICON.status) <= set(ontology.statuses)


def test_every_relation_and_kind_can_be_asked_for(schema: Schema) -> None:
    ontology = schema.ontology
    assert {words.property for words in LEXICON.relations} == set(ontology.relations)
    assert {k for words in LEXICON.kinds for k in words.kinds} == set(ontology.kinds)
