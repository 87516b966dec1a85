"""The triple patterns of a query, whole or broken, one by one.

They are read from the pieces and not from the tree, so that what was typed so far is known while
it is typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lark import Token

__all__ = ["Pattern", "Token", "classes_of", "patterns"]

_TERMS = frozenset(
    [
        *("VAR", "IRIREF", "PNAME_LN", "PNAME_NS", "BLANK", "ANON", "NIL", "STRING"),
        *("INTEGER", "DECIMAL", "DOUBLE", "SIGNED_INTEGER", "SIGNED_DECIMAL", "SIGNED_DOUBLE"),
        *("TRUE", "FALSE"),
    ]
)
_ASIDE = frozenset(["OPTIONAL", "MINUS", "EXISTS", "SERVICE"])
_TEMPLATES = frozenset(["CONSTRUCT", "INSERT", "DELETE", "DATA"])
_JOINTS = frozenset(["SLASH", "VBAR", "CIRCUMFLEX", "BANG", "LPAR"])
_EXPRESSIONS = frozenset(["FILTER", "BIND", "SELECT"])


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern.

    Attributes:
        subject: Its pieces; empty for a node without a name.
        predicate: Its pieces; several for a path.
        object: Its pieces; empty for a node without a name.
        graph: The name of the GRAPH that it stands in, or None.
        required: Whether a result needs it: not so in OPTIONAL, MINUS, EXISTS, UNION.
        template: Whether it is made instead of looked for.
    """

    subject: tuple[Token, ...]
    predicate: tuple[Token, ...]
    object: tuple[Token, ...]
    graph: Token | None = None
    required: bool = True
    template: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """From the first of its pieces to the last."""
        tokens = (*self.subject, *self.predicate, *self.object)
        return min(t.start_pos or 0 for t in tokens), max(t.end_pos or 0 for t in tokens)


@dataclass
class _Group:
    """A brace or bracket that is open.

    Attributes:
        opener: The piece that opened it.
        number: Of the brace; a bracket has that of the brace it is in.
        before: What the reader was at when it opened.
        graph: The name of the GRAPH that it is, or is in.
        template: Whether it is, or is in, a template.
    """

    opener: str
    number: int
    before: tuple[str, tuple[Token, ...], tuple[Token, ...]]
    graph: Token | None = None
    template: bool = False


