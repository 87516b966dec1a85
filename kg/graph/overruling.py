"""Later articles that deny, end or replace what earlier ones say.

The earlier fact stays on record: its claim keeps its sentence and the status that its article gave,
names the article that overruled it, and has the new status; there is no plain triple any more. An
article that says it again after that is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs
from pyoxigraph import NamedNode

from kg.model import Agreement, Event, Extraction, Fact, Measurement, Relation, Status

Names = Callable[[str], NamedNode]
"""From the key of an entity to its IRI."""
Content = tuple[object, ...]
"""What a fact says, whatever its status; the entities in it are IRIs."""

OVERRULING: Final = (Status.DENIED, Status.TERMINATED, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Stance:
    """An article's word that something does not hold.

    Attributes:
        content: What.
        nodes: The IRIs of the entities in it.
        status: Whether it is denied, ended or replaced.
        published: When the article was published, as text that sorts by time.
        article: Its SHA-256.
    """

    content: Content
    nodes: frozenset[str]
    status: Status
    published: str
    article: str


@dataclass(frozen=True, slots=True)
class Overruled:
    """What became of a fact.

    Attributes:
        stated: The status that its article gave it.
        by: SHA-256 of the article that overruled it.
    """

    stated: Status
    by: str


def is_overruling(fact: Fact) -> bool:
    """Whether a fact says that something does not hold."""
    return fact.status in OVERRULING


def stances(extraction: Extraction, names: Names, published: str) -> Iterable[Stance]:
    """What an article says does not hold."""
    sha256 = extraction.document.sha256
    for fact in filter(is_overruling, extraction.facts):
        for content in _contents(fact, names):
            nodes = frozenset(_nodes(content))
            yield Stance(content, nodes, fact.status, published, sha256)


def overrule(
    extraction: Extraction, against: Sequence[Stance], names: Names
) -> tuple[Extraction, Mapping[Fact, Overruled]]:
    """Give the facts that later articles overrule their new status.

    Args:
        extraction: An article.
        against: The stances of later articles, in order of time.
        names: The article's.

    Returns:
        The article with the new statuses; and the facts that have one, with what they had.
    """
    if not against:
        return extraction, {}
    # The first that speaks against a fact: whatever comes after speaks of what is over already.
    first: dict[Content, Stance] = {}
    for stance in against:
        first.setdefault(stance.content, stance)
    facts: list[Fact] = []
    found: dict[Fact, Overruled] = {}
    for fact in extraction.facts:
        said = [first[c] for c in _contents(fact, names) if c in first]
        if said and fact.status.asserted:
            earliest = min(said, key=lambda s: (s.published, s.article))
            changed = structs.replace(fact, status=earliest.status)
            found[changed] = Overruled(fact.status, earliest.article)
            facts.append(changed)
        else:
            facts.append(fact)
    return replace(extraction, facts=tuple(facts)), found


def _contents(fact: Fact, names: Names) -> list[Content]:
    """What a fact says; of an agreement, with and without what it is about."""
    match fact:
        case Relation():
            return [("relation", names(fact.subject), fact.predicate, names(fact.object))]
        case Agreement():
            parties = ("agreement", frozenset(map(names, fact.parties)))
            about = names(fact.about) if fact.about else None
            if is_overruling(fact):
                return [(*parties, about)]
            return list(dict.fromkeys([(*parties, about), (*parties, None)]))
        case Event():
            return [("event", fact.type, names(fact.about))]
        case Measurement():
            return [("measurement", names(fact.subject), fact.kind, str(fact.value), fact.unit)]
        case _:
            return []


def _nodes(content: Content) -> Iterable[str]:
    for part in content:
        if isinstance(part, NamedNode):
            yield part.value
        elif isinstance(part, frozenset):
            yield from (node.value for node in part)
