"""A SPARQL 1.1 endpoint as a graph: the query and update operations of the protocol."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.errors import QueryError, StoreError
from kg.graph import sparql
from kg.graph import vocabulary as v
from kg.graph.interface import Bindings, Graph
from kg.graph.results import Result, Solutions, Triples
from kg.schema.messages import message

TIMEOUT = 60.0
"""Seconds to wait for an answer."""

_TABLE = "application/sparql-results+json"
_GRAPH = "application/n-triples"
# Only the graphs of articles: some servers keep their own settings in others.
_ALL = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?g a kg:Article . ?s ?p ?o } }"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?g a kg:Article . ?s ?p ?o } }"


class EndpointGraph(Graph):
    """A graph that another program serves.

    Whether queries see the union of all articles is the server's to say (``?union-default-graph``
    of Oxigraph; the default of Virtuoso).
    """

    def __init__(
        self,
        url: str,
        *,
        read_only: bool = True,
        base: str = v.INDIVIDUALS,
        update_url: str | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        self.location = url
        self.read_only = read_only
        self.base = base
        self._update_url = update_url or _update_url(url)
        self._store_url = _store_url(url)
        self._timeout = timeout
        self._parser = Store()

    def query(self, text: str, *, bindings: Bindings | None = None) -> Result:
        """Run any query, see ``Graph.query``."""
        sparql.refuse_outside(text, self.prefixes(), self.allowed.__contains__)
        order, accept = self._expected(text)
        body = {"query": self._complete(text, bindings or {})}
        answer, kind = self._post(self.location, body, accept)
        try:
            return _result(answer, kind, order)
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                message("not_sparql_answer", url=self.location, reason=error)
            ) from None

    def quads(self, article: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one article."""
        for s, p, o, g in self.select(_ALL, bindings={"g": article} if article else None):
            yield Quad(s, p, o, article or g)  # type: ignore[arg-type]  # GRAPH binds all four

    def load(self, quads: Iterable[Quad], *, instead_of: Iterable[NamedNode] = ()) -> None:
        """Replace the named graphs that the quads belong to.

        The Graph Store Protocol is used where the server speaks it, else an update.
        """
        self._check_writable()
        others = sorted(set(instead_of))
        for name, graph in self._by_article(quads):
            data = " .\n".join(sorted(str(quad.triple) for quad in graph))
            if not others and self._put(name, f"{data} .\n"):
                continue
            drops = "".join(f"DROP SILENT GRAPH {one} ;\n" for one in (*others, name))
            self._update(f"{drops}INSERT DATA {{ GRAPH {name} {{ {data} }} }}")
            others = []

    def remove(self, article: NamedNode) -> bool:
        """Remove an article's graph."""
        self._check_writable()
        if not self.ask("ASK { GRAPH ?g { ?s ?p ?o } }", bindings={"g": article}):
            return False
        self._update(f"DROP SILENT GRAPH {article}")
        return True

    def __len__(self) -> int:
        rows = self.select(_COUNT).rows
        return int(getattr(rows[0][0], "value", 0))

    def _expected(self, text: str) -> tuple[tuple[str, ...] | None, str]:
        """The columns in written order (None of what is no table), and the type of the answer.

        Parsing the query here gives the same errors as a local graph.
        """
        try:
            found = self._parser.query(text, prefixes=self.prefixes())
        except SyntaxError as error:
            raise self.syntax_error(text, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(message("query_failed", reason=error)) from None
        # Who may answer with a table or a graph does not always choose rightly.
        if not isinstance(found, QuerySolutions):
            return None, _GRAPH if isinstance(found, QueryTriples) else _TABLE
        return sparql.written_order(text, [x.value for x in found.variables]), _TABLE

    def _complete(self, text: str, bindings: Bindings) -> str:
        """The query with the prefixes that it uses and the values of its variables."""
        bound, rest = sparql.put_in(text, bindings)
        known = self.prefixes()
        used = {t.text.partition(":")[0] for t in sparql.tokens(text) if t.kind == "name"}
        head = "".join(f"PREFIX {p}: <{known[p]}> " for p in sorted(used & known.keys()))
        # On a line of its own, because the query may end in a comment.
        tail = "".join(f"\nVALUES ?{name} {{ {term} }}" for name, term in sorted(rest.items()))
        return head + bound + tail

    def _update(self, text: str) -> None:
        self._post(self._update_url, {"update": text}, "*/*")

    def _put(self, name: NamedNode, data: str) -> bool:
        """Replace a graph by the Graph Store Protocol; False if the server does not allow it."""
        if self._store_url is None:
            return False
        url = f"{self._store_url}?{urllib.parse.urlencode({'graph': name.value})}"
        request = urllib.request.Request(
            url, data=data.encode(), headers={"Content-Type": _GRAPH}, method="PUT"
        )
        try:
            self._send(request)
        except StoreError:
            self._store_url = None  # an update will say what is wrong, if anything is
            return False
        return True

    def _post(self, url: str, form: dict[str, str], accept: str) -> tuple[bytes, str]:
        return self._send(
            urllib.request.Request(  # the scheme was checked on opening
                url,
                data=urllib.parse.urlencode(form).encode(),
                headers={"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
            )
        )

    def _send(self, request: urllib.request.Request) -> tuple[bytes, str]:
        url = request.full_url
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                return response.read(), response.headers.get_content_type()
        except urllib.error.HTTPError as error:
            detail = " ".join(error.read(500).decode("utf-8", "replace").split())
            if error.code == HTTPStatus.BAD_REQUEST:
                raise QueryError(message("refused_there", url=url, detail=detail)) from None
            raise StoreError(
                message("endpoint_answers", url=url, code=error.code, detail=detail)
            ) from None
        except (OSError, urllib.error.URLError) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(message("endpoint_silent", url=url, reason=reason)) from None


def _update_url(url: str) -> str:
    """Where the endpoint takes updates; by convention beside ``…/query``, else the same."""
    parts = urllib.parse.urlsplit(url)
    if parts.path.endswith("/query"):
        parts = parts._replace(path=parts.path.removesuffix("query") + "update", query="")
    return parts.geturl()


def _store_url(url: str) -> str | None:
    """Where the endpoint speaks the Graph Store Protocol, by the conventions of servers."""
    parts = urllib.parse.urlsplit(url)
    for ending, store in (("/query", "/store"), ("/sparql", "/sparql-graph-crud")):
        if parts.path.endswith(ending):
            path = parts.path.removesuffix(ending) + store
            return parts._replace(path=path, query="").geturl()
    return None


def _result(answer: bytes, kind: str, order: tuple[str, ...] | None) -> Result:
    if kind in (_GRAPH, "text/plain", "text/turtle"):
        rdf_format = RdfFormat.TURTLE if kind == "text/turtle" else RdfFormat.N_TRIPLES
        found = parse(answer, format=rdf_format)
        return Triples(tuple(sorted({_triple(quad) for quad in found}, key=str)))
    table = parse_query_results(answer, format=QueryResultsFormat.JSON)
    if isinstance(table, QueryBoolean):
        return bool(table)
    if order is None:  # Virtuoso answers ASK with a table, which is empty for no
        return any(True for _ in table)
    given = [variable.value for variable in table.variables]
    columns = [given.index(name) if name in given else None for name in order]
    return Solutions(
        order, tuple(tuple(None if c is None else row[c] for c in columns) for row in table)
    )


def _triple(quad: Quad) -> Triple:
    return quad.triple
