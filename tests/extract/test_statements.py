from __future__ import annotations

import re

import pytest

from kg.extract.discourse import resolve
from kg.extract.statements import find_statements
from kg.model import Statement, Status
from kg.model.lexicon.statements import StatementLexicon
from kg.schema import load_schema
from tests.extract.builders import build_marked

_CLAIMS = load_schema().lexicon("statements", StatementLexicon).claims
_EXAMPLES = [text for claim in _CLAIMS for text in claim.examples]
_COUNTER = [text for claim in _CLAIMS for text in claim.counterexamples]


def _statements(marked: str) -> tuple[list[Statement], tuple[str, ...]]:
    analysis, targets = build_marked(marked.replace("*]", "]"))
    found = find_statements(resolve(analysis, load_schema()), load_schema())
    return found, tuple(target.of(analysis.text) for target in targets)


@pytest.mark.parametrize("marked", _EXAMPLES)
def test_example_is_claimed_of_the_starred_name(marked: str) -> None:
    found, words = _statements(marked)
    starred = re.search(r"\[([^\[\]|]+)\|\w+\*\]", marked)
    assert starred is not None
    assert (starred.group(1), words[0]) in [(s.subject, s.words) for s in found]


@pytest.mark.parametrize("marked", _COUNTER)
def test_counterexample_claims_nothing(marked: str) -> None:
    assert _statements(marked)[0] == []


def test_place_before_the_claim_is_its_scope() -> None:
    found, _ = _statements("[云谷中心|DataCenter]是[甲北|Region]地区规模最大的中心。")
    assert [s.scope for s in found] == ["甲北"]


def test_speaker_is_named() -> None:
    found, _ = _statements("[张三|Person]表示,[云谷中心|DataCenter]是全国首个智算中心。")
    assert [s.attributed_to for s in found] == ["张三"]


def test_claim_of_the_article_has_no_speaker() -> None:
    found, _ = _statements("据悉,[云谷中心|DataCenter]是全国首个智算中心。")
    assert [s.attributed_to for s in found] == [None]


def test_claim_about_the_future_is_planned() -> None:
    found, _ = _statements("[云谷中心|DataCenter]将成为全国规模最大的智算中心。")
    assert [s.status for s in found] == [Status.PLANNED]


def test_two_claims_of_one_clause_are_two_statements() -> None:
    found, _ = _statements("[云谷集群|DataCenterCluster]是两大集群之一、中部唯一的数据集群。")
    assert {s.words for s in found} == {"两大集群之一", "中部唯一的数据集群"}
