"""Articles into a store: one named graph each, and nothing to do the second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.graph import open_graph
from kg.pipeline.archive import Archive, fingerprint
from kg.pipeline.extraction import Extractor, Outcome, Task, work
from kg.pipeline.indexing import make_indexes
from kg.pipeline.intake import Intake
from kg.pipeline.location import default_graph
from kg.pipeline.report import Progress, Report, Stage, Step
from kg.pipeline.writing import write_graphs
from kg.reading import iter_inputs
from kg.schema import Schema, load_schema
from kg.schema.messages import message


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are built into a store.

    Attributes:
        remove: Sources to take out: files, folders, archives or addresses as they were named.
        rebuild: Whether to extract all articles anew, those too that the store has.
        workers: Processes that extract.
        scheduler: Address of a Dask scheduler whose workers extract instead.
    """

    remove: tuple[str, ...] = ()
    rebuild: bool = False
    workers: int = 1
    scheduler: str | None = None


def build(
    paths: Iterable[str | Path],
    location: str | Path | None = None,
    *,
    schema: Schema | None = None,
    progress: Progress = lambda _: None,
    options: Options | None = None,
) -> Report:
    """Put articles into a store, one named graph each.

    Articles are known by their bytes and by where they stand: those that the store has are not
    read again, and an article that changed takes the place of what stood there. The store depends
    on its articles alone, not on the order or the number of builds. An article that cannot be read
    is reported, noted in the store's folder (``failed.tsv``) and does not stop the others; what
    the store has of it stays.

    Args:
        paths: Files, folders, patterns, archives, JSON Lines files, ``-`` for the standard input.
        location: The store's folder; made if there is none. Default: ``$KG_GRAPH``, ``kg.store``.
        schema: What there is to find; default: the one that ships with kg.
        progress: Called after every article, while graphs are written, and before what takes long.
        options: How; the result does not depend on who extracts.

    Raises:
        InputError: If a path matches nothing, no article could be read, or there is nothing to
            remove.
        StoreError: If the store cannot be written.
    """
    schema = schema or load_schema()
    options = options or Options()
    inputs = list(iter_inputs(paths))
    store = _store_folder(location)
    with open_graph(store, read_only=False, schema=schema) as graph, Archive(store) as archive:
        intake = Intake(archive, fingerprint(schema.root), anew=options.rebuild)
        for name in options.remove:
            intake.remove(name)
        count = _Count(len(inputs), progress)
        extract = _extractor(schema, options)
        for task, outcome in extract(intake.tasks(inputs, count)):
            intake.accept(task, outcome)
            count(task.source)
        if intake.failures and not intake.seen and not options.remove:
            archive.save()
            archive.list_failures()
            raise InputError(reduce(_both, (failure.reason for failure in intake.failures)))
        written = write_graphs(graph, archive, intake, schema, progress)
        archive.save()
        archive.list_failures()
        report = Report(
            location=graph.location,
            added=len(intake.added),
            replaced=len(intake.replaced),
            updated=len(intake.updated),
            unchanged=len(intake.unchanged),
            repeated=intake.repeated,
            removed=len(intake.removed),
            rewritten=written.others,
            failures=tuple(intake.failures),
            entities=written.entities,
            quads=written.quads,
            copies=written.copies,
            doubts=written.doubts,
            unused=written.unused,
        )
    progress(Step(0, 0, stage=Stage.INDEXING))
    make_indexes(store, schema)
    return report


def _both(one: str, other: str) -> str:
    return message("both", one=one, other=other)


def _store_folder(location: str | Path | None) -> Path:
    name = default_graph(location)
    if name.startswith(("http://", "https://")) or name == ":memory:":
        raise StoreError(message("built_into_folder", path=name))
    return Path(name)


def _extractor(schema: Schema, options: Options) -> Extractor:
    if options.scheduler:
        from kg.pipeline.cluster import Cluster

        return Cluster(schema, options.scheduler)
    if options.workers > 1:
        from kg.pipeline.workers import Processes

        return Processes(schema, options.workers)
    return _InThisProcess(schema)


class _InThisProcess:
    """Works tasks off one by one."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def __call__(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        return ((task, work(task, self._schema)) for task in tasks)


class _Count:
    """Counts the inputs that are done, and tells."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def __call__(self, source: str) -> None:
        self._done += 1
        self._progress(Step(self._done, max(self._total, self._done), source))
