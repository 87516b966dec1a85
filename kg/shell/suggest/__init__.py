"""What may stand at the cursor, decided from the text around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.shell.statement import Kind, classify, to_explain
from kg.shell.suggest.lines import suggest_argument, suggest_at_start, suggest_in_question
from kg.shell.suggest.path import suggest_in_path
from kg.shell.suggest.vocabulary import LIMIT, Suggestion, Vocabulary

__all__ = ["Suggestion", "Vocabulary", "suggest"]


def suggest(before: str, vocabulary: Vocabulary, after: str = "") -> list[Suggestion]:
    """What may stand at the end of a text.

    Args:
        before: The text before the cursor.
        vocabulary: What there is to suggest.
        after: The text behind the cursor.

    Returns:
        At most 40 suggestions, the best first.
    """
    sources: dict[Kind, Callable[[], Iterable[Suggestion]]] = {
        Kind.EMPTY: lambda: suggest_at_start(vocabulary),
        Kind.COMMAND: lambda: suggest_argument(before, vocabulary),
        Kind.SPARQL: lambda: _in_sparql(to_explain(before) or before, after, vocabulary),
        Kind.UPDATE: lambda: _in_sparql(before, after, vocabulary),
        Kind.PATH: lambda: suggest_in_path(before, vocabulary),
        Kind.ENTITY: lambda: suggest_in_question(before, vocabulary),
        Kind.QUESTION: lambda: suggest_in_question(before, vocabulary),
    }
    found: dict[tuple[str, int], Suggestion] = {}
    kind = classify(before, path_words=lambda: vocabulary.keywords["PATH"])
    for suggestion in sources[kind]():
        found.setdefault((suggestion.text, suggestion.start), suggestion)
        if len(found) == LIMIT:
            break
    return list(found.values())


def _in_sparql(before: str, after: str, vocabulary: Vocabulary) -> Iterable[Suggestion]:
    from kg.shell.suggest.sparql import suggest_in_sparql  # loads the grammar

    return suggest_in_sparql(before, after, vocabulary)
