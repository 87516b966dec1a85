"""From sources to extracted articles and their quads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.graph.identity import resolve
from kg.graph.quads import article_quads
from kg.graph.serialise import serialise
from kg.model import Document, Entity, Extraction, Fact
from kg.model.lexicon.page import PageLexicon
from kg.reading import read_file, read_text
from kg.reading.inputs import SUFFIXES
from kg.schema import Schema, load_schema
from kg.schema.messages import message

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

# A string longer than this is no path on any system.
LONGEST_PATH = 1024


@dataclass(frozen=True)
class Article:
    """One article with what was found in it.

    Attributes:
        extraction: The article, its entities and facts.
        schema: What they were found with.
    """

    extraction: Extraction
    schema: Schema

    @property
    def document(self) -> Document:
        """The article as it was read."""
        return self.extraction.document

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What the article names, in order of first mention."""
        return self.extraction.entities

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the article says of them, each with its evidence."""
        return self.extraction.facts

    @cached_property
    def _quads(self) -> tuple[Quad, ...]:
        return tuple(merged_quads([self.extraction], self.schema))

    def quads(self) -> tuple[Quad, ...]:
        """The article's named graph."""
        return self._quads

    def graph(self) -> rdflib.Graph:
        """The article's triples as an rdflib graph."""
        from kg.graph.rdf import to_rdflib  # rdflib takes 0.1 s to import

        return to_rdflib(self._quads)

    def turtle(self) -> str:
        """The article's triples as sorted, prefixed Turtle."""
        return serialise(self._quads, "turtle").decode()


def page_lexicon(schema: Schema) -> PageLexicon:
    """The words by which a page is told from its article."""
    return schema.lexicon("page", PageLexicon)


def read(source: str | Path | Document, *, schema: Schema | None = None) -> Document:
    """Read one article.

    Args:
        source: A path; or the page itself (text or HTML), which may be a string of any length; or
            a document, which is given back. A string that names an existing file, or that looks
            like the name of an article file, is a path.
        schema: Which words tell a page from its article; default: the one that ships with kg.

    Raises:
        InputError: If it cannot be read as an article.
    """
    if isinstance(source, Document):
        return source
    page = page_lexicon(schema or load_schema())
    if isinstance(source, Path):
        return read_file(source, page=page)
    return read_file(Path(source), page=page) if _is_path(source) else read_text(source, page=page)


def _is_path(source: str) -> bool:
    if len(source) > LONGEST_PATH or "\n" in source or "\0" in source or "<" in source:
        return False
    path = Path(source)
    try:
        return path.exists() or path.suffix.lower() in SUFFIXES
    except OSError:  # a text that is too long for a file name
        return False


def extract(source: str | Path | Document, *, schema: Schema | None = None) -> Article:
    """Read one article and find its entities and facts; arguments and errors as for ``read``."""
    schema = schema or load_schema()
    return Article(extract_document(read(source, schema=schema), schema), schema)


def extract_document(document: Document, schema: Schema) -> Extraction:
    """Find the entities and facts of a document.

    Raises:
        InputError: If nothing of the document is an article.
    """
    from kg.extract import extract as find  # jieba reads its dictionary

    if not document.view.text.strip():
        raise InputError(message("no_article_text", source=document.source))
    return find(document, schema)


def merged_quads(extractions: Iterable[Extraction], schema: Schema) -> list[Quad]:
    """The named graphs of several articles, with what they share under one name.

    Of articles with the same bytes only the first is taken.
    """
    unique: dict[str, Extraction] = {}
    for extraction in extractions:
        unique.setdefault(extraction.document.sha256, extraction)
    articles: Sequence[Extraction] = [unique[sha256] for sha256 in sorted(unique)]
    from kg.pipeline.naming import identified  # jieba reads its dictionary

    identity = resolve([one for article in articles for one in identified(article, schema)])
    return [
        quad for article in articles for quad in article_quads(article, schema, identity=identity)
    ]
