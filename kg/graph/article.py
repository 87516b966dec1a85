"""The article itself: where it stands, who made it, when."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph import iri, terms
from kg.graph import vocabulary as v
from kg.graph.identity import Identity
from kg.graph.writer import Node, Writer
from kg.model import Document, Extraction


def write_article(extraction: Extraction, identity: Identity, base: str) -> Writer:
    """A writer for the article's graph that holds the description of the article."""
    document = extraction.document
    writer = Writer(iri.article_iri(document.sha256, base=base), document, base)
    names = identity.names(document.sha256)
    article = writer.article
    writer.describe(article, [(v.TYPE, v.ARTICLE), *_reading(writer), *_dates(document)])
    if extraction.publisher:
        writer.add(article, v.PUBLISHER, names(extraction.publisher))
    for key in extraction.reporters:
        writer.add(article, v.AUTHOR, names(key))
    for key in extraction.editors:
        writer.add(article, v.EDITOR, names(key))
    for merge in identity.merges(document.sha256):
        node = iri.minted("merge", [article.value, merge.name, merge.into.value], base=base)
        writer.describe(
            node,
            (
                (v.TYPE, v.MERGE),
                (v.HAS_SOURCE, article),
                (v.MERGED_INTO, merge.into),
                (v.NAME_IN_ARTICLE, writer.words(merge.name)),
                (v.MERGE_REASON, writer.words(merge.reason)),
            ),
        )
    return writer


def _reading(writer: Writer) -> list[tuple[NamedNode, Node]]:
    document = writer.document
    description: list[tuple[NamedNode, Node]] = [
        (v.SOURCE, terms.string(document.source)),
        (v.SHA256, terms.string(document.sha256)),
        (v.LENGTH, terms.integer(len(document.text))),
        (v.ENCODING, terms.string(document.encoding)),
    ]
    if document.title:
        description.append((v.HEADLINE, writer.words(document.title)))
    if document.url:
        description.append((v.URL, terms.uri(document.url)))
    return description


def _dates(document: Document) -> list[tuple[NamedNode, Node]]:
    if document.published is None:
        return []
    day = document.published.isoformat()
    dates: list[tuple[NamedNode, Node]] = [(v.PUBLISHED, terms.date(day))]
    if document.published_time:
        dates.append((v.PUBLISHED_AT, terms.date(f"{day}T{document.published_time}:00")))
    return dates
