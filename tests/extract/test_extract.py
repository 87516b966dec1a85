from __future__ import annotations

import gc
import weakref
from pathlib import Path

from kg.extract import recognise
from kg.extract.discourse import resolve
from kg.extract.names import find_names
from kg.pipeline.articles import page_lexicon
from kg.reading import read_file, read_text
from kg.schema import load_schema

SAMPLE = Path(__file__).parents[2] / "data" / "d01.txt"


def test_nothing_of_an_article_outlives_its_use() -> None:
    schema = load_schema()
    document = read_file(SAMPLE, page=page_lexicon(schema))
    gc.disable()  # what is left then hangs in a circle, and would wait for the collector
    try:
        named = find_names(recognise(document, schema), schema)
        resolve(named, schema)
        seen = weakref.ref(named)
        del named
        assert seen() is None
    finally:
        gc.enable()


def test_a_chain_of_places_without_end_gives_no_names_without_end() -> None:
    schema = load_schema()
    document = read_text("市" * 600, page=page_lexicon(schema))
    known = find_names(recognise(document, schema), schema).entities.values()
    assert max(len(name) for one in known for name in (one.name, *one.aliases)) <= 60


def test_a_noun_means_the_project_whose_name_but_for_its_tail_ends_in_it() -> None:
    schema = load_schema()
    text = "陇西产业园及智算中心项目落户。智算中心占地30亩。"
    found = find_names(recognise(read_text(text, page=page_lexicon(schema)), schema), schema)
    meant = [m.keys for m in resolve(found, schema).mentions if m.span.start > text.index("。")]
    assert meant == [("陇西产业园及智算中心项目",)]
