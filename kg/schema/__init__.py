"""The schema: ontology, lexicon and gazetteer, read once and handed to every stage."""

from kg.schema.gazetteer import GazetteerEntry
from kg.schema.ontology import KG, Ontology
from kg.schema.schema import Schema, default_root, load_schema
from kg.schema.terms import ClassTerm, Individual, Kind, PropertyTerm, Term, Unit

__all__ = [
    "KG",
    "ClassTerm",
    "GazetteerEntry",
    "Individual",
    "Kind",
    "Ontology",
    "PropertyTerm",
    "Schema",
    "Term",
    "Unit",
    "default_root",
    "load_schema",
]
