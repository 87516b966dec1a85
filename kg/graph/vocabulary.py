"""The terms that the shape of the graph rests on.

Only structure stands here: how agreements, events, measurements, claims and evidence are written.
Properties between entities, quantity kinds, units and classes of things are the ontology's.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import NamedNode

ONTOLOGY: Final = "https://example.org/kg/ontology#"
INDIVIDUALS: Final = "https://example.org/kg/id/"

PREFIXES: Final = {
    "kg": ONTOLOGY,
    "id": INDIVIDUALS,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of queries and of what is written; ``id`` follows the base of the individuals."""


@cache  # the ontology has some hundred names, an article thousands of uses of them
def kg(name: str) -> NamedNode:
    """The term of the ontology with this local name."""
    return NamedNode(ONTOLOGY + name)


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":")
    return NamedNode(PREFIXES[prefix] + local)


TYPE: Final = _term("rdf:type")
SUBJECT: Final = _term("rdf:subject")
PREDICATE: Final = _term("rdf:predicate")
OBJECT: Final = _term("rdf:object")
LABEL: Final = _term("rdfs:label")
PREF_LABEL: Final = _term("skos:prefLabel")
ALT_LABEL: Final = _term("skos:altLabel")

# An entity and what hangs on it
MENTIONED_IN: Final = kg("mentionedIn")
HAS_MEASUREMENT: Final = kg("hasMeasurement")

# Agreements, signings, events
AGREEMENT: Final = kg("Agreement")
COOPERATION: Final = kg("Cooperation")
SIGNING: Final = kg("Signing")
PARTY: Final = kg("party")
ABOUT: Final = kg("about")
SUBJECT_MATTER: Final = kg("subjectMatter")
PART_OF_SIGNING: Final = kg("partOfSigning")
DECLARED_PARTY_COUNT: Final = kg("declaredPartyCount")
UNNAMED_PARTY_COUNT: Final = kg("unnamedPartyCount")
DATE: Final = kg("date")
SINCE: Final = kg("since")
STATUS: Final = kg("status")

# Measurements
MEASUREMENT: Final = kg("Measurement")
QUANTITY_KIND: Final = kg("quantityKind")
VALUE: Final = kg("value")
UNIT: Final = kg("unit")
BOUND: Final = kg("bound")
STATED_VALUE: Final = kg("statedValue")
PHASE: Final = kg("phase")
PRECISION: Final = kg("precision")
NOTE: Final = kg("note")

# Claims and evidence
CLAIM: Final = kg("Claim")
EVIDENCE_CLASS: Final = kg("Evidence")
EVIDENCE: Final = kg("evidence")
RULE: Final = kg("rule")
PREMISE: Final = kg("premise")
STATED_STATUS: Final = kg("statedStatus")
OVERRULED_BY: Final = kg("overruledBy")
ROLE: Final = kg("role")
SUPERLATIVE: Final = kg("SuperlativeClaim")
WORDS: Final = kg("words")
SCOPE: Final = kg("scope")
ATTRIBUTED_TO: Final = kg("attributedTo")
HAS_SOURCE: Final = _term("oa:hasSource")
START: Final = _term("oa:start")
END: Final = _term("oa:end")
EXACT: Final = _term("oa:exact")
SENTENCE: Final = kg("sentence")
SENTENCE_START: Final = kg("sentenceStart")
SENTENCE_END: Final = kg("sentenceEnd")
QUOTATION: Final = kg("quotation")

# Articles
ARTICLE: Final = kg("Article")
HEADLINE: Final = kg("headline")
PUBLISHER: Final = kg("publisher")
AUTHOR: Final = kg("author")
EDITOR: Final = kg("editor")
PUBLISHED: Final = kg("published")
PUBLISHED_AT: Final = kg("publishedAt")
SOURCE: Final = kg("source")
SHA256: Final = kg("sha256")
LENGTH: Final = kg("length")
ENCODING: Final = kg("encoding")
URL: Final = kg("url")
COPY_OF: Final = kg("copyOf")
ALSO_IN: Final = kg("alsoIn")

# Identity across articles
MERGE: Final = kg("Merge")
MERGED_INTO: Final = kg("mergedInto")
MERGE_REASON: Final = kg("mergeReason")
NAME_IN_ARTICLE: Final = kg("nameInArticle")

# Rules of derived claims
DERIVED_PARTNER: Final = "derived/parties"
DERIVED_SYMMETRIC: Final = "derived/symmetric"
DERIVED_INVERSE: Final = "derived/inverse"
