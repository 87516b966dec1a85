"""The frozen values that the stages hand on.

Those of which an article makes thousands are msgspec structs: they are made five times as fast as
dataclasses, compared and hashed faster too, and the garbage collector need not look at them.

They are loaded when they are first asked for: a query on a store needs none of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.document import Block, BlockKind, Byline, Document, Run, Span, View
    from kg.model.facts import (
        Agreement,
        Bound,
        Entity,
        Event,
        Evidence,
        Extraction,
        Fact,
        Measurement,
        Relation,
        Signing,
        Statement,
        Status,
    )

__all__ = [
    "Agreement",
    "Block",
    "BlockKind",
    "Bound",
    "Byline",
    "Document",
    "Entity",
    "Event",
    "Evidence",
    "Extraction",
    "Fact",
    "Measurement",
    "Relation",
    "Run",
    "Signing",
    "Span",
    "Statement",
    "Status",
    "View",
]
_DOCUMENT = frozenset(["Block", "BlockKind", "Byline", "Document", "Run", "Span", "View"])


def __getattr__(name: str) -> object:
    """Load a name from the module that defines it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part = "document" if name in _DOCUMENT else "facts"
    return getattr(importlib.import_module(f"{__name__}.{part}"), name)
