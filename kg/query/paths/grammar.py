"""From the text of a path statement to its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kg.errors import QuerySyntaxError
from kg.model.lexicon.edges import EdgeLexicon
from kg.query.paths.lexer import Token, TokenKind, syntax_error, tokens
from kg.query.paths.statement import EdgeName, End, EndKind, PathStatement, Selector

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CONFIDENCE = re.compile(r"0?\.\d+|[01]|[01]\.0+")
_NAMES = (TokenKind.WORD, TokenKind.QUOTED, TokenKind.NUMBER, TokenKind.IRI)


def is_path_statement(text: str, lexicon: EdgeLexicon) -> bool:
    """Whether the text begins like a path statement and not like SPARQL or a question."""
    words = [word.upper() for word in text.split(maxsplit=2)[:2]]
    if words and words[0] in lexicon.keywords["EXPLAIN"]:
        words = words[1:]
    return bool(words) and words[0] in lexicon.keywords["PATH"]


def parse(text: str, lexicon: EdgeLexicon) -> PathStatement:
    """Read a path statement.

    Args:
        text: The statement; keywords in any case, English or Chinese.
        lexicon: The edge views and the keywords' forms.

    Raises:
        QuerySyntaxError: Where the statement does not follow the grammar; says what was expected.
    """
    return _Parser(text, lexicon).statement()


class _Parser:
    """Recursive descent over the words; a keyword is one only where the grammar expects it."""

    def __init__(self, text: str, lexicon: EdgeLexicon) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.at = 0
        self.keywords = {form: name for name, forms in lexicon.keywords.items() for form in forms}
        self.formats = {form: name for name, forms in lexicon.formats.items() for form in forms}
        self.parts: dict[str, Any] = {}
        self.clauses: dict[str, Callable[[], None]] = {
            "VIA": self._via,
            "ALONG": self._along,
            "AVOID": self._avoid,
            "THROUGH": self._through,
            "WITHIN": self._within,
            "DIRECTED": lambda: self._set("directed", value=True),
            "UNDIRECTED": lambda: self._set("directed", value=False),
            "SINCE": lambda: self._set("since", self._date()),
            "UNTIL": lambda: self._set("until", self._date()),
            "UNDATED": lambda: self._set("undated", value=True),
            "SOURCES": self._sources,
            "CONFIDENCE": self._confidence,
            "STATUS": self._status,
            "WEIGHT": self._weight,
            "LIMIT": lambda: self._set("limit", self._integer("a number of paths")),
            "WITH": self._with,
            "AS": self._format,
            "EXPLAIN": lambda: self._set("explain", value=True),
        }

    def statement(self) -> PathStatement:
        explain = self._accept("EXPLAIN") is not None
        self._expect("PATH")
        self._selector()
        self._expect("FROM")
        starts = self._ends()
        self._expect("TO")
        goals = self._ends()
        while not self._mark(";") and self.token.kind is not TokenKind.END:
            self._clause()
        if self.token.kind is not TokenKind.END:
            raise self._error("the end of the statement")
        if explain:
            self.parts["explain"] = True
        return PathStatement(starts=starts, goals=goals, **self.parts)

    # -- words ---------------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def keyword(self) -> str | None:
        """The keyword that the present word is, if it is one."""
        if self.token.kind is not TokenKind.WORD:
            return None
        return self.keywords.get(self.token.text.upper())

    def _take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def _accept(self, *names: str) -> str | None:
        found = self.keyword
        if found not in names:
            return None
        self.at += 1
        return found

    def _expect(self, *names: str) -> None:
        if self._accept(*names) is None:
            raise self._error(" or ".join(names))

    def _mark(self, mark: str) -> bool:
        if self.token.kind is TokenKind.MARK and self.token.text == mark:
            self.at += 1
            return True
        return False

    def _error(self, expected: str) -> QuerySyntaxError:
        token = self.token
        read = "the end" if token.kind is TokenKind.END else repr(token.text or token.kind.value)
        return syntax_error(self.text, token.start, f"read {read}, expected {expected}")

    def _set(self, part: str, value: object) -> None:
        if part in self.parts:
            self.at -= 1
            raise self._error("each clause once")
        self.parts[part] = value

    def _name(self, what: str) -> Token:
        if self.token.kind not in _NAMES:
            raise self._error(what)
        return self._take()

    def _integer(self, what: str) -> int:
        if self.token.kind is not TokenKind.NUMBER or not self.token.text.isdecimal():
            raise self._error(what)
        return int(self._take().text)

    def _date(self) -> str:
        if not _DATE.fullmatch(self.token.text):
            raise self._error("a date such as 2024, 2024-06 or 2024-06-30")
        return self._take().text

    # -- selector and ends ---------------------------------------------------------------------

    def _selector(self) -> None:
        first = self._accept("ANY", "ALL", "SHORTEST", "CHEAPEST")
        if first is None:
            return
        if first == "ALL":
            shortest = self._accept("SHORTEST") is not None
            self._set("selector", Selector.ALL_SHORTEST if shortest else Selector.ALL)
            return
        selector = Selector(first)
        if first != "ANY" and self.token.kind is TokenKind.NUMBER:
            self._set("count", max(1, self._integer("a number of paths")))
            if first == "SHORTEST" and self._accept("GROUPS"):
                selector = Selector.GROUPS
        self._set("selector", selector)

    def _ends(self) -> tuple[End, ...]:
        ends = [self._end()]
        while self._mark(","):
            ends.append(self._end())
        return tuple(ends)

    def _end(self) -> End:
        token = self.token
        if token.kind is TokenKind.GROUP:
            self._take()
            return End(EndKind.GROUP, token.text, token.start)
        if self._mark("*"):
            name = self._name("a class").text if self._mark(":") else ""
            return End(EndKind.CLASS, name, token.start)
        if token.kind is TokenKind.END:
            raise self._error("an entity")
        self._name("an entity")
        if token.kind is TokenKind.QUOTED and self._goes_on(token):
            return End(EndKind.NAME, self.text[token.start : self._take().end], token.start)
        return End(_end_kind(token), token.text, token.start)

    def _goes_on(self, token: Token) -> bool:
        """Whether the quotation marks belong to the name: “明珠”智算中心."""
        return self.token.kind is TokenKind.WORD and self.token.start == token.end

    # -- clauses -------------------------------------------------------------------------------

    def _clause(self) -> None:
        name = self.keyword
        if name not in self.clauses:
            raise self._error("a clause (" + " ".join(self.clauses) + ") or ;")
        self._take()
        self.clauses[name]()

    def _via(self) -> None:
        edges = [self._edge()]
        while self._mark("|"):
            edges.append(self._edge())
        self._set("via", tuple(edges))

    def _edge(self) -> EdgeName:
        start = self.token.start
        inverse = self._mark("^")
        if self._mark("*"):
            return EdgeName("*", inverse, start)
        return EdgeName(self._name("an edge").text, inverse, start)

    def _along(self) -> None:
        from kg.query.paths.regular import RegularParser  # few statements have a regular path

        parser = RegularParser(self.text, self.tokens, self.at, stop=self.clauses, of=self.keywords)
        self._set("along", parser.pattern())
        self.at = parser.at

    def _avoid(self) -> None:
        self._avoided()
        while self._mark(","):
            self._avoided()

    def _avoided(self) -> None:
        match self._accept("EDGE", "NODE", "CLASS", "HUBS"):
            case "EDGE":
                self._add("avoid_edges", self._edge())
            case "CLASS":
                self._add("avoid_classes", self._name("a class").text)
            case "HUBS":
                if not self._mark(">"):
                    raise self._error(">")
                self._set("hubs", self._integer("a number of edges"))
            case _:  # NODE is understood
                self._add("avoid_nodes", self._end())

    def _add(self, part: str, value: object) -> None:
        self.parts[part] = (*self.parts.get(part, ()), value)

    def _through(self) -> None:
        self._set("through", self._ends())

    def _within(self) -> None:
        at = self.token.start
        least, most = 1, self._integer("a number of hops")
        if self._mark(".."):
            least, most = max(1, most), self._integer("a number of hops")
        if not least <= most:
            raise syntax_error(self.text, at, "hops are 1 or more, the smaller number first")
        self._set("least", least)
        self._set("most", most)
        self._accept("HOPS")

    def _sources(self) -> None:
        if not self._mark(">="):
            raise self._error(">=")
        self._set("sources", self._integer("a number of sources"))

    def _confidence(self) -> None:
        if not self._mark(">="):
            raise self._error(">=")
        if not _CONFIDENCE.fullmatch(self.token.text):
            raise self._error("a number from 0 to 1")
        self._set("confidence", float(self._take().text))

    def _format(self) -> None:
        name = self.formats.get(self.token.text.lower())
        if self.token.kind is not TokenKind.WORD or name is None:
            raise self._error("a format (" + " ".join(self.formats) + ")")
        self._take()
        self._set("format", name)

    def _status(self) -> None:
        self._add("statuses", self._one_status())
        while self._mark(",") or self._mark("|"):
            self._add("statuses", self._one_status())

    def _one_status(self) -> str:
        return "*" if self._mark("*") else self._name("a status").text

    def _weight(self) -> None:
        self._accept("BY")
        self._set("weight", self._name("a weight").text)

    def _with(self) -> None:
        self._expect("EVIDENCE")
        self._set("evidence", value=True)


def _end_kind(token: Token) -> EndKind:
    if token.kind is TokenKind.IRI:
        return EndKind.IRI
    if token.kind is TokenKind.QUOTED:
        return EndKind.NAME
    if token.text.startswith("$"):
        return EndKind.PARAMETER
    if re.match(r"_\d*(\.|$)", token.text):
        return EndKind.ROW
    return EndKind.NAME
