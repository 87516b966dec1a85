"""The gold facts of the sample articles as a graph: what questions find when nothing is missed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from kg.evaluate.gold import Gold, GoldEntity, GoldMeasure, read_gold
from kg.graph import Graph, memory_graph
from kg.graph import identity as identities
from kg.graph.quads import article_quads
from kg.model import (
    Agreement,
    Bound,
    Document,
    Entity,
    Event,
    Evidence,
    Extraction,
    Fact,
    Measurement,
    Relation,
    Span,
    Status,
)
from kg.model.lexicon.questions import QuestionLexicon
from kg.pipeline.articles import page_lexicon
from kg.query.entities import Known
from kg.query.questions.classes import ClassTest
from kg.reading import Input
from kg.schema import Schema

DATA = Path(__file__).parents[2] / "data"
GENERAL = {"Facility": "Project", "Organization": "Company", "Place": "AdministrativeArea"}
EVENTS = {
    "unveiled": "Unveiling",
    "started": "Groundbreaking",
    "completed": "Completion",
    "launched": "Launch",
    "approved": "Approval",
    "founded": "Founding",
}
BOUNDS = {"atLeast": Bound.AT_LEAST, "atMost": Bound.AT_MOST, "about": Bound.APPROXIMATELY}
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def gold_graph(schema: Schema) -> Graph:
    """All gold facts, each read from the sentence that names its ends."""
    articles = [_Article(path, schema).extraction() for path in sorted(_gold())]
    identity = identities.resolve(
        entity for one in articles for entity in identities.named(one, schema)
    )
    return memory_graph(
        quad for one in articles for quad in article_quads(one, schema, identity=identity)
    )


def _gold() -> Iterable[Path]:
    return (DATA / "gold").glob("*.json")


class _Article:
    def __init__(self, path: Path, schema: Schema) -> None:
        self.gold: Gold = read_gold(path)
        self.schema = schema
        (source,) = DATA.glob(f"{path.stem}.*")
        one = Input(str(source))
        self.document: Document = one.document(source.read_bytes(), page=page_lexicon(schema))
        self.sentences = [
            Span(m.start(), m.end())
            for m in SENTENCE.finditer(self.document.text)
            if not m.group().isspace()
        ]
        self.entities = {e.id: e for e in self.gold.entities}
        self.planned = [
            bool(e.get("planned")) for e in json.loads(path.read_text(encoding="utf-8"))["events"]
        ]

    def extraction(self) -> Extraction:
        keys: dict[str, None] = {}
        entities = []
        for entity in self.gold.entities:
            if self._key(entity.id) not in keys:
                keys[self._key(entity.id)] = None
                entities.append(self._entity(entity))
        return Extraction(self.document, tuple(entities), tuple(self._facts()))

    def _key(self, one: str) -> str:
        return f"{self.entities[one].name} {self.entities[one].type}"

    def _entity(self, entity: GoldEntity) -> Entity:
        names = (entity.name, *entity.aliases)
        text = self.document.text
        mentions = tuple(Span(text.find(n), text.find(n) + len(n)) for n in names if n in text)
        return Entity(
            self._key(entity.id), entity.name, entity.aliases, self._class(entity),
            mentions or (Span(0, 1),), "gold",
        )  # fmt: skip

    def _class(self, entity: GoldEntity) -> str:
        """The class that the end of a name tells, else a general one."""
        lexicon = self.schema.lexicon("questions", QuestionLexicon)
        ontology = self.schema.ontology
        known = Known("", entity.name, entity.aliases, (entity.type,))
        telling = (
            words.classes[0]
            for words in lexicon.classes
            if words.name
            and ontology.coarse(words.classes[0]) == entity.type
            and ClassTest(ontology, (words,)).holds(known)
        )
        return next(telling, GENERAL.get(entity.type, entity.type))

    def _evidence(self, *ids: str) -> tuple[Evidence, ...]:
        """The sentence that names the most of these."""
        text = self.document.text
        names = [(self.entities[i].name, *self.entities[i].aliases) for i in ids]
        best = max(
            self.sentences,
            key=lambda s: (sum(any(n in s.of(text) for n in ns) for ns in names), -s.start),
        )
        return (Evidence(best, best),)

    def _facts(self) -> Iterable[Fact]:
        gold, denied = self.gold, self.gold.negated
        signed = next((e.date for e in gold.events if e.kind == "signed" and e.date), None)
        for triple in gold.relations:
            yield self._relation(triple, Status.ACTUAL)
        for triple in denied.relations:
            yield self._relation(triple, Status.DENIED)
        for pair in gold.partners:
            yield self._agreement(pair, Status.ACTUAL, signed)
        for pair in denied.partners:
            yield self._agreement(pair, Status.DENIED, None)
        for measure in gold.measures:
            yield from self._measurement(measure, Status(measure.status or "actual"))
        for measure in denied.measures:
            yield from self._measurement(measure, Status.SUPERSEDED)
        for event, planned in zip(gold.events, self.planned, strict=True):
            status = Status.PLANNED if planned else Status.ACTUAL
            yield from self._event(event.s, event.kind, event.date, status)
        for event in denied.events:
            yield from self._event(event.s, event.kind, event.date, Status.DENIED)

    def _relation(self, triple: tuple[str, str, str], status: Status) -> Fact:
        subject, predicate, value = triple
        return Relation(
            evidence=self._evidence(subject, value), rule="gold", status=status,
            subject=self._key(subject), predicate=predicate, object=self._key(value),
        )  # fmt: skip

    def _agreement(self, pair: tuple[str, str], status: Status, date: str | None) -> Fact:
        return Agreement(
            evidence=self._evidence(*pair), rule="gold", status=status,
            parties=tuple(map(self._key, pair)), date=date,
        )  # fmt: skip

    def _measurement(self, measure: GoldMeasure, status: Status) -> Iterable[Fact]:
        ontology = self.schema.ontology
        unit = ontology.units.get(measure.unit or "")
        if measure.kind not in ontology.kinds or unit is None:
            return
        yield Measurement(
            evidence=self._evidence(measure.s), rule="gold", status=status,
            subject=self._key(measure.s), kind=measure.kind,
            value=Decimal(str(measure.value)), unit=unit.name,
            bound=BOUNDS.get(measure.bound or "", Bound.EXACT), stated=f"{measure.value:f}",
        )  # fmt: skip

    def _event(self, one: str, kind: str, date: str | None, status: Status) -> Iterable[Fact]:
        if kind in EVENTS:
            yield Event(
                evidence=self._evidence(one), rule="gold", status=status, type=EVENTS[kind],
                about=self._key(one), date=date,
            )  # fmt: skip
