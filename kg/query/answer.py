"""The one type in which every question, statement and path is answered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kg.query.paths.result import Path, Report
from kg.query.source import Source

Plain = str | bool | dict[str, object]
Json = dict[str, object]


class Form(StrEnum):
    """What kind of thing one answer is; decides its plain form."""

    ENTITY = "entity"
    VALUE = "value"
    DATE = "date"
    TRUTH = "truth"
    COUNT = "count"
    PATH = "path"
    ARTICLE = "article"


class Kind(StrEnum):
    """What was asked for."""

    ENTITIES = "entities"
    VALUES = "values"
    DATES = "dates"
    TRUTH = "truth"
    COUNT = "count"
    SUM = "sum"
    PATH = "path"
    ARTICLES = "articles"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One answer.

    Attributes:
        form: What it is.
        label: How it is shown: a name, a number with unit, a date, yes or no.
        iri: The entity, measurement, event or article, where there is one.
        subject: Label of what a value or date belongs to, or None.
        value: The number in the base unit of its kind.
        unit: Symbol of the base unit (``PFLOPS``, ``m2``, ``CNY``, ``1``).
        bound: Local name of the bound, None for an exact value.
        status: Local name of the status, None where it says nothing (sums of mixed status).
        date: The date itself, or the date that a value or fact holds for.
        kind: Local name of the quantity kind or class.
        truth: The yes or no.
        declared: For a count, the number that a text states.
        named: For a count, how many are named.
        path: The chain.
        note: What the reader must know to read it right, or None.
        sources: Where it was read, the best first.
    """

    form: Form
    label: str
    iri: str | None = None
    subject: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    status: str | None = None
    date: str | None = None
    kind: str | None = None
    truth: bool | None = None
    declared: int | None = None
    named: int | None = None
    path: Path | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()

    @property
    def plain(self) -> Plain:
        """The answer in its simple form: a name, a number with unit, a date, yes or no, a chain."""
        plain: Plain = self.label
        match self.form:
            case Form.DATE:
                plain = self.date or self.label
            case Form.TRUTH:
                plain = bool(self.truth)
            case Form.ARTICLE:
                plain = self.sources[0].article_id if self.sources else self.label
            case Form.COUNT:
                plain = _known(declared=self.declared, named=self.named)
            case Form.PATH:
                plain = {"path": [node.label for node in self.path.nodes] if self.path else []}
            case Form.VALUE:
                value = number(self.value or Decimal(0))
                plain = _known(value=value, unit=self.unit, status=self.status)
            case Form.ENTITY:
                pass
        return plain

    def json(self) -> Json:
        """The answer as ``kg ask --json`` prints it; keys that say nothing are left out."""
        rich: Json = {"form": self.form.value, "label": self.label}
        for key in ("iri", "subject", "unit", "bound", "status", "date", "kind", "truth"):
            rich[key] = getattr(self, key)
        rich["value"] = None if self.value is None else number(self.value)
        rich["declared"], rich["named"], rich["note"] = self.declared, self.named, self.note
        rich["path"] = self.path.json() if self.path else None
        rich["evidence"] = [source.json() for source in self.sources]
        return {key: value for key, value in rich.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was asked, how it was understood, and what the graph says.

    Attributes:
        question: The question or statement as it was given.
        kind: What was asked for.
        reading: What the question was taken to mean, in words.
        query: The SPARQL or path statement that was run, values and all.
        items: The answers; empty when the graph has none.
        note: Why there is none, or what limits the answer; None when there is nothing to say.
        explanation: How the reading came about, one line a step.
        alternatives: Readings that came close.
        report: Of a path statement: what was searched, and which ends have no path.
    """

    question: str
    kind: Kind
    reading: str
    query: str
    items: tuple[Item, ...] = ()
    note: str | None = None
    explanation: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    report: Report | None = None

    @property
    def plain(self) -> list[Plain]:
        """The answers in their simple forms, without repetition.

        Chains of one length between the same two ends are one answer, the others under ``also``.
        """
        plain: list[Plain] = []
        chains: dict[tuple[str, str, int], dict[str, Any]] = {}
        for item in self.items:
            one = item.plain
            if item.path is not None and isinstance(one, dict):
                nodes = item.path.nodes
                key = (nodes[0].iri, nodes[-1].iri, len(nodes))
                if key in chains:
                    chains[key].setdefault("also", []).append(one["path"])
                    continue
                chains[key] = one
            if one not in plain:
                plain.append(one)
        return plain

    def json(self) -> Json:
        """The object that ``kg ask --json`` prints."""
        return {
            "question": self.question,
            "kind": self.kind.value,
            "reading": self.reading,
            "query": self.query,
            "answers": [item.json() for item in self.items],
            "plain": self.plain,
            "note": self.note,
            "alternatives": list(self.alternatives),
            **({"search": self.report.json()} if self.report else {}),
        }


def _known(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def number(value: Decimal) -> int | float:
    """The number as JSON writes it: an integer where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)
