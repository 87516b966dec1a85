"""What can be asked, read off the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.lexicon.questions import QuestionLexicon
from kg.schema import Schema

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be asked for.

    Attributes:
        group: ``relation``, ``kind``, ``event``, ``class`` or ``example``.
        name: Local name of the term; for an example what is asked for.
        label: Its label.
        words: Some words that mean it; for an example the question.
    """

    group: str
    name: str
    label: str
    words: tuple[str, ...]


def catalogue(schema: Schema, lang: str = "zh") -> tuple[Topic, ...]:
    """Everything that can be asked for, in the order of the lexicon.

    Args:
        schema: Lexicon and labels.
        lang: Language of the labels.
    """
    lexicon = schema.lexicon("questions", QuestionLexicon)
    label = schema.ontology.label
    topics = [
        Topic("relation", words.property, label(words.property, lang), _first(
            words.verbs, words.subject_nouns, words.object_nouns
        ))
        for words in lexicon.relations
    ]  # fmt: skip
    for kinds in lexicon.kinds:
        name = kinds.kinds[0]
        topics.append(Topic("kind", name, label(name, lang), _first(kinds.words)))
    for events in lexicon.events:
        name = events.types[0]
        topics.append(Topic("event", name, label(name, lang), _first(events.words)))
    for classes in lexicon.classes:
        name = classes.classes[0]
        topics.append(Topic("class", name, label(name, lang), _first(classes.words)))
    topics += [Topic("example", one.kind, one.kind, (one.q,)) for one in lexicon.examples]
    return tuple(topics)


def _first(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """Some words of each group, together no more than are shown."""
    share = max(1, _SHOWN // len(groups))
    return tuple(word for group in groups for word in group[:share])[:_SHOWN]
