"""Table rows: what a column says of the thing that its row is about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.frames.grammar import FrameGrammar, Give
from kg.extract.frames.roles import Lookup
from kg.extract.modality import status_of
from kg.model import Block, BlockKind, Event, Fact, Relation, Span
from kg.model.lexicon.frames import Column

_SUBJECT = ("Facility", "Organization", "Programme")


class Tables(Lookup):
    """Reads the rows of the tables of one article."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar) -> None:
        super().__init__(analysis, grammar)
        self._evidence = analysis.evidence

    def facts(self) -> Iterator[Fact]:
        """The facts of all rows that have a header."""
        for block in self.analysis.document.blocks:
            if block.kind is BlockKind.ROW and block.header:
                yield from self._row(block)

    def _row(self, block: Block) -> Iterator[Fact]:
        subject = next(iter(self._in_cell(block.cells[0], _SUBJECT)), None)
        if subject is None:
            return
        for cell, header in list(zip(block.cells, block.header, strict=True))[1:]:
            label = header.of(self.analysis.folded)
            for column in self.grammar.lexicon.columns:
                if any(word in label for word in column.words):
                    yield from self._cell(subject, block.cells[0].joined(cell), cell, column)

    def _in_cell(self, cell: Span, classes: tuple[str, ...]) -> tuple[str, ...]:
        keys = (key for mention in self.analysis.mentions_in(cell) for key in mention.keys)
        return self.fitting(keys, classes)

    def _cell(self, subject: str, span: Span, cell: Span, column: Column) -> Iterator[Fact]:
        status = status_of(self.analysis, cell, self.grammar.schema)
        evidence = (self._evidence(span),)
        for text in column.gives:
            give = Give(*text.split())
            for key in self._in_cell(cell, ()):
                types = self.analysis.type_of(subject), self.analysis.type_of(key)
                if key != subject and self.ontology.fits(give.predicate, *types):
                    yield Relation(
                        subject=subject, predicate=give.predicate, object=key, status=status,
                        rule=f"{give.predicate}/{column.id}", evidence=evidence,
                    )  # fmt: skip
        times = self.analysis.times_in(cell)
        for event in column.events if times else ():
            yield Event(
                type=event, about=subject, date=times[0].value, status=status,
                rule=f"{event}/{column.id}", evidence=evidence,
            )  # fmt: skip
