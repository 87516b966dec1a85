"""From the text of a path statement to its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from kg.errors import QuerySyntaxError
from kg.model.lexicon.edges import EdgeLexicon
from kg.query.dates import is_date
from kg.query.paths.lexer import Token, TokenKind, syntax_error, tokens, unexpected
from kg.query.paths.statement import EdgeName, End, EndKind, Name, PathStatement, Selector
from kg.schema.messages import message

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
        self.text, self.lexicon = text, lexicon
        self.tokens = tokens(text)
        self.at = 0
        self.clause = self.token  # the keyword of the clause that is being read
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
            "LIMIT": lambda: self._set("limit", self._integer("want_paths")),
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
            raise self._error("want_end")
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
            raise self._error("want_word", *names)

    def _mark(self, mark: str) -> bool:
        if self.token.kind is TokenKind.MARK and self.token.text == mark:
            self.at += 1
            return True
        return False

    def _error(self, key: str, *words: str, **values: str) -> QuerySyntaxError:
        """The error of the present word.

        Args:
            key: What was expected instead, by its name among the messages.
            words: The keywords that could have stood there.
            values: What belongs into the message.
        """
        forms = [self.lexicon.keywords[word] for word in words]
        if forms:
            values["english"] = " ".join(form[0] for form in forms)
            values["chinese"] = " ".join(form[-1] for form in forms)
        word = self.token.text.upper()
        near = get_close_matches(word, [one for form in forms for one in form], n=1, cutoff=0.6)
        hint = message("path_near", near=near[0]) if near and near[0] != word else ""
        return unexpected(self.text, self.token, message(key, **values), hint=hint)

    def _set(self, part: str, value: object) -> None:
        if part in self.parts:
            word = self.clause
            raise syntax_error(self.text, word.start, message("path_twice", word=word.text))
        self.parts[part] = value

    def _name(self, what: str) -> Token:
        if self.token.kind not in _NAMES:
            raise self._error(what)
        return self._take()

    def _named(self, what: str) -> Name:
        token = self._name(what)
        return Name(token.text, token.start)

    def _integer(self, what: str) -> int:
        if self.token.kind is not TokenKind.NUMBER or not self.token.text.isdecimal():
            raise self._error(what)
        return int(self._take().text)

    def _date(self) -> str:
        if not is_date(self.token.text):
            raise self._error("want_date")
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
            self._set("count", max(1, self._integer("want_paths")))
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
            name = self._name("want_class").text if self._mark(":") else ""
            return End(EndKind.CLASS, name, token.start)
        if token.kind is TokenKind.END:
            raise self._error("want_entity")
        self._name("want_entity")
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
            raise self._error("want_clause", *self.clauses)
        self.clause = self._take()
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
        return EdgeName(self._name("want_edge").text, inverse, start)

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
                self._add("avoid_classes", self._named("want_class"))
            case "HUBS":
                if not self._mark(">"):
                    raise self._error("want_mark", mark=">")
                self._set("hubs", self._integer("want_edges"))
            case _:  # NODE is understood
                self._add("avoid_nodes", self._end())

    def _add(self, part: str, value: object) -> None:
        self.parts[part] = (*self.parts.get(part, ()), value)

    def _through(self) -> None:
        self._set("through", self._ends())

    def _within(self) -> None:
        at = self.token.start
        least, most = 1, self._integer("want_hops")
        if self._mark(".."):
            least, most = max(1, most), self._integer("want_hops")
        if not least <= most:
            raise syntax_error(self.text, at, message("path_hops_order"))
        self._set("least", least)
        self._set("most", most)
        self._accept("HOPS")

    def _sources(self) -> None:
        if not self._mark(">="):
            raise self._error("want_mark", mark=">=")
        self._set("sources", self._integer("want_sources"))

    def _confidence(self) -> None:
        if not self._mark(">="):
            raise self._error("want_mark", mark=">=")
        if not _CONFIDENCE.fullmatch(self.token.text):
            raise self._error("want_fraction")
        self._set("confidence", float(self._take().text))

    def _format(self) -> None:
        name = self.formats.get(self.token.text.lower())
        if self.token.kind is not TokenKind.WORD or name is None:
            raise self._error("want_format", formats=" ".join(self.formats))
        self._take()
        self._set("format", name)

    def _status(self) -> None:
        self._add("statuses", self._one_status())
        while self._mark(",") or self._mark("|"):
            self._add("statuses", self._one_status())

    def _one_status(self) -> Name:
        at = self.token.start
        return Name("*", at) if self._mark("*") else self._named("want_status")

    def _weight(self) -> None:
        self._accept("BY")
        self._set("weight", self._named("want_weight"))

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
