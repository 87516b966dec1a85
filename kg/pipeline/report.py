"""What a build tells: how far it is, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read.

    Attributes:
        source: What the user named.
        reason: One line that says why.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Attributes:
        location: The store.
        added: Articles that were not in the store.
        replaced: Articles that stand where another version of them stood before.
        updated: Articles that an older version of kg or of the ontology had extracted.
        unchanged: Articles that were in the store already.
        repeated: Inputs with the same bytes as another input or article.
        removed: Articles that were taken out because the user said so.
        rewritten: Other articles whose graph changed because names turned out to be one, or not.
        failures: Inputs that could not be read.
        entities: Entities in the store.
        quads: Statements in the store.
        copies: Articles in the store that are copies of others.
        doubts: Names of which could not be decided what they mean; ``kg entities --review``.
        unused: Names in the curation file that mean nothing in the store.
    """

    location: str
    added: int
    replaced: int
    updated: int
    unchanged: int
    repeated: int
    removed: int
    rewritten: int
    failures: tuple[Failure, ...]
    entities: int
    quads: int
    copies: int
    doubts: int
    unused: tuple[str, ...]

    @property
    def articles(self) -> int:
        """Inputs that are in the store now."""
        return self.added + self.replaced + self.updated + self.unchanged


class Stage(StrEnum):
    """What a build or an import is doing."""

    READING = "read"
    WRITING = "write"
    IMPORTING = "import"
    SORTING = "sort"
    INDEXING = "index"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build or an import is.

    Attributes:
        done: Articles, graphs or statements of this stage that are done; 0 where nothing tells.
        total: All of them; 0 where nobody knows.
        source: The article or the file; empty while graphs are written.
        stage: What is being done.
    """

    done: int
    total: int
    source: str = ""
    stage: Stage = Stage.READING


Progress = Callable[[Step], None]
