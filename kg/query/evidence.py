"""The sentences behind facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.graph.interface import Graph
from kg.query.source import Source
from kg.query.sparql import iri, local_name, select, string

Triple = tuple[str, str, str]
"""Subject, predicate and object as whole IRIs."""

_BATCH = 200
_CLAIMS = """
SELECT ?s ?p ?o ?status ?role ?article ?begin ?end ?exact ?sentence ?copy WHERE {
  %s
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status ?status ; kg:evidence ?e .
  ?e oa:hasSource ?article ; oa:start ?begin ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?e kg:sentence ?sentence }
  OPTIONAL { ?e kg:alsoIn ?copy }
  OPTIONAL { ?claim kg:role ?role }
}
"""
_ARTICLES = """
SELECT ?article ?title ?published ?file ?url ?outlet WHERE {
  VALUES ?article { %s }
  OPTIONAL { ?article kg:headline ?title }
  OPTIONAL { ?article kg:published ?published }
  OPTIONAL { ?article kg:source ?file }
  OPTIONAL { ?article kg:url ?url }
  OPTIONAL { ?article kg:publisher/skos:prefLabel ?outlet }
}
"""


@dataclass(frozen=True, slots=True)
class Support:
    """What the articles say about one fact.

    Attributes:
        sources: The sentences, the best first: actual before planned, newer before older.
        statuses: Local names of the statuses of its claims, in order.
        roles: Offices that the claims name, in order.
    """

    sources: tuple[Source, ...] = ()
    statuses: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def support(graph: Graph, triples: Iterable[Triple]) -> dict[Triple, Support]:
    """The claims and sentences behind facts; a fact that nobody claims is left out."""
    wanted = sorted(set(triples))
    rows: list[dict[str, str]] = []
    for at in range(0, len(wanted), _BATCH):
        batch = wanted[at : at + _BATCH]
        things = " ".join(f"({' '.join(map(iri, t))})" for t in batch if _is_iri(t[2]))
        words = " ".join(f"({iri(s)} {iri(p)} {string(o)})" for s, p, o in batch if not _is_iri(o))
        if things:
            rows += select(graph, _CLAIMS % f"VALUES (?s ?p ?o) {{ {things} }}")
        if words:
            match = f"VALUES (?s ?p ?words) {{ {words} }} FILTER(STR(?o) = ?words)"
            rows += select(graph, _CLAIMS % match)
    named = {row[name] for row in rows for name in ("article", "copy") if name in row}
    articles = article_sources(graph, named)
    copies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        if "copy" in row:
            copies[_place(row)].add(row["copy"])
    found: dict[Triple, list[tuple[Source, str | None]]] = defaultdict(list)
    for row in rows:
        also = tuple(articles[one] for one in sorted(copies.get(_place(row), ())))
        source = _source(row, articles[row["article"]], also)
        found[row["s"], row["p"], row["o"]].append((source, row.get("role")))
    return {triple: _support(pairs) for triple, pairs in sorted(found.items())}


def _is_iri(value: str) -> bool:
    """Whether an object is a thing; the words of a superlative are not."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+", value) is not None


def article_sources(graph: Graph, articles: Iterable[str]) -> dict[str, Source]:
    """For each article a source without words: where it stands and when it was published."""
    wanted = sorted(set(articles))
    found = {one: _article({"article": one}) for one in wanted}
    for at in range(0, len(wanted), _BATCH):
        values = " ".join(map(iri, wanted[at : at + _BATCH]))
        for row in sorted(select(graph, _ARTICLES % values), key=_row_order):
            found[row["article"]] = _article(row)
    return found


def _article(row: dict[str, str]) -> Source:
    return Source(
        article=row["article"],
        title=row.get("title", ""),
        outlet=row.get("outlet"),
        published=row.get("published"),
        file=row.get("file"),
        begin=0,
        end=0,
        exact="",
        sentence="",
        url=row.get("url"),
    )


def _place(row: dict[str, str]) -> tuple[str, ...]:
    """Where the evidence of a row stands."""
    return row["article"], row["begin"], row["end"]


def _source(row: dict[str, str], article: Source, also_in: tuple[Source, ...]) -> Source:
    return replace(
        article,
        begin=int(row["begin"]),
        end=int(row["end"]),
        exact=row["exact"],
        sentence=row.get("sentence") or row["exact"],
        status=local_name(row["status"]),
        also_in=also_in,
    )


def _support(pairs: list[tuple[Source, str | None]]) -> Support:
    sources = sorted({source for source, _ in pairs}, key=best_first)
    roles = {role for _, role in pairs if role}
    return Support(
        tuple(sources), tuple(dict.fromkeys(s.status for s in sources)), tuple(sorted(roles))
    )


def best_first(source: Source) -> tuple[bool, str, str, int, int]:
    """The order of sources: actual first, then the newer article, then the earlier words."""
    newer = "".join(chr(0x10FFFF - ord(c)) for c in source.published or "0")
    return (source.status != "actual", newer, source.article, source.begin, source.end)


def _row_order(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())
