"""Articles into a store: one named graph each, and nothing to do the second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.graph import Graph, open_graph
from kg.graph.identity import Identity, resolve
from kg.graph.quads import article_quads
from kg.model import Extraction
from kg.pipeline.archive import Archive, Kept, fingerprint
from kg.pipeline.articles import extract_document, page_lexicon
from kg.pipeline.location import default_graph
from kg.reading import Input, iter_inputs
from kg.schema import Schema, load_schema


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read.

    Attributes:
        source: What the user named.
        reason: One line that says why.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Attributes:
        location: The store.
        added: Articles that were not in the store.
        updated: Articles that an older version of kg or of the ontology had extracted.
        unchanged: Articles that were in the store already.
        repeated: Inputs with the same bytes as an earlier input.
        rewritten: Other articles whose graph changed because names turned out to be one.
        failures: Inputs that could not be read.
        entities: Entities in the store.
        quads: Statements in the store.
    """

    location: str
    added: int
    updated: int
    unchanged: int
    repeated: int
    rewritten: int
    failures: tuple[Failure, ...]
    entities: int
    quads: int

    @property
    def articles(self) -> int:
        """Inputs that are in the store now."""
        return self.added + self.updated + self.unchanged


Progress = Callable[[str], None]


def build(
    paths: Iterable[str | Path],
    location: str | Path | None = None,
    *,
    schema: Schema | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """Put articles into a store, one named graph each.

    The store depends on its articles alone, not on the order or the number of builds. An article
    that cannot be read is reported and does not stop the others.

    Args:
        paths: Files, folders and patterns.
        location: The store's folder; made if there is none. Default: ``$KG_GRAPH``, ``kg.store``.
        schema: What there is to find; default: the one that ships with kg.
        progress: Called with the name of every article before it is read.

    Raises:
        InputError: If a path matches nothing, or no article could be read.
        StoreError: If the store cannot be written.
    """
    schema = schema or load_schema()
    inputs = list(iter_inputs(paths))
    store = _store_folder(location)
    with open_graph(store, read_only=False) as graph:
        builder = _Builder(graph, Archive(store), schema)
        for one in inputs:
            progress(one.source)
            builder.take(one)
        if builder.failures and not builder.seen:
            raise InputError("; ".join(failure.reason for failure in builder.failures))
        return builder.finish()


def _store_folder(location: str | Path | None) -> Path:
    name = default_graph(location)
    if name.startswith(("http://", "https://")) or name == ":memory:":
        raise StoreError(f"{name}: articles are built into a store folder; name one with -g")
    return Path(name)


class _Builder:
    """Takes articles one by one, then writes all graphs that are not as they should be."""

    def __init__(self, graph: Graph, archive: Archive, schema: Schema) -> None:
        self.graph = graph
        self.archive = archive
        self.schema = schema
        self.fingerprint = fingerprint(schema.root)
        self.kept: dict[str, Kept] = archive.kept()
        self.before = _identity(self.kept, graph)
        self.seen: set[str] = set()
        self.added: set[str] = set()
        self.updated: set[str] = set()
        self.repeated = 0
        self.failures: list[Failure] = []

    def take(self, one: Input) -> None:
        """Read and extract one input, unless that was done before."""
        try:
            document = one.read(page=page_lexicon(self.schema))
            sha256 = document.sha256
            if sha256 in self.seen:
                self.repeated += 1
                return
            old = self.kept.get(sha256)
            if old is None or old.fingerprint != self.fingerprint:
                extraction = extract_document(document, self.schema)
                self.kept[sha256] = self.archive.keep(extraction, self.schema, self.fingerprint)
                (self.added if old is None else self.updated).add(sha256)
            self.seen.add(sha256)
        except InputError as error:
            self.failures.append(Failure(one.source, str(error)))

    def finish(self) -> Report:
        """Write the graphs that are new or changed."""
        identity = _identity(self.kept, self.graph)
        new = self.added | self.updated
        stored = {article.sha256 for article in self.graph.articles()}
        rewritten = 0
        for sha256, kept in sorted(self.kept.items()):
            if sha256 in new or sha256 not in stored or self._differs(sha256, kept, identity):
                rewritten += sha256 not in new
                self._write(sha256, identity)
        return Report(
            location=self.graph.location,
            added=len(self.added),
            updated=len(self.updated),
            unchanged=len(self.seen - new),
            repeated=self.repeated,
            rewritten=rewritten,
            failures=tuple(self.failures),
            entities=len(identity.labels),
            quads=len(self.graph),
        )

    def _write(self, sha256: str, identity: Identity) -> None:
        extraction: Extraction | None = self.archive.extraction(sha256)
        if extraction is not None:
            quads = article_quads(extraction, self.schema, base=self.graph.base, identity=identity)
            self.graph.load(quads)

    def _differs(self, sha256: str, kept: Kept, identity: Identity) -> bool:
        """Whether an article's entities have other names than before this build."""
        before, now = self.before.names(sha256), identity.names(sha256)
        if self.before.merges(sha256) != identity.merges(sha256):
            return True
        return any(
            before(one.key) != now(one.key)
            or self.before.label(before(one.key)) != identity.label(now(one.key))
            for one in kept.named
        )


def _identity(kept: dict[str, Kept], graph: Graph) -> Identity:
    return resolve([one for sha256 in sorted(kept) for one in kept[sha256].named], base=graph.base)
