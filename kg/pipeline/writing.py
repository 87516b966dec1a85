"""The graphs of a store's articles, written again where they are not as they should be."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from kg.graph import Graph
from kg.graph.identity import Identity, resolve
from kg.graph.interface import MUCH
from kg.graph.iri import article_iri
from kg.graph.quads import article_quads
from kg.model import Extraction
from kg.pipeline.archive import Archive, Kept
from kg.pipeline.copies import originals
from kg.pipeline.curation import read_curation, write_doubts
from kg.pipeline.intake import Intake
from kg.pipeline.overruling import stances_against
from kg.pipeline.report import Progress, Stage, Step
from kg.schema import Schema

if TYPE_CHECKING:
    from pyoxigraph import Quad

_BUFFERED = 500
"""Graphs after which the store's buffers are emptied; each takes half a megabyte of them."""
_TOGETHER = 240_000
"""Statements that are loaded together: enough to be quick, few enough to take little memory."""
_SHARE = 0.1
"""Of the statements of a store that must be new for its files to be sorted anew."""
_ARTICLES = "SELECT ?article WHERE { GRAPH ?article { ?article a kg:Article } }"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        others: Graphs of articles that were not read in this build.
        entities: Entities in the store.
        quads: Statements in the store.
        copies: Articles in the store that are copies of others.
        doubts: Names of which could not be decided what they mean.
        unused: Names in the curation file that mean nothing in the store.
    """

    others: int
    entities: int
    quads: int
    copies: int
    doubts: int
    unused: tuple[str, ...]


def write_graphs(
    graph: Graph, archive: Archive, intake: Intake, schema: Schema, progress: Progress
) -> Written:
    """Bring the graphs of all articles up to date, and remove those of articles that went.

    Whether a graph is up to date is told from what it was last written from, so that a build that
    was broken off is finished by the next.

    Raises:
        StoreError: If the store cannot be written.
    """
    writer = _Writer(graph, archive, schema)
    stale = writer.stale()
    others = 0
    read = intake.added | intake.replaced | intake.updated
    for number, sha256 in enumerate(stale, 1):
        others += sha256 not in read
        writer.write(sha256, intake.displaced.get(sha256, set()))
        if number % _BUFFERED == 0:
            graph.flush()
        progress(Step(number, len(stale), stage=Stage.WRITING))
    writer.load()
    writer.remove_orphans()
    if writer.written >= max(MUCH, _SHARE * archive.quads()):
        progress(Step(0, 0, stage=Stage.SORTING))
        graph.compact()
    identity = writer.identity
    write_doubts(archive.folder, identity.doubts)
    return Written(
        others=others,
        entities=len(identity.labels),
        quads=archive.quads(),
        copies=len(writer.originals),
        doubts=len(identity.doubts),
        unused=identity.unused,
    )


class _Writer:
    """Knows which graphs are stale, and writes them.

    Attributes:
        written: Statements that were written.
    """

    def __init__(self, graph: Graph, archive: Archive, schema: Schema) -> None:
        self._graph = graph
        self._archive = archive
        self._schema = schema
        names: dict[str, list[str]] = defaultdict(list)
        for name, sha256 in archive.places().values():
            names[sha256].append(name)
        kept = archive.kept()
        self._kept = {sha256: one for sha256, one in kept.items() if sha256 in names}
        self._orphans = kept.keys() - self._kept.keys()
        self._sources = {sha256: min(names[sha256]) for sha256 in self._kept}
        entities = (one for kept in self._kept.values() for one in kept.named)
        sketches = {one: s for one, s in archive.sketches().items() if one in self._kept}
        self.originals = originals(sketches)
        rulings = read_curation(archive.folder, schema)
        self.identity: Identity = resolve(entities, base=graph.base, rulings=rulings)
        published = {sha256: one.published for sha256, one in sketches.items()}
        self._against = stances_against(archive, self.identity, published, self.originals)
        self._waiting: dict[str, tuple[Quad, ...]] = {}
        self._held = 0  # statements that wait
        self.written = 0

    def stale(self) -> list[str]:
        """The articles whose graphs must be written, in order."""
        there = {getattr(row[0], "value", "") for row in self._graph.select(_ARTICLES)}
        return [
            sha256
            for sha256, kept in self._kept.items()
            if kept.written != self._state(sha256, kept)
            or article_iri(sha256, base=self._graph.base).value not in there
        ]

    def write(self, sha256: str, displaced: set[str]) -> None:
        """Write one graph, or let it wait for others (``load``).

        In the same transaction those go that it stands in the place of.
        """
        extraction = self._archive.extraction(sha256)
        if extraction is None:  # of another version of kg: the next build reads it again
            self._archive.forget(sha256)
            return
        original = self._original(sha256)
        document = replace(extraction.document, source=self._sources[sha256])
        quads = article_quads(
            replace(extraction, document=document),
            self._schema,
            base=self._graph.base,
            identity=self.identity,
            original=original,
            against=self._against.get(sha256, ()),
        )
        if gone := sorted(displaced & self._orphans):
            others = [article_iri(one, base=self._graph.base) for one in gone]
            self._graph.load(quads, instead_of=others)
            self._mark(sha256, len(quads))
            return
        self._waiting[sha256] = quads
        self._held += len(quads)
        if self._held >= _TOGETHER:
            self.load()

    def load(self) -> None:
        """Write the graphs that wait."""
        self._graph.load(chain.from_iterable(self._waiting.values()))
        for sha256, quads in self._waiting.items():
            self._mark(sha256, len(quads))
        self._waiting.clear()
        self._held = 0

    def _mark(self, sha256: str, quads: int) -> None:
        self.written += quads
        self._archive.mark_written(sha256, self._state(sha256, self._kept[sha256]), quads)

    def _original(self, sha256: str) -> Extraction | None:
        """What an article is a copy of."""
        original = self.originals.get(sha256)
        return None if original is None else self._archive.extraction(original)

    def remove_orphans(self) -> None:
        """Remove the articles that stand nowhere any more."""
        for sha256 in sorted(self._orphans):
            self._graph.remove(article_iri(sha256, base=self._graph.base))
            self._archive.forget(sha256)

    def _state(self, sha256: str, kept: Kept) -> str:
        """A digest of all that decides what an article's graph holds."""
        identity = self.identity
        name = identity.names(sha256)
        nodes = [
            (one.key, node.value, identity.label(node), identity.types.get(node, ""))
            for one in kept.named
            for node in (name(one.key),)
        ]
        merges = [(m.name, m.into.value, m.reason) for m in identity.merges(sha256)]
        original = self.originals.get(sha256, "")
        state: list[object] = [kept.fingerprint, self._sources[sha256], nodes, merges, original]
        if original:  # the names of the original decide what is repeated
            others = self._kept[original].named
            state += [self._kept[original].fingerprint]
            state += [(one.key, identity.names(original)(one.key).value) for one in others]
        for stance in self._against.get(sha256, ()):
            digest = self._kept[stance.article].fingerprint
            state.append((stance.article, digest, stance.status, sorted(stance.nodes)))
        return hashlib.sha256(msgspec.msgpack.encode(state)).hexdigest()
