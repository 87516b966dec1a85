from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.model.lexicon.interface import Interface
from kg.network import Edge, Network, Node
from kg.network.measures import measure
from kg.render.page import page
from kg.render.png import chinese_font, png
from kg.render.svg import LABELLED, Kind, Picture, label_lines, picture, svg
from kg.render.width import cells
from kg.schema import Schema
from tests.network.builders import QUOTE, TIE, network

KINDS = {"Company": Kind("企业", 0, 0), "Park": Kind("园区", 1, 6)}


def drawn(shown: Network, schema: Schema) -> Picture:
    texts = schema.lexicon("interface", Interface).texts("zh")
    return picture(shown, measure(shown), KINDS, texts)


@pytest.fixture
def simple(schema: Schema) -> Picture:
    return drawn(network([("a", "b"), ("a", "c")]), schema)


def test_svg_is_xml_with_a_title_and_every_label(simple: Picture) -> None:
    root = ET.fromstring(svg(simple))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {"企业a", "企业b", "企业c", "合作关系网络"} <= set(texts)


def test_edges_say_date_and_sentence(simple: Picture) -> None:
    assert "2024-03-02" in svg(simple)
    assert "“甲与乙签订合作协议。” 某报" in svg(simple)


def test_planned_agreements_are_dashed(schema: Schema) -> None:
    made = svg(drawn(network([("a", "b")]), schema))
    planned = svg(drawn(network([("a", "b")], status="planned"), schema))
    assert planned.count("stroke-dasharray") == made.count("stroke-dasharray") + 1


def test_pictures_are_the_same_on_every_run(schema: Schema) -> None:
    pairs = [("a", "b"), ("c", "d"), ("a", "d")]
    one, two = drawn(network(pairs), schema), drawn(network(reversed(pairs)), schema)
    assert svg(one) == svg(two)
    assert page(one) == page(two)


def test_names_cannot_break_out_of_the_markup(schema: Schema) -> None:
    evil = "</script><script>alert(1)</script>\"'&\x00\u2028]]>"
    quote = replace(QUOTE, sentence=evil, article=evil, outlet=evil, exact=evil)
    bad = replace(TIE, about=evil, quotes=(quote,), places=(evil,))
    nodes = (Node("id:a", evil, (evil,), "Company", (evil,)), Node("id:b", "乙", (), "Company"))
    shown = drawn(Network(nodes, (Edge("id:a", "id:b", (bad,)),)), schema)
    for text in (svg(shown), page(shown)):
        assert "<script>alert" not in text
        assert not {"\x00", "\u2028"} & set(text)
    ET.fromstring(svg(shown))
    assert page(shown).count("</script>") == 2
    assert page_data(page(shown))["nodes"]["label"][0].startswith("</script><script>")


def test_long_names_take_three_lines_at_most() -> None:
    lines = label_lines("丝路·克拉玛依智算中心产业投资运营管理有限责任公司新疆维吾尔自治区分公司")
    assert len(lines) == 3
    assert all(cells(line) <= 23 for line in lines)
    assert label_lines("华为") == ["华为"]


def test_page_names_its_script_and_style_by_digest(simple: Picture) -> None:
    text = page(simple)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    for tag in ("script", "style"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body.group(1).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy.group(1)
    assert "default-src 'none'" in policy.group(1)


def test_page_refers_to_nothing_outside(simple: Picture) -> None:
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://(?!www\.w3\.org)", page(simple))


def test_page_has_no_inline_style_that_the_policy_forbids(simple: Picture) -> None:
    assert not re.search(r"<[^>]* (?:style|on\w+)=", page(simple))


def page_data(text: str) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def test_page_data_holds_every_agreement(simple: Picture) -> None:
    data = page_data(page(simple))
    assert (data["edges"]["source"], data["edges"]["target"]) == ([0, 0], [1, 2])
    ((article, sentence, exact, begin, end),) = data["ties"][0]["quotes"]
    assert data["articles"][article] == "某报 2024-03-02 《标题》"
    assert (sentence, exact, begin, end) == ("甲与乙签订合作协议。", "签订合作协议", 10, 20)


def test_two_articles_of_one_headline_are_two(schema: Schema) -> None:
    quotes = (QUOTE, replace(QUOTE, iri="id:article-2"))
    pair = network([("a", "b")])
    twice = Edge("id:a", "id:b", (replace(TIE, quotes=quotes),))
    data = page_data(page(drawn(Network(pair.nodes, (twice,)), schema)))
    assert len(data["articles"]) == 2


def test_page_opens_with_the_best_connected(schema: Schema) -> None:
    shown = drawn(network([("a", "b"), ("b", "c"), ("c", "d"), ("x", "y")]), schema)
    assert page_data(page(shown, first=3))["first"] == [0, 1, 2]
    assert page_data(page(shown))["first"] == list(range(6))


def test_page_opens_with_what_was_asked_for(schema: Schema) -> None:
    shown = drawn(network([("a", "b"), ("b", "c"), ("x", "y")]), schema)
    data = page_data(page(shown, first=2, centres=["id:x"]))
    assert [data["nodes"]["label"][n] for n in data["first"]] == ["企业x", "企业y"]
    assert data["centres"] == [3]


def test_large_page_lays_out_what_it_opens_with(schema: Schema) -> None:
    tree = network([(f"n{i:03}", f"n{(i - 1) // 3:03}") for i in range(1, LABELLED + 2)])
    data = page_data(page(drawn(tree, schema), first=10))
    assert len(data["firstPlaces"]) == len(data["first"]) == 10
    assert max(x for x, _ in data["firstPlaces"]) < max(data["nodes"]["x"])


def test_page_knows_names_by_pinyin(simple: Picture) -> None:
    assert page_data(page(simple))["nodes"]["pinyin"][0] == ["qi ye a", "bie ming a"]


def test_png_is_one(simple: Picture) -> None:
    try:
        chinese_font()
    except UsageError:
        pytest.skip("no font with Chinese characters on this machine")
    data = png(svg(simple), size=400, zoom=0.5)
    assert data.startswith(b"\x89PNG")


def test_missing_font_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        chinese_font((str(tmp_path),))


def test_font_is_found_by_file_name(tmp_path: Path) -> None:
    (tmp_path / "wqy-zenhei.ttc").touch()
    (tmp_path / "NotoSansCJK-Bold.ttc").touch()
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    path, family = chinese_font((str(tmp_path),))
    assert (path.name, family) == ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC")
