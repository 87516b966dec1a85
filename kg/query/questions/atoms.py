"""The pieces of a question and what each can mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.model.lexicon.questions import ClassWords, RelationWords


class Role(StrEnum):
    """How a relation word stands to the two ends of its property."""

    VERB = "verb"
    SUBJECT_NOUN = "subject noun"
    OBJECT_NOUN = "object noun"
    AFTER_OBJECT = "after object"
    BEFORE_OBJECT = "before object"
    AFTER_SUBJECT = "after subject"


@dataclass(frozen=True, slots=True)
class NameUse:
    """Names entities of the graph; several if the name is ambiguous."""

    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassUse:
    """Means a class of entities."""

    words: ClassWords


@dataclass(frozen=True, slots=True)
class RelationUse:
    """Means a property between entities.

    Attributes:
        words: The property and its words.
        role: How the word stands to its two ends.
        weak: Whether it counts only when there is no better word.
        existential: Whether the object end may come first.
    """

    words: RelationWords
    role: Role
    weak: bool = False
    existential: bool = False


@dataclass(frozen=True, slots=True)
class KindUse:
    """Means kinds of quantity."""

    kinds: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class EventUse:
    """Means classes of events."""

    types: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class AskUse:
    """A question word; ``wanted`` is the name of its field in ``Asking``."""

    wanted: str


@dataclass(frozen=True, slots=True)
class MarkUse:
    """A small word; ``mark`` is the name of its field in ``Marks``."""

    mark: str


@dataclass(frozen=True, slots=True)
class StatusUse:
    """Says how far a fact must hold; local name of a status."""

    status: str


@dataclass(frozen=True, slots=True)
class QuantityUse:
    """A number with its unit and bound.

    Attributes:
        low: Least value, or None.
        high: Greatest value, or None.
        unit: IRI of the base unit, or None when the question says none.
        kinds: Quantity kinds that the unit can stand for.
        strict: Whether the bounds themselves are left out.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str | None
    kinds: tuple[str, ...]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class NumberUse:
    """A bare number (前3, 五个)."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Relative:
    """A stretch of time told from a month that is not known yet.

    Attributes:
        years: Which year, the one of that month being 0; None where months are told.
        within: What of that year is meant (``-03``, ``-07`` to ``-12``), as ends of its dates.
        months: Which month, the one of reference being 0; None where years are told.
        span: How many months up to and with that one; None where a single one is meant.
    """

    years: int | None = None
    within: tuple[str, str] = ("", "")
    months: int | None = None
    span: int | None = None


@dataclass(frozen=True, slots=True)
class DateUse:
    """A stretch of time, as ISO 8601 prefixes; both ends belong to it.

    Attributes:
        since: Where it begins.
        until: Where it ends.
        closed: Whether its end is meant (年底), so that ``before`` it takes it in.
        relative: How it hangs on the newest article (去年), or None.
        newest: The date of that article, once it is known.
    """

    since: str | None
    until: str | None
    closed: bool = False
    relative: Relative | None = None
    newest: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseUse:
    """A phase of a project, by its words in articles; none for all phases together."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IgnoredUse:
    """Says nothing that the answer depends on."""


@dataclass(frozen=True, slots=True)
class UnknownUse:
    """Characters that neither the graph nor the lexicon knows.

    Attributes:
        place: Whether they are the name of a place that no article speaks of.
    """

    place: bool = False


Use = (
    NameUse
    | ClassUse
    | RelationUse
    | KindUse
    | EventUse
    | AskUse
    | MarkUse
    | StatusUse
    | QuantityUse
    | NumberUse
    | DateUse
    | PhaseUse
    | IgnoredUse
    | UnknownUse
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a question.

    Attributes:
        start: First character.
        end: One past the last.
        text: As written.
        uses: What it can mean, the likeliest first; at least one.
    """

    start: int
    end: int
    text: str
    uses: tuple[Use, ...]

    def mark(self) -> str | None:
        """The mark it can be, or None."""
        return next((use.mark for use in self.uses if isinstance(use, MarkUse)), None)

    def marks(self) -> frozenset[str]:
        """All marks it can be."""
        return frozenset(use.mark for use in self.uses if isinstance(use, MarkUse))

    def is_a(self, kind: type[object]) -> bool:
        """Whether one of its meanings is of this kind."""
        return any(isinstance(use, kind) for use in self.uses)
