"""Chinese news to an RDF knowledge graph, and questions over it, every fact with its sentence.

The functions here do what the commands of ``kg`` do::

    article = kg.extract("data/000_cebb56616ef987a2.txt")
    print(article.turtle())
    kg.build(["data"], "kg.store")
    with kg.open("kg.store") as graph:
        print(kg.ask(graph, "谁和中国电信安徽公司签约?").plain)

Importing the package loads none of the libraries that it works with; each function loads its own.
All errors are subclasses of ``kg.errors.KgError``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph, Result
    from kg.model import Document
    from kg.pipeline import Article, Report
    from kg.query.answer import Answer

__all__ = ["ask", "build", "export", "extract", "open", "path", "query", "read"]


def read(source: str | Path | Document) -> Document:
    """Read one article: its text, the article in it, headline, outlet, date.

    Args:
        source: A path, or the page itself (text or HTML).

    Raises:
        InputError: If it cannot be read as an article.
    """
    from kg.pipeline import read

    return read(source)


def extract(source: str | Path | Document) -> Article:
    """Find the entities and facts of one article.

    Args:
        source: A path, the page itself (text or HTML), or a document from ``read``.

    Returns:
        The article, with ``entities``, ``facts``, ``document``, and as RDF with ``graph()`` (an
        ``rdflib.Graph``), ``quads()`` and ``turtle()``.

    Raises:
        InputError: If it cannot be read as an article.
    """
    from kg.pipeline import extract

    return extract(source)


def build(paths: Iterable[str | Path], graph: str | Path | None = None) -> Report:
    """Put articles into a store on disk, one named graph each; a second time changes nothing.

    Args:
        paths: Files, folders and patterns.
        graph: The store's folder; default: ``$KG_GRAPH``, else ``kg.store``.

    Returns:
        What was added, what was there, and which inputs could not be read and why.

    Raises:
        InputError: If a path matches nothing, or no article could be read.
        StoreError: If the store cannot be written.
    """
    from kg.pipeline import build

    return build(paths, graph)


def open(graph: str | Path | None = None) -> Graph:
    """Open a graph for reading; it is a context manager.

    Args:
        graph: A store folder, an RDF file or the URL of a SPARQL endpoint; default:
            ``$KG_GRAPH``, else ``kg.store``.

    Raises:
        StoreError: If it cannot be opened.
    """
    from kg.pipeline import open_default

    return open_default(graph)


def query(graph: Graph, sparql: str) -> Result:
    """Run a SPARQL query.

    Args:
        graph: From ``open``.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes need no declaration.

    Returns:
        ``Solutions`` with ``variables`` and ``rows``, ``Triples``, or a bool.

    Raises:
        QuerySyntaxError: With line and column.
        QueryError: If the query is not allowed or fails.
    """
    return graph.query(sparql)


def ask(graph: Graph, question: str) -> Answer:
    """Answer a plain question in Chinese or English.

    Args:
        graph: From ``open``.
        question: Such as 谁和中国电信安徽公司签约?

    Returns:
        How it was understood, and the answers with their sentences; ``plain`` is the short form.

    Raises:
        NotUnderstoodError: If the question has no reading.
        UnknownEntityError: If it names something that the graph does not know.
    """
    from kg.query.questions import ask
    from kg.schema import load_schema

    return ask(graph, question, load_schema())


def path(graph: Graph, start: str, end: str | None = None) -> Answer:
    """Find how two entities are connected.

    Args:
        graph: From ``open``.
        start: A name; or, without ``end``, a whole path statement (``PATH FROM … TO …``).
        end: Another name.

    Returns:
        One item a path: ``item.path`` has ``nodes`` and ``hops``, a hop its ``edges`` (view, date,
        status, number of sources; the best first), their direction and the sentences behind them.
        ``report`` says what was searched, and why two ends have no path.

    Raises:
        QuerySyntaxError: With line and column, if the statement does not parse.
        UnknownEntityError: If a name is not in the graph.
    """
    from kg.query.paths import between, find_paths
    from kg.schema import load_schema

    statement = start if end is None else between(start, end)
    return find_paths(graph, statement, load_schema())


def export(graph: Graph, file: str | Path, format: str | None = None) -> None:
    """Write a graph to a file.

    Args:
        graph: From ``open``.
        file: Where to; its ending says the format unless ``format`` does. CSV gives two files:
            ``NAME.csv`` with the edges of the partner network, ``NAME.nodes.csv`` with its nodes.
        format: ``turtle``, ``trig``, ``nt``, ``nq``, ``jsonld`` or ``rdfxml``; or, for the partner
            network, ``graphml``, ``gexf``, ``csv`` or ``dot``.

    Raises:
        UsageError: If there is no such format.
        StoreError: If the file cannot be written.
    """
    from kg.render.files import format_of, graph_files, save

    save(graph_files(graph, format or format_of(file)), file)


class _Front(ModuleType):
    """Keeps ``kg.extract`` and ``kg.query`` functions when the packages of these names load.

    The import system sets a loaded submodule as an attribute of its package; ``from kg.extract
    import …`` does not need that attribute.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


class _CallablePackage(ModuleType):
    """A package that may be called like the function of its name."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        return _FUNCTIONS[self.__name__.rpartition(".")[2]](*args, **kwargs)


class _Package(ModuleType):
    """Keeps ``kg.extract`` and ``kg.query`` callable.

    Both are functions and packages. Python puts a package in the place of the function as soon as
    anything imports it, so the second ``kg.extract(…)`` would fail.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _FUNCTIONS and isinstance(value, ModuleType):
            value.__class__ = _CallablePackage
        super().__setattr__(name, value)


_FUNCTIONS: dict[str, Callable[..., object]] = {"extract": extract, "query": query}
sys.modules[__name__].__class__ = _Package
