"""Gold facts against found facts, by hand-made values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.evaluate import Found, Gold, Tally, score
from kg.evaluate.compare import as_found, fold
from kg.evaluate.found import FoundEntity, FoundEvent, FoundMeasure, Why
from kg.evaluate.gold import Denied, GoldEntity, GoldEvent, GoldMeasure
from kg.schema import Schema


def _entity(name: str, type_: str, *more: str) -> FoundEntity:
    return FoundEntity(frozenset((name, *more)), frozenset((type_,)))


@pytest.fixture(scope="module")
def names(schema: Schema) -> tuple[str, str]:
    """Two relations of the ontology that are not derived."""
    stated = [r for r in schema.ontology.relations if r not in schema.ontology.derived_relations]
    return stated[0], stated[1]


@pytest.fixture
def gold(names: tuple[str, str]) -> Gold:
    return Gold(
        id="a",
        entities=(
            GoldEntity("e1", "云河数据中心", "Facility", ("云河中心",)),
            GoldEntity("e2", "云河公司", "Organization"),
            GoldEntity("e3", "山口县", "Place"),
        ),
        partners=(("e3", "e2"),),
        relations=(("e1", names[0], "e2"), ("e1", names[1], "e3")),
        measures=(
            GoldMeasure("e1", "rackCount", 3000, bound="atLeast", status="planned"),
            GoldMeasure("e1", "investment", 1.2e9, unit="CNY"),
            GoldMeasure("e1", "projectCount", 3),
        ),
        events=(GoldEvent("e1", "started", "2023-09-01"),),
    )


@pytest.fixture
def found(names: tuple[str, str]) -> Found:
    claim = ("id:1", names[0], "id:2")
    return Found(
        entities={
            "id:1": _entity("云河中心", "Facility"),
            "id:2": _entity("云河公司", "Organization"),
            "id:3": _entity("山口县", "Place"),
        },
        partners=frozenset({("id:2", "id:3")}),
        relations=frozenset({claim, ("id:1", names[1], "id:3")}),
        measures=(
            FoundMeasure("id:1", "rackCount", 3001, "1", "atLeast", "planned"),
            FoundMeasure("id:1", "investment", 1.2e9, "CNY", "exact", "actual"),
        ),
        events=(FoundEvent("id:1", "started", "2023-09-01"),),
        why={claim: Why("rule/x", "云河中心由云河公司建设。")},
    )


def _f1(gold: Gold, found: Found, schema: Schema, mode: str = "strict") -> dict[str, float]:
    tallies = score(gold, found, schema).tallies[mode]
    return {category: round(tally.f1, 2) for category, tally in tallies.items()}


def test_everything_found_is_perfect(gold: Gold, found: Found, schema: Schema) -> None:
    result = score(gold, found, schema)
    assert set(_f1(gold, found, schema).values()) == {1.0}
    assert (result.mistakes, result.denied) == ((), 0)
    assert set(_f1(gold, as_found(gold), schema).values()) == {1.0}


def test_nothing_found_misses_everything(gold: Gold, schema: Schema) -> None:
    result = score(gold, Found(), schema)
    assert result.tallies["strict"]["entities"] == Tally(0, 0, 3)
    assert result.tallies["strict"]["measures"] == Tally(0, 0, 2)
    assert all(mistake.missed for mistake in result.mistakes)


def test_labels_are_compared_without_width_blanks_and_quotes() -> None:
    assert fold("“云河”（山口） ＡＩ中心") == fold("云河(山口)ai中心")


def test_an_entity_of_another_type_is_wrong_but_its_facts_count(
    gold: Gold, found: Found, schema: Schema
) -> None:
    entities = {**found.entities, "id:1": _entity("云河中心", "Programme")}
    result = score(gold, replace(found, entities=entities), schema)
    assert result.tallies["strict"]["entities"] == Tally(2, 1, 1)
    assert result.tallies["strict"]["relations"].f1 == 1.0
    assert [m.words for m in result.mistakes] == [
        "云河数据中心: typed Programme for Facility",
        "云河数据中心 a Facility",
    ]


def test_an_entity_found_twice_is_split(gold: Gold, found: Found, schema: Schema) -> None:
    entities = {**found.entities, "id:4": _entity("云河数据中心", "Facility")}
    result = score(gold, replace(found, entities=entities), schema)
    assert result.tallies["strict"]["entities"] == Tally(3, 1, 0)
    assert [m.words for m in result.mistakes] == ["云河数据中心: split"]


def test_only_strict_compares_bound_status_and_date(
    gold: Gold, found: Found, schema: Schema
) -> None:
    changed = replace(
        found,
        measures=(
            FoundMeasure("id:1", "rackCount", 3000, "1", "exact", "actual"),
            found.measures[1],
        ),
        events=(FoundEvent("id:1", "started", None),),
    )
    assert set(_f1(gold, changed, schema, "core").values()) == {1.0}
    strict = score(gold, changed, schema)
    assert strict.tallies["strict"]["measures"] == Tally(1, 1, 1)
    assert strict.tallies["strict"]["events"] == Tally(0, 1, 1)
    assert not any(mistake.core for mistake in strict.mistakes)


def test_currencies_are_not_converted(gold: Gold, found: Found, schema: Schema) -> None:
    other = FoundMeasure("id:1", "investment", 1.2e9, "USD", "exact", "actual")
    result = score(gold, replace(found, measures=(found.measures[0], other)), schema)
    assert result.tallies["core"]["measures"] == Tally(1, 1, 1)


def test_a_wrong_fact_comes_with_its_rule_and_sentence(
    gold: Gold, found: Found, schema: Schema
) -> None:
    result = score(replace(gold, relations=gold.relations[1:]), found, schema)
    (mistake,) = result.mistakes
    assert not mistake.missed
    assert mistake.why == Why("rule/x", "云河中心由云河公司建设。")
    assert mistake.words.startswith("云河数据中心 ")


def test_a_fact_of_an_unknown_entity_is_wrong(gold: Gold, found: Found, schema: Schema) -> None:
    entities = {**found.entities, "id:9": _entity("大河集团", "Organization")}
    partners = found.partners | {("id:2", "id:9")}
    result = score(gold, replace(found, entities=entities, partners=partners), schema)
    assert result.tallies["core"]["partners"] == Tally(1, 1, 0)
    assert [m.words for m in result.mistakes if m.category == "partners"] == ["?大河集团 云河公司"]


def test_denied_facts_that_are_asserted_are_counted(
    gold: Gold, found: Found, schema: Schema
) -> None:
    denied = Denied(
        partners=(("e1", "e2"), ("e2", "e3")),
        measures=(GoldMeasure("e1", "rackCount", 5000),),
    )
    asserted = replace(
        found,
        partners=found.partners | {("id:1", "id:2")},
        measures=(*found.measures, FoundMeasure("id:1", "rackCount", 5000, "1", "exact", "actual")),
    )
    # The pair of e2 and e3 is stated as well, so that it does not count.
    assert score(replace(gold, negated=denied), asserted, schema).denied == 2


def test_tallies_add_up() -> None:
    total = Tally(2, 1, 0) + Tally(1, 1, 2)
    assert total == Tally(3, 2, 2)
    assert (total.precision, total.recall, total.f1) == (0.6, 0.6, 0.6)
    assert Tally().f1 == 0.0
