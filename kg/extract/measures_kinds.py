"""Of which kind a quantity is: by its unit, and by the noun that it is said of."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from kg.extract.analysis import Analysis, Mention
from kg.model import Span
from kg.model.lexicon.measures import KindWords, MeasureLexicon
from kg.model.text import Quantity
from kg.schema import Schema
from kg.text.alternatives import any_of

_AFTER = 3  # characters between a number and the noun that follows it
_NEAR = 12  # characters after a number that may say of what it is (3GW高效光伏组件)
_MODIFIED = 9  # the same where the unit alone says nothing (8500个18kW机架)
_REACH = 16  # the same where a number comes in between (6000个平均功率5千瓦的标准机柜)
_RATED = re.compile(r"[^\d,。;:()、]{0,5}\d")


# How far around a quantity is looked: a page in one line must cost no more than many short ones.
_BEFORE, _BEHIND, _SENTENCE = 300, 160, 600


class Setting(msgspec.Struct, frozen=True, gc=False):
    """A quantity in its clause.

    Attributes:
        quantity: The quantity.
        clause: Its clause, in the view; of an overlong one the part around the quantity.
        opening: Where its sentence begins; of an overlong one not too far before the quantity.
        before: The folded words before it that may say what it is: as far back as the quantity
            before, or the header of its column.
        after: The folded words after it that may say what it is.
        sentence: Index of its sentence.
        number: Index of its clause in the sentence.
        named: The mentions of the sentence before it; of a cell, none.
    """

    quantity: Quantity
    clause: Span
    opening: int
    before: str
    after: str
    sentence: int
    number: int
    named: tuple[Mention, ...] = ()


def around(clause: Span, quantity: Quantity) -> Span:
    """The part of a clause that is near a quantity in it."""
    span = quantity.span
    start, end = max(clause.start, span.start - _BEFORE), min(clause.end, span.end + _BEHIND)
    if start == clause.start and end == clause.end and clause.covers(span):
        return clause
    return Span(min(start, span.start), max(end, span.end))


def opening(sentence: Span, quantity: Quantity) -> int:
    """Where a sentence begins, or not too far before a quantity in it."""
    return max(sentence.start, quantity.span.start - _SENTENCE)


def latter(stretch: Span) -> Span:
    """The end of a stretch, if it is an overlong one."""
    if stretch.end - stretch.start <= _BEFORE:
        return stretch
    return Span(stretch.end - _BEFORE, stretch.end)


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A quantity whose kind is known.

    Attributes:
        setting: Where it stands.
        words: Its kind.
        noun: The noun that told the kind, or empty.
    """

    setting: Setting
    words: KindWords
    noun: str = ""


