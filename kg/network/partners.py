"""The partner network as it stands in a graph: agreements that are made or planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.graph import vocabulary as v
from kg.graph.interface import Graph
from kg.network.model import Deal, Edge, Network, Node, Quote
from kg.schema import Ontology

_PARTIES = f"""
SELECT DISTINCT ?deal ?party ?date ?status ?about ?declared WHERE {{
  VALUES ?kind {{ {v.AGREEMENT} {v.COOPERATION} }}
  ?deal a ?kind ; {v.PARTY} ?party ; {v.STATUS} ?status .
  OPTIONAL {{ ?deal {v.DATE} ?date }}
  OPTIONAL {{ ?deal {v.ABOUT}/{v.PREF_LABEL} ?about }}
  OPTIONAL {{ ?deal {v.PART_OF_SIGNING}/{v.DECLARED_PARTY_COUNT} ?declared }}
}}
"""
_NODES = f"""
SELECT DISTINCT ?party ?label ?other ?type WHERE {{
  VALUES ?kind {{ {v.AGREEMENT} {v.COOPERATION} }}
  ?deal a ?kind ; {v.PARTY} ?party .
  ?party a ?type .
  OPTIONAL {{ ?party {v.PREF_LABEL} ?label }}
  OPTIONAL {{ ?party {v.ALT_LABEL} ?other }}
}}
"""
_QUOTES = f"""
SELECT DISTINCT ?deal ?article ?headline ?outlet ?published ?sentence ?exact ?begin ?end WHERE {{
  VALUES ?kind {{ {v.AGREEMENT} {v.COOPERATION} }}
  ?deal a ?kind .
  ?claim {v.SUBJECT} ?deal ; {v.PREDICATE} {v.PARTY} ; {v.EVIDENCE} ?evidence .
  ?evidence {v.HAS_SOURCE} ?article ; {v.EXACT} ?exact ; {v.START} ?start ; {v.END} ?stop .
  OPTIONAL {{
    ?evidence {v.SENTENCE} ?sentence ; {v.SENTENCE_START} ?first ; {v.SENTENCE_END} ?last
  }}
  BIND(COALESCE(?first, ?start) AS ?begin)
  BIND(COALESCE(?last, ?stop) AS ?end)
  OPTIONAL {{ ?article {v.HEADLINE} ?headline }}
  OPTIONAL {{ ?article {v.PUBLISHED} ?published }}
  OPTIONAL {{ ?article {v.PUBLISHER}/{v.PREF_LABEL} ?outlet }}
}}
"""
_ONTOLOGY = len(v.ONTOLOGY)

Row = dict[str, str]


def partner_network(graph: Graph) -> Network:
    """The parties of a graph's agreements, and an edge for every two that share one.

    Raises:
        StoreError: If the graph cannot be read.
    """
    quotes = _quotes(_rows(graph, _QUOTES))
    deals = _deals(_rows(graph, _PARTIES), quotes)
    pairs: dict[tuple[str, str], list[Deal]] = defaultdict(list)
    for deal in deals:
        for pair in combinations(deal.parties, 2):
            pairs[pair].append(deal)
    edges = tuple(
        Edge(source, target, tuple(sorted(shared, key=lambda deal: (deal.date, deal.iri))))
        for (source, target), shared in sorted(pairs.items())
    )
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = _nodes(_rows(graph, _NODES), graph.schema.ontology)
    return Network(tuple(nodes[iri] for iri in sorted(ends)), edges)


def _rows(graph: Graph, query: str) -> list[Row]:
    """The rows of a SELECT as plain characters, sorted; what is not bound is left out."""
    rows = [
        {name: str(getattr(term, "value", term)) for name, term in row.items()}
        for row in graph.select(query).dicts()
    ]
    return sorted(rows, key=lambda row: sorted(row.items()))


def _deals(rows: Iterable[Row], quotes: dict[str, tuple[Quote, ...]]) -> list[Deal]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["deal"]].append(row)
    return [_deal(iri, grouped[iri], quotes.get(iri, ())) for iri in sorted(grouped)]


def _deal(iri: str, rows: list[Row], quotes: tuple[Quote, ...]) -> Deal:
    first = rows[0]
    declared = [int(row["declared"]) for row in rows if row.get("declared", "").isdigit()]
    return Deal(
        iri=iri,
        about=min((row["about"] for row in rows if "about" in row), default=""),
        date=first.get("date", ""),
        status=first["status"][_ONTOLOGY:],
        parties=tuple(sorted({row["party"] for row in rows})),
        declared=max(declared, default=None),
        quotes=quotes,
    )


def _quotes(rows: Iterable[Row]) -> dict[str, tuple[Quote, ...]]:
    found: dict[str, dict[tuple[str, str], Quote]] = defaultdict(dict)
    for row in rows:
        sentence = row.get("sentence", row["exact"])
        found[row["deal"]].setdefault(
            (row["article"], sentence),
            Quote(
                article=row.get("headline", row["article"]),
                outlet=row.get("outlet", ""),
                published=row.get("published", ""),
                sentence=sentence,
                begin=int(row["begin"]),
                end=int(row["end"]),
            ),
        )
    return {deal: tuple(sorted(quotes.values())) for deal, quotes in found.items()}


def _nodes(rows: Iterable[Row], ontology: Ontology) -> dict[str, Node]:
    labels: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        types[row["party"]].add(row["type"][_ONTOLOGY:])
        labels[row["party"]].update([row["label"]] if "label" in row else [])
        others[row["party"]].update([row["other"]] if "other" in row else [])
    nodes = {}
    for iri in types:
        names = sorted(labels[iri]) or sorted(others[iri]) or [iri.rsplit("/", 1)[-1]]
        aliases = tuple(sorted((others[iri] | set(names)) - {names[0]}))
        nodes[iri] = Node(iri, names[0], aliases, ontology.narrowest(types[iri])[0])
    return nodes
