"""What kg makes of the first sample article, byte for byte."""

from __future__ import annotations

from pathlib import Path

from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.pipeline.articles import extract_document, page_lexicon
from kg.reading import read_bytes
from kg.schema import load_schema

ARTICLE = Path(__file__).parents[2] / "data" / "000_cebb56616ef987a2.txt"
GOLDEN = Path(__file__).parent / f"{ARTICLE.stem}.ttl"


def turtle() -> bytes:
    """The article's graph as kg writes it today; its source is the file's name alone."""
    schema = load_schema()
    page = page_lexicon(schema)
    document = read_bytes(ARTICLE.read_bytes(), source=ARTICLE.name, page=page)
    return serialise(article_quads(extract_document(document, schema), schema), "turtle")
