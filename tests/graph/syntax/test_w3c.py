"""The syntax tests of the W3C: rdf-tests, sparql/sparql10 and sparql/sparql11.

They are not part of this project; KG_W3C_TESTS names the folder they lie in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace

from kg.graph.syntax.parser import END, State, read
from kg.graph.syntax.rules import violations

MANIFEST = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
FOLDER = os.environ.get("KG_W3C_TESTS", "")


def _tests() -> Iterator[tuple[Path, bool]]:
    """Each file with whether it must parse."""
    for manifest in sorted(Path(FOLDER).rglob("manifest.ttl")) if FOLDER else ():
        graph = Graph().parse(manifest, publicID=manifest.as_uri())
        for test, kind in sorted(graph.subject_objects(RDF.type)):
            action = str(graph.value(test, MANIFEST.action))
            if "SyntaxTest" in str(kind):
                yield Path(action.removeprefix("file://")), "Negative" not in str(kind)


@pytest.mark.skipif(not FOLDER, reason="KG_W3C_TESTS does not name the folder of the W3C's tests")
@pytest.mark.parametrize(
    ("path", "valid"), [pytest.param(p, v, id=f"{p.parent.name}/{p.name}") for p, v in _tests()]
)
def test_what_the_w3c_calls_valid_parses_and_nothing_else(path: Path, valid: bool) -> None:
    reading = read(path.read_bytes().decode("utf-8"))
    # An update of nothing is valid there; at a prompt it is a statement to be gone on with.
    nothing = reading.state is State.INCOMPLETE and END in reading.expected and not reading.found
    parses = nothing or (reading.state is State.COMPLETE and not violations(reading))
    assert parses is valid
