"""Classes by the names that users have for them."""

from __future__ import annotations

from kg.model.lexicon.questions import QuestionLexicon
from kg.schema.schema import Schema


def class_called(schema: Schema, name: str) -> str | None:
    """The local name of a class, by name, label or a word that questions have for it alone.

    Args:
        schema: The classes, and the words.
        name: What the user calls it, such as ``kg:Company``, 企业 or 公司.
    """
    wanted = name.removeprefix("kg:").casefold()
    for local, term in schema.ontology.classes.items():
        if wanted in (local.casefold(), *(label.casefold() for label in term.labels.values())):
            return local
    for words in schema.lexicon("questions", QuestionLexicon).classes:
        if wanted in words.words and len(words.classes) == 1 and not words.named:
            return words.classes[0]
    return None
