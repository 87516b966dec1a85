from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model.lexicon.interface import Interface
from kg.query.answer import Answer, Form, Item, Kind
from kg.query.paths.result import Edge, Hop, Node, Path
from kg.query.source import Source
from kg.render.answer import Notes, answer_text, item_text, origin, path_line, sources_text
from kg.render.card import card_text
from kg.render.width import cells, plain
from kg.schema import Schema


def source(sentence: str, *, status: str = "actual", article: str = "id:1") -> Source:
    return Source(
        article, "标题", "某报", "2024-03-02", "a.txt", 10, 20, sentence, sentence, status
    )


def answer(*items: Item, **more: object) -> Answer:
    return Answer(
        question="谁?",
        kind=Kind.ENTITIES,
        reading="读作这样",
        query="SELECT …",
        items=items,
        **more,  # type: ignore[arg-type]
    )


def entity(label: str, *sources: Source) -> Item:
    return Item(form=Form.ENTITY, label=label, sources=sources)


@pytest.fixture
def texts(schema: Schema) -> dict[str, str]:
    return schema.lexicon("interface", Interface).texts("zh")


def test_both_languages_have_the_same_texts(schema: Schema) -> None:
    interface = schema.lexicon("interface", Interface)
    assert interface.zh.keys() == interface.en.keys()
    for key, text in interface.zh.items():
        assert text.count("{") == interface.en[key].count("{"), key


def test_sentence_is_printed_once_for_all_that_rest_on_it(texts: dict[str, str]) -> None:
    same = source("甲、乙分别与丙签约。")
    text = answer_text(answer(entity("甲", same), entity("乙公司", same)), Notes(texts))
    assert text == (
        "甲      [1]\n乙公司  [1]\n\n"
        "[1] “甲、乙分别与丙签约。”\n"
        "    —— 某报 2024-03-02 《标题》 a.txt 第 10–20 字\n"
    )


def test_no_answer_is_said(texts: dict[str, str]) -> None:
    assert answer_text(answer(), Notes(texts)) == texts["no_answer"] + "\n"
    assert answer_text(answer(note="为何没有"), Notes(texts)) == "为何没有\n"


def test_explained_answer_shows_reading_and_query(texts: dict[str, str]) -> None:
    text = answer_text(answer(entity("甲"), explanation=("一步",)), Notes(texts), explain=True)
    assert text.startswith("读作：读作这样\n  一步\n  SELECT …\n")


def test_other_readings_come_last(texts: dict[str, str]) -> None:
    text = answer_text(answer(entity("甲"), alternatives=("另一种",)), Notes(texts))
    assert text.endswith("其他解读：[2] 另一种（输入编号查看）\n")


def test_reading_and_query_stand_above_the_answer_to_a_question(texts: dict[str, str]) -> None:
    one = replace(
        answer(entity("甲"), explanation=("一步",)), query="SELECT *\n{ <urn:x/甲> ?p ?o }"
    )
    text = answer_text(one, Notes(texts), prefixes={"x": "urn:x/"})
    assert text.startswith("读作：读作这样\n查询：SELECT * { x:甲 ?p ?o }\n\n甲")


def test_a_long_query_is_cut_to_the_line(texts: dict[str, str]) -> None:
    one = replace(
        answer(entity("甲"), explanation=("一步",)), query="SELECT * { " + "?s ?p ?o . " * 40
    )
    assert all(cells(line) <= 60 for line in answer_text(one, Notes(texts, 60)).splitlines())


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            Item(
                form=Form.VALUE,
                label="3000P",
                value=Decimal(3000),
                unit="PFLOPS",
                status="planned",
                date="2023",
            ),
            "3000P（规划；2023）",
        ),
        (
            Item(form=Form.VALUE, label="10", value=Decimal(100000), unit="1", status="actual"),
            "100,000（原文写作 10）（现有）",
        ),
        (
            Item(form=Form.VALUE, label="1.2", value=Decimal("1.2"), unit="PFLOPS", subject="甲"),
            "1.2 PFLOPS（甲）",
        ),
        (Item(form=Form.TRUTH, label="yes", truth=True), "是"),
        (Item(form=Form.TRUTH, label="no", truth=False), "否：图中没有这样的事实"),
        (Item(form=Form.COUNT, label="12", declared=12, named=7), "称共 12，点名 7"),
        (Item(form=Form.COUNT, label="12", declared=12), "称共 12"),
        (Item(form=Form.COUNT, label="7", named=7), "点名 7"),
        (Item(form=Form.COUNT, label="7"), "7"),
        (Item(form=Form.DATE, label="2023-09-01", date="2023-09-01"), "2023-09-01"),
        (Item(form=Form.ENTITY, label="甲", status="terminated"), "甲（已终止）"),
        (Item(form=Form.ENTITY, label="甲\x1b[2J"), "甲\\x1b[2J"),
    ],
)
def test_item_in_words(texts: dict[str, str], item: Item, expected: str) -> None:
    assert item_text(item, texts) == expected


