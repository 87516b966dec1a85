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
        name: Local names of the terms; for an example what is asked for.
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
        lang: Language of the labels, words and examples.
    """
    lexicon = schema.lexicon("questions", QuestionLexicon)

    def topic(group: str, names: tuple[str, ...], *words: tuple[str, ...]) -> Topic:
        label = "/".join(schema.ontology.label(name, lang) for name in names)
        return Topic(group, "/".join(names), label, _first(words, latin=lang == "en"))

    topics = [
        topic("relation", (r.property,), r.verbs, r.subject_nouns, r.object_nouns)
        for r in lexicon.relations
    ]
    topics += [topic("kind", kinds.kinds, kinds.words) for kinds in lexicon.kinds]
    topics += [topic("event", events.types, events.words) for events in lexicon.events]
    topics += [topic("class", classes.classes, classes.words) for classes in lexicon.classes]
    topics += [
        Topic("example", one.kind, one.kind, (one.q,))
        for one in lexicon.examples
        if _latin(one.q) is (lang == "en")
    ]
    return tuple(topics)


def _first(groups: tuple[tuple[str, ...], ...], *, latin: bool) -> tuple[str, ...]:
    """Some words of each group in one script, together no more than are shown."""
    share = max(1, _SHOWN // len(groups))
    own = [[word for word in group if word.isascii() is latin] for group in groups]
    return tuple(word for group in own for word in group[:share])[:_SHOWN]


def _latin(question: str) -> bool:
    """Whether a question is in English; its names may be Chinese."""
    return sum(c.isascii() for c in question) * 2 > len(question)
