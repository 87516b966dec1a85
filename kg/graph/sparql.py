"""What can be told from the text of a query without running it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError
from kg.graph.results import Term
from kg.schema.messages import message

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+|\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:\w[\w.\-·]*)?:(?:[\w:.\-·]|\\.|%[0-9A-Fa-f]{2})*)
    | (?P<word>\w+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
)
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_OUTSIDE = {"SERVICE": "outside_service", "FROM": "outside_from", "LOAD": "outside_load"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query; blanks and comments are left out.

    Attributes:
        kind: ``iri``, ``string``, ``variable``, ``name``, ``word`` or ``mark``.
        text: As written.
        start: Its offset.
    """

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query in order."""
    return iter(_tokens(text))


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[Token, ...]:
    """The pieces of a query; several questions are asked of each, one after the other."""
    return tuple(
        Token(match.lastgroup or "mark", match.group(), match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "blank"
    )


def written_order(text: str, variables: Iterable[str]) -> tuple[str, ...]:
    """The columns as a reader expects them: of ``SELECT *``, in order of first appearance."""
    names = tuple(variables)
    seen = _appearing(text)
    if seen is None:
        return names
    rank = {name: n for n, name in enumerate(seen)}
    return tuple(sorted(names, key=lambda name: (rank.get(name, len(rank)), name)))


# A store finds a name in less time than it takes to go through a query once more.
@lru_cache(maxsize=1024)
def _appearing(text: str) -> tuple[str, ...] | None:
    """The variables of a ``SELECT *`` in order of first appearance; None of other queries."""
    if not _is_star(text):
        return None
    return tuple(dict.fromkeys(t.text[1:] for t in tokens(text) if t.kind == "variable"))


def _is_star(text: str) -> bool:
    words = iter(tokens(text))
    for token in words:
        if token.kind == "word" and token.text.upper() == "SELECT":
            following = next(words, None)
            if following and following.text.upper() in ("DISTINCT", "REDUCED"):
                following = next(words, None)
            return following is not None and following.text == "*"
    return False


def put_in(
    text: str, values: Mapping[str, Term], keep: Iterable[str] = ()
) -> tuple[str, dict[str, Term]]:
    """The query with values in the place of variables.

    A variable that is a column must stay one, so its value cannot be written into the text.

    Args:
        text: The query.
        values: By name of variable.
        keep: Variables to treat like columns.

    Returns:
        The text, and the values that are still to be given.
    """
    columns = {*keep, *_columns(text)}
    rest = {name: value for name, value in values.items() if name in columns}
    parts, at = [], 0
    for token in tokens(text):
        name = token.text[1:]
        if token.kind == "variable" and name in values and name not in rest:
            parts += [text[at : token.start], str(values[name])]
            at = token.start + len(token.text)
    return "".join(parts) + text[at:], rest


def _columns(text: str) -> set[str]:
    """The variables that a SELECT names as columns; all, of ``SELECT *``."""
    if _is_star(text):
        return {t.text[1:] for t in tokens(text) if t.kind == "variable"}
    found: set[str] = set()
    inside, depth, before = False, 0, ""
    for token in tokens(text):
        word = token.text.upper()
        if inside and (token.text == "{" or word in ("WHERE", "FROM")):
            break
        depth += (token.text == "(") - (token.text == ")")
        if inside and token.kind == "variable" and (depth == 0 or before == "AS"):
            found.add(token.text[1:])
        inside = inside or (token.kind == "word" and word == "SELECT")
        before = word
    return found


def refuse_outside(
    text: str,
    prefixes: Mapping[str, str],
    may_be_named: Callable[[str], bool],
    *,
    updates: bool = False,
) -> None:
    """Check that a statement stays within the graph that it is asked of.

    Args:
        text: The statement.
        prefixes: Those that need no declaration.
        may_be_named: Whether an IRI is a graph here, or an address that was allowed.
        updates: Whether it may change the graph.

    Raises:
        QueryError: If it would change the graph, read another, or ask another server.
    """
    for word, named in _doubtful(text):
        if word in _OUTSIDE and not (
            (iri := named and _full(named, prefixes, text)) and may_be_named(iri)
        ):
            raise QueryError(message(_OUTSIDE[word]))
        if word in _UPDATES and not updates:
            raise QueryError(message("only_reads", word=word))


@lru_cache(maxsize=1024)
def _doubtful(text: str) -> tuple[tuple[str, Token | None], ...]:
    """The words that may not be allowed, in order, each with what it names; mostly none."""
    pieces = _tokens(text)
    found: list[tuple[str, Token | None]] = []
    first = True
    for at, token in enumerate(pieces):
        word = token.text.upper() if token.kind == "word" else ""
        if word in _OUTSIDE or (first and word in _UPDATES):
            found.append((word, _named_after(pieces[at + 1 : at + 3])))
        first = first and word not in _FORMS
    return tuple(found)


def named_prefixes(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    """Those of the prefixes that a statement may name: reading all takes longer than a lookup."""
    return {name: iri for name, iri in prefixes.items() if f"{name}:" in text}


def _declared(pieces: Sequence[Token]) -> dict[str, str]:
    """The prefixes that a statement declares."""
    return {
        name.text.partition(":")[0]: value.text[1:-1]
        for word, name, value in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if word.text.upper() == "PREFIX" and value.kind == "iri"
    }


def _named_after(pieces: Sequence[Token]) -> Token | None:
    """The name that follows FROM, SERVICE or LOAD; None for a variable."""
    rest = [piece for piece in pieces if piece.text.upper() not in ("NAMED", "SILENT")]
    return rest[0] if rest and rest[0].kind in ("iri", "name") else None


def _full(named: Token, prefixes: Mapping[str, str], text: str) -> str | None:
    """The IRI that is named; None if its prefix is not known."""
    if named.kind == "iri":
        return named.text[1:-1]
    prefix, _, local = named.text.partition(":")
    known = {**prefixes, **_declared(_tokens(text))}
    return known[prefix] + local if prefix in known else None


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
