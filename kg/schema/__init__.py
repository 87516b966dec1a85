"""The schema: ontology, lexicon and gazetteer, read once and handed to every stage."""

from kg.schema.gazetteer import GazetteerEntry
from kg.schema.schema import Schema, load_schema

__all__ = ["GazetteerEntry", "Schema", "load_schema"]
