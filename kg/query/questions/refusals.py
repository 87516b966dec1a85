"""Why a question gets no answer, in words: no question, an unknown word, an unknown name."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import NotUnderstoodError, UnknownEntityError, UnknownWordError
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions.atoms import Atom, NameUse
from kg.schema import Schema

_TOPICS = 8
"""How many things a message says can be asked for."""


class Refusals:
    """The errors of questions.

    Args:
        schema: Messages, and what can be asked for.
        index: The names of the graph.
        lang: Language of the messages.
    """

    def __init__(self, schema: Schema, index: EntityIndex, lang: str) -> None:
        self._schema, self._index, self._lang = schema, index, lang
        lexicon = schema.lexicon("questions", QuestionLexicon)
        self._notes, self._and = lexicon.notes[lang], lexicon.wording[lang]["and"]

    def no_question(self, why: str) -> NotUnderstoodError:
        """What was given is no question: ``empty``, ``too_long`` or ``greeting``."""
        return NotUnderstoodError(self._notes[why])

    def not_understood(self, question: str) -> NotUnderstoodError:
        """The words are known, or none is, and make no question."""
        return NotUnderstoodError(self._notes["not_understood"].format(question=question))

    def no_date(self, words: str) -> NotUnderstoodError:
        """No article says when it appeared, so that nobody knows which year ``今年`` is."""
        return NotUnderstoodError(self._notes["no_date"].format(words=words))

    def unknown_word(self, word: str, part: Iterable[Atom]) -> UnknownWordError:
        """The question turns on a word that nobody knows; says what can be asked instead."""
        named = [u.iris[0] for a in part for u in a.uses if isinstance(u, NameUse)]
        if not named:
            return UnknownWordError(self._notes["unknown_word_bare"].format(word=word), word)
        about = self._index.label(named[0])
        known = self._index.known.get(named[0])
        topics = self._and.join(self._topics(known.types if known else ()))
        message = self._notes["unknown_word"].format(word=word, about=about, topics=topics)
        return UnknownWordError(message, word)

    def unknown_entity(self, name: str) -> UnknownEntityError:
        """The question is about a name that is not in the graph; says which come near."""
        near = self._index.near(name)
        message = self._notes["unknown_entity"].format(name=name)
        if near:
            message += self._notes["did_you_mean"].format(near=self._and.join(near))
        return UnknownEntityError(message, name, near)

    def _topics(self, types: tuple[str, ...]) -> list[str]:
        """Labels of what can be asked for of things of these classes."""
        ontology = self._schema.ontology
        lexicon = self._schema.lexicon("questions", QuestionLexicon)
        fitting = [
            words.property
            for words in lexicon.relations
            if any(
                ontology.is_a(t, allowed)
                for t in types
                for allowed in ontology.properties[words.property].domain
            )
        ]
        kinds = [words.kinds[0] for words in lexicon.kinds if len(words.kinds) == 1]
        names = [*fitting[: _TOPICS // 2], *kinds][:_TOPICS]
        return [ontology.label(name, self._lang) for name in names]
