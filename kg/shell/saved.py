"""Statements that are kept by name: a file each, with what they are for and take in its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, StoreError, UsageError
from kg.render.files import write_whole
from kg.schema.messages import message, reason
from kg.shell.parameters import Parameter, declared

_NAME = re.compile(r"\w[\w.-]*")
_HEAD = re.compile(r"#\s*(\w+):\s*(.*)")
SUFFIX = ".rq"


@dataclass(frozen=True, slots=True)
class Saved:
    """A statement that is kept.

    Attributes:
        name: Its name, which is that of its file too.
        text: The statement.
        parameters: What it takes.
        description: What it is for, or empty.
    """

    name: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    description: str = ""

    @property
    def types(self) -> dict[str, str]:
        """The type of each parameter."""
        return {p.name: p.type for p in self.parameters}

    def __str__(self) -> str:
        head = [f"# description: {self.description}"] if self.description else []
        head += [f"# param: {parameter}" for parameter in self.parameters]
        return "\n".join([*head, self.text]) + "\n"


def parse_saved(name: str, text: str) -> Saved:
    """Read a statement with its head.

    Raises:
        UsageError: If the head declares something that is no parameter.
    """
    description, body = "", text.strip().splitlines()
    parameters: list[Parameter] = []
    while body and (match := _HEAD.match(body[0])):
        key, value = match.groups()
        if key == "param":
            parameters += declared(value)
        elif key == "description":
            description = value.strip()
        else:
            break
        del body[0]
    return Saved(name, "\n".join(body).strip(), tuple(parameters), description)


class SavedStatements:
    """The statements of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> Sequence[str]:
        """Their names, in order."""
        return sorted(path.stem for path in self.folder.glob(f"*{SUFFIX}"))

    def get(self, name: str) -> Saved:
        """One of them.

        Raises:
            UsageError: If there is none of that name.
            InputError: If it cannot be read.
        """
        path = self._path(name)
        try:
            return parse_saved(name, path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            known = " ".join(self.names()) or "–"
            raise UsageError(message("no_saved", name=name, known=known)) from None
        except OSError as error:
            raise InputError(message("about", name=path, problem=reason(error))) from None
        except UnicodeDecodeError:
            raise InputError(message("not_utf8", path=path)) from None

    def put(self, saved: Saved, *, replace: bool = False) -> Path:
        """Keep a statement.

        Raises:
            UsageError: If the name is none, or taken.
            StoreError: If it cannot be written.
        """
        path = self._path(saved.name)
        if path.exists() and not replace:
            raise UsageError(message("saved_there", name=saved.name))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(message("about", name=self.folder, problem=reason(error))) from None
        write_whole(str(saved).encode(), path)
        return path

    def remove(self, name: str) -> None:
        """Forget a statement; errors as for ``get``."""
        self.get(name)
        self._path(name).unlink()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(message("no_statement_name", name=name))
        return self.folder / f"{name}{SUFFIX}"
