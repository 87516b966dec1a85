"""Names are found by how they are built, not because the gazetteer knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.evaluate import Found, Gold, Tally, found_in, read_gold_folder, score
from kg.evaluate.compare import fold
from kg.graph import memory_graph
from kg.graph.quads import article_quads
from kg.pipeline.articles import extract_document, page_lexicon
from kg.reading import read_file
from kg.schema import GazetteerEntry, Schema

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
PLACE = "Place"
FLOOR = 0.85
# The help of the commands and of the package shows what the sample articles answer.
HELP = frozenset({Path("kg/__init__.py"), Path("kg/cli/parser.py")})
COMMON = frozenset({"大数据产业园"})  # a sample's short form that is also a common noun


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    """The gold facts of d01 to d24."""
    return [gold for gold in read_gold_folder(DATA / "gold") if gold.id.startswith("d")]


def names(golds: Iterable[Gold]) -> set[str]:
    """The folded names of every entity that is no place."""
    entities = [e for gold in golds for e in gold.entities if e.type != PLACE]
    return {fold(name) for entity in entities for name in (entity.name, *entity.aliases)}


def ablated(schema: Schema, without: set[str]) -> Schema:
    """The schema, its gazetteer knowing no entity by any of these names but places."""

    def kept(entry: GazetteerEntry) -> bool:
        known = {fold(name) for name in (entry.name, *entry.aliases)}
        return schema.ontology.coarse(entry.type) == PLACE or not known & without

    class Ablated(Schema):
        gazetteer = tuple(entry for entry in schema.gazetteer if kept(entry))

    return Ablated(schema.root)


def found(gold: Gold, schema: Schema) -> Found:
    (path,) = DATA.glob(f"{gold.id}.*")
    extraction = extract_document(read_file(path, page=page_lexicon(schema)), schema)
    return found_in(memory_graph(article_quads(extraction, schema)), schema)


@pytest.mark.slow
def test_entities_are_found_without_being_known(golds: list[Gold], schema: Schema) -> None:
    blind = ablated(schema, names(golds))
    assert len(blind.gazetteer) < len(schema.gazetteer)
    tally = Tally()
    for gold in golds:
        tally += score(gold, found(gold, blind), blind).tallies["core"]["entities"]
    assert tally.f1 >= FLOOR


def texts() -> Iterator[tuple[str, str]]:
    """Everything that rules are made of, comments and examples too, but not the gazetteer."""
    code, lexicon = (ROOT / "kg").rglob("*.py"), (ROOT / "ontology").rglob("*.t*l")
    for path in (path.relative_to(ROOT) for path in sorted([*code, *lexicon])):
        if path not in HELP:
            yield str(path), (ROOT / path).read_text(encoding="utf-8").casefold()


def test_no_rule_names_an_entity_of_the_samples() -> None:
    known = names(read_gold_folder(DATA / "gold")) - COMMON
    whole = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    # A Latin name inside a longer word is not the name.
    pattern = re.compile(rf"(?<![a-z0-9])(?:{whole})(?![a-z0-9])")
    assert {(path, name) for path, text in texts() for name in pattern.findall(text)} == set()
