"""The shapes accept a good graph and refuse each planted defect.

Validation is slow, so all defects of ``defects.ttl`` stand in one graph beside ``good.ttl``; each
is a node of its own and must be refused by its shape, and nothing else may be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.schema import Schema

ID = "https://example.org/kg/id/"
SHAPES = "https://example.org/kg/shapes#"
HERE = Path(__file__).parent
GOOD = (HERE / "good.ttl").read_text(encoding="utf-8")


class Defect(NamedTuple):
    """Turtle of the node ``id:x``, and the shape that must refuse it."""

    name: str
    shape: str
    turtle: str


def _defects() -> list[Defect]:
    _, *blocks = (HERE / "defects.ttl").read_text(encoding="utf-8").split("\n#: ")
    return [Defect(*re.split(" -> |\n", block, maxsplit=2)) for block in blocks]


DEFECTS = _defects()
# A number with nothing wrong, whatever its kind and unit.
NUMBER = 'kg:value 1 ; kg:bound kg:exact ; kg:status kg:actual ; kg:statedValue "1"'


def _validate(schema: Schema, turtle: str) -> dict[str, set[str]]:
    """The shapes that refuse each node of ``id:``, by the local name of the node."""
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=turtle, format="turtle"),
        shacl_graph=rdflib.Graph().parse(schema.root / "shapes.ttl"),
        ont_graph=rdflib.Graph().parse(schema.root / "kg.ttl"),
        inference="none",
    )
    refused: dict[str, set[str]] = defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode)).removeprefix(ID)
        refused[focus].add(str(report.value(result, SH.sourceShape)).removeprefix(SHAPES))
    return refused


@pytest.fixture(scope="module")
def refused(schema: Schema) -> dict[str, set[str]]:
    planted = [d.turtle.replace("id:x ", f"id:x{n} ") for n, d in enumerate(DEFECTS)]
    return _validate(schema, "\n".join([GOOD, *planted]))


def test_a_good_graph_conforms(schema: Schema) -> None:
    assert _validate(schema, GOOD) == {}


@pytest.mark.parametrize("number", range(len(DEFECTS)), ids=[d.name for d in DEFECTS])
def test_a_defect_is_refused_by_its_shape(refused: dict[str, set[str]], number: int) -> None:
    assert DEFECTS[number].shape in refused.get(f"x{number}", set())


def test_nothing_is_refused_beside_the_defects(refused: dict[str, set[str]]) -> None:
    # What two defects say about a good node (its second owner …) shows at the defect.
    assert {name for name in refused if not name.startswith("x")} == set()


def test_every_kind_takes_its_units_and_no_other(schema: Schema) -> None:
    ontology = schema.ontology
    cases = {
        f"m{number}": (kind.name, unit, unit.symbol in kind.units)
        for number, (kind, unit) in enumerate(
            (kind, unit) for kind in ontology.kinds.values() for unit in ontology.units.values()
        )
    }
    turtle = "\n".join(
        f"id:{name} a kg:Measurement ; kg:quantityKind kg:{kind} ; "
        f" kg:unit <{unit.iri}> ; {NUMBER} . id:centre kg:hasMeasurement id:{name} ."
        for name, (kind, unit, _) in cases.items()
    )
    refused = _validate(schema, GOOD + turtle)
    assert {name for name in cases if name not in refused} == {
        name for name, (_, _, fits) in cases.items() if fits
    }


def test_every_event_class_is_allowed(schema: Schema) -> None:
    turtle = "\n".join(
        f"id:e{name} a kg:{name} ; kg:about id:centre ; kg:status kg:actual ."
        for name in schema.ontology.event_classes
    )
    assert _validate(schema, GOOD + turtle) == {}
