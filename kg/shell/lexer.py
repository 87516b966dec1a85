"""Colours of what is typed, by the kind of input that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from kg.shell.statement import Kind

Fragments = list[tuple[str, str]]

_SPARQL = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<string>\"\"\".*?(?:\"\"\"|$)|\"(?:[^\"\\\n]|\\.)*\"?|“[^”\n]*”?)"
    r"|(?P<iri><[^<>\s]*>)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>\w*:[^\s,;.{}()\[\]|/^+*?]*)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PATH = re.compile(
    r"(?P<string>\"[^\"\n]*\"?|“[^”\n]*”?)|(?P<number>\b\d+\b)|(?P<word>[^\s\"“]+)|(?P<other>.)",
    re.DOTALL,
)


def coloured(text: str, kind: Kind, path_words: Collection[str]) -> Fragments:
    """The text in pieces, each with the class of its style; the pieces join to the text.

    Args:
        text: A line.
        kind: What it belongs to.
        path_words: Keywords of path statements, in capitals.
    """
    if kind in (Kind.SPARQL, Kind.UPDATE):
        return _pieces(text, _SPARQL, _is_keyword)
    if kind is Kind.PATH:
        return _pieces(text, _PATH, lambda word: word.upper() in path_words)
    if kind is Kind.COMMAND:
        word, blank, rest = text.partition(" ")
        return [("class:command", word), ("", blank + rest)]
    return [("class:entity" if kind is Kind.ENTITY else "", text)]


def _is_keyword(word: str) -> bool:
    from kg.graph.syntax.parser import words  # takes 0.05 s

    return word == "a" or (word != "A" and word.upper() in words())


def _pieces(text: str, pattern: re.Pattern[str], is_keyword: Callable[[str], bool]) -> Fragments:
    found = []
    for match in pattern.finditer(text):
        group = match.lastgroup or "other"
        style = "" if group == "other" else f"class:{group}"
        if group == "word":
            style = "class:keyword" if is_keyword(match.group()) else ""
        found.append((style, match.group()))
    return found
