"""Extractions as bytes and back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from kg.model import (
    Agreement,
    Document,
    Entity,
    Event,
    Extraction,
    Fact,
    Measurement,
    Relation,
    Signing,
    Statement,
)

FactT = TypeVar("FactT", bound=Fact)


def packed(extraction: Extraction) -> bytes:
    """An extraction as compressed bytes; equal extractions give equal bytes."""
    return zlib.compress(msgspec.msgpack.encode(_stored(extraction)), 6)


def unpacked(data: bytes) -> Extraction | None:
    """The extraction in these bytes, or None if they hold none that this version can read."""
    try:
        return _restored(msgspec.msgpack.decode(zlib.decompress(data), type=_Stored))
    except (zlib.error, msgspec.DecodeError):
        return None


@dataclass(frozen=True, slots=True)
class _Stored:
    """An extraction with its facts by kind, each with its place in the order of all."""

    document: Document
    entities: tuple[Entity, ...]
    publisher: str | None
    reporters: tuple[str, ...]
    editors: tuple[str, ...]
    agreements: tuple[tuple[int, Agreement], ...]
    events: tuple[tuple[int, Event], ...]
    measurements: tuple[tuple[int, Measurement], ...]
    relations: tuple[tuple[int, Relation], ...]
    signings: tuple[tuple[int, Signing], ...]
    statements: tuple[tuple[int, Statement], ...]


def _stored(extraction: Extraction) -> _Stored:
    def of(kind: type[FactT]) -> tuple[tuple[int, FactT], ...]:
        return tuple((n, fact) for n, fact in enumerate(extraction.facts) if type(fact) is kind)

    return _Stored(
        extraction.document,
        extraction.entities,
        extraction.publisher,
        extraction.reporters,
        extraction.editors,
        agreements=of(Agreement),
        events=of(Event),
        measurements=of(Measurement),
        relations=of(Relation),
        signings=of(Signing),
        statements=of(Statement),
    )


def _restored(stored: _Stored) -> Extraction:
    facts: dict[int, Fact] = {}
    facts.update(stored.agreements)
    facts.update(stored.events)
    facts.update(stored.measurements)
    facts.update(stored.relations)
    facts.update(stored.signings)
    facts.update(stored.statements)
    return Extraction(
        stored.document,
        stored.entities,
        tuple(facts[number] for number in sorted(facts)),
        stored.publisher,
        stored.reporters,
        stored.editors,
    )
