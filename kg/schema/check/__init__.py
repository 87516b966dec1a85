"""``kg check``: do ontology, shapes, gazetteer and lexicon agree with one another?"""

from __future__ import annotations

from pathlib import Path

from kg.errors import SchemaError
from kg.schema.check.gazetteer import check_gazetteer
from kg.schema.check.lexicon import check_lexicon
from kg.schema.check.problem import Problem
from kg.schema.check.turtle import check_ontology, check_shapes
from kg.schema.ontology import read_ontology

__all__ = ["Problem", "check"]


def check(root: Path) -> list[Problem]:
    """Look through an ontology folder and report everything that is wrong, not only the first.

    Args:
        root: The folder that holds ``kg.ttl``, ``shapes.ttl``, ``gazetteer/`` and ``lexicon/``.

    Returns:
        The problems by file; empty if there is none. Warnings are among them.
    """
    path = root / "kg.ttl"
    try:
        ontology = read_ontology(path)
    except SchemaError as error:
        return [Problem(path.name, "", error.problem)]
    return [
        *check_ontology(path, ontology),
        *check_shapes(root / "shapes.ttl", ontology),
        *check_gazetteer(root / "gazetteer", ontology),
        *check_lexicon(root / "lexicon", ontology),
    ]
