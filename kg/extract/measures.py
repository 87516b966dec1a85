"""Measurements: which quantity is said of which entity, of which kind, and how far it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.extract.analysis import Analysis
from kg.extract.measures_kinds import KindReader, Placed, Setting, kind_reader
from kg.extract.measures_subjects import SubjectReader, subject_reader
from kg.extract.modality import stated_status
from kg.extract.progress import planned_facilities
from kg.model import Block, BlockKind, Measurement, Span, Status
from kg.model.text import TimeExpression
from kg.schema import Schema

_SILENT = (BlockKind.BYLINE, BlockKind.CAPTION)
_UNSTATED = "unstated"
_ROUNDED = Decimal("0.12")  # a headline rounds by this much at most
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
        self._schema = schema
        self._kinds: KindReader = kind_reader(schema)
        self._subjects: SubjectReader = subject_reader(schema)
        self._planned = planned_facilities(analysis, schema)
        lexicon = self._kinds.lexicon
        self._lexicon = lexicon
        self._phase = re.compile(_any(lexicon.phases))
        self._piece = re.compile(_any(lexicon.pieces))
        self._until = re.compile(rf"(?:{_any(lexicon.until)})$")

    def read(self) -> Iterator[Measurement]:
        analysis = self._analysis
        for index, sentence in enumerate(analysis.sentences):
            block = analysis.document.blocks[sentence.block]
            if block.kind in _SILENT:
                continue
            if block.kind is BlockKind.ROW:
                yield from self._row(block, index)
                continue
            earlier: Placed | None = None
            for setting in self._settings(index):
                placed = self._kinds.kind_of(analysis, setting, earlier)
                if placed is None:
                    continue
                earlier = placed
                yield from self._measurements(placed)

    def _settings(self, index: int) -> Iterator[Setting]:
        analysis = self._analysis
        for number, clause in enumerate(analysis.sentences[index].clauses):
            quantities = analysis.quantities_in(clause)
            start = clause.start
            for at, quantity in enumerate(quantities):
                following = quantities[at + 1 :]
                end = next((q.span.start for q in following if q.span != quantity.span), clause.end)
                tail = max(quantity.span.end, min(end, quantity.span.end + _REACH))
                if not quantity.restates:
                    yield Setting(
                        quantity,
                        clause,
                        before=analysis.folded[start : quantity.span.start],
                        after=analysis.folded[quantity.span.end : tail],
                        sentence=index,
                        number=number,
                    )
                if all(q.span != quantity.span for q in following[:1]):
                    start = quantity.span.end

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
                setting = Setting(quantity, cell, title, "", index, number)
                placed = self._kinds.kind_of(analysis, setting, None)
                if placed is not None:
                    yield self._made(placed, named[0].keys[0], self._row_status(block, header))

    def _row_status(self, block: Block, header: Span) -> Status:
        status = stated_status(self._analysis, Span(header.end - 1, header.end), self._schema)
        if status is not None:
            return status
        for cell in block.cells[1:]:
            if (
                stated_status(self._analysis, Span(cell.end - 1, cell.end), self._schema)
                is Status.PLANNED
            ):
                return Status.PLANNED
        return Status.ACTUAL

    # ---- running text

    def _measurements(self, placed: Placed) -> Iterator[Measurement]:
        setting = placed.setting
        if self._piece.search(setting.before):
            return
        for subject in self._subjects.subjects(self._analysis, placed):
            status = stated_status(self._analysis, setting.quantity.number, self._schema)
            if status is None:
                status = Status.PLANNED if subject in self._planned else Status.ACTUAL
            yield self._made(placed, subject, status)

    def _made(self, placed: Placed, subject: str, status: Status) -> Measurement:
        quantity, words = placed.setting.quantity, placed.words
        date = self._date(placed.setting)
        return Measurement(
            evidence=(self._analysis.evidence(self._words(placed.setting)),),
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

    def _words(self, setting: Setting) -> Span:
        """The words that carry the fact: the clause up to the end of the number."""
        return Span(
            min(setting.clause.start, setting.quantity.span.start), setting.quantity.span.end
        )

    def _phase_of(self, setting: Setting) -> str | None:
        found = list(self._phase.finditer(setting.before))
        return found[-1].group() if found else None

    def _date(self, setting: Setting) -> TimeExpression | None:
        """The time that a number holds for: said before it in its clause, or to open the sentence."""
        analysis, start = self._analysis, setting.quantity.span.start
        if start > setting.clause.start:
            own = analysis.times_in(Span(setting.clause.start, start))
            if own:
                return own[-1]
        sentence = analysis.sentences[setting.sentence]
        if start <= sentence.span.start:
            return None
        for time in reversed(analysis.times_in(Span(sentence.span.start, start))):
            before = analysis.folded[max(0, time.span.start - 4) : time.span.start]
            if self._until.search(before):
                return time
        return None


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _merged(analysis: Analysis, found: list[Measurement]) -> list[Measurement]:
    """One measurement for what is said several times; the body's wording before the headline's."""
    headline = analysis.document.headline
    split = analysis.document.view.to_source(headline).end if headline else 0
    titles = [m for m in found if m.evidence[0].span.end <= split]
    body = [m for m in found if m.evidence[0].span.end > split]
    kept: list[Measurement] = []
    for measurement in [*body, *titles]:
        same = next(
            (i for i, m in enumerate(kept) if _is_same(m, measurement, measurement in titles)), None
        )
        if same is None:
            kept.append(measurement)
        else:
            first = kept[same]
            evidence = (*first.evidence, *measurement.evidence)
            kept[same] = replace(first, evidence=evidence, phase=first.phase or measurement.phase)
    return sorted(kept, key=lambda m: (m.evidence[0].span, m.value, m.subject))


def _is_same(one: Measurement, other: Measurement, in_title: bool) -> bool:
    if (one.subject, one.kind, one.unit) != (other.subject, other.kind, other.unit):
        return False
    if in_title:
        return abs(one.value - other.value) <= _ROUNDED * max(one.value, other.value)
    return one.value == other.value and one.status.asserted == other.status.asserted
