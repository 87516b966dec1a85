"""A graph whose store works in a process of its own, so that a query can be ended.

Oxigraph listens neither to a signal nor to a clock while it evaluates, and has no limit that could
be set. A process can be ended at any time; the next query begins in a new one.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import shutil
import signal
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, cast

from pyoxigraph import NamedNode, Quad

from kg.errors import KgError, QueryError, StoreError
from kg.graph.interface import Bindings, Graph
from kg.graph.marker import is_store
from kg.graph.results import Result, Rows, Triples
from kg.schema import Schema
from kg.schema.messages import message, not_written

if TYPE_CHECKING:
    from kg.graph.counts import Counts
    from kg.graph.journal import Difference
    from kg.graph.update import Change

BATCH = 500
"""Rows that are handed over at a time."""
TABLES = 4
"""Tables that are kept while their rows are fetched."""
CAN_FORK = hasattr(os, "fork")
"""Whether this system can make such processes."""

Opener = Callable[[], Graph]


class Worker:
    """A process that answers for a graph, one request after the other.

    Attributes:
        received: Rows that it has handed over; whoever shows the number sets it back to 0.
    """

    def __init__(self, opener: Opener) -> None:
        """Begin a process.

        Args:
            opener: Called in the process, so that it need not be the caller who has the graph open.
        """
        self.received = 0
        self._opener = opener
        self._pid = 0
        self._turn = threading.RLock()
        self._fork()

    @property
    def alive(self) -> bool:
        """Whether there is a process."""
        return self._pid != 0

    def start(self) -> None:
        """Begin a process unless there is one."""
        if self._pid:
            return
        # By now there are threads. Of one that is loading this, the process would inherit the lock.
        _load_engine()
        self._fork()

    def _fork(self) -> None:
        request_end, self._requests = os.pipe()
        self._replies, reply_end = os.pipe()
        with warnings.catch_warnings():
            # The threads that may be about (completion) hold no lock that the process could need.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            os.close(self._requests)
            os.close(self._replies)
            _become_worker(self._opener, request_end, reply_end)
        self._pid = pid
        os.close(request_end)
        os.close(reply_end)
        self._to = os.fdopen(self._requests, "wb")
        self._from = os.fdopen(self._replies, "rb")

    def end(self) -> None:
        """End the process, whatever it does; it is gone when this returns."""
        if not self._pid:
            return
        pid, self._pid = self._pid, 0
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        with contextlib.suppress(OSError):
            self._to.close()
        self._from.close()

    def ask(
        self, *request: object, meanwhile: Callable[[], object] = lambda: None
    ) -> tuple[str, Any]:
        """Send a request and wait for the reply; threads take turns.

        Whatever interrupts the waiting (Ctrl-C, a time limit) ends the process.

        Args:
            request: Its kind, and what belongs to it.
            meanwhile: Called before waiting.

        Raises:
            KgError: What the other side raised.
            QueryError: If the process has gone.
        """
        with self._turn:
            self.start()
            try:
                pickle.dump(request, self._to, pickle.HIGHEST_PROTOCOL)
                self._to.flush()
                meanwhile()
                kind, value = pickle.load(self._from)
            except (EOFError, BrokenPipeError):
                self.end()
                raise QueryError(message("query_gone")) from None
            except BaseException:
                self.end()
                _load_engine()  # not in the time of the next request
                raise
        if kind == "error":
            raise value
        return kind, value

    def fetched(self, table: object) -> Iterator[Any]:
        """The rows of a table, fetched in batches as they are taken.

        Args:
            table: How the other side calls it.
        """
        while True:
            _, batch = self.ask("next", table)
            self.received += len(batch)
            yield from batch
            if len(batch) < BATCH:
                return


def _load_engine() -> None:
    """Load what opens graphs, which the first process does for itself."""
    import kg.graph.store  # noqa: F401


class WorkerGraph(Graph):
    """A graph that a ``Worker`` answers for.

    Attributes:
        worker: The process.
    """

    def __init__(
        self,
        worker: Worker,
        *,
        schema: Schema | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        """Wait until the process has opened the graph.

        Args:
            worker: The process.
            schema: The ontology that the graph is written in.
            meanwhile: Called before waiting.

        Raises:
            StoreError: If it cannot be opened.
        """
        self.worker = worker
        self.read_only = True
        self._schema = schema
        self._greet(meanwhile)

    def warm(self) -> None:
        """Begin a new process where the last one was ended, so that it is ready when needed."""
        if not self.worker.alive:
            self.worker.start()
            self._greet()

    def renewed(self) -> WorkerGraph:
        """The graph as it is now: this one, unless it is a store that was written since."""
        if self.revision is None and not is_store(self.location):
            return self
        self.worker.end()
        fresh = WorkerGraph(self.worker, schema=self._schema)
        return self if fresh.revision == self.revision is not None else fresh

    def _greet(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        try:
            _, opened = self.worker.ask("open", meanwhile=meanwhile)
        except KgError:
            self.worker.end()
            raise
        self.location, self.base, self.revision = opened

    def query(self, text: str, *, bindings: Bindings | None = None) -> Result:
        """Run any query, see ``Graph.query``."""
        found = self.stream(text, bindings=bindings)
        return found.all() if isinstance(found, Rows) else found

    def stream(self, text: str, *, bindings: Bindings | None = None) -> Rows | Triples | bool:
        """Run any query, see ``Graph.stream``."""
        kind, found = self.worker.ask("query", text, dict(bindings or {}), self.allowed)
        if kind == "rows":
            table, variables = found
            return Rows(variables, self.worker.fetched(table))
        return found if isinstance(found, Triples) else bool(found)

    def quads(self, article: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one article."""
        _, (table, _) = self.worker.ask("quads", article)
        for (quad,) in self.worker.fetched(table):
            yield quad

    def counts(self, before: Counts | None = None, since: Difference | None = None) -> Counts:
        """How often classes, properties and relations come, see ``Graph.counts``."""
        return cast("Counts", self.worker.ask("counts", before, since)[1])

    def rehearse(self, text: str) -> Change:
        """What an update would change; nothing is changed. See ``LocalGraph.rehearse``.

        Raises:
            StoreError: If this is no store folder, or nothing can be written beside it.
        """
        import tempfile

        if not is_store(self.location):
            raise StoreError(message("only_stores_change", path=self.location))
        try:
            folder = Path(tempfile.mkdtemp(prefix=".rehearsal-", dir=self.location))
        except OSError as error:
            raise not_written(self.location, error) from None
        try:
            return cast("Change", self.worker.ask("rehearse", text, folder, self.allowed)[1])
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def load(self, quads: Iterable[Quad], *, instead_of: Iterable[NamedNode] = ()) -> None:
        """Refuse: the process only reads."""
        self._check_writable()

    def remove(self, article: NamedNode) -> bool:
        """Refuse: the process only reads."""
        self._check_writable()
        return False

    def __len__(self) -> int:
        return int(self.worker.ask("len")[1])

    def close(self) -> None:
        """End the process."""
        self.worker.end()


