"""Extraction on a Dask Distributed cluster, for those who outgrow one machine."""

from __future__ import annotations

import importlib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from kg.errors import StoreError, UsageError
from kg.pipeline.archive import fingerprint
from kg.pipeline.extraction import Outcome, Task, work
from kg.schema import Schema, load_schema
from kg.schema.messages import message

_AHEAD = 16
"""Tasks handed out for each thread of the cluster."""
_PATIENCE = 30
"""Seconds to wait for the scheduler and its first worker."""
_RETRIES = 3


class Cluster:
    """Works tasks off on the workers of a scheduler, and gives them back in their order.

    What a worker had in hand when it died is done by another. The workers need the same version of
    kg and of its ontology; others are refused.
    """

    def __init__(self, schema: Schema, address: str) -> None:
        self._digest = fingerprint(schema.root)
        self._address = address

    def __call__(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each task with its outcome, in order.

        Raises:
            UsageError: If Dask Distributed is not installed.
            StoreError: If the scheduler does not answer, or its workers are of another version.
        """
        client = self._connect()
        waiting: deque[tuple[Task, Any]] = deque()
        try:
            for task in tasks:
                future = client.submit(_work, task, self._digest, pure=False, retries=_RETRIES)
                waiting.append((task, future))
                if len(waiting) > _AHEAD * max(sum(client.nthreads().values()), 1):
                    yield self._first(waiting)
            while waiting:
                yield self._first(waiting)
        finally:
            client.close()

    def _connect(self) -> Any:  # noqa: ANN401  # it has no types
        try:
            distributed: Any = importlib.import_module("distributed")  # an optional extra
        except ImportError:
            raise UsageError(message("needs_dask")) from None
        try:
            client = distributed.Client(self._address, timeout=_PATIENCE, set_as_default=False)
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            reason = " ".join(str(error).split())[:200]
            raise StoreError(
                message("no_scheduler", address=self._address, reason=reason)
            ) from None
        return client

    def _first(self, waiting: deque[tuple[Task, Any]]) -> tuple[Task, Outcome]:
        task, future = waiting.popleft()
        try:
            outcome: Outcome = future.result()
        # Whatever the cluster reports of a task that killed worker after worker.
        except Exception as error:  # noqa: BLE001
            detail = " ".join(str(error).split())[:200]
            return task, Outcome(problem=f"{task.source}: the cluster gave it up ({detail})")
        if outcome.problem == _OTHER_VERSION:
            raise StoreError(message("other_version", address=self._address))
        return task, outcome


_OTHER_VERSION = "another version"


@cache
def _schema() -> Schema:
    return load_schema()


def _work(task: Task, digest: str) -> Outcome:
    schema = _schema()
    if fingerprint(schema.root) != digest:
        return Outcome(problem=_OTHER_VERSION)
    return work(task, schema)
