"""How far a number holds: by the words around it, else by the state of what it is said of."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.analysis import Analysis
from kg.extract.cues import CueFinder, cue_finder
from kg.extract.measures_doubts import clause_before
from kg.extract.measures_kinds import Setting, latter
from kg.extract.modality import stated_status
from kg.extract.progress import progress_of
from kg.extract.scene import hits_in
from kg.model import Block, Span, Status
from kg.model.facts import ACTUAL, PLANNED
from kg.model.lexicon.measures import MeasureLexicon
from kg.model.lexicon.modality import ModalityLexicon
from kg.model.lexicon.modality import Progress as ProgressWords
from kg.schema import Schema
from kg.text.alternatives import any_of

_HELD = (Status.PLANNED, Status.ACTUAL)


class StatusReader:
    """Tells the status of the numbers of one article.

    Args:
        analysis: The article.
        schema: Where the lexicons ``measures`` and ``modality`` stand.
    """

    def __init__(self, analysis: Analysis, schema: Schema) -> None:
        self._analysis = analysis
        self._schema = schema
        self._finder: CueFinder = cue_finder(schema)
        self._words = _status_words(schema)
        progress = progress_of(analysis, schema)
        self._finished = progress.finished
        self._planned = tuple(progress.planned)
        self._is_a = schema.ontology.is_a
        self._there: set[str] = set()  # what has been said to have something already
        self._begun = -1  # the sentence in which costs were last such
        self._last: tuple[Setting, str, Status | None] | None = None

    def status(self, setting: Setting, subject: str, kind: str) -> Status:
        """The status of a number that is said of ``subject``."""
        stated = stated_status(self._analysis, setting.quantity.number, self._schema)
        built = subject in self._finished
        stated = self._ahead(setting, kind, stated, built=built) or stated
        self._last = (setting, kind, stated)
        if stated is ACTUAL and kind not in self._words.money:
            self._there.add(subject)
        if stated is not None:
            return stated
        is_planned = self._is_planned(subject) and subject not in self._there
        if not is_planned and self._is_begun(setting, subject, kind):
            is_planned, self._begun = True, setting.sentence
        return PLANNED if is_planned else ACTUAL

    def _is_begun(self, setting: Setting, subject: str, kind: str) -> bool:
        """Whether a cost is that of several projects of a place that have only begun.

        What opens with 其中 gives the parts of what the sentence before has told.
        """
        words = self._words
        if kind not in words.money or self._is_a(self._analysis.type_of(subject), words.facility):
            return False
        if setting.sentence == self._begun:
            return True  # 集中开工项目中,甲市9亿元,乙市8亿元
        clause = clause_before(self._analysis, setting) or setting.clause
        folded = self._analysis.folded
        if words.begun.search(folded, clause.start, setting.quantity.span.start) is not None:
            return True
        if not folded.startswith(words.part, setting.opening) or setting.sentence == 0:
            return False
        told = latter(self._analysis.sentences[setting.sentence - 1].span)
        return words.begun.search(folded, told.start, told.end) is not None

    def in_row(self, block: Block, header: Span) -> Status:
        """The status of a cell: by its column's header, else by the other cells of its row."""
        stated = self._said_in(header)
        if stated is None and PLANNED in map(self._said_in, block.cells[1:]):
            stated = PLANNED
        return stated or ACTUAL

    def _said_in(self, cell: Span) -> Status | None:
        """What the cues and dates of a cell say by themselves."""
        for hit in hits_in(self._analysis, cell, self._finder):
            if hit.cue.status in _HELD:
                return hit.cue.status
        ahead = any(time.future for time in self._analysis.times_in(cell))
        return PLANNED if ahead else None

    def _ahead(
        self, setting: Setting, kind: str, stated: Status | None, *, built: bool
    ) -> Status | None:
        """Planned, where the build of the sentence says so; None where it does not."""
        if stated not in (None, ACTUAL):
            return None
        is_ahead = (not built and self._is_to_be_made(setting)) or (
            stated is None and (self._lies_ahead(setting) or self._goes_on(setting, kind))
        )
        return PLANNED if is_ahead else None

    def _is_to_be_made(self, setting: Setting) -> bool:
        """Whether the number is the size of what someone sets out to make: 建设3000P智算中心."""
        before = self._analysis.folded[setting.clause.start : setting.quantity.span.start]
        return before.endswith(self._words.makes) and not any(w in before for w in self._words.done)

    def _lies_ahead(self, setting: Setting) -> bool:
        """Whether a date ahead goes with the number: 首批2000架下月点亮, 到2027年达到5万架."""
        analysis, span, clause = self._analysis, setting.quantity.span, setting.clause
        following = analysis.quantities_between(span.end, clause.end + 1)
        end = next((q.span.start for q in following), clause.end)
        if span.end < end and any(t.future for t in analysis.times_between(span.end, end)):
            return True
        if span.start <= setting.opening:
            return False
        for time in reversed(analysis.times_between(setting.opening, span.start)):
            if time.future is not None or time.value is None:
                return False
            before = analysis.folded[setting.opening : time.span.start]
            towards = before.endswith(self._words.towards)
            return towards and not before.endswith(self._words.so_far)
        return False

    def _goes_on(self, setting: Setting, kind: str) -> bool:
        """Whether a clause only goes on with the plans of the one before: 预计X增8万架,Y增5万架."""
        if self._last is None:
            return False
        last, last_kind, stated = self._last
        if (last.sentence, last_kind, stated) != (setting.sentence, kind, PLANNED):
            return False
        if setting.number - last.number != 1:
            return False
        before = self._analysis.folded[setting.clause.start : setting.quantity.span.start]
        return self._words.cautious.search(before) is None

    def _is_planned(self, subject: str) -> bool:
        """Whether the subject, or what it is a phase of, is not there yet."""
        if subject in self._finished:
            return False
        return subject.startswith(self._planned)


class _StatusWords:
    """The words of ``measures`` that bear on the status."""

    def __init__(self, lexicon: MeasureLexicon, progress: ProgressWords) -> None:
        self.facility = lexicon.facility
        self.begun = re.compile(any_of(progress.begun))
        self.money = lexicon.money
        self.makes, self.done, self.part = lexicon.makes, lexicon.done, lexicon.part
        self.towards, self.so_far = lexicon.towards, lexicon.so_far
        self.cautious = re.compile(any_of(lexicon.cautious))


@lru_cache(maxsize=4)
def _status_words(schema: Schema) -> _StatusWords:
    modality = schema.lexicon("modality", ModalityLexicon)
    return _StatusWords(schema.lexicon("measures", MeasureLexicon), modality.progress)
