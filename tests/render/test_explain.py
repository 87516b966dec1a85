from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from kg.model import Measurement
from kg.render.explain import describe, explain_html, explain_text, explained
from kg.schema import Schema
from tests.graph.builders import Article, sample


def test_every_block_comes_with_its_names_and_facts() -> None:
    extraction = sample().extraction()
    blocks = explained(extraction)
    assert "".join(text for text, _ in blocks[1].pieces) == extraction.document.text.split("\n")[1]
    assert "北山电信" in {key for _, key in blocks[1].pieces}
    assert sum(len(block.facts) for block in blocks) == len(extraction.facts)


def test_text_marks_names_status_and_rule(schema: Schema) -> None:
    text = explain_text(sample().extraction(), schema.ontology)
    assert "由[北山电信]承建的" in text
    assert "+ 东湖智算中心 —建设方→ 北山电信  (已实现; test/relation)" in text
    assert "- 东湖智算中心 —投资方→ 西河集团  (被否认; test/relation)" in text


@pytest.mark.parametrize(
    "words",
    [
        "张三 —任职于→ 北山电信（总经理）",
        "协议：北山电信、海川科技 · 东湖智算中心 · 建设 · 2024-03-02",
        "签约：北山电信 · 2024-03 · 12",
        "揭牌：东湖智算中心 · 2024-03-02",
        "东湖智算中心 算力 约1200P = 1,200 PFLOPS · 2024-03",
        "东湖智算中心：“华东地区规模最大的智算中心”",
    ],
)
def test_every_kind_of_fact_is_said_in_words(schema: Schema, words: str) -> None:
    facts = sample().extraction().facts
    assert words in [describe(fact, schema.ontology) for fact in facts]


def test_html_needs_nothing_else_and_escapes_what_it_shows(schema: Schema) -> None:
    article = Article("标题<script>alert(1)</script>\n甲公司成立。\n")
    article.entity("甲公司", "Company")
    html = explain_html(article.extraction(), schema.ontology)
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=|url\(", html)
    assert ">甲公司</mark>成立。" in html


def test_of_names_that_begin_together_the_longest_is_marked() -> None:
    article = Article("甲中心二期揭牌\n")
    article.entity("甲中心", "DataCenter")
    article.entity("甲中心二期", "DataCenter")
    assert explained(article.extraction())[0].pieces == (
        ("甲中心二期", "甲中心二期"),
        ("揭牌", None),
    )


def test_what_is_counted_has_no_unit(schema: Schema) -> None:
    article = Article("甲中心有机架1.3万架\n")
    article.entity("甲中心", "DataCenter")
    article.measurement("甲中心", "13000", "1.3万架")
    (fact,) = article.facts
    assert isinstance(fact, Measurement)
    counted = replace(fact, kind="rackCount", unit="UNITLESS")
    assert describe(counted, schema.ontology) == "甲中心 机架数 1.3万架 = 13,000"


def test_html_says_what_its_colours_mean(schema: Schema) -> None:
    html = explain_html(sample().extraction(), schema.ontology, lang="en")
    legend = html.split('<p class="legend">')[1].split("</p>")[0]
    assert re.findall(r"f(\d)\">(\w+)<", legend)
    assert ">organization<" in legend
    assert ">facility<" in legend


def test_denied_facts_are_struck_out(schema: Schema) -> None:
    html = explain_html(sample().extraction(), schema.ontology)
    assert html.count('class="denied"') == 2
    assert schema.ontology.label("denied") in html
