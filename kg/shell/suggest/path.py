"""Suggestions in a path statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.shell.suggest.vocabulary import Suggestion, Vocabulary

_EDGE_FOLLOWS = ("VIA", "ALONG", "EDGE")
_NAME_FOLLOWS = ("FROM", "TO", "NODE", "THROUGH")


def suggest_in_path(before: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """What may stand at the end of a path statement."""
    # Behind an open quotation mark a name goes on over blanks.
    if quoted := re.search(r"(?:^|\s)[\"“]([^\"”]*)$", before):
        yield from _names(quoted.group(1), vocabulary)
        return
    words = re.findall(r"[^\s|｜]+", before)
    last = "" if before[-1:].isspace() or before[-1:] in "|｜" else words[-1]
    previous = (words[:-1] if last else words)[-1:] or [""]
    if _is(previous[0], _EDGE_FOLLOWS, vocabulary) or re.search(r"[|｜]\s*\S*$", before):
        yield from _beginning(last, vocabulary.edges)
    elif _is(previous[0], ("AS",), vocabulary):
        yield from _beginning(last, [(name, "") for name in vocabulary.formats])
    elif last:
        yield from _beginning(last, _keywords(vocabulary))
        yield from _names(last, vocabulary)
    elif not _is(previous[0], _NAME_FOLLOWS, vocabulary):
        yield from _beginning("", [(forms[0], "") for forms in vocabulary.keywords.values()][1:])


def _keywords(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(word, "") for forms in vocabulary.keywords.values() for word in forms]


def _beginning(typed: str, words: Iterable[tuple[str, str]]) -> Iterator[Suggestion]:
    """The words that begin with what was typed, with what is said about them."""
    for word, meta in words:
        if word.startswith((typed, typed.upper())):
            yield Suggestion(word, -len(typed), word, meta)


def _names(typed: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    fragment, found = vocabulary.names.at_end(typed)
    for name in vocabulary.preferred(fragment, found):
        yield vocabulary.named(name, name.text, -len(fragment))


def _is(word: str, keywords: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a word of a path statement is a form of one of these keywords."""
    forms = (form for k in keywords for form in vocabulary.keywords.get(k, (k,)))
    return word.upper() in forms
