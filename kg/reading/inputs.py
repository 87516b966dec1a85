"""What the user named, as articles to read: files, folders, patterns and the standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document
from kg.model.lexicon.page import PageLexicon
from kg.reading.article import file_bytes, read_bytes

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown"})
_NO_ARTICLES = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Input:
    """One article to read.

    Attributes:
        source: Where it comes from, as the user would say it.
        path: The file, or None for the standard input.
        stream: What to read if there is no file.
    """

    source: str
    path: Path | None = None
    stream: BinaryIO | None = None

    def read(self, *, page: PageLexicon) -> Document:
        """The document.

        Raises:
            InputError: If it cannot be read as an article.
        """
        if self.path is not None:
            data = file_bytes(self.path)
        else:
            data = (self.stream or sys.stdin.buffer).read()
        return read_bytes(data, source=self.source, page=page)


def iter_inputs(names: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Input]:
    """The articles under the names that a user gave, in order, each file once.

    A folder stands for the text and HTML files anywhere in it, in the order of their names,
    without hidden files and such as README; a pattern (``*``, ``?``, ``**``) for what it matches;
    ``-`` for the standard input.

    Args:
        names: Files, folders, patterns or ``-``.
        stdin: What to read for ``-``; the standard input if not given.

    Raises:
        InputError: If a name matches nothing, or a folder holds no article.
    """
    seen: set[Path] = set()
    for name in names:
        if str(name) == "-":
            yield Input("stdin", stream=stdin)
            continue
        for path in _files(str(name)):
            key = path.resolve()
            if key not in seen:
                seen.add(key)
                yield Input(str(path), path)


def _files(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield path
    elif _PATTERN & set(name):
        # Path.glob takes no absolute patterns.
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
        files = [match for match in map(Path, found) if match.is_file()]
        if not files:
            raise InputError(f"{name}: matches no file; check the pattern")
        yield from files
    else:
        raise InputError(f"{name}: no such file or folder; check the path")


def _in_folder(folder: Path) -> Iterator[Path]:
    found = False
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or not path.is_file():
            continue
        if path.suffix.lower() in SUFFIXES and path.stem.lower() not in _NO_ARTICLES:
            found = True
            yield path
    if not found:
        kinds = " ".join(sorted(SUFFIXES))
        raise InputError(f"{folder}: holds no articles (files that end in {kinds})")
