"""The one interface over a store folder, RDF files, a SPARQL endpoint and memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import QueryError, QuerySyntaxError, StoreError
from kg.graph import vocabulary as v
from kg.graph.results import Result, Rows, Solutions, Term, Triples
from kg.schema import Schema, load_schema
from kg.schema.messages import message

if TYPE_CHECKING:
    import rdflib

    from kg.graph.counts import Counts
    from kg.graph.journal import Difference

MUCH: Final = 300_000
"""Statements that must be written for it to be worth while to ``compact`` a graph."""

Bindings = Mapping[str, Term]
"""Values for variables of a query, by name without the question mark."""

_ARTICLES = """
SELECT ?article ?source ?sha256 ?headline ?published WHERE {
  ?article a kg:Article .
  OPTIONAL { ?article kg:source ?source }
  OPTIONAL { ?article kg:sha256 ?sha256 }
  OPTIONAL { ?article kg:headline ?headline }
  OPTIONAL { ?article kg:published ?published }
} ORDER BY ?article
"""


@dataclass(frozen=True, slots=True, order=True)
class ArticleRecord:
    """One article of a graph.

    Attributes:
        iri: Its IRI, which is the name of its graph.
        source: Where it was read from, or None.
        sha256: Digest of its bytes, or None.
        headline: Or None.
        published: ISO 8601 date, or None.
    """

    iri: str
    source: str | None
    sha256: str | None
    headline: str | None
    published: str | None


class Graph(ABC):
    """A graph that can be asked, and perhaps written.

    Queries see the union of all articles, where a node belongs to the superclasses of its class
    too; ``GRAPH ?article { … }`` tells them apart and shows what was read. The prefixes of
    ``vocabulary.PREFIXES`` need no declaration.

    Attributes:
        location: Where it is, as its user gave it.
        read_only: Whether it refuses to be changed.
        base: Namespace of the individuals.
        allowed: Addresses that SERVICE, LOAD and FROM may name beside the graphs that are here.
        revision: Tells this state of a store folder from every other one of it; None where a graph
            is no store folder or may change while it is open.
    """

    location: str
    read_only: bool
    base: str
    revision: int | None = None
    allowed: frozenset[str] = frozenset()
    _schema: Schema | None = None

    @property
    def schema(self) -> Schema:
        """The ontology that the graph is written in; unless given, the one that ships with kg."""
        return self._schema or load_schema()

    @abstractmethod
    def query(self, text: str, *, bindings: Bindings | None = None) -> Result:
        """Run any query.

        Raises:
            QuerySyntaxError: If it does not parse.
            QueryError: If it is not allowed or fails.
            StoreError: If the graph cannot be read.
        """

    def stream(self, text: str, *, bindings: Bindings | None = None) -> Rows | Triples | bool:
        """Run any query; the rows of a table come one after the other.

        Errors are those of ``query``; some are raised only when a row is taken.
        """
        found = self.query(text, bindings=bindings)
        return Rows(found.variables, iter(found.rows)) if isinstance(found, Solutions) else found

    @abstractmethod
    def quads(self, article: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one article, in no particular order."""

    @abstractmethod
    def load(self, quads: Iterable[Quad], *, instead_of: Iterable[NamedNode] = ()) -> None:
        """Replace the named graphs that the quads belong to, each in one transaction.

        Args:
            quads: All quads of one or several articles.
            instead_of: Articles to remove; in the transaction of the first graph.

        Raises:
            StoreError: If the graph is read-only or cannot be written.
        """

    @abstractmethod
    def remove(self, article: NamedNode) -> bool:
        """Remove an article's graph; False if there is none.

        Raises:
            StoreError: If the graph is read-only or cannot be written.
        """

    @abstractmethod
    def __len__(self) -> int:
        """The number of quads."""

    def __bool__(self) -> bool:
        return True  # an empty graph is a graph

    def select(self, text: str, *, bindings: Bindings | None = None) -> Solutions:
        """Run a SELECT; errors as for ``query``."""
        result = self.query(text, bindings=bindings)
        if not isinstance(result, Solutions):
            raise QueryError(message("no_table"))
        return result

    def ask(self, text: str, *, bindings: Bindings | None = None) -> bool:
        """Run an ASK; errors as for ``query``."""
        result = self.query(text, bindings=bindings)
        if not isinstance(result, bool):
            raise QueryError(message("no_truth"))
        return result

    def construct(self, text: str, *, bindings: Bindings | None = None) -> Triples:
        """Run a CONSTRUCT or DESCRIBE; errors as for ``query``."""
        result = self.query(text, bindings=bindings)
        if not isinstance(result, Triples):
            raise QueryError(message("no_graph_given"))
        return result

    def articles(self) -> tuple[ArticleRecord, ...]:
        """The articles of the graph, by IRI."""
        rows = {row[0]: row for row in self.select(_ARTICLES)}
        return tuple(
            ArticleRecord(iri.value, *(x.value if isinstance(x, Literal) else None for x in rest))
            for iri, *rest in rows.values()
            if isinstance(iri, NamedNode)
        )

    def stated(self) -> Iterable[Quad]:
        """What the articles state, every triple once and without its graph, in no order."""
        return dict.fromkeys(Quad(q.subject, q.predicate, q.object) for q in self.quads())

    def counts(self, before: Counts | None = None, since: Difference | None = None) -> Counts:
        """How often classes, properties and relations come; nothing if that takes too long to ask.

        Args:
            before: The counts of an earlier state.
            since: What has changed since, to be counted alone.
        """
        from kg.graph.counts import Counts  # for those who make an index

        return Counts()

    def write_turtle(self, file: BinaryIO) -> None:
        """Write what the articles state as Turtle, every triple once, in no order.

        Raises:
            OSError: If the file cannot be written.
        """
        serialize(self.stated(), file, RdfFormat.TURTLE, prefixes=self.prefixes())

    def copy_files(self, folder: Path) -> None:
        """Copy the database into a folder.

        Raises:
            StoreError: If the graph is no store that is open for writing.
            OSError: If the folder cannot be written.
        """
        raise StoreError(message("not_backed_up", path=self.location, folder=folder))

    def prefixes(self) -> dict[str, str]:
        """The prefixes that need no declaration."""
        return {**v.PREFIXES, "id": self.base}

    def syntax_error(self, text: str, said: str, lang: str = "en") -> QuerySyntaxError:
        """What is wrong with a query that does not parse.

        Args:
            text: The query.
            said: What the parser of the engine said.
            lang: Language to say it in.
        """
        from kg.graph.diagnosis import diagnose  # the grammar takes 0.05 s to load

        return diagnose(text, self.prefixes(), self.schema, said, lang)

    def to_rdflib(self) -> rdflib.Dataset:
        """All quads as an rdflib dataset whose default graph is the union."""
        from kg.graph.rdf import to_dataset  # rdflib takes 0.1 s to import

        return to_dataset(self.quads())

    def flush(self) -> None:  # noqa: B027  # only what buffers has anything to do
        """Write what is buffered, so that a long series of changes needs no more memory."""

    def compact(self) -> None:  # noqa: B027  # only what holds files has anything to do
        """Sort the files anew after much was written; look-ups then take half the time.

        Takes about a third of a second of processor time for 100,000 statements of the store and
        as much room on the disk as it has; left out where there is no room.

        Raises:
            StoreError: If the store cannot be written.
        """

    def close(self) -> None:  # noqa: B027  # only what holds files has anything to do
        """Write what is still to be written and let go of the files."""

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(message("reading_only", path=self.location))

    def _by_article(self, quads: Iterable[Quad]) -> list[tuple[NamedNode, set[Quad]]]:
        graphs: dict[NamedNode, set[Quad]] = defaultdict(set)
        for quad in quads:
            if not isinstance(quad.graph_name, NamedNode):
                raise StoreError(message("fact_without_article", path=self.location))
            graphs[quad.graph_name].add(quad)
        return sorted(graphs.items())

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
