"""The frozen values that the stages hand on; standard library only."""

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
