"""Regular paths: ``控股{1,2}/签约/^控股{,2}``."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from kg.errors import Message, QuerySyntaxError
from kg.query.paths.lexer import Token, TokenKind, syntax_error, unexpected
from kg.query.paths.statement import Choice, EdgeName, Pattern, Repeat, Sequence, Step
from kg.schema.messages import message

_MAXIMUM = 16
_QUANTIFIER = re.compile(r"\{\s*(\d*)\s*(,?)\s*(\d*)\s*\}")


class RegularParser:
    """Reads one regular path out of the words of a statement.

    Attributes:
        at: Index of the first word after what was read.
    """

    def __init__(
        self,
        text: str,
        tokens: tuple[Token, ...],
        at: int,
        *,
        stop: Container[str],
        of: Mapping[str, str],
    ) -> None:
        self.text, self.tokens, self.at = text, tokens, at
        self._stop, self._keywords = stop, of

    def pattern(self) -> Pattern:
        """Read alternatives of sequences.

        Raises:
            QuerySyntaxError: Where an edge or bracket is missing, or a quantifier is not one.
        """
        parts = [self._sequence()]
        while self._mark("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self) -> Pattern:
        parts = [self._element()]
        while self._mark("/"):
            parts.append(self._element())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _element(self) -> Pattern:
        start = self._token.start
        inverse = self._mark("^")
        part: Pattern
        if not inverse and self._mark("("):
            part = self.pattern()
            if not self._mark(")"):
                raise self._error(message("want_mark", mark=")"))
        elif self._mark("*"):
            part = Step(EdgeName("*", inverse, start))
        else:
            part = Step(EdgeName(self._name(), inverse, start))
        return self._quantified(part)

    def _quantified(self, part: Pattern) -> Pattern:
        if self._mark("?"):
            return Repeat(part, 0, 1)
        if self._mark("*"):
            return Repeat(part, 0, None)
        if self._mark("+"):
            return Repeat(part, 1, None)
        if self._token.kind is TokenKind.MARK and self._token.text == "{":
            return self._counted(part)
        return part

    def _counted(self, part: Pattern) -> Pattern:
        match = _QUANTIFIER.match(self.text, self._token.start)
        if match is None:
            raise self._error(message("want_quantifier"))
        while self._token.kind is not TokenKind.END and self._token.start < match.end():
            self.at += 1
        low, comma, high = match.groups()
        least = int(low or 0)
        most = int(high) if high else (None if comma else least)
        if max(least, most or 0) > _MAXIMUM or (most is not None and most < least):
            problem = message("path_counts", most=_MAXIMUM)
            raise syntax_error(self.text, match.start(), problem)
        return Repeat(part, least, most)

    @property
    def _token(self) -> Token:
        return self.tokens[self.at]

    def _mark(self, mark: str) -> bool:
        if self._token.kind is TokenKind.MARK and self._token.text == mark:
            self.at += 1
            return True
        return False

    def _name(self) -> str:
        token = self._token
        keyword = self._keywords.get(token.text.upper())
        stop = token.kind is TokenKind.WORD and keyword is not None and keyword in self._stop
        if stop or token.kind not in (TokenKind.WORD, TokenKind.QUOTED, TokenKind.IRI):
            raise self._error(message("want_edge"))
        self.at += 1
        return token.text

    def _error(self, expected: Message) -> QuerySyntaxError:
        return unexpected(self.text, self._token, expected)
