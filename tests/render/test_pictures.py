from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model.lexicon.interface import Interface
from kg.network import Network, Node
from kg.network.measures import measure
from kg.render.page import page
from kg.render.png import chinese_font, png
from kg.render.svg import Kind, Picture, label_lines, picture, svg
from kg.render.width import cells
from kg.schema import Schema
from tests.network.builders import network

KINDS = {"Company": Kind("企业", 0), "Park": Kind("园区", 2)}


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
    evil = "</script><script>alert(1)</script>\"'&\x00"
    one = network([("a", "b")])
    nodes = (Node("id:a", evil, (evil,), "Company"), one.nodes[1])
    shown = drawn(Network(nodes, one.edges), schema)
    ET.fromstring(svg(shown))
    assert "<script>alert" not in page(shown)
    assert page(shown).count("</script>") == 2


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


def test_page_data_holds_every_agreement(simple: Picture) -> None:
    found = re.search(r'id="data">(.*?)</script>', page(simple), re.DOTALL)
    assert found is not None
    data = json.loads(found.group(1))
    assert [(e["source"], e["target"]) for e in data["edges"]] == [
        ("id:a", "id:b"),
        ("id:a", "id:c"),
    ]
    assert data["edges"][0]["deals"][0]["quotes"][0]["sentence"] == "甲与乙签订合作协议。"


def test_page_has_the_data_as_a_table_too(simple: Picture) -> None:
    assert page(simple).count("<tr><td>企业a</td>") == 2


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
