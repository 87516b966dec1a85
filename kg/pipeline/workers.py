"""Extraction in several processes of this machine; the result is that of one."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from kg.pipeline.extraction import Outcome, Task, work
from kg.schema import Schema, load_schema

_AHEAD = 8
"""Tasks handed out for each process: enough to keep it busy, few enough to stay small."""
_TRIES = 2
"""Times that a task is tried alone; the first may find a process that had died before."""


class Processes:
    """Works tasks off in processes, and gives them back in their order.

    A process that dies (for want of memory, by a signal) is replaced; the tasks that were on the
    way are tried again, each alone, so that only one that kills its process is given up.
    """

    def __init__(self, schema: Schema, number: int) -> None:
        self._root = schema.root
        self._number = number
        self._single: ProcessPoolExecutor | None = None

    def __call__(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each task with its outcome, in order."""
        waiting: deque[tuple[Task, Future[Outcome]]] = deque()
        pool = self._pool(self._number)
        try:
            for task in tasks:
                try:
                    waiting.append((task, pool.submit(_work, task)))
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = self._pool(self._number)
                    waiting.append((task, pool.submit(_work, task)))
                if len(waiting) > self._number * _AHEAD:
                    yield self._first(waiting)
            while waiting:
                yield self._first(waiting)
        finally:
            pool.shutdown(cancel_futures=True)
            if self._single is not None:
                self._single.shutdown()
                self._single = None

    def _first(self, waiting: deque[tuple[Task, Future[Outcome]]]) -> tuple[Task, Outcome]:
        task, future = waiting.popleft()
        try:
            return task, future.result()
        except BrokenProcessPool:
            return task, self._alone(task)

    def _alone(self, task: Task) -> Outcome:
        for _ in range(_TRIES):
            self._single = self._single or self._pool(1)
            try:
                return self._single.submit(_work, task).result()
            except BrokenProcessPool:
                self._single.shutdown()
                self._single = None
        return Outcome(problem=f"{task.source}: the process that read it died")

    def _pool(self, number: int) -> ProcessPoolExecutor:
        # A forked process would hold the store's lock, and copies of locks that threads hold.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(number, context, _start, (self._root,))


_schema: Schema | None = None


def _start(root: Path) -> None:
    """Make a process ready to work."""
    global _schema  # a process is given its schema once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    _schema = load_schema(root)


def _work(task: Task) -> Outcome:
    return work(task, _schema or load_schema())
