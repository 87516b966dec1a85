"""Measurements: which quantity is said of which entity, of which kind, and how far it holds."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from kg.extract.analysis import Analysis
from kg.extract.measures_kinds import (
    KindReader,
    Placed,
    Setting,
    around,
    kind_reader,
    opening,
)
from kg.extract.measures_shared import Sharing
from kg.extract.measures_status import StatusReader
from kg.extract.measures_subjects import SubjectReader, subject_reader
from kg.model import Block, BlockKind, Measurement, Span, Status
from kg.model.lexicon.measures import MeasureLexicon
from kg.model.text import Quantity, TimeExpression
from kg.schema import Schema
from kg.text.alternatives import any_of

_SILENT = (BlockKind.BYLINE, BlockKind.CAPTION)
_UNSTATED = "unstated"
_ROUNDED = Decimal("0.12")  # a headline rounds by this much at most
_FIELD = 120  # how far before a number the noun may stand
_LABEL = 16  # the longest label before a colon
_REACH = 16  # how far after a number the noun may stand that tells its kind


def find_measures(analysis: Analysis, schema: Schema) -> list[Measurement]:
    """Attach the quantities of an article to its entities.

    Args:
        analysis: The article, with discourse resolved.
        schema: Where the lexicon ``measures`` and the classes stand.

    Returns:
        In the order of the text; an amount that is said again is one measurement with the
        evidence of both places.
    """
    reader = _Reader(analysis, schema)
    return _merged(analysis, list(reader.read()))


class _Reader:
    """One pass over the quantities of an article."""

    def __init__(self, analysis: Analysis, schema: Schema) -> None:
        self._analysis = analysis
        self._kinds: KindReader = kind_reader(schema)
        self._subjects: SubjectReader = subject_reader(schema)
        self._status = StatusReader(analysis, schema)
        self._counted: tuple[str, ...] = ()  # whose projects the sentence has just counted
        self._words = _measure_words(schema)
        self._sharing = self._words.sharing

    def read(self) -> Iterator[Measurement]:
        """The measurements in the order of the text, repeated ones among them."""
        analysis = self._analysis
        holding = {analysis.sentence_index(q.span.start) for q in analysis.quantities}
        for index, sentence in enumerate(analysis.sentences):
            if index not in holding:
                continue
            block = analysis.document.blocks[sentence.block]
            if block.kind is BlockKind.ROW:
                yield from self._row(block, index)
            elif block.kind not in _SILENT:
                yield from self._sentence(index)

    def _sentence(self, index: int) -> Iterator[Measurement]:
        quantities = self._analysis.quantities_in(self._analysis.sentences[index].span)
        if not quantities:
            return
        earlier: Placed | None = None
        self._counted = ()
        for run in self._sharing.runs(self._analysis, list(self._settings(index, quantities))):
            placed: list[Placed] = []
            for setting in run:
                found = self._kinds.kind_of(self._analysis, setting, earlier)
                if found is not None:
                    placed.append(found)
                    earlier = found
            if placed:
                yield from self._measurements(run, placed)

    def _settings(self, index: int, found: tuple[Quantity, ...]) -> Iterator[Setting]:
        """The quantities of a sentence, each with the words around it that are its own."""
        first, last = found[0].span.start, found[-1].span.start
        analysis = self._analysis
        folded = analysis.folded
        sentence = analysis.sentences[index]
        for number, clause in enumerate(sentence.clauses):
            if clause.end <= first or last < clause.start:
                continue
            quantities = analysis.quantities_in(clause)
            start = self._label(sentence.clauses, number) if quantities else clause.start
            for at, quantity in enumerate(quantities):
                span = quantity.span
                if not quantity.restates:
                    tail = max(span.end, min(clause.end, span.end + _REACH))
                    opened = opening(sentence.span, quantity)
                    yield Setting(
                        quantity,
                        around(clause, quantity),
                        opened,
                        folded[max(start, span.start - _FIELD) : span.start],
                        folded[span.end : tail],
                        index,
                        number,
                        analysis.mentions_between(opened, span.start),
                    )
                following = quantities[at + 1 : at + 2]
                if not following or following[0].span != span:
                    start = span.end

    def _label(self, clauses: tuple[Span, ...], number: int) -> int:
        """Where the words before a clause's first number begin: at its label, if it has one."""
        clause, label = clauses[number], clauses[max(number - 1, 0)]
        is_labelled = number and self._analysis.folded[label.end : label.end + 1] == ":"
        return label.start if is_labelled and len(label) <= _LABEL else clause.start

    # ---- tables

    def _row(self, block: Block, index: int) -> Iterator[Measurement]:
        analysis = self._analysis
        named = analysis.mentions_in(block.cells[0]) if block.cells else ()
        if not named:
            return
        headers = block.header or ((block.cells[0],) * len(block.cells))
        for number, (cell, header) in enumerate(zip(block.cells, headers, strict=False)):
            for quantity in analysis.quantities_in(cell):
                title = re.sub(r"\([^()]*\)", "", header.of(analysis.folded))
                setting = Setting(quantity, cell, cell.start, title, "", index, number)
                placed = self._kinds.kind_of(analysis, setting, None)
                if placed is not None:
                    status = self._status.in_row(block, header)
                    yield self._made(placed, named[0].keys[0], status)

    # ---- running text

    def _measurements(self, run: list[Setting], placed: list[Placed]) -> Iterator[Measurement]:
        analysis = self._analysis
        holds = self._subjects.holding(analysis, run[0].named, placed[0])
        shared = self._sharing.keys(analysis, run, holds)
        if not shared and len(run) > 1 and self._sharing.is_handed_out(analysis, run):
            return  # to things that have no name
        for at, one in enumerate(placed):
            if self._words.piece.search(one.setting.before):
                continue
            keys = shared if len(run) == 1 else shared[at : at + 1]
            for subject in keys or self._subjects.subjects(analysis, one, self._counted):
                if self._of_other_phase(one.setting, subject):
                    continue
                status = self._status.status(one.setting, subject, one.words.kind)
                yield self._made(one, subject, status)
                if one.words.counts:
                    self._counted = (subject,)

    def _made(self, placed: Placed, subject: str, status: Status) -> Measurement:
        quantity, words = placed.setting.quantity, placed.words
        date = self._date(placed.setting)
        return Measurement(
            evidence=(self._analysis.evidence(self._said(placed.setting)),),
            rule=f"{words.kind}/{placed.noun or 'unit'}",
            status=status,
            subject=subject,
            kind=words.kind,
            value=quantity.value,
            unit=quantity.unit,
            bound=quantity.bound,
            stated=quantity.span.of(self._analysis.text),
            date=date.value if date else None,
            since=date.since if date else None,
            phase=self._phase_of(placed.setting),
            precision=(quantity.precision or _UNSTATED) if words.rated else None,
            note=quantity.note,
        )

    def _said(self, setting: Setting) -> Span:
        """The words that carry the fact: the clause up to the end of the number."""
        return Span(
            min(setting.clause.start, setting.quantity.span.start), setting.quantity.span.end
        )

    def _phase_of(self, setting: Setting) -> str | None:
        found = list(self._words.phase.finditer(setting.before))
        return found[-1].group() if found else None

    def _of_other_phase(self, setting: Setting, subject: str) -> bool:
        """Whether a number of one phase is about to be said of another: 甲中心一期3P,二期5P."""
        name = self._analysis.spellings[subject][0]
        own = self._words.phase.search(name)
        phase = self._phase_of(setting) if own else None
        return own is not None and phase is not None and phase not in name

    def _date(self, setting: Setting) -> TimeExpression | None:
        """The time that a number holds for: said before it in its clause, or opening it."""
        analysis, start = self._analysis, setting.quantity.span.start
        times = analysis.times_between(setting.opening, start)
        own = times[-1] if times and times[-1].span.start >= setting.clause.start else None
        if own and not analysis.folded.startswith(self._words.dated, own.span.end):
            return own
        for time in reversed(times):
            before = analysis.folded[max(0, time.span.start - 4) : time.span.start]
            if time.since is not None or self._words.until.search(before):
                return time
        return None


