"""The sample articles: what reading must find in them and what it must leave out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.model import BlockKind, Document
from kg.model.lexicon.page import PageLexicon
from kg.reading import read_file
from tests.reading.test_article import _check

DATA = Path(__file__).parents[2] / "data"
NAMES = sorted(path.stem for path in (DATA / "gold").glob("*.json"))


@cache
def _gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "gold" / f"{name}.json").read_text("utf-8"))
    return loaded


def _read(name: str, page: PageLexicon) -> Document:
    (path,) = DATA.glob(f"{name}.*")
    return read_file(path, page=page)


@pytest.mark.parametrize("name", NAMES)
def test_an_article_of_the_corpus_is_read_whole_and_dated(page: PageLexicon, name: str) -> None:
    document = _read(name, page)
    gold = _gold(name)
    _check(document)
    assert (document.published.isoformat() if document.published else None) == gold["published"]
    lost = [
        entity["name"]
        for entity in gold["entities"]
        if not any(n in document.view.text for n in (entity["name"], *entity["aliases"]))
    ]
    assert lost == []


@pytest.mark.parametrize("name", NAMES)
def test_the_makers_of_an_article_are_people_and_media_of_it(page: PageLexicon, name: str) -> None:
    document = _read(name, page)
    names = {n for e in _gold(name)["entities"] for n in (e["name"], *e["aliases"])}
    makers = {byline.span.of(document.view.text) for byline in document.bylines}
    assert makers <= names


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_stands_twice(page: PageLexicon, name: str) -> None:
    document = _read(name, page)
    texts = [b.span.of(document.view.text) for b in document.blocks if len(b.span) > 30]
    assert len(texts) == len(set(texts))


def test_the_first_article_is_its_headline_six_paragraphs_and_bylines(page: PageLexicon) -> None:
    document = _read(NAMES[0], page)
    kinds = [block.kind for block in document.blocks]
    assert kinds == [
        BlockKind.HEADLINE,
        BlockKind.BYLINE,
        *[BlockKind.PARAGRAPH] * 6,
        BlockKind.BYLINE,
        BlockKind.BYLINE,
    ]
    assert document.published_time == "13:48"


@pytest.mark.parametrize(
    ("name", "noise"),
    [
        ("d06", ("南雄市", "清远")),
        ("d09", ("美利云", "固原", "香港")),
        ("d15", ("腾讯云", "阿里", "蚌埠", "12.8亿元", "20000P")),
        ("d16", ("门源", "玉树", "展开全文")),
        ("d17", ("乌鲁木齐", "白碱滩区", "独山子区", "ICP")),
    ],
)
def test_the_noise_of_a_page_is_left_out(
    page: PageLexicon, name: str, noise: tuple[str, ...]
) -> None:
    view = _read(name, page).view.text
    assert [word for word in noise if word in view] == []
