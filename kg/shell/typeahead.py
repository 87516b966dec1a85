"""Keys that are pressed while there is no prompt: kept for the next one as they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

_INPUT, _LOCAL = 0, 3


@contextmanager
def typed_ahead_is_kept() -> Iterator[None]:
    """Neither show keys among the output nor turn Enter into a line feed, which means Ctrl-J."""
    with _changed(show=False):
        yield


@contextmanager
def typed_ahead_is_shown() -> Iterator[None]:
    """Have a line read in the ordinary way, inside of ``typed_ahead_is_kept``."""
    with _changed(show=True):
        yield


@contextmanager
def _changed(*, show: bool) -> Iterator[None]:
    if find_spec("termios") is None or not sys.stdin.isatty():
        yield
        return
    import termios  # not on every system

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    changed = termios.tcgetattr(terminal)
    if show:
        changed[_INPUT] |= termios.ICRNL
        changed[_LOCAL] |= termios.ECHO
    else:
        changed[_INPUT] &= ~termios.ICRNL
        changed[_LOCAL] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, changed)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
