"""A property that the ontology gains can be asked for as soon as the lexicon has its words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.query.questions import ask
from kg.query.questions.catalogue import catalogue
from kg.schema import Schema, load_schema
from tests.query.world import EAST, WEST, graph_of, relation

PROPERTY = """
kg:auditedBy a owl:ObjectProperty ;
    rdfs:subPropertyOf kg:relatedTo ;
    rdfs:domain kg:Facility ;
    rdfs:range kg:Organization ;
    rdfs:label "审计方"@zh, "audited by"@en ;
    rdfs:comment "审计该设施的一方。"@zh, "Who audits the facility."@en .
"""
WORDS = """
[[relations]]
property = "auditedBy"
zh = "{o}审计{s}"
en = "{o} audited {s}"
acts = "object"
verbs = ["审计", "查账", "audit", "audited"]
object_nouns = ["审计方", "auditor"]
"""


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    root = tmp_path_factory.mktemp("ontology")
    shutil.copytree(load_schema().root, root, dirs_exist_ok=True)
    append(root / "kg.ttl", PROPERTY)
    append(root / "lexicon" / "questions.toml", WORDS, before="[[kinds]]")
    return load_schema(root)


def append(path: Path, more: str, *, before: str | None = None) -> None:
    text = path.read_text(encoding="utf-8")
    at = text.index(before) if before else len(text)
    path.write_text(text[:at] + more + "\n" + text[at:], encoding="utf-8")


@pytest.fixture(scope="module")
def graph(wider: Schema) -> Graph:
    audited = ("海川科技审计东湖智算中心。", (relation("东湖智算中心", "auditedBy", "海川科技"),))
    return graph_of(wider, (*EAST, audited), WEST)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("谁审计了东湖智算中心", ["海川科技"]),
        ("東湖智算中心的審計方是誰", ["海川科技"]),
        ("东湖智算中心由哪家公司审计", ["海川科技"]),
        ("Who audited 东湖智算中心?", ["海川科技"]),
        ("海川科技审计了哪些设施", ["东湖智算中心"]),
        ("海川科技审计西河数据中心了吗", [False]),
        ("东湖智算中心的审计方和谁签约", ["北山电信有限公司"]),
    ],
)
def test_it_can_be_asked_for(
    graph: Graph, wider: Schema, question: str, plain: list[object]
) -> None:
    assert ask(graph, question, wider).plain[: len(plain)] == plain


def test_its_sentence_is_shown(graph: Graph, wider: Schema) -> None:
    (item,) = ask(graph, "谁审计了东湖智算中心", wider).items
    assert item.sources[0].sentence == "海川科技审计东湖智算中心。"


def test_it_is_listed(wider: Schema) -> None:
    (topic,) = (topic for topic in catalogue(wider) if topic.name == "auditedBy")
    assert "审计" in topic.words
