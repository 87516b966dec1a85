"""Names in a question that are no whole label: ``深圳云枢``, ``East-1``, ``京津冀国家枢纽节点``.

A stretch of the question that stands in the label of one entity and of no other means that entity.
Names that the index finds are tried with what follows them; stretches that nothing knows are tried
from their beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.query.compact import compact
from kg.query.entities import EntityIndex, Link
from kg.query.questions.atoms import AskUse, ClassUse, IgnoredUse, MarkUse, Use
from kg.query.questions.classes import ClassTest
from kg.query.questions.vocabulary import Vocabulary
from kg.schema.ontology import Ontology
from kg.text.numbers import find_numbers

_LONGEST = 24
_SHORTEST = 3
_SHORTEST_LATIN = 4
_LONGEST_SHORT_FORM = 6
_SHORTEST_PART = 2
_MOST_OF_A_CLASS = 20


class PartialNames:
    """Finds parts of labels that mean one entity.

    Args:
        vocabulary: The words of questions, which are no names.
        index: The names of the graph.
        ontology: The classes.
    """

    def __init__(self, vocabulary: Vocabulary, index: EntityIndex, ontology: Ontology) -> None:
        self._vocabulary = vocabulary
        self._ontology = ontology
        self._of = {MarkUse("of")}
        self._index = index
        marks = vocabulary.lexicon.marks
        ends = {m for m in (*marks.clause, *marks.of, *marks.list) if len(m) == 1}
        self._stop = re.compile("|".join(map(re.escape, sorted(ends))))

    def extend(
        self, question: str, lower: str, links: Sequence[Link], inside: frozenset[int]
    ) -> tuple[Link, ...]:
        """The links, those that go on as part of a longer label extended.

        Args:
            question: As written.
            lower: Folded, in lower case.
            links: Whole names.
            inside: Places inside words of the lexicon, where no name ends.
        """
        found: list[Link] = []
        for link in links:
            if found and link.start < found[-1].end:
                continue
            longer = self._longest(question, lower, (link.start, link.end + 1), inside)
            found.append(longer or link)
        return tuple(found)

    def guess(
        self,
        question: str,
        lower: str,
        unknown: Sequence[tuple[int, int, int]],
        inside: frozenset[int],
    ) -> Iterator[Link]:
        """Links for stretches that nothing knows.

        Args:
            question: As written.
            lower: Folded, in lower case.
            unknown: Where each begins, where it may end with what follows it, where it ends
                alone; a part of it is no name (北山电讯 is not 北山电信).
            inside: Places inside words of the lexicon, where no name ends.
        """
        last = 0
        for start, end, least in unknown:
            if start < last:
                continue
            latin = question[start].isascii()
            shortest = _SHORTEST_LATIN if latin else _SHORTEST
            first = start + min(shortest, end - start + 1)
            link = self._longest(question, lower, (start, first), inside)
            if link is None or len(compact(question[start : link.end]).text) < shortest:
                link = self._short_form(question, start, end)
            if link is None or link.end < least:
                link = self._of_a_class(question, lower, start, least)
            if link is not None and link.end >= least:
                last = link.end
                yield link

    def _of_a_class(self, question: str, lower: str, start: int, end: int) -> Link | None:
        """``某某的芯片``: the things of a class that have the stretch in a name."""
        if end - start < _SHORTEST_PART:
            return None
        rest = self._vocabulary.cut(lower[end : end + _LONGEST])
        if rest and set(self._uses(rest[0])) & self._of:
            rest = rest[1:]
        if not rest or rest[0][0] > 1:
            return None
        classes = [use.words for use in self._uses(rest[0]) if isinstance(use, ClassUse)]
        if not classes:
            return None
        test = ClassTest(self._ontology, (classes[0],))
        iris = tuple(
            one
            for one in self._index.containing(question[start:end])
            if test.holds(self._index.known[one])
        )
        last = end + rest[0][1]
        if not 0 < len(iris) <= _MOST_OF_A_CLASS or self._asks_for_class(lower, start, last):
            return None
        return Link(start, last, iris)

    def _uses(self, piece: tuple[int, int, str | None]) -> tuple[Use, ...]:
        return self._vocabulary.uses.get(piece[2] or "", ())

    def _short_form(self, question: str, start: int, end: int) -> Link | None:
        """A link for an unannounced short form of one entity only: 东工大."""
        text = question[start:end]
        if text.isascii() or not _SHORTEST <= len(text) <= _LONGEST_SHORT_FORM:
            return None
        iris = self._index.abbreviated(text)
        return Link(start, end, iris) if len(iris) == 1 else None

    def _longest(
        self, question: str, lower: str, stretch: tuple[int, int], inside: frozenset[int]
    ) -> Link | None:
        """The longest stretch that stands in the label of one entity only, at least this one."""
        start, least = stretch
        stop = self._stop.search(lower, start)
        limit = min(stop.start() if stop else len(question), start + _LONGEST)
        for end in range(limit, least - 1, -1):
            if end in inside or not compact(question[end - 1]).text or _cuts(question, end):
                continue
            if _is_numeral(lower[end - 1]):  # 产业园三个项目 holds no part of 产业园三期
                continue
            iris = self._index.holding(question[start:end])
            if len(iris) == 1 and not self._asks_for_class(lower, start, end):
                return Link(start, end, iris)
        return None

    def _asks_for_class(self, lower: str, start: int, end: int) -> bool:
        """Whether the stretch ends in a class noun that the question asks for members of."""
        words = self._vocabulary
        cut = words.cut(lower[start:end])
        uses = words.uses.get(cut[-1][2] or "", ()) if cut else ()
        if not any(isinstance(use, ClassUse) for use in uses):
            return False
        for _, _, word in words.cut(lower[end : end + _LONGEST]):
            following = words.uses.get(word or "", ())
            if any(isinstance(use, AskUse) and use.wanted in _OF_CLASS for use in following):
                return True
            if not any(isinstance(use, IgnoredUse) for use in following):
                return False
        return False


def _is_numeral(character: str) -> bool:
    return not character.isascii() and next(iter(find_numbers(character)), None) is not None


_OF_CLASS = ("which", "who", "count")


def _cuts(text: str, end: int) -> bool:
    """Whether a Latin word or number goes on after a place."""
    if end >= len(text):
        return False
    left, right = text[end - 1], text[end]
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
