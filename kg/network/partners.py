"""The partner network of a graph, projected from the facts about its parties.

A projection (``ontology/lexicon/network.toml``) takes each fact of its properties as a link between
a party and a tie: an agreement and who signed it, a project and who builds, runs or pays for it, a
place and who is there. Each two parties of one tie are joined (a one-mode projection); what joins
them is kept, with its date, status and sentences. A pair is as certain as the less certain of its
two links: a builder that is there and an investor that is planned are joined by plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.errors import UsageError
from kg.graph.interface import Graph
from kg.model import Status
from kg.model.lexicon.network import NetworkLexicon, Projection
from kg.network.model import Edge, Network, Node, Quote, Tie
from kg.network.places import Places, read_places
from kg.network.rows import Row, iris, local_name, rows
from kg.schema import Ontology
from kg.schema.messages import message

# What a fact stands for when articles differ: the first of these that one of them says.
CERTAINTY = (
    Status.ACTUAL,
    Status.PLANNED,
    Status.RUMOURED,
    Status.SUPERSEDED,
    Status.TERMINATED,
    Status.DENIED,
)
DEFAULT_STATUSES = (Status.ACTUAL.value, Status.PLANNED.value)
_RANK = {status.value: rank for rank, status in enumerate(CERTAINTY)}

_PLAIN = """
SELECT DISTINCT ?subject ?object ?status WHERE {
  VALUES ?p { %s }
  ?subject ?p ?object .
  OPTIONAL { ?subject kg:status ?status }
}
"""
_CLAIMED = """
SELECT DISTINCT ?subject ?object ?status ?article ?headline ?outlet ?published ?sentence ?exact
                ?begin ?end WHERE {
  VALUES ?p { %s }
  ?claim rdf:predicate ?p ; rdf:subject ?subject ; rdf:object ?object ; kg:status ?status .
  OPTIONAL {
    ?claim kg:evidence ?evidence .
    ?evidence oa:hasSource ?article ; oa:exact ?exact ; oa:start ?start ; oa:end ?stop .
    OPTIONAL { ?evidence kg:sentence ?sentence ; kg:sentenceStart ?first ; kg:sentenceEnd ?last }
    BIND(COALESCE(?first, ?start) AS ?begin)
    BIND(COALESCE(?last, ?stop) AS ?end)
    OPTIONAL { ?article kg:headline ?headline }
    OPTIONAL { ?article kg:published ?published }
    OPTIONAL { ?article kg:publisher/skos:prefLabel ?outlet }
  }
}
"""
_TIES = """
SELECT DISTINCT ?tie ?name ?date ?about ?label ?declared WHERE {
  VALUES ?p { %s }
  { %s ?p %s } UNION { ?claim rdf:predicate ?p ; rdf:%s ?tie }
  OPTIONAL { ?tie skos:prefLabel ?name }
  OPTIONAL { ?tie kg:date ?date }
  OPTIONAL { ?tie kg:about ?about . OPTIONAL { ?about skos:prefLabel ?label } }
  OPTIONAL { ?tie kg:partOfSigning/kg:declaredPartyCount ?declared }
}
"""
_NAMES = """
SELECT DISTINCT ?party ?label ?other WHERE {
  { SELECT DISTINCT ?party WHERE {
    VALUES ?p { %s }
    { %s ?p %s } UNION { ?claim rdf:predicate ?p ; rdf:%s ?party }
  } }
  { ?party skos:prefLabel ?label } UNION { ?party skos:altLabel ?other }
}
"""
_TYPES = """
SELECT DISTINCT ?party ?type WHERE {
  VALUES ?p { %s }
  { %s ?p %s } UNION { ?claim rdf:predicate ?p ; rdf:%s ?party }
  ?party a ?type .
}
"""


def partner_network(
    graph: Graph,
    between: Sequence[str] = (),
    *,
    statuses: Iterable[str] = DEFAULT_STATUSES,
) -> Network:
    """The parties of a graph and what joins them.

    Args:
        graph: The graph.
        between: What joins two parties: names of projections (``agreement``, ``project``,
            ``place``); default: the first of the lexicon, which is agreements.
        statuses: Local names of the statuses of ties that count.

    Raises:
        UsageError: If there is no such projection.
        StoreError: If the graph cannot be read.
    """
    schema = graph.schema
    lexicon = schema.lexicon("network", NetworkLexicon)
    chosen = projections(lexicon, between)
    wanted = frozenset(statuses)
    rules = lexicon.places
    places = read_places(graph, schema, classes=rules.classes, within=rules.properties)
    nodes: dict[str, Node] = {}
    pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for projection in chosen:
        parties = _parties(graph, projection, schema.ontology, places)
        nodes.update(parties)
        for pair, tie in _ties(graph, projection, frozenset(parties), places):
            if tie.status in wanted:
                pairs[pair].append(tie)
    edges = tuple(
        Edge(source, target, tuple(sorted(shared, key=lambda tie: (tie.date, tie.kind, tie.iri))))
        for (source, target), shared in sorted(pairs.items())
    )
    return Network(tuple(nodes[iri] for iri in sorted(nodes)), edges).joined()


def projections(lexicon: NetworkLexicon, names: Sequence[str]) -> tuple[Projection, ...]:
    """The projections of these names, each once, in the order of the lexicon.

    Raises:
        UsageError: If there is no such projection; lists those there are.
    """
    if not names:
        return lexicon.projections[:1]
    wanted = set()
    for name in names:
        found = lexicon.named(name)
        if found is None:
            known = [f"{one.zh} ({one.name})" for one in lexicon.projections]
            raise UsageError(message("no_projection", name=name, known=known))
        wanted.add(found.name)
    return tuple(one for one in lexicon.projections if one.name in wanted)


@dataclass
class _Link:
    """What is known of one party's share in one tie."""

    statuses: set[str] = field(default_factory=set)
    quotes: dict[tuple[str, str], Quote] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        return min(_RANK.get(status, len(_RANK)) for status in self.statuses)


