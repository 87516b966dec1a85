"""Time limits of statements."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from kg.errors import TimeLimitError


class TimeLimit:
    """The time that one statement may take; what it waits for others does not count.

    Attributes:
        seconds: The limit; 0 for none.
    """

    def __init__(self, seconds: float, message: Callable[[], str]) -> None:
        """Begin with all the time left.

        Args:
            seconds: The limit; 0 for none.
            message: Gives that of the error; ``{seconds}`` in it stands for the limit.
        """
        self.seconds = seconds
        self._message = message
        self._left = seconds
        self._running = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run.

        Only the main thread can be interrupted, and only between steps of Python: a graph that
        works in this process is not stopped in the middle of a query.

        Raises:
            TimeLimitError: When it has run out.
        """
        if not self.seconds or self._running or not _interruptible():
            yield
            return
        if self._left <= 0:
            raise self._error()
        started = time.monotonic()
        before = signal.signal(signal.SIGALRM, self._end)
        self._running = True
        signal.setitimer(signal.ITIMER_REAL, self._left)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            self._running = False
            self._left -= time.monotonic() - started

    def _end(self, _: int, __: FrameType | None) -> None:
        raise self._error()

    def _error(self) -> TimeLimitError:
        return TimeLimitError(self._message().format(seconds=f"{self.seconds:g}"))


def _interruptible() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