class KindReader:
    """Tells the kinds of quantities."""

    def __init__(self, lexicon: MeasureLexicon) -> None:
        self.lexicon = lexicon
        self._kinds = {words.kind: words for words in lexicon.kind}
        self._possible: dict[tuple[str, ...], list[KindWords]] = {}
        self._of_noun: dict[str, list[KindWords | None]] = {}
        for words in lexicon.kind:
            for noun in words.nouns:
                self._of_noun.setdefault(noun, []).append(words)
        for noun in (*lexicon.others, *lexicon.never):
            self._of_noun.setdefault(noun, []).append(None)
        self._never = frozenset(lexicon.never)
        self._noun = re.compile(any_of(self._of_noun))
        self._part = re.compile(any_of([*lexicon.part, *lexicon.phases]))
        self._between = re.compile(f"[{''.join(lexicon.between)}:(]*")
        self._unit = re.compile(rf"[^\d.,\s{''.join(lexicon.around_unit)}~—-]+")
        self._bound = re.compile(any_of(lexicon.unit_bounds))
        self._marks = re.compile(f"[,。;:()、{''.join(lexicon.parting)}]")

    def kind_of(
        self, analysis: Analysis, setting: Setting, earlier: Placed | None
    ) -> Placed | None:
        """The kind of a quantity, or None if it is none of the vocabulary.

        Args:
            analysis: The article.
            setting: The quantity in its clause.
            earlier: The quantity before it in the same sentence, if its kind is known.
        """
        folded, quantity = analysis.folded, setting.quantity
        possible = self._possible.get(quantity.kinds)
        if possible is None:  # a unit that has not come up yet; there are few
            possible = [self._kinds[k] for k in quantity.kinds if k in self._kinds]
            self._possible[quantity.kinds] = possible
        if not possible:
            return None
        said = self._said_after(setting.after, possible)
        if said is _NOTHING:
            said = self._said_before(setting.before, possible)
        if said is _NOTHING:
            said = self._inherited(folded, setting, earlier, possible)
        if said is _NOTHING:
            said = self._by_default(folded, quantity, possible)
        if said is _NOTHING or said.words is None or not self._fits(folded, setting, said.words):
            return None
        within = earlier.words.kind if earlier is not None and setting.before == "(" else ""
        if within in said.words.not_within:
            return None
        return Placed(setting, said.words, said.noun)

    def _said_after(self, after: str, possible: list[KindWords]) -> _Said:
        reach = _MODIFIED if len(possible) > 2 else _AFTER
        if reach == _MODIFIED and _RATED.match(after):
            reach = _REACH
        for found in self._noun.finditer(after):
            if found.start() > reach or self._marks.search(after, 0, found.start()):
                break
            said = self._said(found.group(), possible)
            if said is not _NOTHING:
                return said
        return _NOTHING

    def _said_before(self, before: str, possible: list[KindWords]) -> _Said:
        for found in reversed(list(self._noun.finditer(before))):
            said = self._said(found.group(), possible)
            if said is _NOTHING:
                continue
            rest = before[found.end() :]
            if said.words and said.words.adjacent and not self._between.fullmatch(rest):
                return _NOTHING
            return said
        return _NOTHING

    def _said(self, noun: str, possible: list[KindWords]) -> _Said:
        for words in self._of_noun[noun]:
            if words in possible:
                return _Said(words, noun)
            if words is None and (len(possible) > 1 or noun in self._never):
                return _Said(None, noun)
        return _NOTHING

    def _inherited(
        self, folded: str, setting: Setting, earlier: Placed | None, possible: list[KindWords]
    ) -> _Said:
        """The kind of the number before, when this one only goes on with it."""
        if earlier is None or earlier.words not in possible:
            return _NOTHING
        if earlier.setting.quantity.unit != setting.quantity.unit:
            return _NOTHING
        same_clause = earlier.setting.number == setting.number
        before = folded[setting.clause.start : setting.quantity.span.start]
        if same_clause or self._part.search(before) or len(before) <= _MODIFIED:
            return _Said(earlier.words, earlier.noun)
        return _NOTHING

    def _by_default(self, folded: str, quantity: Quantity, possible: list[KindWords]) -> _Said:
        unit = self._unit_words(folded, quantity)
        for words in possible:
            if "*" in words.defaults or unit in words.defaults:
                return _Said(words, "")
        return _NOTHING

    def _unit_words(self, folded: str, quantity: Quantity) -> str:
        """The unit as written, without multipliers and the words of bounds around it."""
        found = self._unit.search(folded, quantity.number.end, quantity.span.end)
        return self._bound.split(found.group(), maxsplit=1)[0] if found else ""

    def _fits(self, folded: str, setting: Setting, words: KindWords) -> bool:
        before, after = setting.before, setting.after
        if words.not_before and any(word in before for word in words.not_before):
            return False
        if after.startswith(words.not_after):
            return False
        if words.not_near:
            near = self._marks.split(after, maxsplit=1)[0][:_NEAR]
            if any(word in near for word in words.not_near):
                return False
        if not words.needs:
            return True
        clause = setting.clause.of(folded)
        return any(word in clause for word in words.needs)


class _Said(msgspec.Struct, frozen=True, gc=False):
    """The kind that a noun tells; ``words`` is None for a kind outside the vocabulary."""

    words: KindWords | None
    noun: str


_NOTHING = _Said(None, "nothing")


@lru_cache(maxsize=4)
def kind_reader(schema: Schema) -> KindReader:
    """The reader of a schema's kinds, made once."""
    return KindReader(schema.lexicon("measures", MeasureLexicon))
