"""The error tree.

KgError
├── UsageError            the call itself is wrong (exit code 2)
├── InputError            a file, folder or text cannot be read as an article (3)
├── SchemaError           the ontology, a lexicon file or the gazetteer is wrong (3)
├── StoreError            a graph cannot be opened, read or written (3)
├── QueryError            a statement is not valid or failed (1)
│   ├── QuerySyntaxError  with line and column
│   ├── UnknownEntityError  a name is not in the graph; with the nearest names (6)
│   └── TimeLimitError    a statement took longer than it was allowed to (124)
└── NotUnderstoodError    a question has no reading (5)
    └── UnknownWordError  a question turns on a word that nobody knows (7)

Every message says where the trouble is and what to do. Only ``kg.cli`` and the shell loop catch
``KgError`` as such; each class carries the exit code of the command that it ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


class Message(str):
    """A text for the user, in English, with what it takes to say it in another language.

    It is a string, so that whoever catches an error in Python reads a sentence; the command line
    and the shell say it in the user's language (``kg.schema.messages``).

    Attributes:
        key: Its name in ``lexicon/errors.toml``.
        values: What is put into it; messages among them are said in the same language.
    """

    key: str
    values: Mapping[str, object]

    def __new__(cls, text: str, key: str = "", values: Mapping[str, object] | None = None) -> Self:
        """A text that is known by a key and holds some values."""
        self = super().__new__(cls, text)
        self.key, self.values = key, values or {}
        return self


def spelled(key: str, english: str, /, **values: object) -> Message:
    """A message of a package below the lexicon, which has the same English words under the key.

    Args:
        key: Its name in ``lexicon/errors.toml``.
        english: The words, with the names of the values in braces.
        values: What is put into them.
    """
    plain = {n: v if isinstance(v, (int, str)) else str(v) for n, v in values.items()}
    return Message(english.format(**plain), key, plain)


class KgError(Exception):
    """Any error that kg reports to its user; ``str(error)`` is one clear line, in English."""

    exit_code = 1

    @property
    def message(self) -> str:
        """What it says; a ``Message`` where it can be said in another language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class UsageError(KgError):
    """The command or function was called with arguments that do not fit together."""

    exit_code = 2


class InputError(KgError):
    """An input cannot be read as an article; the message names the file."""

    exit_code = 3


class SchemaError(KgError):
    """The ontology, a lexicon file or the gazetteer is wrong; names the file and the entry."""

    exit_code = 3

    @classmethod
    def of(cls, path: object, problem: Message) -> Self:
        """The error of a file."""
        return cls(spelled("about", "{name}: {problem}", name=path, problem=problem))

    @property
    def problem(self) -> str:
        """What is wrong, without the file where one is named."""
        message = self.message
        found = message.values.get("problem") if isinstance(message, Message) else None
        return found if isinstance(found, str) else message


class StoreError(KgError):
    """A graph cannot be opened, read or written; the message names it and says how to make one."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is wrong with a statement, in parts.

    Attributes:
        headline: What is wrong, without the place.
        detail: What was read there and what could have stood there, or the empty string.
        hint: What was probably meant, or the empty string.
        said: What the query engine itself said, or the empty string.
    """

    headline: str
    detail: str = ""
    hint: str = ""
    said: str = ""


class QueryError(KgError):
    """A statement is not valid, is not allowed or failed while running.

    Attributes:
        explanation: What is wrong, apart from the place.
        at: Where in the statement its cause stands, in code points from 0, where that is known.
    """

    def __init__(self, message: str = "", *, explanation: Explanation | None = None) -> None:
        super().__init__(*filter(None, [message]))
        self.explanation = explanation or Explanation(message)
        self.at: int | None = None


class QuerySyntaxError(QueryError):
    """A statement does not parse.

    Attributes:
        line: Line of the error, from 1.
        column: Column of the error in code points, from 1.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int = 1,
        column: int = 1,
        explanation: Explanation | None = None,
    ) -> None:
        super().__init__(message, explanation=explanation)
        self.line = line
        self.column = column


class UnknownEntityError(QueryError):
    """A name is not in the graph.

    Attributes:
        name: The name that was looked for.
        near: At most three names of the graph that come nearest.
    """

    exit_code = 6

    def __init__(
        self,
        message: str,
        name: str = "",
        near: tuple[str, ...] = (),
        *,
        explanation: Explanation | None = None,
    ) -> None:
        super().__init__(message, explanation=explanation)
        self.name = name
        self.near = near


class TimeLimitError(QueryError):
    """A statement took longer than it was allowed to, and was ended."""

    exit_code = 124


class NotUnderstoodError(KgError):
    """A question has no reading; the message names the part that was not understood."""

    exit_code = 5


class UnknownWordError(NotUnderstoodError):
    """A question turns on a word that neither the graph nor the lexicon knows.

    Attributes:
        word: The word.
    """

    exit_code = 7

    def __init__(self, message: str, word: str) -> None:
        super().__init__(message)
        self.word = word
