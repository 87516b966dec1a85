"""Quantities: numbers with their units and bounds.

Recognised by hand rather than with recognizers-text or JioNLP: the former finds bare numbers and
neither bounds nor the 万 that 1-2万 shares, the latter finds money only, and neither knows the
units of this world (架, P, 亩).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from kg.model.document import Block, Document, Span
from kg.model.facts import Bound
from kg.model.lexicon.quantities import Currency, Noun, QuantityLexicon, Unit
from kg.model.text import Quantity
from kg.text.alternatives import any_of
from kg.text.numbers import Number, find_numbers
from kg.text.spellings import Spellings
from kg.text.units import FoundUnit, UnitTable

_CLAUSE_ENDS = re.compile(r"[,。;:!?、\n]")
_OTHER_NOUN = re.compile(r"[A-Za-z。;!?\n]")
_OTHER_NUMBER = re.compile(r"[A-Za-z\d。;!?\n]")
_REACH = 40  # how far around a number a noun that a unit needs is looked for
_ASIDE = 14  # the longest stretch between an amount and the words that say it again
_ONE = ("1", "一")
_HYPHENS = ("-", "_", "/", ".")
_CLOSE = Decimal("0.12")  # two statements of one amount may differ this much by rounding


class _Draft(msgspec.Struct, eq=False):
    """A number on its way to a quantity."""

    number: Number
    unit: Unit | None = None
    end: int = 0
    inside: str = ""
    bound: Bound | None = None
    start: int = 0
    partner: _Draft | None = None  # the other end of a range
    scale: int = 1


class QuantityFinder:
    """Finds the quantities of folded texts.

    Args:
        lexicon: Units, bounds and the words around them.
    """

    def __init__(self, lexicon: QuantityLexicon) -> None:
        self._lexicon = lexicon
        self._units = UnitTable(lexicon)
        self._before = {w: Bound(b.bound) for b in lexicon.bound for w in b.before}
        self._after = {w: Bound(b.bound) for b in lexicon.bound for w in b.after}
        self._inside = {w: Bound(b.bound) for b in lexicon.bound for w in b.inside}
        none = {*lexicon.fillers, *lexicon.no_bounds, *self._before}
        self._before_words = Spellings(none)
        self._after_words = Spellings(self._after)
        self._range = Spellings(lexicon.ranges)
        self._list = Spellings(lexicon.lists)
        self._ordinals = Spellings(lexicon.ordinals)
        self._nouns = {word: noun for noun in lexicon.noun for word in noun.words}
        self._noun = re.compile(any_of(self._nouns))
        self._precisions = {w: p for p, words in lexicon.precision.items() for w in words}
        self._precision = re.compile(any_of(self._precisions))
        restate = any_of(lexicon.restate)
        self._restate = re.compile(rf"\s*[(,]?\s*(?P<word>{restate})?[^,。;()\d]*$")
        operations = any_of(lexicon.operations)
        self._operations = re.compile(rf"\s?(?P<op>{operations})")
        joining = (self._range, self._list)
        self._goes_on = self._units.first_characters.union(
            *(words.first_characters for words in (*joining, self._after_words)),
            (operation[0] for operation in lexicon.operations),
        )
        self._leads = self._units.last_characters_before.union(
            *(words.last_characters for words in joining), " \n"
        )

    def find(self, document: Document, folded: str) -> tuple[Quantity, ...]:
        """The quantities of the view, in order; the ends of a range follow one another.

        Args:
            document: For the columns of its tables.
            folded: Its view, folded.
        """
        headers = dict(_headers(document.blocks))
        drafts = [
            self._draft(folded, number)
            for number in find_numbers(folded)
            if number.start in headers or self._may_be_quantity(folded, number)
        ]
        kept = [d for d in _apart(drafts) if not self._is_ordinal(folded, d)]
        self._take_header_units(folded, kept, headers)
        self._pair(folded, kept)
        self._take_noun_units(folded, kept)
        found: list[Quantity] = []
        for draft in kept:
            quantity = self._quantity(folded, draft)
            if quantity is not None:
                self._append(folded, found, quantity)
        for currency in self._lexicon.currency:
            for name in currency.names:
                if name in document.view.text:
                    found = [*_counted_in(currency, folded, found)]
        return tuple(found)

    # ---- number and unit

    def _may_be_quantity(self, folded: str, number: Number) -> bool:
        """Whether a number is none of the many that a plain word follows: 2024年, 一期, 5月."""
        following = folded[number.end : number.end + 1]
        return (
            following in self._goes_on
            or not following.isalnum()
            or folded[number.start - 1 : number.start] in self._leads
            or number.core != number.core.to_integral_value()
        )

    def _draft(self, folded: str, number: Number) -> _Draft:
        draft = _Draft(number, end=number.end, start=number.start)
        operations = self._operations.match(folded, number.end)
        if operations and self._is_per_second(folded, number.start, operations.end()):
            draft.unit, draft.end = self._power(operations["op"]), operations.end()
            return draft
        near = folded[max(0, number.start - _REACH) : number.end + _REACH // 2]
        found = self._units.after(folded, number.end, near=near)
        if found is not None:
            draft.unit, draft.end, draft.inside = found.unit, found.end, found.inside
        prefix = self._units.before(folded, number.start)
        if prefix is not None and _is_money(found, prefix[0]):
            draft.unit, draft.start = prefix
        return draft

    def _is_per_second(self, folded: str, start: int, end: int) -> bool:
        before = folded[max(0, start - 12) : start]
        after = folded[end : end + 3]
        for word in self._lexicon.per_second:
            at = before.rfind(word)
            if at >= 0 and not _CLAUSE_ENDS.search(before, at):
                return True
            if after.startswith((word, "/" + word[1:])):
                return True
        return False

    def _power(self, operation: str) -> Unit:
        lexicon = self._lexicon
        factor = Decimal(lexicon.operations[operation]) / Decimal(lexicon.power_factor)
        return Unit(
            words=(operation,),
            unit=lexicon.power_unit,
            factor=str(factor),
            kinds=lexicon.power_kinds,
            rated=True,
        )

    def _is_ordinal(self, folded: str, draft: _Draft) -> bool:
        start = draft.start
        word = self._ordinals.before(folded, start - (folded[start - 1 : start] == " "))
        if word is not None:
            return True
        # LM-4, A-3: a hyphen after a letter belongs to a name.
        before = folded[max(0, start - 2) : start]
        return before[1:] in _HYPHENS and before.isascii() and before[0].isalpha()

    # ---- units from elsewhere

    def _take_header_units(
        self, folded: str, drafts: list[_Draft], headers: dict[int, tuple[Span, Span]]
    ) -> None:
        for draft in drafts if headers else ():
            cell = headers.get(draft.number.start)
            if cell is None or draft.unit is not None:
                continue
            header = cell[1].of(folded)
            found = self._units.of_header(header)
            if found is not None:
                draft.unit, draft.scale = found
            elif noun := self._noun.search(header):
                draft.unit = _unit_of(self._nouns[noun.group()])

    def _pair(self, folded: str, drafts: list[_Draft]) -> None:
        """Join the ends of ranges, and let 1200、800架 share their unit."""
        for draft, following in reversed(list(itertools.pairwise(drafts))):
            between = folded[draft.end : following.number.start].strip()
            if not 0 < len(between) <= 2 or (draft.unit is not None and following.unit is None):
                continue
            is_range = self._range.at(between, 0) == between
            is_list = self._list.at(between, 0) == between
            if is_range and draft.unit in (None, following.unit):
                self._share(draft, following, draft.number.core < following.number.core)
                draft.partner, following.partner = following, draft
            elif is_list and draft.unit is None and not _opens_item(folded, draft.start):
                near = draft.number.core <= following.number.core * 10
                self._share(draft, following, near)

    @staticmethod
    def _share(draft: _Draft, following: _Draft, same_scale: bool) -> None:
        draft.unit = following.unit
        if same_scale and draft.number.scale == 1 and not draft.number.is_chinese:
            draft.scale = following.number.scale * following.scale

    def _take_noun_units(self, folded: str, drafts: list[_Draft]) -> None:
        last: tuple[Noun, int] | None = None
        for draft in drafts:
            noun = self._noun_before(folded, draft, last) if draft.unit is None else None
            if noun is not None:
                draft.unit = _unit_of(noun)
                last = (noun, draft.end)

    def _noun_before(
        self, folded: str, draft: _Draft, last: tuple[Noun, int] | None
    ) -> Noun | None:
        start, value = draft.number.start, draft.number.value
        ends = _ends_here(folded, draft.end, self._after_words)
        if not ends and value == value.to_integral_value():
            return None  # a year, or counted by some other word
        if last and last[0].decimals and start - last[1] < last[0].reach:
            between = folded[last[1] : start]
            if not _OTHER_NOUN.search(between) and _makes_sense(last[0], value):
                return last[0]
        for found in reversed(list(self._noun.finditer(folded, max(0, start - _REACH), start))):
            noun = self._nouns[found.group()]
            between = folded[found.end() : start]
            reach = len(between) <= noun.reach or (
                self._before_words.before(folded, start) and len(between) <= noun.reach + 4
            )
            if not reach or _OTHER_NUMBER.search(between):
                return None
            if noun.decimals or ends:
                return noun if _makes_sense(noun, value) else None
            return None
        return None

    # ---- bounds, spans, values

    def _quantity(self, folded: str, draft: _Draft) -> Quantity | None:
        if draft.unit is None:
            return None
        start, bound = self._bound_before(folded, draft)
        number, unit = draft.number, draft.unit
        if number.is_bare and bound is None and not (unit.bare and draft.inside == ""):
            return None
        end, after = self._bound_after(folded, draft.end)
        if number.is_open or draft.inside:
            after = after or self._inside.get(draft.inside, Bound.AT_LEAST)
        value = _plain(number.value * draft.scale * Decimal(unit.factor))
        span = Span(start, end)
        limit = bound or after or Bound.EXACT
        if draft.partner is not None:
            span, limit = self._range_of(folded, draft)
        is_rate = folded.startswith(self._lexicon.per, draft.end)
        return Quantity(
            span=span,
            number=Span(number.start, number.end),
            value=value,
            unit=unit.unit,
            bound=limit,
            kinds=() if is_rate else unit.kinds,
            precision=self._precision_near(folded, span) if unit.rated else None,
        )

    def _range_of(self, folded: str, draft: _Draft) -> tuple[Span, Bound]:
        partner = draft.partner
        assert partner is not None
        low, high = sorted((draft, partner), key=lambda d: d.number.start)
        start, _ = self._bound_before(folded, low)
        end, _ = self._bound_after(folded, high.end)
        return Span(start, end), Bound.AT_LEAST if draft is low else Bound.AT_MOST

    def _bound_before(self, folded: str, draft: _Draft) -> tuple[int, Bound | None]:
        """The bound said before a number, and where its words begin."""
        at = draft.start
        for _ in range(4):
            end = at - (folded[at - 1 : at] == " ")
            word = self._before_words.before(folded, end)
            if word is None or word in self._lexicon.no_bounds:
                break
            at = end - len(word)
            if word in self._before:
                return at, self._before[word]
        return draft.start, None

    def _bound_after(self, folded: str, end: int) -> tuple[int, Bound | None]:
        start = end + (folded[end : end + 1] == " ")
        word = self._after_words.at(folded, start)
        return (start + len(word), self._after[word]) if word else (end, None)

    def _precision_near(self, folded: str, span: Span) -> str | None:
        after = _CLAUSE_ENDS.split(folded[span.end : span.end + 12], maxsplit=1)[0]
        before = _CLAUSE_ENDS.split(folded[max(0, span.start - 12) : span.start])[-1]
        found = self._precision.search(after) or self._precision.search(before)
        return self._precisions[found.group()] if found else None

    # ---- the same again

    def _append(self, folded: str, found: list[Quantity], quantity: Quantity) -> None:
        """Add a quantity, marked if it only says the one before it again."""
        is_one = quantity.number.of(folded) in _ONE
        if is_one and folded.startswith(self._lexicon.definition, quantity.span.end):
            quantity = replace(quantity, restates=True)
        elif found and self._restates(folded, found[-1], quantity):
            earlier = found[-1]
            quantity = replace(quantity, restates=True)
            same_unit = earlier.unit == quantity.unit and quantity.value != 1
            if same_unit and not _is_close(earlier.value, quantity.value):
                note = f"said again as {quantity.value.normalize():f} {quantity.unit}"
                found[-1] = replace(earlier, note=note)
        found.append(quantity)

    def _restates(self, folded: str, earlier: Quantity, quantity: Quantity) -> bool:
        between = folded[earlier.span.end : quantity.span.start]
        if earlier.span == quantity.span or not 0 < len(between) <= _ASIDE:
            return False
        if not (quantity.kinds and set(quantity.kinds) & set(earlier.kinds)):
            return False
        in_bracket, same_unit = between.lstrip().startswith("("), earlier.unit == quantity.unit
        if in_bracket and same_unit and (quantity.value == 1 or between.strip() == "("):
            return True  # what one unit is: 50P(Peta,每秒一千兆次), or 60亩(4万平方米)
        opened = self._restate.match(between)
        if opened is None or opened["word"]:
            return opened is not None
        told = folded[quantity.span.start : quantity.number.start]
        says_so = any(word in told for word in self._lexicon.restate)
        return in_bracket and (says_so or (same_unit and _is_close(earlier.value, quantity.value)))


def _counted_in(
    currency: Currency, folded: str, quantities: Iterable[Quantity]
) -> Iterator[Quantity]:
    """The quantities of a text that counts in a currency, the bare amounts of it too."""
    own = not any(word in folded for word in currency.unless)
    for quantity in quantities:
        bare = own and quantity.unit == currency.bare
        yield replace(quantity, unit=currency.unit) if bare else quantity


def _headers(blocks: tuple[Block, ...]) -> Iterator[tuple[int, tuple[Span, Span]]]:
    for block in blocks:
        for cell, header in zip(block.cells, block.header, strict=False):
            for at in range(cell.start, cell.end):
                yield at, (cell, header)


def _apart(drafts: list[_Draft]) -> list[_Draft]:
    """Without those that begin inside the unit of the one before (5万 and the 千 of 千瓦)."""
    kept: list[_Draft] = []
    for draft in drafts:
        if not kept or draft.number.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _is_money(after: FoundUnit | None, prefix: Unit) -> bool:
    return after is None or bool(set(after.unit.kinds) & set(prefix.kinds))


def _unit_of(noun: Noun) -> Unit:
    return Unit(words=(), unit=noun.unit, kinds=noun.kinds)


def _makes_sense(noun: Noun, value: Decimal) -> bool:
    has_decimals = value != value.to_integral_value() or not noun.decimals
    return has_decimals and Decimal(noun.low) <= value <= Decimal(noun.high)


def _ends_here(folded: str, end: int, bounds: Spellings) -> bool:
    following = folded[end : end + 1]
    return not (following.isalnum() or following == "%") or bounds.at(folded, end) is not None


def _opens_item(folded: str, start: int) -> bool:
    return start == 0 or folded[start - 1] in "\n。;"


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _is_close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CLOSE * max(one, other)
