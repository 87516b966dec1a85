"""The schema: ontology, lexicon and gazetteer, read once and handed to every stage.

Names are loaded when they are first asked for: a query on a store needs no ontology.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kg.schema.schema import Schema, default_root, load_schema

if TYPE_CHECKING:
    from kg.schema.gazetteer import GazetteerEntry
    from kg.schema.ontology import KG, Ontology
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
_MODULES = {"GazetteerEntry": "gazetteer", "KG": "ontology", "Ontology": "ontology"}


def __getattr__(name: str) -> object:
    """Load a name from the module that defines it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES.get(name, 'terms')}"), name)
