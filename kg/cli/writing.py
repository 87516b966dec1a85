"""``kg export``, ``import``, ``backup`` and ``restore``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.cli.console import by_ending, date, emit, language, say
from kg.cli.progress import Bar
from kg.errors import QueryError, StoreError, UsageError
from kg.graph import ArticleRecord, Graph, open_graph
from kg.graph.excerpt import article_quads_of, articles_of, surroundings
from kg.graph.interface import MUCH
from kg.graph.serialise import FORMATS, serialise
from kg.graph.streaming import import_file, is_large, stream
from kg.model.lexicon.interface import Interface
from kg.pipeline import default_graph, open_default
from kg.pipeline.report import Progress, Stage, Step
from kg.render.files import ENDINGS, graph_files, save
from kg.schema import load_schema
from kg.schema.messages import message, not_written


def run_export(args: Namespace) -> int:
    """Write the graph, or a part of it, for other programs."""
    format = by_ending(args, ENDINGS, "turtle")
    part = bool(args.entity or args.article or args.since)
    if part and format not in FORMATS:
        raise UsageError(message("part_as", format=format))
    with open_default(args.graph) as graph:
        if part:
            files = {"": _excerpt(graph, args, format)}
        elif format in FORMATS and is_large(graph):
            with _output(args.output) as file:
                stream(graph, file, format)
            return 0
        else:
            files = graph_files(graph, format)
    if args.output and args.output != "-":
        save(files, args.output)
    else:
        emit(files[""])
    return 0


def _excerpt(graph: Graph, args: Namespace, format: str) -> bytes:
    """The articles that were asked for, and what surrounds the entities."""
    articles: tuple[ArticleRecord, ...] = ()
    entities: list[str] = []
    if args.article or args.since:
        articles = articles_of(graph, args.article or (), date(args.since))
        if not articles and not args.entity:
            raise QueryError(message("no_article"))
    if args.entity:
        from kg.query.entities import entity_index

        index = entity_index(graph)
        entities = [index.resolve(name).iri for name in args.entity]
    quads = chain(article_quads_of(graph, articles), surroundings(graph, entities, args.depth))
    return serialise(quads, format, base=graph.base)


@contextmanager
def _output(name: str | None) -> Iterator[BinaryIO]:
    """Where a stream goes: stdout, or a file that is there only when it is whole."""
    if not name or name == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    path = Path(name).resolve()
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise not_written(name, error) from None
    finally:
        part.unlink(missing_ok=True)


def run_import(args: Namespace) -> int:
    """Put RDF files into a store."""
    from kg.pipeline.indexing import make_indexes  # knows networkx

    store = _store(args.graph)
    schema = load_schema()
    texts = schema.lexicon("interface", Interface).texts(language())
    with closing(Bar(texts)) as bar:
        with open_graph(store, read_only=False, schema=schema) as graph:
            empty = next(graph.quads(), None) is None
            counts = _import(graph, args.files, bar)
            if empty and sum(count for _, count in counts) >= MUCH:
                bar(Step(0, 0, stage=Stage.SORTING))
                graph.compact()
        bar(Step(0, 0, stage=Stage.INDEXING))
        make_indexes(store, schema)
    _tell(texts["imported"].format(file=name, count=count) for name, count in counts)
    return 0


def _import(graph: Graph, names: Iterable[str], progress: Progress) -> list[tuple[str, int]]:
    """Put files into a store; the number of statements of each."""
    counts: list[tuple[str, int]] = []
    for name in names:
        before = sum(count for _, count in counts)

        def tell(count: int, name: str = name, before: int = before) -> None:
            progress(Step(before + count, 0, name, Stage.IMPORTING))

        tell(0)
        counts.append((name, import_file(graph, Path(name), tell)))
    return counts


def run_backup(args: Namespace) -> int:
    """Copy a store for bad days."""
    from kg.pipeline.backup import backup

    backup(_store(args.graph), Path(args.target))
    return 0


def run_restore(args: Namespace) -> int:
    """Make a store of a backup."""
    from kg.pipeline.backup import restore
    from kg.pipeline.indexing import make_indexes

    store = _store(args.graph)
    restore(Path(args.source), store, force=args.force)
    make_indexes(store, load_schema())
    return 0


def _store(named: str | None) -> Path:
    name = default_graph(named)
    if name.startswith(("http://", "https://")) or name == ":memory:":
        raise StoreError(message("not_store_folder", path=name))
    return Path(name)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
