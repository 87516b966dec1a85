"""Text that does not fit the screen, through a pager."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from kg.render.width import cells, plain

LESS = "-SRXF"
"""Long lines are not wrapped, colours pass, the screen is left as it is, one page needs no key."""


def fits(text: str, columns: int, lines: int) -> bool:
    """Whether a text can be read on a screen without scrolling."""
    written = text.splitlines()
    if len(written) >= lines:
        return False
    return all(cells(plain(line)) <= columns for line in written)


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The pager as its user wants it: ``$PAGER``, else ``less``; empty if there is none."""
    words = shlex.split(environment.get("PAGER") or "less")
    if not words or shutil.which(words[0]) is None:
        return []
    if len(words) == 1 and words[0].endswith("less") and not environment.get("LESS"):
        words.append(LESS)
    return words


def page(text: str) -> bool:
    """Show a text in the pager; False if there is none.

    Ctrl-C belongs to the pager as long as it runs.
    """
    words = command()
    if not words:
        return False
    if not words[0].endswith("less"):
        text = plain(text)  # others show the characters of a link
    environment = {**os.environ, "LESSCHARSET": os.environ.get("LESSCHARSET", "utf-8")}
    with _deaf_to_interrupts():
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # its user has seen enough
            process.stdin.write(text.encode())
            process.stdin.close()
        process.wait()
    return True


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def show(text: str, *, paged: bool) -> None:
    """Write a text to the terminal, through the pager if it is wanted and needed."""
    if paged and sys.stdout.isatty():
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
        if not fits(text, columns, lines) and page(text):
            return
    sys.stdout.write(text)
    sys.stdout.flush()
