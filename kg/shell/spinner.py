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


@contextmanager
def spinning(message: Callable[[float], str]) -> Iterator[None]:
    """Show a line while the block runs, and take it away at its end.

    Args:
        message: The line, from the seconds that have passed.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    started = time.monotonic()

    def show() -> None:
        wait = FIRST
        while not done.wait(wait):
            wait = PAUSE
            sys.stderr.write(f"{_CLEAR}{message(time.monotonic() - started)}")
            sys.stderr.flush()
        if wait == PAUSE:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
