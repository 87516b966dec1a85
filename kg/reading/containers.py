"""Files that hold many articles: archives, and JSON Lines with one article a line."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

import msgspec

from kg.errors import InputError

Load = Callable[[], bytes]
"""Gives the bytes of one article."""

ZIPS = (".zip",)
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
LARGEST = 256 * 1024 * 1024
"""Bytes of an archive's member beyond which it is no article."""

_UTF8_NAMES = 0x800
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, RuntimeError)


class Record(msgspec.Struct, frozen=True):
    """One line of a JSON Lines file; what else it has is left aside.

    Attributes:
        text: The article as plain text.
        html: The article's page; used where there is no text.
        title: Its headline.
        published: ISO 8601 date, with or without a time.
        url: Where it stands on the net.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def page(self) -> str:
        """What there is to read: the page, or the text under its headline."""
        if not self.text:
            return self.html or ""
        headed = not self.title or self.text.lstrip().startswith(self.title.strip())
        return self.text if headed else f"{(self.title or '').strip()}\n\n{self.text}"

    def date(self) -> tuple[date, str | None] | None:
        """The date of publication and the time of day (``HH:MM``), as far as they are given."""
        if not self.published:
            return None
        try:
            moment = datetime.fromisoformat(self.published.strip())
        except ValueError:
            return None
        given = len(self.published.strip()) > len("2024-01-01")
        return moment.date(), moment.strftime("%H:%M") if given else None


def read_record(data: bytes, source: str) -> Record:
    """One line of a JSON Lines file.

    Raises:
        InputError: If it is no object with a text or a page.
    """
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: not an article in JSON ({error})") from None
    if not record.page.strip():
        raise InputError(f"{source}: has neither “text” nor “html”")
    return record


def is_container(path: Path | PurePosixPath) -> bool:
    """Whether the name is that of a file with many articles."""
    return path.name.lower().endswith((*ZIPS, *TARS, *LINES))


def is_lines(path: Path | PurePosixPath) -> bool:
    """Whether the name is that of a JSON Lines file."""
    return path.name.lower().endswith(LINES)


def members(path: Path) -> Iterator[tuple[str, Load]]:
    """The members of an archive by name, in order; each is read when it is needed.

    Raises:
        InputError: If the archive cannot be opened.
    """
    listed = _zipped if path.name.lower().endswith(ZIPS) else _tarred
    try:
        yield from listed(path)
    except _BROKEN as error:
        raise InputError(f"{path}: not a whole archive ({_reason(error)})") from None


def lines(path: Path) -> Iterator[tuple[int, Load]]:
    """The lines of a file that are not blank, by number from 1; each is read when it is needed.

    Raises:
        InputError: If the file cannot be read.
    """
    try:
        packed = path.name.lower().endswith(".gz")
        # Stays open for those who read a line later.
        file: BinaryIO = gzip.open(path) if packed else path.open("rb")  # type: ignore[assignment]  # noqa: SIM115
        start, number = 0, 0
        while line := _line(file, start):
            number += 1
            if line.strip():
                yield number, _Stretch(file, start, len(line), f"{path}:{number}")
            start += len(line)
    except _BROKEN as error:
        raise InputError(f"{path}: cannot be read ({_reason(error)})") from None


def _line(file: BinaryIO, start: int) -> bytes:
    # Whoever reads a line before the next is asked for moves the file.
    file.seek(start)
    return file.readline()


class _Stretch:
    """Reads one stretch of a file."""

    def __init__(self, file: BinaryIO, start: int, length: int, source: str) -> None:
        self._file, self._start, self._length, self._source = file, start, length, source

    def __call__(self) -> bytes:
        try:
            self._file.seek(self._start)
            return self._file.read(self._length)
        except _BROKEN as error:
            raise InputError(f"{self._source}: cannot be read ({_reason(error)})") from None


class _Member:
    """Reads one member of an archive."""

    def __init__(self, open: Callable[[], IO[bytes] | None], size: int, source: str) -> None:
        self._open, self._size, self._source = open, size, source

    def __call__(self) -> bytes:
        if self._size > LARGEST:
            raise InputError(f"{self._source}: too large for an article ({self._size} bytes)")
        try:
            file = self._open()
            # What an archive says of a member's size need not be true.
            data = file.read(LARGEST + 1) if file else b""
        except _BROKEN as error:
            raise InputError(f"{self._source}: cannot be read ({_reason(error)})") from None
        if len(data) > LARGEST:
            raise InputError(f"{self._source}: too large for an article")
        return data


def _zipped(path: Path) -> Iterator[tuple[str, Load]]:
    archive = zipfile.ZipFile(path)
    for info in archive.infolist():
        if not info.is_dir():
            name = _zip_name(info)
            yield name, _Member(partial(archive.open, info), info.file_size, f"{path}/{name}")


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


def _tarred(path: Path) -> Iterator[tuple[str, Load]]:
    archive = tarfile.open(path)  # noqa: SIM115  # its members are read after this function ends
    for info in archive:
        if info.isfile():
            read = partial(archive.extractfile, info)
            yield info.name, _Member(read, info.size, f"{path}/{info.name}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
