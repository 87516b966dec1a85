"""What one article's later stages work on: its text with everything recognised so far.

Names are found first, then discourse adds what pronouns, generic nouns and silence stand for;
frames, measures and events read the finished analysis and never change it.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from kg.model import Document, Evidence, Span
from kg.model.text import Quantity, Sentence, TimeExpression, Token

_Spanned = TypeVar("_Spanned", "Mention", Quantity, TimeExpression)


class Reference(StrEnum):
    """How a mention refers to its entities."""

    NAME = "name"  # a name or short name of it
    ANAPHOR = "anaphor"  # 该项目, 双方, 前者, 公司, 我市: its words are no name


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that means one entity, or several (双方, 两地).

    Attributes:
        span: In the view.
        keys: Keys of the entities it means, in order; at least one.
        reference: Whether it names them.
    """

    span: Span
    keys: tuple[str, ...]
    reference: Reference = Reference.NAME


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause is about when it does not say so itself.

    Attributes:
        subject: Keys of the entities that the silent subject of the clause means; empty if none.
        facility: Key of the facility or project under discussion, or None.
        actor: Key of the organisation (or acting place) under discussion, or None.
    """

    subject: tuple[str, ...] = ()
    facility: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the stages need to know of an entity.

    Attributes:
        key: Unique in the article.
        name: The longest canonical form, as written.
        type: Local name of its class.
        aliases: Its other forms, as written.
        rule: The rule that found it.
        spans: Where it is named in the view, also inside longer names; there it is no mention.
    """

    key: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    rule: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Analysis:
    """One article, recognised.

    Attributes:
        document: The article.
        folded: The view's text, simplified and half-width; same length, so spans fit both.
        tokens: Cover the view without gap.
        sentences: In order.
        quantities: In order; the ends of a range follow one another.
        times: In order.
        entities: By key, in order of first mention.
        mentions: In order, without overlap.
        topics: By (sentence index, clause index), for every clause.
    """

    document: Document
    folded: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: dict[str, Known] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    topics: dict[tuple[int, int], Topic] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The view's text, as written."""
        return self.document.view.text

    def type_of(self, key: str) -> str:
        """Local name of the class of an entity."""
        return self.entities[key].type

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside a stretch of the view."""
        return _starting_in(self.mentions, span)

    def quantities_in(self, span: Span) -> tuple[Quantity, ...]:
        """The quantities that begin inside a stretch of the view."""
        return _starting_in(self.quantities, span)

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions that begin inside a stretch of the view."""
        return _starting_in(self.times, span)

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin inside a stretch of the view."""
        low = bisect.bisect_left(self.tokens, span.start, key=lambda t: t.start)
        high = bisect.bisect_left(self.tokens, span.end, key=lambda t: t.start)
        return self.tokens[low:high]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that a character of the view belongs to (or the one before it)."""
        at = bisect.bisect_right(self.sentences, offset, key=lambda s: s.span.start) - 1
        return self.sentences[max(at, 0)]

    def evidence(self, span: Span) -> Evidence:
        """The evidence for something read from a stretch of the view."""
        view = self.document.view
        sentence = self.sentence_at(span.start).span
        return Evidence(view.to_source(span), view.to_source(sentence.joined(span)))

    def with_discourse(
        self, mentions: tuple[Mention, ...], topics: dict[tuple[int, int], Topic]
    ) -> Analysis:
        """The same article with the mentions and topics that discourse found."""
        return replace(self, mentions=mentions, topics=topics)


def _starting_in(items: tuple[_Spanned, ...], span: Span) -> tuple[_Spanned, ...]:
    low = bisect.bisect_left(items, span.start, key=lambda item: item.span.start)
    high = bisect.bisect_left(items, span.end, key=lambda item: item.span.start)
    return items[low:high]
