"""What one article's later stages work on: its text with everything recognised so far.

Names are found first, then discourse adds what pronouns, generic nouns and silence stand for;
frames, measures and events read the finished analysis and never change it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from kg.model import Document, Evidence, Span
from kg.model.text import Quantity, Sentence, TimeExpression, Token
from kg.text.fold import fold_name

if TYPE_CHECKING:
    from kg.extract.discourse_roles import Role


class Reference(StrEnum):
    """How a mention refers to its entities."""

    NAME = "name"  # a name or short name of it
    ANAPHOR = "anaphor"  # 该项目, 双方, 前者, 公司, 我市: its words are no name


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
NAME, ANAPHOR = Reference


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A place in the text that means one entity, or several (双方, 两地).

    Attributes:
        span: In the view.
        keys: Keys of the entities it means, in order; at least one.
        reference: Whether it names them.
    """

    span: Span
    keys: tuple[str, ...]
    reference: Reference = NAME


class Topic(msgspec.Struct, frozen=True, gc=False):
    """What a clause is about when it does not say so itself.

    Attributes:
        subject: Keys of the entities that the silent subject of the clause means; empty if none.
        facility: Key of the facility or project under discussion, or None.
        actor: Key of the organisation (or acting place) under discussion, or None.
    """

    subject: tuple[str, ...] = ()
    facility: str | None = None
    actor: str | None = None


class Known(msgspec.Struct, frozen=True, gc=False):
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
        roles: The parts that the mentions of a clause play, in order, by the same indices; only of
            clauses that can tell something.
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
    roles: dict[tuple[int, int], Sequence[Role]] = field(default_factory=dict)

    # Where the items of each kind begin: looked up far too often for a search by attribute, or for
    # a function that all kinds share. Most stretches hold none.

    @cached_property
    def _token_starts(self) -> tuple[int, ...]:
        return tuple([token.start for token in self.tokens])

    @cached_property
    def _mention_starts(self) -> tuple[int, ...]:
        return tuple([mention.span.start for mention in self.mentions])

    @cached_property
    def _quantity_starts(self) -> tuple[int, ...]:
        return tuple([quantity.span.start for quantity in self.quantities])

    @cached_property
    def _time_starts(self) -> tuple[int, ...]:
        return tuple([time.span.start for time in self.times])

    @cached_property
    def time_ends(self) -> frozenset[int]:
        """Where the time expressions end."""
        return frozenset([time.span.end for time in self.times])

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple([sentence.span.start for sentence in self.sentences])

    @cached_property
    def memory(self) -> dict[Hashable, Any]:
        """What was worked out for a stretch and is asked for again, by what was asked."""
        return {}

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The names of each entity, folded: the longest canonical form, then the others."""
        return {
            key: (fold_name(known.name), *map(fold_name, known.aliases))
            for key, known in self.entities.items()
        }

    @property
    def text(self) -> str:
        """The view's text, as written."""
        return self.document.view.text

    def type_of(self, key: str) -> str:
        """Local name of the class of an entity."""
        return self.entities[key].type

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside a stretch of the view."""
        return self.mentions_between(span.start, span.end)

    def mentions_between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin between two places; none if the first is not before the other."""
        starts = self._mention_starts
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        return self.mentions[low:high] if low < high else ()

    def is_counted(self, mention: Mention) -> bool:
        """Whether a noun without a name is only counted, and means no known thing: 项目12个."""
        if mention.reference is not ANAPHOR:
            return False
        end = mention.span.end
        counted = self.quantities_between(end, end + 1)
        return bool(counted) and not self.times_between(end, end + 1)

    def quantities_in(self, span: Span) -> tuple[Quantity, ...]:
        """The quantities that begin inside a stretch of the view."""
        return self.quantities_between(span.start, span.end)

    def quantities_between(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that begin between two places of the view."""
        starts = self._quantity_starts
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        return self.quantities[low:high] if low < high else ()

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions that begin inside a stretch of the view."""
        return self.times_between(span.start, span.end)

    def times_between(self, start: int, end: int) -> tuple[TimeExpression, ...]:
        """The time expressions that begin between two places of the view."""
        starts = self._time_starts
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        return self.times[low:high] if low < high else ()

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin inside a stretch of the view."""
        return self.tokens_between(span.start, span.end)

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin between two places of the view."""
        starts = self._token_starts
        low = bisect_left(starts, start)
        return self.tokens[low : bisect_left(starts, end, low)]

    def token_at(self, offset: int) -> Token:
        """The token that holds a character of the view."""
        return self.tokens[bisect_right(self._token_starts, offset) - 1]

    def token_before(self, offset: int) -> Token | None:
        """The last token that begins before a place of the view."""
        at = bisect_left(self._token_starts, offset) - 1
        return self.tokens[at] if at >= 0 else None

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that a character of the view belongs to (or the one before it)."""
        return self.sentences[self.sentence_index(offset)]

    def sentence_index(self, offset: int) -> int:
        """Index of the sentence that a character of the view belongs to (or the one before)."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def evidence(self, span: Span) -> Evidence:
        """The evidence for something read from a stretch of the view."""
        view, index = self.document.view, self.sentence_index(span.start)
        sentence = self.sentences[index].span
        if not sentence.covers(span):
            return Evidence(view.to_source(span), view.to_source(sentence.joined(span)))
        source = self._sources.get(index)
        if source is None:
            source = self._sources[index] = view.to_source(sentence)
        return Evidence(view.to_source(span), source)

    @cached_property
    def _sources(self) -> dict[int, Span]:
        """Where sentences stand in the source: most are the evidence of several facts."""
        return {}

    def with_discourse(
        self,
        mentions: tuple[Mention, ...],
        topics: dict[tuple[int, int], Topic],
        roles: dict[tuple[int, int], Sequence[Role]],
    ) -> Analysis:
        """The same article with the mentions, topics and roles that discourse found."""
        further = replace(self, mentions=mentions, topics=topics, roles=roles)
        return self._handing_on(further, *_OF_THE_WORDS, "spellings")

    def with_names(self, entities: dict[str, Known], mentions: tuple[Mention, ...]) -> Analysis:
        """The same article with the entities and mentions that were found by their names."""
        further = replace(self, entities=entities, mentions=mentions)
        return self._handing_on(further, *_OF_THE_WORDS)

    def _handing_on(self, further: Analysis, *known: str) -> Analysis:
        for name in known:
            if name in self.__dict__:
                further.__dict__[name] = self.__dict__[name]
        return further


# What is worked out once for all stages: it does not depend on what is found in the words.
_OF_THE_WORDS = ("_token_starts", "_quantity_starts", "_time_starts", "_sentence_starts")
