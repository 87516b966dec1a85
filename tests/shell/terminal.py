"""Drives the real program on a pseudo-terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect

COLUMNS, LINES = 100, 40
TIMEOUT = 20
_WHERE = "\x1b[6n"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>()][0-9A-Z]?)")


class Terminal:
    """A shell and what it writes.

    Attributes:
        written: All that it has written, escapes and all.
    """

    def __init__(
        self,
        *arguments: str,
        home: Path,
        environment: Mapping[str, str] | None = None,
        columns: int = COLUMNS,
    ) -> None:
        """Begin ``kg shell`` with a home folder of its own."""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kg", "shell", *arguments],
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith(("KG_", "LC_", "LESS"))},
                "HOME": str(home),
                "XDG_STATE_HOME": str(home / "state"),
                "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_DATA_HOME": str(home / "data"),
                "TERM": "xterm",
                "KG_LANG": "en",
                **(environment or {}),
            },
            encoding="utf-8",
            dimensions=(LINES, columns),
        )
        # Seconds after each of three signals: on a busy machine a shell needs some to end.
        self.child.ptyproc.delayafterterminate = 0.4
        self.written = ""
        self._unread = ""

    def ready(self, prompt: str = "kg>") -> None:
        """Wait for a prompt that takes keys."""
        self.expect(prompt)

    def send(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def expect(self, words: str) -> str:
        """Wait for some words; gives what was written before them, without escapes."""
        while True:
            text = _ESCAPES.sub("", self._unread)
            if words in text:
                before, _, self._unread = text.partition(words)
                return before
            try:
                written = self.child.read_nonblocking(4096, timeout=TIMEOUT)
            except (pexpect.TIMEOUT, pexpect.EOF):
                raise AssertionError(f"{words!r} is not in {text!r}") from None
            for _ in range(written.count(_WHERE)):
                self.child.send("\x1b[1;1R")  # as a terminal says where its cursor is
            self.written += written
            self._unread += written

    def run(self, statement: str, words: str) -> str:
        """Run a statement and wait for words of what it gives."""
        self.send(statement + "\r")
        return self.expect(words)

    def leave(self) -> int:
        """Leave with Ctrl-D; gives the exit code."""
        self.send("\x04")
        self.child.expect(pexpect.EOF, timeout=TIMEOUT)
        self.child.wait()
        return int(self.child.exitstatus)

    def close(self) -> None:
        """End the program."""
        self.child.close(force=True)
