"""SPARQL texts read by an LALR(1) parser, as far as they can be read.

The parser shifts no token that cannot be continued, so the place where it stops is the first one
that is wrong, and what it accepts there is exactly what could have stood there.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path

import lark
from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import LarkError
from lark.parsers.lalr_interactive_parser import InteractiveParser

# What reading a file that is no such parser, or that of another version, can raise.
_UNUSABLE = (
    *(OSError, LarkError, pickle.UnpicklingError, EOFError),
    *(ValueError, AttributeError, LookupError, TypeError, ImportError),
)
END = "$END"
DEEPEST = 40
"""People do not put more brackets into each other."""
_OPENING, _CLOSING = ("LBRACE", "LPAR", "LSQB"), ("RBRACE", "RPAR", "RSQB")

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What was read at a place: a name, a word, a number, or one character.
_PIECE = re.compile(
    r"[?$]\w+|<[^<>\s]*>|[\w.\-·]*:[\w.\-·]*|@[\w-]+|\w+|\|\||&&|\^\^|!=|<=|>=|[^\s]", re.UNICODE
)


class State(StrEnum):
    """How far a text has got."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"  # all of it can be continued to a whole statement
    BROKEN = "broken"  # no continuation makes it one


@dataclass(frozen=True)
class Reading:
    """What the parser made of a text.

    Attributes:
        text: As given.
        state: How far it has got.
        tokens: The pieces that were accepted, with ``start_pos`` and ``end_pos`` in ``text``.
        tree: Of a complete text, else None.
        at: Offset of the first piece that was not accepted; the end of the last one if there is
            none.
        found: That piece, or the empty string.
        expected: Names of the terminals that could stand there; ``$END`` for the end.
    """

    text: str
    state: State
    tokens: tuple[Token, ...]
    tree: Tree[Token] | None
    at: int
    found: str
    expected: frozenset[str]

    @property
    def is_deep(self) -> bool:
        """Whether brackets stand in each other so deep that the tree is not walked through."""
        depth = deepest = 0
        for token in self.tokens:
            depth += (token.type in _OPENING) - (token.type in _CLOSING)
            deepest = max(deepest, depth)
        return deepest > DEEPEST


@lru_cache(maxsize=32)
def read(text: str) -> Reading:
    """Read a query or update; never fails.

    A token costs 0.03 ms. While somebody types, several ask about the same text, so some readings
    are kept.
    """
    decoded, places = _decoded(text)
    parsing = grammar().parse_interactive(decoded)
    tokens: list[Token] = []
    try:
        for token in parsing.iter_parse():
            tokens.append(token)  # noqa: PERF402 - what was read so far counts when it fails
    except UnexpectedInput as error:
        at = _stop(decoded, tokens, error)
        tokens = [token for token in tokens if (token.start_pos or 0) < at]
        return _stopped(text, decoded, places, tokens, at)
    return _ended(text, places, tokens, parsing)


def resume(tokens: tuple[Token, ...]) -> InteractiveParser:
    """A parser that has read these tokens, which ``read`` has accepted."""
    parsing = grammar().parse_interactive()
    for token in tokens:
        parsing.feed_token(token)
    return parsing


def _stop(text: str, tokens: list[Token], error: UnexpectedInput) -> int:
    """Offset of the piece that was not accepted."""
    token = getattr(error, "token", None)
    at = error.pos_in_stream if token is None else token.start_pos
    at = len(text) if at is None else at
    before = tokens[-1] if tokens else None
    # SELECTED is not SELECT and something else: the whole word is wrong.
    whole = before is not None and before.end_pos == at and before.value.isalpha()
    goes_on = at < len(text) and (text[at].isalnum() or text[at] == "_")
    if before is not None and whole and goes_on:
        return before.start_pos or 0
    return at


