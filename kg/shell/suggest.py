"""What may stand at the cursor, decided from the text before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.shell.names import LIMIT, Name, NameIndex
from kg.shell.statement import Kind, classify

SPARQL_KEYWORDS = (
    *("SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "BIND", "VALUES"),
    *("GRAPH", "LIMIT", "OFFSET", "ASC", "DESC", "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE"),
    *("GROUP_CONCAT", "STR", "LANG", "DATATYPE", "REGEX", "CONTAINS", "STRSTARTS", "BOUND"),
    *("EXISTS", "NOT", "IN", "AS", "CONSTRUCT", "ASK", "DESCRIBE", "PREFIX", "HAVING"),
    *("UNDEF", "COALESCE", "IF", "YEAR"),
)
EDGE_FOLLOWS = ("VIA", "ALONG", "EDGE")
SPARQL_PAIRS = ("ORDER BY", "GROUP BY", "FILTER NOT EXISTS", "FILTER EXISTS")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be put at the cursor.

    Attributes:
        text: What is put in.
        start: Where it begins, counted back from the cursor (0 or negative).
        label: What the menu shows.
        meta: What the menu says about it.
    """

    text: str
    start: int
    label: str
    meta: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All that can be suggested.

    Attributes:
        names: Names of entities.
        terms: Classes and properties as prefixed names, with their label.
        prefixes: Known prefixes, without colon.
        keywords: Keywords of path statements with their forms, in capitals.
        edges: Names of edge views, with their label.
        commands: Dot commands, with what they do.
        arguments: Words that a command takes, by command; None stands for names of entities.
    """

    names: NameIndex = field(default_factory=lambda: NameIndex(()))
    terms: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"PATH": ("PATH",)})
    edges: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    arguments: dict[str, tuple[str, ...] | None] = field(default_factory=dict)


def suggest(before: str, vocabulary: Vocabulary) -> list[Suggestion]:
    """What may stand at the end of a text.

    Args:
        before: The text before the cursor.
        vocabulary: What there is to suggest.

    Returns:
        At most 40 suggestions, the best first.
    """
    kind = classify(before, path_words=vocabulary.keywords["PATH"])
    sources: dict[Kind, Callable[[str, Vocabulary], Iterable[Suggestion]]] = {
        Kind.EMPTY: lambda *_: (),
        Kind.COMMAND: _command,
        Kind.SPARQL: _sparql,
        Kind.UPDATE: _sparql,
        Kind.PATH: _path,
        Kind.ENTITY: _question,
        Kind.QUESTION: _question,
    }
    found: dict[tuple[str, int], Suggestion] = {}
    for suggestion in sources[kind](before, vocabulary):
        found.setdefault((suggestion.text, suggestion.start), suggestion)
        if len(found) == LIMIT:
            break
    return list(found.values())


def _command(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    word, blank, rest = before.lstrip().partition(" ")
    word = "." + word[1:]
    if not blank:
        for name, help_text in vocabulary.commands:
            if name.startswith(word):
                yield Suggestion(name, -len(word), name, help_text)
        return
    known = vocabulary.arguments.get(word, ())
    if known is None:
        yield from _names(rest, vocabulary, lambda name: name.text)
        return
    last = rest.rsplit(" ", 1)[-1]
    for argument in known:
        if argument.startswith(last):
            yield Suggestion(argument, -len(last), argument)


def _sparql(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    if match := re.search(r"[?$](\w*)$", before):
        seen = dict.fromkeys(re.findall(r"[?$](\w+)", before[: match.start()]))
        for variable in seen:
            if variable.startswith(match.group(1)):
                yield Suggestion(f"?{variable}", -len(match.group()), f"?{variable}")
    elif match := re.search(r'"([^"\n]*)$', before):
        if before.count('"') % 2:
            yield from _names(match.group(1), vocabulary, lambda name: name.text)
    elif match := re.search(r"\bid:([^\s,;.{}()]*)$", before):
        found = vocabulary.names.beginning(match.group(1)) or vocabulary.names.holding(
            match.group(1)
        )
        for name in found:
            yield _named(name, name.term, -len(match.group()))
    elif match := re.search(r"\b([a-z]+:)(\w*)$", before):
        yield from _terms(match.group(), match.group(2), vocabulary)
    else:
        yield from _words(before, vocabulary)


def _terms(typed: str, local: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """Classes and properties by name or by label (kg:签约 finds what is labelled so)."""
    prefix = typed[: len(typed) - len(local)]
    fitting = [(term, label) for term, label in vocabulary.terms if term.startswith(prefix)]
    for term, label in fitting:
        if term.startswith(typed):
            yield Suggestion(term, -len(typed), term, label)
    for term, label in fitting:
        if local and (local.lower() in term.lower() or local in label):
            yield Suggestion(term, -len(typed), term, label)


def _words(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """Keywords and prefixes for a Latin word, entities for a Chinese one."""
    match = re.search(r"[A-Za-z_]+$", before)
    if match:
        typed = match.group().upper()
        for keyword in (*SPARQL_KEYWORDS, *SPARQL_PAIRS):
            if keyword.startswith(typed):
                yield Suggestion(keyword, -len(typed), keyword)
        for prefix in vocabulary.prefixes:
            if prefix.startswith(match.group()):
                yield Suggestion(f"{prefix}:", -len(typed), f"{prefix}:")
    yield from _names(before, vocabulary, lambda name: name.term)


def _path(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    words = re.findall(r"[^\s|｜]+", before)
    last = "" if before[-1:].isspace() or before[-1:] in "|｜" else words[-1]
    previous = (words[:-1] if last else words)[-1:] or [""]
    if _is(previous[0], EDGE_FOLLOWS, vocabulary) or re.search(r"[|｜]\s*\S*$", before):
        for edge, label in vocabulary.edges:
            if edge.startswith(last):
                yield Suggestion(edge, -len(last), edge, label)
    elif last:
        yield from _keywords(last, vocabulary)
        yield from _names(last, vocabulary, lambda name: name.text)
    elif not _is(previous[0], ("FROM", "TO"), vocabulary):
        for name, forms in vocabulary.keywords.items():
            if name != "PATH":
                yield Suggestion(forms[0], 0, forms[0])


def _keywords(typed: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    for forms in vocabulary.keywords.values():
        for word in forms:
            if word.startswith(typed.upper()):
                yield Suggestion(word, -len(typed), word)


def _is(word: str, keywords: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a word of a path statement is a form of one of these keywords."""
    forms = (form for k in keywords for form in vocabulary.keywords.get(k, (k,)))
    return word.upper() in forms


def _question(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    stripped = before.lstrip()
    if re.fullmatch(r"[A-Za-z]+", stripped):
        for word in ("SELECT", "PREFIX", "ASK", "CONSTRUCT", "DESCRIBE", "PATH"):
            if word.startswith(stripped.upper()):
                yield Suggestion(word, -len(stripped), word)
    yield from _names(before, vocabulary, lambda name: name.text)


def _names(
    before: str, vocabulary: Vocabulary, text: Callable[[Name], str]
) -> Iterator[Suggestion]:
    fragment, found = vocabulary.names.at_end(before)
    for name in found:
        yield _named(name, text(name), -len(fragment))


def _named(name: Name, text: str, start: int) -> Suggestion:
    label = name.text if name.text == name.label else f"{name.text} → {name.label}"
    return Suggestion(text, start, label, name.type)
