"""What the user named, as articles to read: files, folders, patterns, archives, stdin."""

from __future__ import annotations

import glob
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import InputError, spelled
from kg.model import Document
from kg.model.lexicon.page import PageLexicon
from kg.reading.article import file_bytes, read_bytes
from kg.reading.containers import Container, Load, Member, is_container
from kg.reading.records import read_record

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown"})
_NO_ARTICLES = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})
_PATTERN = frozenset("*?[")
_STDIN = "stdin"
_DEEPEST = 3
"""Containers in containers; beyond that somebody plays a trick."""


@dataclass(frozen=True, slots=True)
class Input:
    """One article to read.

    Attributes:
        source: Where it comes from, as the user would say it.
        path: The file, if the article is one.
        load: Gives the bytes.
        place: What stays the same when the article is named in another way or changes; a file has
            its whole path, what came through the standard input has none.
        record: Whether the bytes are one line of a JSON Lines file.
        address: Where it stood on the net, if what holds it says so.
    """

    source: str
    path: Path | None = None
    load: Load = field(default=lambda: b"", repr=False, compare=False)
    place: str = ""
    record: bool = False
    address: str = ""

    def read(self, *, page: PageLexicon) -> Document:
        """The document.

        Raises:
            InputError: If it cannot be read as an article.
        """
        return self.document(self.load(), page=page)

    def document(self, data: bytes, *, page: PageLexicon) -> Document:
        """The document that bytes from ``load`` hold; errors as for ``read``."""
        if not self.record:
            found = read_bytes(data, source=self.address or self.source, page=page)
            return replace(found, url=self.address or found.url)
        record = read_record(data, self.source)
        source = record.url or self.source
        found = read_bytes(record.page.encode(), source=source, page=page)
        stated = record.date()
        return replace(
            found,
            sha256=hashlib.sha256(data).hexdigest(),
            url=record.url or found.url,
            published=stated[0] if stated else found.published,
            published_time=stated[1] if stated else found.published_time,
        )

    def located(self, data: bytes) -> tuple[str, str]:
        """Source and place of the article in these bytes; its address, where the bytes give one."""
        if self.record:
            try:
                url = read_record(data, self.source).url
            except InputError:
                url = None
            return (url, url) if url else (self.source, self.place)
        if self.address:
            return self.address, self.address
        return self.source, self.place or f"{_STDIN}:{hashlib.sha256(data).hexdigest()}"


def iter_inputs(names: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Input]:
    """The articles under the names that a user gave, in order, each file once.

    A folder stands for the text and HTML files, archives and JSON Lines files anywhere in it, in
    the order of their names, without hidden files and such as README; a pattern (``*``, ``?``,
    ``**``) for what it matches; an archive (``.zip``, ``.tar.gz`` and the like) for the articles
    in it, those too that lie in archives inside it; a JSON Lines file for its lines; a crawl
    (``.warc``, ``.warc.gz``) for the pages that were found; ``-`` for the standard input. An
    archive that cannot be opened gives one article that cannot be read.

    Args:
        names: Files, folders, patterns or ``-``.
        stdin: What to read for ``-``; the standard input if not given.

    Raises:
        InputError: If a name matches nothing, or a folder holds no article.
    """
    seen: set[Path] = set()
    for name in names:
        if str(name) == "-":
            yield Input(_STDIN, load=(stdin or sys.stdin.buffer).read)
            continue
        for path in _files(str(name)):
            key = path.resolve()
            if key not in seen:
                seen.add(key)
                yield from _articles(path, _text(key))


def _articles(path: Path, place: str) -> Iterator[Input]:
    source = _text(path)
    if not is_container(path):
        yield Input(source, path, partial(file_bytes, path), place)
        return
    empty = True
    problem = InputError(spelled("input_holds_none", "{path}: holds no articles", path=path))
    try:
        for inside, member, record in _members(Container(source, path)):
            empty = False
            yield Input(
                f"{source}{inside}", None, member.load, f"{place}{inside}", record, member.address
            )
    except InputError as error:
        empty, problem = True, error
    if empty:
        yield Input(source, path, partial(_fail, problem), place)


def _text(path: Path) -> str:
    """A path as text, also when its name is not in the encoding of the file system."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _members(container: Container, depth: int = 1) -> Iterator[tuple[str, Member, bool]]:
    """The articles in a container: their names in it, and whether they are lines of JSON."""
    for member in container.members():
        path = PurePosixPath(member.name)
        if not container.is_archive or _is_article(path):
            yield member.name, member, container.is_lines
        elif is_container(path) and not _is_hidden(path) and depth < _DEEPEST:
            for inside, one, record in _members(container.inner(member), depth + 1):
                yield f"{member.name}{inside}", one, record


def _fail(error: InputError) -> bytes:
    raise error


def _is_article(path: PurePosixPath) -> bool:
    """Whether a file in a folder or an archive is one to read, by its name."""
    if _is_hidden(path):
        return False
    return path.suffix.lower() in SUFFIXES and path.stem.lower() not in _NO_ARTICLES


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


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
            raise InputError(
                spelled("input_no_match", "{path}: matches no file; check the pattern", path=name)
            )
        yield from files
    else:
        raise InputError(
            spelled("input_nothing", "{path}: no such file or folder; check the path", path=name)
        )


def _in_folder(folder: Path) -> Iterator[Path]:
    found = False
    for path in sorted(folder.rglob("*")):
        inside = PurePosixPath(*path.relative_to(folder).parts)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if _is_article(inside) or is_container(inside):
            found = True
            yield path
    if not found:
        kinds = " ".join(sorted(SUFFIXES))
        text = "{path}: holds no articles (files that end in {kinds})"
        raise InputError(spelled("input_no_articles", text, path=folder, kinds=kinds))
