"""What a typed text is: decided from the text alone, before anything runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum

from kg.graph.syntax.wide import NARROW
from kg.shell.redirect import split_redirect


class Kind(StrEnum):
    """The kinds of input that the prompt takes."""

    EMPTY = "empty"
    COMMAND = "command"
    SPARQL = "sparql"
    UPDATE = "update"  # SPARQL that changes the graph: refused
    PATH = "path"
    ENTITY = "entity"
    QUESTION = "question"


QUERY_WORDS = frozenset({"PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_WORDS = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}
)
# What may follow the last brace of a query.
MODIFIERS = frozenset({"ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING", "VALUES", "WHERE"})

_WIDE = str.maketrans(NARROW)
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)|"(?!"")(?:[^"\\\n]|\\.)*"'
    r"|'''(?:[^\\]|\\.)*?(?:'''|\Z)|'(?!'')(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
# Names of entities hold such brackets: id:东海（一期）中心.
_WIDE_NAME = re.compile(r"\w+:[\w.·\-]*(?:（[\w.·\-]*）[\w·\-]*)+")
_KEPT = re.compile(rf"(“[^”\n]*”|{_WIDE_NAME.pattern})")
_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(ANALYZE\s+)?(?=\S)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*(?:#[^\n]*\n\s*)*([A-Za-z]+|[\u3400-\u9fff]+)?")


def _path() -> Collection[str]:
    return ("PATH",)


def classify(
    text: str,
    *,
    path_words: Callable[[], Collection[str]] = _path,
    is_entity: Callable[[str], bool] = lambda _: False,
) -> Kind:
    """Say what kind of input a text is.

    Args:
        text: What was typed.
        path_words: Gives the first words of a path statement, in upper case; asked only for texts
            that do not begin like SPARQL.
        is_entity: Whether a name is known; asked only for texts that are nothing else.
    """
    stripped = text.strip()
    if not stripped:
        return Kind.EMPTY
    if stripped[0] in ".。．":
        return Kind.COMMAND
    if is_entity(stripped):
        return Kind.ENTITY
    return _by_first_word(to_explain(stripped).lstrip() or stripped, path_words)


def _by_first_word(text: str, path_words: Callable[[], Collection[str]]) -> Kind:
    word = first_word(text)
    if word in QUERY_WORDS and _looks_like_sparql(text, word):
        return Kind.SPARQL
    if word in UPDATE_WORDS and re.search(r"[{<]|DATA|GRAPH|ALL\b", text):
        return Kind.UPDATE
    if text[len(word) : len(word) + 1].isspace() and word in path_words():
        return Kind.PATH
    return Kind.QUESTION


def to_explain(text: str) -> str:
    """What stands behind ``EXPLAIN`` or ``EXPLAIN ANALYZE``, blanks keeping its place, or empty."""
    match = _EXPLAIN.match(text)
    return " " * match.end() + text[match.end() :] if match else ""


def first_word(text: str) -> str:
    """The first word in upper case, after blank and comment lines; empty if it is no word."""
    match = _FIRST_WORD.match(text)
    return (match.group(1) or "").upper() if match else ""


def _looks_like_sparql(text: str, word: str) -> bool:
    """Whether the rest is SPARQL; “Select the largest centre” and “ask …” may be questions."""
    rest = text[len(word) :] if text[: len(word)].upper() == word else text
    if not rest.strip() or any(c in rest for c in "{?<:$*｛？：＊"):
        return True
    return word not in ("ASK", "SELECT", "DESCRIBE") or "\n" in rest


def narrow(text: str) -> str:
    """SPARQL or a command with full-width structure made ASCII.

    Strings, IRIs and comments stay as they are; Chinese quotation marks around a string become
    ASCII ones.
    """
    parts: list[str] = []
    at = 0
    for match in _STRING.finditer(text):
        parts += [_narrowed(text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*parts, _narrowed(text[at:])])


def _narrowed(text: str) -> str:
    def quoted(match: re.Match[str]) -> str:
        return '"' + match.group(1).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def part(piece: str) -> str:
        if piece.startswith("“"):
            return re.sub(r"“([^”]*)”", quoted, piece)
        return piece if _WIDE_NAME.fullmatch(piece) else piece.translate(_WIDE)

    return "".join(map(part, _KEPT.split(text)))


class State(StrEnum):
    """How far a statement has got."""

    COMPLETE = "complete"
    OPEN = "open"  # it can be continued to a whole statement
    BROKEN = "broken"  # no continuation makes it one: running it shows the error


def state(text: str, kind: Kind) -> State:
    """Whether Enter should run a text or begin a new line, as the grammar has it.

    Only SPARQL and path statements can be open; everything else is one line.
    """
    if kind not in (Kind.SPARQL, Kind.UPDATE):
        return _balance(text, kind)
    from kg.graph.syntax import parser  # takes 0.05 s; scripts do without it

    found = parser.read(narrow(to_explain(text) or text).rstrip().rstrip(";")).state
    states = {parser.State.COMPLETE: State.COMPLETE, parser.State.INCOMPLETE: State.OPEN}
    return states.get(found, State.BROKEN)


def _balance(text: str, kind: Kind) -> State:
    """The state of a text by its brackets alone."""
    if kind is Kind.PATH:
        return State.OPEN if text.count("{") > text.count("}") else State.COMPLETE
    if kind not in (Kind.SPARQL, Kind.UPDATE):
        return State.COMPLETE
    structure = narrow(text)
    if any(_is_open(match.group()) for match in _STRING.finditer(structure)):
        return State.OPEN
    bare = _STRING.sub(lambda m: " " if m.group()[0] == "#" else "s", structure)
    if re.search(r"[\"']", bare):
        return State.BROKEN  # only a long string can go on in the next line
    depth = 0
    for character in bare:
        depth += (character in "{([") - (character in "})]")
        if depth < 0:
            return State.BROKEN
    whole = "}" in bare or re.search(r"\bDESCRIBE\s+\S", bare, re.IGNORECASE)
    return State.OPEN if depth > 0 or not whole else State.COMPLETE


def _is_open(string: str) -> bool:
    """Whether a long string goes on after the end of the text."""
    quotes = string[:3]
    return quotes in ('"""', "'''") and (len(string) < 6 or not string.endswith(quotes))