def test_long_sentences_are_wrapped_to_the_screen(texts: dict[str, str]) -> None:
    text = answer_text(answer(entity("甲", source("很长的句子，" * 30))), Notes(texts, 60))
    assert all(cells(line) <= 60 for line in text.splitlines())


def test_status_of_a_source_is_said(texts: dict[str, str]) -> None:
    assert origin(source("句", status="denied"), texts).endswith("被否认")


def path() -> Path:
    edge = Edge(view="v", label="签约", start="id:a", end="id:b", symmetric=True, date="2024")
    also = Edge(view="w", label="投资", start="id:b", end="id:c", symmetric=False)
    nodes = (Node("id:a", "甲"), Node("id:b", "乙"), Node("id:c", "丙"))
    return Path(nodes, (Hop((edge,), True, (source("句一。"),)), Hop((also, edge), False)), 2.0)


def test_path_has_its_sentences_behind_its_arrows(texts: dict[str, str]) -> None:
    notes = Notes(texts)
    assert path_line(path(), 1, notes) == (
        "1. 甲 —签约 2024—[1] 乙 ←投资—（无出处）（另有 1 条） 丙  （2 跳）"
    )
    assert notes.lines()[0] == "[1] “句一。”"


def test_path_that_is_wider_than_the_screen_has_a_line_for_each_step(
    texts: dict[str, str],
) -> None:
    assert path_line(path(), 1, Notes(texts, width=40)).splitlines() == [
        "1. 甲  （2 跳）",
        "   —签约 2024—[1] 乙",
        "   ←投资—（无出处）（另有 1 条） 丙",
    ]


def test_answers_may_be_paths(texts: dict[str, str]) -> None:
    text = answer_text(answer(Item(form=Form.PATH, label="", path=path())), Notes(texts))
    assert text.startswith("1. 甲 —签约 2024—[1] 乙")


def test_a_sentence_that_says_it_twice_is_shown_once(texts: dict[str, str]) -> None:
    said = "甲与乙签约，双方共建丙。"
    first = replace(source(said), exact="甲与乙签约", begin=10, end=15)
    second = replace(source(said), exact="双方共建丙", begin=16, end=21)
    text = sources_text((entity("甲", first, second),), texts, marked=True)
    assert "“【甲与乙签约】，【双方共建丙】。”" in text
    assert text.count("第 10–21 字") == 1


def test_the_line_of_a_source_leads_to_its_article(texts: dict[str, str]) -> None:
    notes = Notes(texts, link=lambda source: f"file:///{source.file}")
    text = answer_text(answer(entity("甲", source("句。"))), notes)
    last = text.splitlines()[-1]
    assert last.startswith("    \x1b]8;;file:///a.txt\x1b\\—— ")
    assert plain(text) == answer_text(answer(entity("甲", source("句。"))), Notes(texts))


def test_all_sources_of_the_answers(texts: dict[str, str]) -> None:
    items = (entity("甲", source("句一。"), source("句二。")), entity("乙"))
    text = sources_text(items, texts, width=40)
    assert text.count("“句") == 2
    assert "2. 乙\n   无出处" in text
    assert "句一" in sources_text([Item(form=Form.PATH, label="", path=path())], texts)


def test_card_groups_facts_by_property(texts: dict[str, str]) -> None:
    card = answer(
        Item(form=Form.ENTITY, label="甲子", subject="altLabel", note="altLabel"),
        Item(form=Form.ENTITY, label="乙", subject="合作伙伴", sources=(source("句。"),)),
        Item(form=Form.ENTITY, label="丙", subject="合作伙伴", status="denied"),
    )
    assert card_text(card, texts).splitlines()[:5] == [
        "读作这样",
        "",
        "又称      甲子",
        "合作伙伴  乙 [1]",
        "          丙（被否认）",
    ]
    assert all(cells(line) <= 50 for line in card_text(card, texts, width=50).splitlines())


def test_origin_gives_the_address_of_a_saved_page(texts: dict[str, str]) -> None:
    saved = replace(source("甲与乙签约。"), url="https://news.example/1")
    assert "a.txt https://news.example/1 第" in origin(saved, texts)


def test_origin_gives_an_address_once(texts: dict[str, str]) -> None:
    page = replace(source("甲与乙签约。"), file="http://n/1", url="http://n/1")
    assert origin(page, texts).count("http://n/1") == 1
