"""How many questions are answered right never falls.

When a change makes the figures better, keep them: ``python -m tests.query.scoring --save``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.graph import Graph
from kg.query.answer import Plain
from kg.schema import Schema
from tests.query.goldgraph import gold_graph
from tests.query.scoring import (
    ASKED,
    DATA,
    DEVELOPMENT,
    FIGURES,
    mean_score,
    one_name,
    questions,
    score,
)

SLACK = 0.005
# What is extracted changes with every rule; a question more or less is no loss.
EXTRACTION_SLACK = 0.02
KEPT = json.loads(FIGURES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold(schema: Schema) -> Graph:
    return gold_graph(schema)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    store = tmp_path_factory.mktemp("articles") / "kg.store"
    kg.build([DATA / "*.txt", DATA / "*.html"], store)
    with kg.open(store) as graph:
        yield graph


@pytest.mark.slow
@pytest.mark.parametrize(("of", "path"), [("dev", DEVELOPMENT), ("asked", ASKED)])
def test_questions_over_the_gold_facts(gold: Graph, schema: Schema, of: str, path: Path) -> None:
    assert mean_score(gold, questions(path), schema) >= KEPT["gold"][of] - SLACK


@pytest.mark.slow
def test_questions_over_the_articles(extracted: Graph, schema: Schema) -> None:
    reached = mean_score(extracted, questions(DEVELOPMENT), schema)
    assert reached >= KEPT["extracted"]["dev"] - EXTRACTION_SLACK


@pytest.mark.slow
def test_what_has_no_answer_gets_none(gold: Graph, schema: Schema) -> None:
    for path in (DEVELOPMENT, ASKED):
        none = [one for one in questions(path) if not one["answers"]]
        assert mean_score(gold, none, schema) == 1


class TestScore:
    @pytest.mark.parametrize(
        ("answers", "given", "value"),
        [
            (["甲", "乙"], ["乙"], 2 / 3),
            (["甲"], ["“甲”"], 1),
            ([], [], 1),
            ([], ["甲"], 0),
            (["甲"], [], 0),
            ([True], [True], 1),
            ([True], [False], 0),
            ([{"value": 1000, "unit": "1"}], [{"value": 1004, "unit": "1", "status": "actual"}], 1),
            ([{"value": 1000, "unit": "1"}], [{"value": 1006, "unit": "1"}], 0),
            ([{"value": 1, "status": "actual"}], [{"value": 1, "status": "planned"}], 0),
            ([{"declared": 12, "named": 7}], [{"named": 7}], 2 / 3),
            ([{"path": ["甲", "乙"], "also": [["甲", "丙"]]}], [{"path": ["丙", "甲"]}], 1),
            ([{"path": ["甲", "乙"]}], [{"path": ["甲", "丙"]}], 0),
        ],
    )
    def test_score(self, answers: list[object], given: list[Plain], value: float) -> None:
        assert score({"answers": answers}, given, {}) == pytest.approx(value)

    def test_what_is_optional_is_neither_wanted_nor_wrong(self) -> None:
        question = {"answers": ["甲"], "optional": ["乙"]}
        assert score(question, ["甲", "乙"], {}) == 1

    def test_names_of_one_entity_are_one_answer(self) -> None:
        names = one_name()
        assert names["华为"] == names["华为技术有限公司"]
