"""Where a query goes wrong, and how to say it.

Oxigraph's parser reports the furthest place that any rule looked at, which is often the end of the
query. So the usual mistakes are looked for first: an open quotation mark, brackets that do not
match, an undeclared prefix, a triple with too few or too many parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from pyoxigraph import Store

from kg.errors import QuerySyntaxError
from kg.graph.sparql import Token, position, tokens

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"\b[A-Z_]{2,}\b")
# A keyword is compared in one piece, so its rule looks as far ahead as the longest one reaches.
_PADDING = " " * 40
_BEGINNINGS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"])
_CLOSING = {"{": "}", "(": ")", "[": "]"}
_TERMS = frozenset(["iri", "string", "variable", "name", "word"])
_TRIPLE_PARTS = 3

# Oxigraph says these among the characters it expected; each is the real reason.
_REASONS = {
    "Duplicated variable name in SELECT": "a variable stands twice after SELECT",
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that the pattern does not bind, or that GROUP BY does not keep"
    ),
    "IRI parsing failed": "this is no valid IRI",
}


def diagnose(text: str, prefixes: Mapping[str, str]) -> QuerySyntaxError:
    """What is wrong with a query that does not parse, and where.

    Args:
        text: The query.
        prefixes: Those that need no declaration.
    """
    pieces = list(tokens(text))
    found = _beginning(pieces) or _open_quote(pieces) or _unmatched(text, pieces)
    if found:
        return _error(text, *found)
    try:
        Store().query(text + _PADDING, prefixes=dict(prefixes))
    except SyntaxError as error:
        match = _POSITION.match(str(error))
        if match:
            at = _offset(text, int(match[1]), int(match[2]))
            return _error(text, *_explained(pieces, at, match[3], prefixes))
    return _error(text, len(text), "the query cannot be understood")


def _explained(
    pieces: list[Token], at: int, expected: str, prefixes: Iterable[str]
) -> tuple[int, str]:
    if "Prefix not found" in expected and (token := _undeclared(pieces, prefixes)):
        return token.start, f"the prefix {token.text.partition(':')[0] + ':'!r} is not declared"
    for said, meant in _REASONS.items():
        if said in expected:
            opened = [t.start for t in pieces if t.text == "<" and t.start < at]
            return (opened[-1] if opened and "IRI" in said else at), meant
    if token := _undeclared(pieces, prefixes):
        return token.start, f"the prefix {token.text.partition(':')[0] + ':'!r} is not declared"
    starts = {token.start for token in pieces}
    places = [at - len(word) for word in _KEYWORD.findall(expected)]
    pattern = max((place for place in places if place in starts), default=None)
    if pattern is not None and (found := _odd_triple(pieces, pattern)):
        return found
    # What a rule expects as single characters it looked for at the very place.
    place = at if pattern is None or "[" in expected or '"' in expected else pattern
    token = next((t for t in pieces if t.start + len(t.text) > place), None)
    if token is None:
        return place, "the query ends too early"
    return token.start, f"{token.text!r} is not expected here"


def _beginning(pieces: list[Token]) -> tuple[int, str] | None:
    if pieces and pieces[0].text.upper() in _BEGINNINGS:
        return None
    return 0, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"


def _open_quote(pieces: list[Token]) -> tuple[int, str] | None:
    for token in pieces:
        if token.kind == "mark" and token.text in "\"'":
            return token.start, f"the quotation mark {token.text} is not closed"
    return None


def _unmatched(text: str, pieces: list[Token]) -> tuple[int, str] | None:
    stack: list[Token] = []
    for token in pieces:
        if token.text in _CLOSING:
            stack.append(token)
        elif token.text in _CLOSING.values():
            if not stack:
                return token.start, f"{token.text!r} closes nothing"
            if _CLOSING[stack.pop().text] != token.text:
                return token.start, f"{token.text!r} is not expected here"
    if stack:
        return len(text.rstrip()), f"{_CLOSING[stack[-1].text]!r} is missing at the end"
    return None


def _undeclared(pieces: list[Token], prefixes: Iterable[str]) -> Token | None:
    known = {*prefixes, "_"}
    before = ""
    for token in pieces:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                known.add(prefix)
            elif prefix not in known:
                return token
        before = token.text.upper()
    return None


def _odd_triple(pieces: list[Token], start: int) -> tuple[int, str] | None:
    """What is wrong with the triple that begins at ``start``, if it is a plain one."""
    tail = [t for t in pieces if t.start >= start]
    parts = list(takewhile(lambda t: t.kind in _TERMS, tail))
    if not parts or parts[0].kind == "word" or len(parts) == len(tail):
        return None
    said = " ".join(t.text for t in parts)
    following = tail[len(parts)]
    if len(parts) < _TRIPLE_PARTS and following.text in "}.;":
        missing = "an object" if len(parts) == _TRIPLE_PARTS - 1 else "a predicate and an object"
        return following.start, f"{said!r} lacks {missing}"
    if parts[1:] and parts[1].kind == "string":
        return parts[1].start, f"{parts[1].text!r} cannot be a predicate"
    if len(parts) > _TRIPLE_PARTS:
        extra = parts[_TRIPLE_PARTS]
        return extra.start, f"{extra.text!r} is not expected here; a '.' may be missing before it"
    return None


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _error(text: str, offset: int, message: str) -> QuerySyntaxError:
    line, column = position(text, min(offset, len(text.rstrip())))
    return QuerySyntaxError(f"line {line}, column {column}: {message}", line=line, column=column)