def runs_on_enter(text: str, kind: Kind) -> bool:
    """Whether Enter at the end of the text runs it.

    A complete statement of several lines runs only with ``;`` at its end or on an empty last
    line, so that ORDER BY can still be added.
    """
    found = state(split_redirect(text)[0], kind)
    if found is not State.COMPLETE:
        return found is State.BROKEN
    lines = text.split("\n")
    return len(lines) == 1 or not lines[-1].strip() or _is_ended(lines[-1])


def _is_ended(line: str) -> bool:
    """Whether a line says that the statement ends with it, perhaps also where its output goes."""
    return line.rstrip().endswith((";", "；")) or split_redirect(line)[1] is not None


class Statement(str):
    """A statement of a script.

    Attributes:
        line: The line of the script in which it begins, from 1.
    """

    __slots__ = ("line",)
    line: int


def statements(
    script: str | Iterable[str], *, path_words: Callable[[], Collection[str]] = _path
) -> Iterator[Statement]:
    """Cut a script, or the lines of one as they come, into its statements.

    A statement ends with ``;`` at the end of a line, at a blank line, or where a complete one is
    followed by the beginning of another. Commands, names and questions are one line each.
    """
    held: list[str] = []
    first = 1
    lines = script.splitlines() if isinstance(script, str) else script
    for number, line in enumerate(lines, start=1):
        if not held and (not line.strip() or line.lstrip().startswith("#")):
            continue
        if held and _ends_before(held, line, path_words):
            yield _joined(held, first)
            held = []
            if not line.strip():
                continue
        first = first if held else number
        held.append(line)
        kind = classify("\n".join(held), path_words=path_words)
        complete = _balance("\n".join(held), kind) is not State.OPEN
        one_line = kind not in (Kind.SPARQL, Kind.UPDATE, Kind.PATH)
        if complete and (one_line or _is_ended(line)):
            yield from filter(None, [_joined(held, first)])
            held = []
    if held and (last := _joined(held, first)):
        yield last


def _ends_before(held: list[str], line: str, path_words: Callable[[], Collection[str]]) -> bool:
    """Whether the statement that is held ends before the next line."""
    text = "\n".join(held)
    kind = classify(text, path_words=path_words)
    if _balance(text, kind) is State.OPEN:
        return False
    if not line.strip():
        return True
    following = classify(line, path_words=path_words)
    if following in (Kind.COMMAND, Kind.PATH, Kind.SPARQL, Kind.UPDATE):
        return True
    return kind is Kind.SPARQL and first_word(line) not in MODIFIERS and line[0] not in " \t}#"


def _joined(lines: list[str], first: int) -> Statement:
    """The lines as one statement; blanks before it stay, so that columns are those of the file."""
    text = "\n".join(lines).rstrip()
    statement = Statement(text[:-1].rstrip() if text.endswith((";", "；")) else text)
    statement.line = first
    return statement
