"""What was typed before: a file for each graph, readable by its owner only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from kg.shell.config import state_folder

KEPT = 20_000
"""Entries that are kept of one graph."""


def open_history(location: str, *, kept: bool = True) -> History:
    """The history of a graph.

    Args:
        location: Of the graph; a folder counts by where it really is.
        kept: Whether it is kept from one sitting to the next. It is not where that cannot be.
    """
    if not kept:
        return InMemoryHistory()
    try:
        return _StatementHistory(history_file(location))
    except OSError:
        return InMemoryHistory()


def history_file(location: str) -> Path:
    """The file of a graph's history, made if there is none.

    Raises:
        OSError: If it cannot be made.
    """
    path = Path(location)
    name = str(path.resolve()) if path.exists() else location
    folder = state_folder() / "history"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    file = folder / f"{path.name or 'graph'}-{digest}"
    file.touch(mode=0o600)
    file.chmod(0o600)
    return file


def entries(location: str) -> list[str]:
    """The entries of a graph's history, the oldest first."""
    try:
        return list(_StatementHistory(history_file(location)).load_history_strings())[::-1]
    except OSError:
        return []


class _StatementHistory(FileHistory):
    """Entries with their time; no blank at the beginning, none twice in a row or in the list."""

    def __init__(self, file: Path) -> None:
        self._shorten(file)
        super().__init__(file)

    def load_history_strings(self) -> Iterable[str]:
        """The entries, the newest first, each once."""
        return dict.fromkeys(super().load_history_strings())

    def append_string(self, string: str) -> None:
        """Take an entry; one that begins with a blank is not kept."""
        if string[:1].isspace() or not string.strip():
            return
        super().append_string(string)

    def _shorten(self, file: Path) -> None:
        """Let the file not grow for ever."""
        entries = file.read_text(encoding="utf-8", errors="replace").split("\n# ")
        if len(entries) > KEPT + KEPT // 10:
            part = file.with_name(f".{file.name}.part")
            part.touch(mode=0o600)
            part.write_text("\n# " + "\n# ".join(entries[-KEPT:]), encoding="utf-8")
            part.replace(file)