def open_in_worker(
    location: str, schema: Schema, *, meanwhile: Callable[[], object] = lambda: None
) -> Graph:
    """Open a graph; what is here works in a process of its own, an endpoint has its own anyway.

    Args:
        location: A store folder, a file or an endpoint.
        schema: The ontology that it is written in.
        meanwhile: Called while the process opens the graph.

    Raises:
        StoreError: If it cannot be opened.
    """

    def opened() -> Graph:
        from kg.graph.store import open_graph  # there, while this process loads other things

        return open_graph(location, schema=schema)

    if not CAN_FORK or location.startswith(("http://", "https://")):
        return opened()
    return WorkerGraph(Worker(opened), schema=schema, meanwhile=meanwhile)


def _become_worker(opener: Opener, requests: int, replies: int) -> NoReturn:
    """Serve until the other side has gone; never comes back."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side decides what Ctrl-C ends
        with os.fdopen(requests, "rb") as source, os.fdopen(replies, "wb") as target:
            serve(opener, source, target, abandoned=lambda: os._exit(0))
    finally:
        os._exit(0)


def serve(
    opener: Opener,
    requests: BinaryIO,
    replies: BinaryIO,
    *,
    abandoned: Callable[[], None] = lambda: None,
) -> None:
    """Answer requests until there are no more.

    The requests are read on a thread, so that the end of the other side is noticed even while a
    query runs.

    Args:
        opener: Opens the graph.
        requests: Where they are read.
        replies: Where they are answered.
        abandoned: Called on that thread when the other side has gone and a query still runs.
    """
    waiting: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
    served = threading.Event()

    def read() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                waiting.put(pickle.load(requests))
        waiting.put(None)
        if not served.wait(0.2):
            abandoned()

    threading.Thread(target=read, daemon=True).start()
    server = _Server(opener)
    while (request := waiting.get()) is not None:
        try:
            reply = server.reply(request)
        except KgError as error:
            reply = ("error", error)
        pickle.dump(reply, replies, pickle.HIGHEST_PROTOCOL)
        replies.flush()
    served.set()


class _Server:
    """Answers the requests of ``WorkerGraph``."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._graph: Graph | None = None
        self._tables: dict[tuple[int, int], Iterator[Any]] = {}
        self._begun = 0

    def reply(self, request: tuple[Any, ...]) -> tuple[str, object]:
        """The kind of the reply, and what there is to say."""
        kind, *arguments = request
        if kind == "next":
            return "batch", self._next(*arguments)
        if self._graph is None:
            self._graph = self._opener()
        graph = self._graph
        match kind:
            case "open":
                return "graph", (graph.location, graph.base, graph.revision)
            case "len" | "counts":
                return "count", graph.counts(*arguments) if kind == "counts" else len(graph)
            case "rehearse":
                text, folder, graph.allowed = arguments
                from kg.graph.local import LocalGraph

                assert isinstance(graph, LocalGraph)
                return "change", graph.rehearse(text, folder)
            case "quads":
                return self._begin(("quad",), ((quad,) for quad in graph.quads(*arguments)))
            case _:
                text, bindings, graph.allowed = arguments
                return self._answer(graph.stream(text, bindings=bindings))

    def _answer(self, found: Rows | Triples | bool) -> tuple[str, object]:
        if isinstance(found, Rows):
            return self._begin(found.variables, found.rows)
        return "result", found

    def _begin(self, variables: tuple[str, ...], rows: Iterator[Any]) -> tuple[str, object]:
        """Keep a table for those who fetch it; the oldest is given up."""
        self._begun += 1
        table = (os.getpid(), self._begun)  # no table of an earlier process has this name
        self._tables[table] = rows
        if len(self._tables) > TABLES:
            del self._tables[min(self._tables)]
        return "rows", (table, variables)

    def _next(self, table: tuple[int, int]) -> list[Any]:
        if table not in self._tables:
            raise QueryError(message("rest_gone"))
        batch = list(islice(self._tables[table], BATCH))
        if len(batch) < BATCH:
            del self._tables[table]
        return batch
