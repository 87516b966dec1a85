"""Which facilities are not there yet, by what the article says of them.

The size and cost of a project that is under construction, or only agreed on, are plans even where
no word of the sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern

from kg.extract.analysis import Analysis, Mention, Topic
from kg.extract.cues import alternation
from kg.extract.modality import stated_status
from kg.model import Span, Status
from kg.model.lexicon.modality import ModalityLexicon, Progress
from kg.schema import Schema

_STANDING = (Status.ACTUAL, None)


def planned_facilities(analysis: Analysis, schema: Schema) -> frozenset[str]:
    """Keys of the facilities that were only agreed on, started or planned, but not finished.

    Args:
        analysis: The article; names and discourse must have been found.
        schema: Where the lexicon ``modality`` stands.
    """
    progress = schema.lexicon("modality", ModalityLexicon).progress
    begun: set[str] = set()
    finished: set[str] = set()
    for index, sentence in enumerate(analysis.sentences):
        for number, clause in enumerate(sentence.clauses):
            topic = analysis.topics.get((index, number), Topic())
            for word, is_end in _steps(analysis, clause, schema):
                key = _facility(analysis, clause, word, topic, schema)
                if key is None or analysis.type_of(key) in progress.lasting:
                    continue
                if is_end and stated_status(analysis, word, schema) in _STANDING:
                    finished.add(key)
                else:
                    begun.add(key)
    return frozenset(begun - finished)


def _steps(analysis: Analysis, clause: Span, schema: Schema) -> Iterator[tuple[Span, bool]]:
    """The words of progress in a clause, and whether each is of an end."""
    pattern, ends = _words(schema)
    for found in pattern.finditer(analysis.folded, clause.start, clause.end):
        yield Span(*found.span()), found.group() in ends


@cache
def _words(schema: Schema) -> tuple[Pattern[str], frozenset[str]]:
    progress: Progress = schema.lexicon("modality", ModalityLexicon).progress
    return alternation((*progress.begun, *progress.finished)), frozenset(progress.finished)


def _facility(
    analysis: Analysis, clause: Span, word: Span, topic: Topic, schema: Schema
) -> str | None:
    """The facility that a word is said of: the one before it, the one after it, or the topic."""
    kind = schema.lexicon("modality", ModalityLexicon).progress.facility
    is_a = schema.ontology.is_a
    named: list[Mention] = [
        mention
        for mention in analysis.mentions_in(clause)
        if len(mention.keys) == 1 and is_a(analysis.type_of(mention.keys[0]), kind)
    ]
    if any(mention.span.overlaps(word) for mention in named):
        return None
    before = [mention for mention in named if mention.span.end <= word.start]
    if topic.facility is not None and any(topic.facility in m.keys for m in before):
        return topic.facility
    chosen = before[-1:] or named[:1]
    return chosen[0].keys[0] if chosen else topic.facility
