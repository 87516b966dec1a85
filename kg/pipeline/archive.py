"""What was extracted from each article of a store, kept so that no article is read twice.

Which entities are one depends on all articles together. When a new article shows that two names are
one, the graphs of older articles are written again from here, without reading them again.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import StoreError
from kg.graph.identity import Named, named
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
from kg.schema import Schema

FactT = TypeVar("FactT", bound=Fact)

FOLDER = "articles"
# The packages whose code decides what is found in an article.
_CODE = ("model", "reading", "text", "extract", "graph")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one article without opening its extraction.

    Attributes:
        source: Where it was read.
        fingerprint: Of the code and ontology that extracted it.
        named: Its entities.
    """

    source: str
    fingerprint: str
    named: tuple[Named, ...]


class Archive:
    """The extractions of a store's articles, one compressed file each."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER

    def kept(self) -> dict[str, Kept]:
        """What is kept, by the articles' SHA-256."""
        if not self.folder.is_dir():
            return {}
        found = {}
        for path in sorted(self.folder.glob("*.index")):
            try:
                found[path.stem] = msgspec.msgpack.decode(path.read_bytes(), type=Kept)
            except (OSError, msgspec.DecodeError):
                continue  # half-written or of an older version: the article is read again
        return found

    def keep(self, extraction: Extraction, schema: Schema, fingerprint: str) -> Kept:
        """Write down one extraction.

        Raises:
            StoreError: If it cannot be written.
        """
        document = extraction.document
        kept = Kept(document.source, fingerprint, named(extraction, schema))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            body = zlib.compress(msgspec.msgpack.encode(_stored(extraction)), 6)
            self._path(document.sha256, "data").write_bytes(body)
            self._path(document.sha256, "index").write_bytes(msgspec.msgpack.encode(kept))
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be written: {error.strerror}") from None
        return kept

    def extraction(self, sha256: str) -> Extraction | None:
        """One extraction, or None if it cannot be read any more."""
        try:
            body = zlib.decompress(self._path(sha256, "data").read_bytes())
            return _restored(msgspec.msgpack.decode(body, type=_Stored))
        except (OSError, zlib.error, msgspec.DecodeError):
            return None

    def _path(self, sha256: str, ending: str) -> Path:
        return self.folder / f"{sha256}.{ending}"


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


@cache
def fingerprint(ontology: Path) -> str:
    """A digest of the code and the ontology that decide what is found in an article."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    code = (path for name in _CODE for path in (package / name).rglob("*.py"))
    data = (path for path in ontology.rglob("*") if path.is_file())
    for path in sorted([*code, *data]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