def _stopped(text: str, decoded: str, places: list[int], tokens: list[Token], at: int) -> Reading:
    found = _PIECE.match(decoded, at)
    state = State.INCOMPLETE if decoded.startswith(('"""', "'''"), at) else State.BROKEN
    given = tuple(_placed(token, places) for token in tokens)
    expected = _accepted(resume(given))
    return Reading(text, state, given, None, places[at], found.group() if found else "", expected)


def _ended(
    text: str, places: list[int], tokens: list[Token], parsing: InteractiveParser
) -> Reading:
    given = tuple(_placed(token, places) for token in tokens)
    expected = _accepted(parsing)
    end = given[-1].end_pos or 0 if given else 0
    if END not in expected or not _says_something(given):
        return Reading(text, State.INCOMPLETE, given, None, end, "", expected)
    # The tree takes over the places of its tokens, which differ where escapes were replaced.
    whole = resume(given) if "\\" in text else parsing
    tree: Tree[Token] = whole.feed_eof()  # type: ignore[no-untyped-call]
    return Reading(text, State.COMPLETE, given, tree, end, "", expected)


def _accepted(parsing: InteractiveParser) -> frozenset[str]:
    return frozenset(parsing.accepts())  # type: ignore[no-untyped-call]


def _says_something(tokens: tuple[Token, ...]) -> bool:
    """Whether there is more than prefixes; the recommendation calls that an update of nothing."""
    return any(t.type not in ("PREFIX", "BASE", "PNAME_NS", "IRIREF") for t in tokens)


def _placed(token: Token, places: list[int]) -> Token:
    """A token with its places in the text as it was given."""
    start, end = places[token.start_pos or 0], places[token.end_pos or 0]
    return Token(token.type, token.value, start, end_pos=end)


def _decoded(text: str) -> tuple[str, list[int]]:
    r"""The text with ``\u`` escapes replaced, and for each of its offsets the one in ``text``.

    Escapes come before the grammar (section 19.2 of the recommendation), and only once.
    """
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _ESCAPE.finditer(text):
        code = int(match[1] or match[2], 16)
        if code > sys.maxunicode or 0xD800 <= code < 0xE000:
            continue  # no character; left as it stands, it is no string either
        pieces += [text[at : match.start()], chr(code)]
        places += [*range(at, match.start()), match.start()]
        at = match.end()
    places += range(at, len(text) + 1)
    return "".join([*pieces, text[at:]]), places


def keywords(terminal: str) -> tuple[str, ...]:
    """The words and marks that a terminal stands for; none if it is a kind of name or value."""
    return _fixed().get(terminal, ())


@cache
def words() -> frozenset[str]:
    """All keywords and names of functions, in capitals."""
    fixed = chain.from_iterable(_fixed().values())
    return frozenset(word.upper() for word in fixed if word.replace("_", "").isalnum())


@cache
def _fixed() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for terminal in grammar().terminals:
        pattern = terminal.pattern.value
        if terminal.pattern.type == "str":
            found[terminal.name] = (pattern,)
        elif match := re.match(r"(?:\(\?:)?([A-Za-z0-9_|]+)\)?\(\?!\\w\)", pattern):
            found[terminal.name] = tuple(match[1].split("|"))
    found["COMPARED"] = ("=", "!=", "<", ">", "<=", ">=")
    found["QUESTION"] = ("?",)
    return found


@cache
def grammar() -> Lark:
    """The parser; building it takes 0.2 s, so it is kept in the user's cache folder."""
    text = resources.files("kg.graph.syntax").joinpath("sparql.lark").read_text("utf-8")
    version = f"{lark.__version__} {sys.version_info[:2]} {text}"
    path = _cache_folder() / f"sparql-{hashlib.sha256(version.encode()).hexdigest()[:16]}.pickle"
    try:
        return Lark.load(io.BytesIO(path.read_bytes()))
    except _UNUSABLE:
        built = Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)
    _keep(built, path)
    return built


def _cache_folder() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "kg"


def _keep(built: Lark, path: Path) -> None:
    content = io.BytesIO()
    built.save(content)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content.getvalue())
        beside.replace(path)
    except OSError:
        return  # built anew the next time