@dataclass
class _Reader:
    """Reads pieces in order; ``phase`` says what comes next.

    The phases: a subject (s), predicate (p) or object (o), what ends it (e), an expression (x),
    data (v).
    """

    phase: str = "x"
    subject: tuple[Token, ...] = ()
    predicate: tuple[Token, ...] = ()
    groups: list[_Group] = field(default_factory=list)
    count: int = 0
    depth: int = 0  # of parentheses in an expression or collection
    closed: int = -1  # the group that was closed last
    aside: set[int] = field(default_factory=set)  # groups that a result does not need
    found: list[tuple[Pattern, tuple[int, ...]]] = field(default_factory=list)
    recent: list[Token] = field(default_factory=list)

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in ("LBRACE", "LSQB"):
            self._open(token)
        elif kind in ("RBRACE", "RSQB"):
            self._close(kind)
        elif kind in ("LPAR", "RPAR"):
            self._parenthesis(token)
        elif kind in ("VALUES", *_EXPRESSIONS):
            self.phase, self.depth = "v" if kind == "VALUES" else "x", 0
        elif kind == "UNION":
            self.aside.add(self.closed)
        elif self.phase in "spoe":
            self._piece(token)
        self.recent = [*self.recent[-2:], token]

    def _open(self, token: Token) -> None:
        if self.phase == "v":
            return
        if token.type == "LSQB":
            is_object = self._at_object()
            if is_object:
                self._add(())
            state = ("e" if is_object else "p", self.subject, self.predicate)
            here = self.groups[-1] if self.groups else _Group("", 0, state)
            self.groups.append(_Group("LSQB", here.number, state, here.graph, here.template))
            self.phase, self.subject, self.predicate = "p", (), ()
            return
        words = [t.type for t in self.recent]
        outer = self.groups[-1] if self.groups else None
        self.count += 1
        graph = self.recent[-1] if words[-2:-1] == ["GRAPH"] else outer.graph if outer else None
        made = (outer is not None and outer.template) or (words[-1:] or [""])[0] in _TEMPLATES
        if {*words[-1:], *words[-2:-1]} & _ASIDE or words[-1:] == ["UNION"]:
            self.aside.add(self.count)
        state = ("x" if self.phase == "x" and self.groups and self.depth else "s", (), ())
        self.groups.append(_Group("LBRACE", self.count, state, graph, made))
        self.phase, self.depth = "s", 0

    def _close(self, kind: str) -> None:
        if self.phase == "v":
            self.phase = "s" if kind == "RBRACE" else "v"
            return
        opener = "LBRACE" if kind == "RBRACE" else "LSQB"
        while self.groups:
            group = self.groups.pop()
            if group.opener == opener:
                self.phase, self.subject, self.predicate = group.before
                self.closed = group.number
                break
        if not self.groups:
            self.phase = "x"

    def _parenthesis(self, token: Token) -> None:
        if self.depth == 0 and token.type == "LPAR" and self._at_object():
            self._add(())
            self.phase = "o"
        elif self.phase == "p":
            self.predicate = (*self.predicate, token)
        self.depth += 1 if token.type == "LPAR" else -1
        if self.depth <= 0:
            self.depth = 0
            if self.phase == "x" and self.groups:
                self.phase = "s"
            elif self.phase == "o" and token.type == "RPAR":
                self.phase = "e"
            elif self.phase == "s" and token.type == "RPAR":
                self.phase, self.subject, self.predicate = "p", (), ()

    def _at_object(self) -> bool:
        """Whether the next piece begins an object: after a comma, or after a whole predicate."""
        whole = self.predicate and self.predicate[-1].type not in _JOINTS
        return self.phase == "o" or bool(self.phase == "p" and not self.depth and whole)

    def _piece(self, token: Token) -> None:
        kind = token.type
        if kind == "DOT":
            self.phase = "s"
        elif kind == "SEMICOLON":
            self.phase, self.predicate = "p", ()
        elif kind == "COMMA":
            self.phase = "o"
        elif self.depth and self.phase in "so":
            return  # inside a collection
        elif self.phase == "s" and kind in _TERMS:
            self.phase, self.subject, self.predicate = "p", (token,), ()
        elif self.phase == "p":
            self._predicate(token)
        elif self.phase == "o" and kind in _TERMS:
            self._add((token,))
            self.phase = "e"
        elif self.phase == "e" and kind in ("LANGTAG", "TYPED", "IRIREF", "PNAME_LN"):
            self._lengthen(token)

    def _predicate(self, token: Token) -> None:
        """A piece of the predicate, or the object after it."""
        if self.depth or not self.predicate or _goes_on(self.predicate[-1], token):
            self.predicate = (*self.predicate, token)
        elif token.type in _TERMS:
            self._add((token,))
            self.phase = "e"

    def _add(self, value: tuple[Token, ...]) -> None:
        here = self.groups[-1] if self.groups else _Group("", 0, ("s", (), ()))
        pattern = Pattern(
            self.subject, self.predicate, value, graph=here.graph, template=here.template
        )
        self.found.append((pattern, tuple(group.number for group in self.groups)))

    def _lengthen(self, token: Token) -> None:
        """Put a language or datatype to the object that was read last."""
        pattern, groups = self.found.pop()
        longer = Pattern(
            pattern.subject,
            pattern.predicate,
            (*pattern.object, token),
            graph=pattern.graph,
            template=pattern.template,
        )
        self.found.append((longer, groups))


def _goes_on(before: Token, token: Token) -> bool:
    """Whether a piece belongs to the path that has been read."""
    return before.type in _JOINTS or token.type in ("SLASH", "VBAR", "STAR", "PLUS", "QUESTION")


def patterns(tokens: Iterable[Token]) -> list[Pattern]:
    """The triple patterns in the order of their objects."""
    reader = _Reader()
    for token in tokens:
        reader.take(token)
    return [
        Pattern(
            pattern.subject,
            pattern.predicate,
            pattern.object,
            graph=pattern.graph,
            required=not reader.aside.intersection(groups),
            template=pattern.template,
        )
        for pattern, groups in reader.found
    ]


def classes_of(found: Sequence[Pattern], subject: str) -> Iterator[str]:
    """The classes that patterns give a subject, as written."""
    for pattern in found:
        is_class = [t.type for t in pattern.predicate] == ["A"]
        if is_class and [t.value for t in pattern.subject] == [subject] and pattern.object:
            yield pattern.object[0].value
