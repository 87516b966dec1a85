"""Files that hold many articles: archives, crawls, and JSON Lines with one article a line."""

from __future__ import annotations

import gzip
import importlib
import io
import tarfile
import weakref
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from kg.errors import InputError, spelled

Load = Callable[[], bytes]
"""Gives the bytes of one article."""

ZIPS = (".zip",)
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
CRAWLS = (".warc", ".warc.gz")
LARGEST = 256 * 1024 * 1024
"""Bytes of an archive's member beyond which it is no article."""

_UTF8_NAMES = 0x800
_OPEN = 4
_PAGES = ("text/html", "text/plain", "application/xhtml+xml")
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container.

    Attributes:
        name: What is put behind the container's name to name it (``/a.txt``, ``:3``).
        load: Gives its bytes.
        address: Where it stood on the net, if the container says so.
    """

    name: str
    load: Load
    address: str = ""


class Container:
    """A file with many articles, on disk or in another container.

    The last few containers that were read stay open; all others are opened again when one of their
    members is needed, so that any number of them can be listed first and read later.
    """

    def __init__(self, name: str, content: Path | Load, shelf: Shelf | None = None) -> None:
        self._name = name
        self._content = content
        self._shelf = shelf or Shelf()

    @property
    def is_lines(self) -> bool:
        """Whether each member is a line of a JSON Lines file."""
        return _ends(self._name, LINES)

    @property
    def is_archive(self) -> bool:
        """Whether the members are files with names of their own."""
        return _ends(self._name, (*ZIPS, *TARS))

    def inner(self, member: Member) -> Container:
        """A member that is itself a container."""
        return Container(f"{self._name}{member.name}", member.load, self._shelf)

    def members(self) -> Iterator[Member]:
        """What is in it, in order.

        Raises:
            InputError: If it cannot be opened, or ends before its end.
        """
        try:
            yield from self._listing()
        except _BROKEN as error:
            values = {"path": self._name, "reason": _reason(error)}
            if self.is_lines:
                text = spelled("input_unreadable", "{path}: cannot be read ({reason})", **values)
            else:
                text = spelled("input_broken", "{path}: not a whole archive ({reason})", **values)
            raise InputError(text) from None

    def _listing(self) -> Iterator[Member]:
        if self.is_lines:
            return self._lines()
        if _ends(self._name, CRAWLS):
            return self._crawled()
        return self._zipped() if _ends(self._name, ZIPS) else self._tarred()

    def _raw(self) -> BinaryIO:
        if isinstance(self._content, Path):
            return self._content.open("rb")
        return io.BytesIO(self._content())

    def _get(self, make: Callable[[], Any]) -> Any:  # noqa: ANN401  # each kind knows its own
        return self._shelf.get(self._name, make)

    # -- archives

    def _zipped(self) -> Iterator[Member]:
        for info in self._get(self._zip).infolist():
            if not info.is_dir():
                name = f"/{_zip_name(info)}"
                yield Member(name, self._loading(name, info.file_size, partial(self._in_zip, info)))

    def _zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self._content if isinstance(self._content, Path) else self._raw())

    def _in_zip(self, info: zipfile.ZipInfo) -> IO[bytes]:
        archive: zipfile.ZipFile = self._get(self._zip)
        return archive.open(info)

    def _tarred(self) -> Iterator[Member]:
        for info in self._get(self._tar):
            if info.isfile():
                name = f"/{info.name}"
                yield Member(name, self._loading(name, info.size, partial(self._in_tar, info)))

    def _tar(self) -> tarfile.TarFile:
        if isinstance(self._content, Path):
            return tarfile.open(self._content)
        return tarfile.open(fileobj=self._raw())

    def _in_tar(self, info: tarfile.TarInfo) -> IO[bytes] | None:
        archive: tarfile.TarFile = self._get(self._tar)
        return archive.extractfile(info)

    # -- lines

    def _lines(self) -> Iterator[Member]:
        start, number = 0, 0
        while line := self._line(start):
            number += 1
            name = f":{number}"
            if line.strip():
                # Without its end, so that the last line is what it is in the middle.
                size = len(line.rstrip(b"\r\n"))
                yield Member(name, self._loading(name, size, partial(self._at, start), True))
            start += len(line)

    def _file(self) -> IO[bytes]:
        if not self._name.lower().endswith(".gz"):
            return self._raw()
        # Only a file that gzip opens itself is closed with it.
        source = self._content if isinstance(self._content, Path) else self._raw()
        return cast("IO[bytes]", gzip.open(source))

    def _line(self, start: int) -> bytes:
        # Whoever reads a line before the next is asked for moves the file.
        return self._at(start).readline()

    def _at(self, start: int) -> IO[bytes]:
        file: IO[bytes] = self._get(self._file)
        file.seek(start)
        return file

    # -- crawls

    def _crawled(self) -> Iterator[Member]:
        with self._raw() as file:
            for record in _records(self._name, file):
                kind = (record.http_content_type or "").partition(";")[0].strip().lower()
                if kind not in _PAGES or record.http_headers.status_code != HTTPStatus.OK:
                    continue
                name = f":{record.stream_pos}"
                read = partial(self._in_crawl, record.stream_pos)
                address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
                yield Member(name, self._loading(name, record.content_length, read), address)

    def _in_crawl(self, start: int) -> IO[bytes]:
        with self._raw() as file:
            file.seek(start)
            for record in _records(self._name, file):
                return io.BytesIO(record.reader.read(LARGEST + 1))
        raise EOFError("ends before its end")

    # -- bytes

    def _loading(
        self, name: str, size: int, open: Callable[[], IO[bytes] | None], part: bool = False
    ) -> Load:
        """What reads one member.

        Args:
            name: The member's.
            size: Bytes that it says it has.
            open: Gives a file that begins with it.
            part: Whether the file goes on after it.
        """
        source = f"{self._name}{name}"

        def load() -> bytes:
            if size > LARGEST:
                raise InputError(
                    spelled(
                        "input_size",
                        "{path}: too large for an article ({size} bytes)",
                        path=source,
                        size=size,
                    )
                )
            try:
                file = open()
                # What an archive says of a member's size need not be true.
                data = file.read(size if part else LARGEST + 1) if file else b""
            except _BROKEN as error:
                raise InputError(
                    spelled(
                        "input_unreadable",
                        "{path}: cannot be read ({reason})",
                        path=source,
                        reason=_reason(error),
                    )
                ) from None
            if len(data) > LARGEST:
                raise InputError(
                    spelled("input_too_large", "{path}: too large for an article", path=source)
                )
            return data

        return load


class Shelf:
    """The containers that are open now: the last few that were read."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Any] = OrderedDict()
        weakref.finalize(self, _close, self._open)

    def get(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """The open container of this name; opened if it is not."""
        if name not in self._open:
            while len(self._open) >= _OPEN:
                self._open.popitem(last=False)[1].close()
            self._open[name] = make()
        self._open.move_to_end(name)
        return self._open[name]


def is_container(path: Path | PurePosixPath) -> bool:
    """Whether the name is that of a file with many articles."""
    return _ends(path.name, (*ZIPS, *TARS, *LINES, *CRAWLS))


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings)


def _close(opened: OrderedDict[str, Any]) -> None:
    for one in opened.values():
        one.close()


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the flag for UTF-8 it is in the encoding of its maker."""
    if info.flag_bits & _UTF8_NAMES or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _records(name: str, file: BinaryIO) -> Iterator[Any]:
    """The answers of servers in a crawl."""
    try:
        warc: Any = importlib.import_module("fastwarc.warc")  # an optional extra
    except ImportError:
        text = "{path}: WARC needs fastwarc; `pip install kg-shell[warc]`"
        raise InputError(spelled("input_warc", text, path=name)) from None
    return iter(warc.ArchiveIterator(file, warc.WarcRecordType.response, auto_decode="all"))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
