"""What is behind a partnership: signed agreements, co-operation, collective signings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.query.evidence import Support, support
from kg.query.questions.answers.base import Context
from kg.query.source import Source
from kg.query.sparql import iri, local_name, select


@dataclass(frozen=True, slots=True)
class Declared:
    """A collective signing whose text says how many sign.

    Attributes:
        signing: Its IRI.
        declared: The number that the text declares.
        parties: The parties that it names, the host left out.
        date: Its date, or None.
        sources: The sentences.
    """

    signing: str
    declared: int
    parties: frozenset[str]
    date: str | None
    sources: tuple[Source, ...]


def declared_by(context: Context, hosts: Iterable[str]) -> list[Declared]:
    """The signings of these hosts that declare a number, those that name the most first."""
    values = " ".join(map(iri, hosts))
    query = (
        f"SELECT DISTINCT ?signing ?declared ?other ?about ?date WHERE {{ "
        f"VALUES ?host {{ {values} }} "
        "?agreement kg:party ?host , ?other ; kg:partOfSigning ?signing . "
        "?signing kg:declaredPartyCount ?declared ; kg:about ?about . "
        "OPTIONAL { ?signing kg:date ?date } FILTER(?other != ?host) }"
    )
    rows = list(select(context.graph, query))
    parties: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        parties[row["signing"]].add(row["other"])
    about = context.schema.ontology.iri("about")
    claims = {row["signing"]: (row["signing"], about, row["about"]) for row in rows}
    held = support(context.graph, claims.values())
    found = {
        row["signing"]: Declared(
            row["signing"],
            int(row["declared"]),
            frozenset(parties[row["signing"]]),
            row.get("date"),
            held.get(claims[row["signing"]], Support()).sources,
        )
        for row in rows
    }
    return sorted(found.values(), key=lambda s: (-len(s.parties), s.signing))


def only_cooperation(context: Context, hosts: Iterable[str]) -> frozenset[str]:
    """The partners of these hosts of whom no article says that anything was signed or agreed."""
    values = " ".join(map(iri, hosts))
    query = (
        f"SELECT DISTINCT ?agreement ?other ?type WHERE {{ VALUES ?host {{ {values} }} "
        "?agreement kg:party ?host , ?other ; a ?type . FILTER(?other != ?host) }"
    )
    types: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in select(context.graph, query):
        types[row["other"], row["agreement"]].add(local_name(row["type"]))
    narrowest, signed = context.schema.ontology.narrowest, context.lexicon.agreement
    partners = {other for other, _ in types}
    return frozenset(
        partners - {other for (other, _), names in types.items() if signed in narrowest(names)}
    )
