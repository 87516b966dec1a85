"""Words of a path statement, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from kg.errors import Explanation, Message, QueryError, QuerySyntaxError
from kg.schema.messages import message


class TokenKind(StrEnum):
    """What a word of the statement can be."""

    WORD = "word"  # a keyword, or a bare name
    QUOTED = "quoted"
    IRI = "IRI"
    NUMBER = "number"
    MARK = "mark"
    GROUP = "group"  # { … }
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word; ``text`` is without quotes, ``start`` and ``end`` are code points."""

    kind: TokenKind
    text: str
    start: int
    end: int


_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "”": "”"}
_MARK = re.compile(r">=|\.\.|[≥{},，、|｜>^*:;；/+?()]")
_QUANTIFIER = re.compile(r"\{\s*\d*\s*,?\s*\d*\s*\}")
_MARK_FORMS = {"≥": ">=", "，": ",", "、": ",", "｜": "|", "；": ";"}
_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
_NUMBER = re.compile(r"\d+(?:\.(?!\.)\d+)?(?:-\d{1,2}){0,2}(?![^\s,，;；.|{}>^])")
# A bare name ends at a blank or at a mark that cannot stand in a name. Brackets may: 东湖(北区).
_WORD = re.compile(r"[^\s,，、;；|｜{}\"“”「」『』<>^*+?/=≥]+")
_SHAPES = (
    (TokenKind.IRI, _IRI),
    (TokenKind.NUMBER, _NUMBER),
    (TokenKind.MARK, _MARK),
    (TokenKind.WORD, _WORD),
)


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a path statement into words; the last one is the end.

    Raises:
        QuerySyntaxError: At a quote or brace without its counterpart, or a character that no
            statement holds.
    """
    found = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _next(text, at)
        found.append(token)
        at = token.end
    return (*found, Token(TokenKind.END, "", len(text), len(text)))


def _next(text: str, at: int) -> Token:
    character = text[at]
    if character in _QUOTES:
        return _closed(text, at, _QUOTES[character], TokenKind.QUOTED)
    if character == "{" and not _QUANTIFIER.match(text, at):
        return _closed(text, at, "}", TokenKind.GROUP)
    for kind, pattern in _SHAPES:
        if match := pattern.match(text, at):
            word = match.group()
            if kind is TokenKind.WORD:
                word = _balanced(word)
            end = at + len(word)
            return Token(kind, _meaning(kind, word), at, end)
    raise syntax_error(text, at, message("path_cannot_stand", found=character))


def _meaning(kind: TokenKind, word: str) -> str:
    if kind is TokenKind.IRI:
        return word[1:-1]
    return _MARK_FORMS.get(word, word) if kind is TokenKind.MARK else word


def _balanced(word: str) -> str:
    """The word up to a closing bracket that it does not open itself."""
    depth = 0
    for index, character in enumerate(word):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return word[:index]
    return word


def _closed(text: str, at: int, closing: str, kind: TokenKind) -> Token:
    end = text.find(closing, at + 1)
    if end < 0:
        key = "path_open_quote" if kind is TokenKind.QUOTED else "path_open_brace"
        problem = message(key, found=text[at], closing=closing)
        raise syntax_error(text, at, problem)
    inner = text[at + 1 : end]
    return Token(kind, inner.strip() if kind is TokenKind.QUOTED else inner, at, end + 1)


def syntax_error(
    text: str, at: int, headline: Message, *, detail: str = "", hint: str = ""
) -> QuerySyntaxError:
    """The error at a place of the statement, with its line and column.

    Args:
        text: The statement.
        at: The place.
        headline: What is wrong.
        detail: What was read there and what could have stood there.
        hint: What was probably meant.
    """
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return QuerySyntaxError(
        message("at", line=line, column=column, problem=detail or headline),
        line=line,
        column=column,
        explanation=Explanation(headline, detail, hint),
    )


def missing(
    key: str, name: str, known: Iterable[str], *, forms: Iterable[str] = (), near: str = ""
) -> QueryError:
    """The error of a name that stands for none of what a statement can name.

    Args:
        key: What it should be one of, by the key of the message.
        name: The name.
        known: Those there are.
        forms: All their names, among which the nearest is looked for.
        near: The one that was probably meant, or the empty string.
    """
    near = near or next(iter(get_close_matches(name, list(forms), n=1)), "")
    headline, those = message(key, name=name), message("there_are", known=tuple(known))
    hint = message("path_near", near=near) if near else ""
    parts = Explanation(headline, those, hint)
    text = message("no_such", problem=headline, others=those)
    if near:
        text = message("no_such_near", problem=headline, hint=hint, others=those)
    return QueryError(text, explanation=parts)


@contextmanager
def located(at: int) -> Iterator[None]:
    """Note where what cannot be found stands in the statement.

    Args:
        at: The place of its name.
    """
    try:
        yield
    except QueryError as error:
        if error.at is None:
            error.at = at
        raise


def unexpected(text: str, token: Token, expected: Message, *, hint: str = "") -> QuerySyntaxError:
    """The error of a word that cannot stand where it stands, or of an end that comes too early.

    Args:
        text: The statement.
        token: The word.
        expected: What could have stood there.
        hint: What was probably meant.
    """
    if token.kind is TokenKind.END:
        headline, detail = message("path_ended"), message("path_needed", expected=expected)
    else:
        found = text[token.start : token.end]
        headline = message("path_unexpected", found=found)
        detail = message("path_read", found=found, expected=expected)
    return syntax_error(text, token.start, headline, detail=detail, hint=hint)
