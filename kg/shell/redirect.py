"""Where a statement's output goes instead of the screen: a file or another program."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from kg.errors import KgError, UsageError
from kg.schema.messages import message, not_written
from kg.shell.output import Output

FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".jsonl": "jsonl",
    ".xml": "xml",
    ".srx": "xml",
    ".md": "markdown",
    ".html": "html",
    ".ttl": "turtle",
    ".nt": "nt",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".dot": "dot",
    ".gv": "dot",
}
"""Formats by the ending of a file."""
_END = re.compile(r"[;；]\s*(>>|＞＞|>!|＞！|>|＞|\||｜)\s*(\S[^\n]*?)\s*$")
_UNPARTED = re.compile(r"[^;；\s]\s+(>>|>!|>)\s*([^\s{}()<>?;]*\.[a-z]{2,6})\s*$")
_ALONE = re.compile(r"\s*[.。．]\S+\s+[>＞]")
_SIGNS = str.maketrans("＞！｜", ">!|")


@dataclass(frozen=True, slots=True)
class Target:
    """Where output goes.

    Attributes:
        sign: ``>``, ``>!`` (also over what is there), ``>>`` (at the end) or ``|`` (a program).
        name: The file, or the command line.
    """

    sign: str
    name: str

    @property
    def format(self) -> str | None:
        """The format that the file's ending stands for; a program gets TSV."""
        if self.sign == "|":
            return "tsv"
        return FORMATS.get(Path(self.name).suffix.lower())

    @property
    def occupied(self) -> bool:
        """Whether a file is there that must not be replaced."""
        return self.sign == ">" and Path(self.name).expanduser().is_file()


def split_redirect(text: str) -> tuple[str, Target | None]:
    """A statement without the target that is named behind its ``;``, and the target.

    Raises:
        UsageError: If a file is named as a target is, but the ``;`` is missing.
    """
    match = _END.search(text)
    bare = None if match else _UNPARTED.search(text)
    # A command without words of its own takes the file itself (.export >! a.ttl).
    if bare and not _ALONE.match(text) and not _inside_string(text, bare.start(1)):
        raise UsageError(message("semicolon_missing", sign=bare[1], name=bare[2]))
    if match is None or _inside_string(text, match.start()):
        return text, None
    name = match.group(2)
    sign = match.group(1).translate(_SIGNS)
    if len(name) > 1 and sign != "|" and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    return text[: match.start()].rstrip(), Target(sign, name)


def _inside_string(text: str, at: int) -> bool:
    """Whether an odd number of quotation marks stands before a place in its line."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(line.count('"') % 2) or bool(re.search(r"#(?![^<\s]*>)", line))


class Sink(Protocol):
    """Takes text."""

    def write(self, text: str) -> None:
        """Take a piece."""

    def done(self) -> int:
        """There is no more; gives the exit code of the program, 0 for a file."""
        ...

    def undo(self) -> None:
        """The statement failed: leave no half of a file behind."""


def open_target(target: Target) -> Sink:
    """Open a target.

    Raises:
        UsageError: If a file is there and must not be replaced.
        StoreError: If it cannot be written.
    """
    if target.sign == "|":
        return _Program(target.name)
    path = Path(target.name).expanduser()
    if target.sign == ">>":
        return _Appended(path)
    if target.occupied:
        raise UsageError(message("there_already", path=path))
    return _File(path)


def check_format(format: str | None, is_graph: bool) -> None:
    """Check that a result can be written as a file's ending says.

    Raises:
        UsageError: If not.
    """
    graphs = ("turtle", "nt", "jsonld", "rdfxml", "dot")
    if format is not None and is_graph != (format in graphs):
        endings = " ".join(ending for ending, one in FORMATS.items() if (one in graphs) is is_graph)
        key = "graph_as" if is_graph else "table_as"
        raise UsageError(message(key, format=format, known=endings))


class _File:
    """A file that is there whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._special = path.exists() and not path.is_file()
        self._part = path if self._special else path.with_name(f".{path.name}.part")
        self._file = _opened(self._part, "w")

    def write(self, text: str) -> None:
        _put(self._file, text, self._path)

    def done(self) -> int:
        _close(self._file, self._path)
        if not self._special:
            self._part.replace(self._path)
        return 0

    def undo(self) -> None:
        self._file.close()
        if not self._special:
            self._part.unlink(missing_ok=True)


class _Appended:
    """The end of a file; what was written before an error stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path, "a")

    def write(self, text: str) -> None:
        _put(self._file, text, self._path)

    def done(self) -> int:
        _close(self._file, self._path)
        return 0

    def undo(self) -> None:
        self._file.close()


class _Program:
    """Another program's input."""

    def __init__(self, command: str) -> None:
        import subprocess

        self._process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE)
        assert self._process.stdin is not None
        self._pipe = self._process.stdin

    def write(self, text: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # it has seen enough
            self._pipe.write(text.encode())

    def done(self) -> int:
        with contextlib.suppress(BrokenPipeError):
            self._pipe.close()
        return self._process.wait()

    def undo(self) -> None:
        self.done()


class Log:
    """The end of a file that gets statements with all that is said to them."""

    def __init__(self, target: Target) -> None:
        self._path = Path(target.name).expanduser()

    def begin(self, statement: str) -> None:
        """Write a statement, as typed."""
        self._put("kg> " + statement.rstrip().replace("\n", "\n  … ") + "\n")

    def take(self, output: Output) -> None:
        """Write what was said."""
        from kg.render.width import plain

        note = f"{output.note}\n" if output.note else ""
        self._put(plain(output.text) + note + ("\n" if note else ""))

    def _put(self, text: str) -> None:
        with _opened(self._path, "a") as file:
            _put(file, text, self._path)


def _opened(path: Path, how: str) -> IO[bytes]:
    try:
        return path.open(f"{how}b")
    except OSError as error:
        raise _failure(path, error) from None


def _put(file: IO[bytes], text: str, path: Path) -> None:
    try:
        file.write(text.encode())
    except OSError as error:
        raise _failure(path, error) from None


def _close(file: IO[bytes], path: Path) -> None:
    try:
        file.close()
    except OSError as error:
        raise _failure(path, error) from None


def _failure(path: Path, error: OSError) -> KgError:
    return not_written(path, error)