def _ties(
    graph: Graph, projection: Projection, parties: frozenset[str], places: Places
) -> Iterator[tuple[tuple[str, str], Tie]]:
    """Each two parties of a tie, and the tie as it joins these two."""
    values = _values(projection, graph.schema.ontology)
    facts = _facts(rows(graph, _TIES % _pattern(projection, values, "tie")))
    for iri, links in sorted(_links(graph, projection, values).items()):
        named = sorted(party for party in links if party in parties)
        if projection.crowd and len(named) > projection.crowd:
            continue
        fact = facts.get(iri, {})
        about = fact.get("label", fact.get("name", ""))
        spots = tuple(sorted({*places.of(iri, about), *places.of(fact.get("about", iri), about)}))
        declared = fact.get("declared", "")
        for pair in combinations(named, 2):
            rank = max(links[party].rank for party in pair)
            quotes = {key: q for party in pair for key, q in links[party].quotes.items()}
            yield (
                pair,
                Tie(
                    kind=projection.name,
                    iri=iri,
                    about=about,
                    date=fact.get("date", ""),
                    status=CERTAINTY[min(rank, len(CERTAINTY) - 1)].value,
                    parties=tuple(named),
                    declared=int(declared) if declared.isdigit() else None,
                    places=spots,
                    quotes=tuple(sorted(quotes.values())),
                ),
            )


def _links(graph: Graph, projection: Projection, values: str) -> dict[str, dict[str, _Link]]:
    """Of each tie, each of its parties; from plain triples and from claims."""
    end = projection.tie
    other = _other(end)
    found: dict[str, dict[str, _Link]] = defaultdict(lambda: defaultdict(_Link))
    plain = rows(graph, _PLAIN % values)
    for row in plain:
        # The status of an agreement stands at the agreement itself and is that of the graph.
        if end == "subject" and "status" in row:
            found[row[end]][row[other]].statuses.add(local_name(row["status"]))
    for row in rows(graph, _CLAIMED % values):
        link = found[row[end]][row[other]]
        link.statuses.add(local_name(row["status"]))
        if "article" in row:
            quote = _quote(row)
            link.quotes.setdefault((quote.iri, quote.sentence), quote)
    for row in plain:
        link = found[row[end]][row[other]]
        link.statuses = link.statuses or {Status.ACTUAL.value}
    return found


def _facts(found: Iterable[Row]) -> dict[str, Row]:
    """What is said of each tie; of several values the first, of counts the largest."""
    facts: dict[str, Row] = {}
    for row in found:
        known = facts.setdefault(row["tie"], row)
        if int(row.get("declared", "0")) > int(known.get("declared", "0")):
            known["declared"] = row["declared"]
    return facts


def _quote(row: Row) -> Quote:
    return Quote(
        article=row.get("headline", row["article"]),
        outlet=row.get("outlet", ""),
        published=row.get("published", ""),
        sentence=row.get("sentence", row["exact"]),
        begin=int(row["begin"]),
        end=int(row["end"]),
        iri=row["article"],
        exact=row["exact"],
    )


def _parties(
    graph: Graph, projection: Projection, ontology: Ontology, places: Places
) -> dict[str, Node]:
    pattern = _pattern(projection, _values(projection, ontology), "party")
    types: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, _TYPES % pattern):
        types[row["party"]].add(local_name(row["type"]))
    labels: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, _NAMES % pattern):
        labels[row["party"]].update([row["label"]] if "label" in row else [])
        others[row["party"]].update([row["other"]] if "other" in row else [])
    nodes = {}
    for iri, classes in types.items():
        if projection.classes and classes.isdisjoint(projection.classes):
            continue
        names = sorted(labels[iri]) or sorted(others[iri]) or [local_name(iri)]
        aliases = tuple(sorted((others[iri] | set(names)) - {names[0]}))
        narrowest = ontology.narrowest(classes)[0]
        nodes[iri] = Node(iri, names[0], aliases, narrowest, places.of(iri, names[0]))
    return nodes


def _values(projection: Projection, ontology: Ontology) -> str:
    return iris(ontology.iri(name) for name in projection.properties)


def _pattern(projection: Projection, values: str, wanted: str) -> tuple[str, str, str, str]:
    """What a query needs to find the ties or the parties: properties, two ends, the claim's end."""
    end = projection.tie if wanted == "tie" else _other(projection.tie)
    if end == "subject":
        return values, f"?{wanted}", "?_", end
    return values, "?_", f"?{wanted}", end


def _other(end: str) -> str:
    return "object" if end == "subject" else "subject"
