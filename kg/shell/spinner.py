"""Says that something still runs, on a terminal's stderr."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FIRST = 0.4
"""Seconds before anything is shown."""
PAUSE = 0.1
_CLEAR = "\r\x1b[K"


class Spinner:
    """A line that is shown while something runs, and taken away at its end."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._message: Callable[[float], str] | None = None

    @contextmanager
    def running(self, message: Callable[[float], str]) -> Iterator[None]:
        """Show the line while the block runs.

        Args:
            message: The line, from the seconds that have passed.
        """
        if not sys.stderr.isatty():
            yield
            return
        done = self._done = threading.Event()
        self._message = message
        thread = threading.Thread(target=_show, args=(done, message), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._done.set()
            done.set()
            thread.join()
            self._message = None

    def stop(self) -> None:
        """Take the line away until the next block, because the user is asked something."""
        if self._message is not None:
            self._done.set()
            sys.stderr.write(_CLEAR)


def _show(done: threading.Event, message: Callable[[float], str]) -> None:
    started = time.monotonic()
    shown = False
    while not done.wait(PAUSE if shown else FIRST):
        shown = True
        sys.stderr.write(f"{_CLEAR}{message(time.monotonic() - started)}")
        sys.stderr.flush()
    if shown:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