class _Words:
    """The words of ``measures`` that the text around a number is searched for."""

    def __init__(self, lexicon: MeasureLexicon) -> None:
        self.sharing = Sharing(lexicon)
        self.phase = re.compile(any_of(lexicon.phases))
        self.piece = re.compile(any_of(lexicon.pieces))
        self.dated = lexicon.dated
        self.until = re.compile(rf"(?:{any_of(lexicon.until)})$")


@lru_cache(maxsize=4)
def _measure_words(schema: Schema) -> _Words:
    return _Words(schema.lexicon("measures", MeasureLexicon))


def _merged(analysis: Analysis, found: list[Measurement]) -> list[Measurement]:
    """One measurement for what is said several times; the body's wording before the headline's."""
    headline = analysis.document.headline
    split = analysis.document.view.to_source(headline).end if headline else 0
    titles = [m for m in found if m.evidence[0].span.end <= split]
    body = [m for m in found if m.evidence[0].span.end > split]
    kept: list[Measurement] = []
    alike: dict[Hashable, list[int]] = {}  # which of them have the same subject, kind and unit
    for number, measurement in enumerate([*body, *titles]):
        in_title = number >= len(body)
        places = alike.setdefault((measurement.subject, measurement.kind, measurement.unit), [])
        same = next((i for i in places if _is_same(kept[i], measurement, in_title)), None)
        if same is None:
            places.append(len(kept))
            kept.append(measurement)
        else:
            first = kept[same]
            evidence = (*first.evidence, *measurement.evidence)
            kept[same] = replace(first, evidence=evidence, phase=first.phase or measurement.phase)
    return sorted(kept, key=lambda m: m.evidence[0].span)


def _is_same(one: Measurement, other: Measurement, in_title: bool) -> bool:
    """Whether two measurements of one subject, kind and unit tell the same."""
    if in_title:
        return abs(one.value - other.value) <= _ROUNDED * max(one.value, other.value)
    return one.value == other.value and one.status.asserted == other.status.asserted
