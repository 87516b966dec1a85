"""Suggestions in what is one line: commands, names and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.shell.statement import to_explain
from kg.shell.suggest.vocabulary import Suggestion, Vocabulary

ENTITY = "entity"
FILE = "file"
ENTITY_OR_FILE = "entity or file"
_STARTS = ("SELECT", "PREFIX", "ASK", "CONSTRUCT", "DESCRIBE")


def suggest_argument(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """What may stand in a dot command."""
    word, blank, rest = before.lstrip().partition(" ")
    word = "." + word[1:]
    if not blank:
        for name, help_text in vocabulary.commands:
            if name.startswith(word):
                yield Suggestion(name, -len(word), name, help_text)
        return
    known = vocabulary.arguments.get(word, ())
    last = rest.rsplit(" ", 1)[-1]
    if known == ENTITY_OR_FILE:
        yield from _names(rest, vocabulary)
        yield from files(last)
    elif known == ENTITY:
        yield from _names(rest, vocabulary)
    elif known == FILE:
        yield from files(last)
    elif isinstance(known, str):
        words = vocabulary.kinds.get(known, tuple)()
        first = rest if known != "class" else last
        yield from (
            Suggestion(text, -len(first), text, meta)
            for text, meta in words
            if text.startswith(first) or (first and meta.startswith(first))
        )
    else:
        for argument in known:
            if argument.startswith(last):
                yield Suggestion(argument, -len(last), argument)


def files(typed: str) -> Iterator[Suggestion]:
    """The files and folders whose path begins as typed."""
    folder, slash, begun = typed.rpartition("/")
    place = Path(folder + slash).expanduser()
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(begun) and (begun or not entry.name.startswith(".")):
            name = entry.name + ("/" if entry.is_dir() else "")
            yield Suggestion(folder + slash + name, -len(typed), name)


def suggest_at_start(vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """What a statement may begin with, where nothing was typed yet."""
    for word in (*_STARTS, *vocabulary.keywords["PATH"][:1]):
        yield Suggestion(word, 0, word)
    for name, meta in vocabulary.kinds.get("query", tuple)():
        yield Suggestion(f".run {name}", 0, f".run {name}", meta)
    for name, help_text in vocabulary.commands:
        yield Suggestion(name, 0, name, help_text)


def suggest_in_question(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """What may stand in a name or question, or in what is going to be a statement."""
    stripped = (to_explain(before) or before).lstrip()
    if re.fullmatch(r"[A-Za-z]+", stripped):
        for word in (*_STARTS, *vocabulary.keywords["PATH"]):
            if word.startswith(stripped.upper()):
                yield Suggestion(word, -len(stripped), word)
    yield from _names(before, vocabulary)


def _names(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    fragment, found = vocabulary.names.at_end(before)
    for name in vocabulary.preferred(fragment, found):
        yield vocabulary.named(name, name.text, -len(fragment))
