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
    """The signings with these hosts that declare a number, those that name the most first.

    A host signs with everybody there; one of several that sign with another is none.
    """
    wanted = frozenset(hosts)
    values = " ".join(map(iri, sorted(wanted)))
    query = (
        f"SELECT DISTINCT ?signing ?declared ?other ?about ?date WHERE {{ "
        f"VALUES ?host {{ {values} }} "
        "?agreement kg:party ?host , ?other ; kg:partOfSigning ?signing . "
        "?signing kg:declaredPartyCount ?declared ; kg:about ?about . "
        "OPTIONAL { ?signing kg:date ?date } FILTER(?other != ?host) }"
    )
    rows = _of_hosts(context, list(select(context.graph, query)), wanted)
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


def _of_hosts(
    context: Context, rows: list[dict[str, str]], hosts: frozenset[str]
) -> list[dict[str, str]]:
    """The rows of signings whose agreements all have a host among their parties."""
    values = " ".join(map(iri, sorted({row["signing"] for row in rows})))
    query = (
        f"SELECT DISTINCT ?signing ?agreement ?party WHERE {{ VALUES ?signing {{ {values} }} "
        "?agreement kg:partOfSigning ?signing ; kg:party ?party }"
    )
    parties: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in select(context.graph, query) if values else ():
        parties[row["signing"]][row["agreement"]].add(row["party"])

    def hosted(row: dict[str, str]) -> bool:
        agreements = parties[row["signing"]].values()
        guests = set().union(*agreements) - hosts
        alone = len(agreements) == 1 and row["about"] in guests
        return not alone and all(hosts & signed for signed in agreements)

    return [row for row in rows if hosted(row)]


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
