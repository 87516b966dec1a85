"""What was found in one article: entities and facts, each with its evidence.

All names of classes, properties, kinds, units, bounds and statuses are local names of the ontology
(``ComputingCenter``, ``builtBy``, ``computingPower``, ``PetaFLOPS``); which of them exist is the
schema's business, not this module's. Entities are referred to by ``Entity.key``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import msgspec

from kg.model.document import Document, Span


class Status(StrEnum):
    """How far a fact holds by the article; local names of the ``kg:status`` individuals."""

    ACTUAL = "actual"
    PLANNED = "planned"
    DENIED = "denied"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    RUMOURED = "rumoured"

    @property
    def asserted(self) -> bool:
        """Whether a fact of this status is written as plain triples, not only as a claim."""
        return self in (ACTUAL, PLANNED)


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
ACTUAL, PLANNED, DENIED, TERMINATED, SUPERSEDED, RUMOURED = Status


class Bound(StrEnum):
    """How a number limits the value; local names of the ``kg:bound`` individuals."""

    EXACT = "exact"
    AT_LEAST = "atLeast"
    AT_MOST = "atMost"
    APPROXIMATELY = "approximately"


class Evidence(msgspec.Struct, frozen=True, order=True, gc=False):
    """The words a fact was read from.

    Attributes:
        span: The words that carry the fact, in ``Document.text``.
        sentence: The sentence (or row, or item) they stand in, in ``Document.text``.
    """

    span: Span
    sentence: Span


class Entity(msgspec.Struct, frozen=True, gc=False):
    """One thing the article names.

    Attributes:
        key: Unique in the article; the canonical name, with the class appended if two entities
            share it.
        name: The longest canonical form in the text, as written.
        aliases: Every other surface form, as written, in order of first use.
        type: Local name of its class.
        mentions: Where it is named (not where a pronoun means it), in ``Document.text``; at
            least one.
        rule: The rule that found it.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    type: str
    mentions: tuple[Span, ...]
    rule: str


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What all facts have.

    Attributes:
        evidence: Where it was read; the first is the best, others repeat it.
        rule: The rule that fired, such as ``builtBy/由-承建``.
        status: How far it holds.
    """

    evidence: tuple[Evidence, ...]
    rule: str
    status: Status = Status.ACTUAL


class Relation(Fact, frozen=True, kw_only=True, gc=False):
    """Subject, property, object. ``role`` is a person's office, for affiliatedWith."""

    subject: str
    predicate: str
    object: str
    role: str | None = None


class Agreement(Fact, frozen=True, kw_only=True, gc=False):
    """Two or more parties agree, sign, co-operate or build together.

    Every two parties of one agreement are partners of one another; a star (分别) is several
    agreements of two parties that share a signing.

    Attributes:
        parties: Keys, in the order of the text; at least two.
        about: Key of the project or facility that it concerns, or None.
        subject: The words that say what it is about (``建设运营工作``), or None.
        date: ISO 8601, as precise as known (``2023-09-01``, ``2023-09``, ``2023``), or None.
        signed: Whether the text says that something was signed or agreed; False for plain
            co-operation (共建, 携手打造).
        signing: ``Signing.key`` of the act it was part of, or None.
    """

    parties: tuple[str, ...]
    about: str | None = None
    subject: str | None = None
    date: str | None = None
    signed: bool = True
    signing: str | None = None


class Signing(Fact, frozen=True, kw_only=True, gc=False):
    """One act of signing; holds the agreements that name it in ``Agreement.signing``.

    Attributes:
        key: Unique in the article, derived from the words (host, date, offset of the trigger).
        about: Key of what it is about: the project, or else the host or first-named party.
        date: As in ``Agreement``.
        declared: The number of parties the text declares (等12家企业), or None.
        unnamed: ``declared`` less the parties that are named, or None.
    """

    key: str
    about: str
    date: str | None = None
    declared: int | None = None
    unnamed: int | None = None


class Event(Fact, frozen=True, kw_only=True, gc=False):
    """Something that happened, or will happen, to one entity.

    Attributes:
        type: Local name of the event class (``Unveiling``); never ``Signing``.
        about: Key of the entity.
        date: As in ``Agreement``.
    """

    type: str
    about: str
    date: str | None = None


class Measurement(Fact, frozen=True, kw_only=True, gc=False):
    """A number about an entity.

    Attributes:
        subject: Key of the entity.
        kind: Local name of the quantity kind.
        value: In the base unit of the kind.
        unit: Local name of the base unit's individual (``PetaFLOPS``, ``CNY``), see the ontology.
        bound: Which side of the value is meant. A range is two measurements.
        stated: The words of the number, bound and unit as written (``超2350亿元``).
        date: The time the value holds for, as in ``Agreement``; the later end of a period.
        since: The earlier end of a period (未来5年), or None.
        phase: The words of the phase (``首期``), or None.
        precision: ``FP16``, ``FP32``, ``FP64``, ``INT8`` or ``unstated`` for computing power,
            else None.
        note: What a sanity check found wrong with the statement, or None.
    """

    subject: str
    kind: str
    value: Decimal
    unit: str
    bound: Bound
    stated: str
    date: str | None = None
    since: str | None = None
    phase: str | None = None
    precision: str | None = None
    note: str | None = None


class Statement(Fact, frozen=True, kw_only=True, gc=False):
    """A superlative or uniqueness that the article claims of an entity; never a plain fact.

    Attributes:
        subject: Key of the entity.
        words: The claim as written (``长三角地区等级最高、规模最大的智算中心``).
        scope: Key of the place or group within which it is claimed, or None.
        attributed_to: Key of the speaker, or None for the article itself.
    """

    subject: str
    words: str
    scope: str | None = None
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article.

    Attributes:
        document: The article.
        entities: In order of first mention; keys are unique.
        facts: In a fixed order; every key they use is that of an entity.
        publisher: Key of the outlet, or None.
        reporters: Keys of reporters and authors.
        editors: Keys of editors.
    """

    document: Document
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    publisher: str | None = None
    reporters: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
