"""One input to one extraction: what can be done for each article by itself, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

from kg.errors import InputError
from kg.graph.overruling import is_overruling
from kg.model import Document, Extraction
from kg.pipeline.articles import extract_document, page_lexicon
from kg.pipeline.copies import published, sketch
from kg.pipeline.naming import identified
from kg.pipeline.stored import packed
from kg.reading import Input
from kg.schema import Schema


@dataclass(frozen=True, slots=True)
class Task:
    """One article to extract.

    Attributes:
        source: Where it comes from, as the user would say it.
        place: Where it stands; see ``Input.place``.
        sha256: Of its bytes.
        data: Its bytes; none if the document is given.
        record: Whether they are one line of a JSON Lines file.
        address: Where it stood on the net, if what held it says so.
        document: The document, if it was read before.
    """

    source: str
    place: str
    sha256: str
    data: bytes = b""
    record: bool = False
    address: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes:
        named: The entities as MessagePack.
        body: The extraction (``stored.packed``).
        sketch: By which copies are known (``copies.sketch``).
        published: When (``copies.published``).
        overruling: Facts that say that something does not hold.
        problem: Why there are none, or the empty string.
    """

    named: bytes = b""
    body: bytes = b""
    sketch: bytes = b""
    published: str = ""
    overruling: int = 0
    problem: str = ""


class Extractor(Protocol):
    """Works tasks off, in their order."""

    def __call__(self, tasks: Iterable[Task], /) -> Iterator[tuple[Task, Outcome]]:
        """Each task with its outcome."""
        ...


def work(task: Task, schema: Schema) -> Outcome:
    """Read and extract one article; whatever goes wrong is told, not raised."""
    try:
        extraction = _extraction(task, schema)
        document = extraction.document
        return Outcome(
            named=msgspec.msgpack.encode(identified(extraction, schema)),
            body=packed(extraction),
            sketch=sketch(document),
            published=published(document),
            overruling=sum(map(is_overruling, extraction.facts)),
        )
    except InputError as error:
        return Outcome(problem=error.message)
    # A defect that one article in a thousand brings to light must not stop the others.
    except Exception as error:  # noqa: BLE001
        detail = " ".join(str(error).split())[:200]
        return Outcome(problem=f"{task.source}: internal error ({type(error).__name__}: {detail})")


def _extraction(task: Task, schema: Schema) -> Extraction:
    document = task.document
    if document is None:
        one = Input(task.source, record=task.record, address=task.address)
        document = one.document(task.data, page=page_lexicon(schema))
    return extract_document(document, schema)
