"""How far something holds by the article: actual, planned, denied, ended, superseded, rumoured.

The status of a word or number is decided by the cues whose scope covers it: those of its own
clause, those carried over from the clauses before, and refutations that come after.
"""

from __future__ import annotations

from kg.extract.analysis import Analysis
from kg.extract.cues import Hit, cue_finder, ends_modifier
from kg.extract.modality_off import called_off, contains, head, parted
from kg.extract.scene import Scene, hits_in, scene_at
from kg.model import BlockKind, Span, Status
from kg.model.facts import ACTUAL, DENIED, PLANNED, RUMOURED, SUPERSEDED
from kg.model.lexicon.modality import AFTER, BEFORE, BESIDE, BOTH, SENTENCE
from kg.schema import Schema

_BESIDE = 2  # characters between a cue and the word beside it
_CONCLUDING = 10  # characters from a negation to the end of the verb that it denies
_WEAK = 4
_HELD = (Status.PLANNED, Status.ACTUAL)
_ANSWER = 2  # sentences in which a rumour is answered
_POINTING = 5  # sentences in which 上述消息 points back to it
_OPEN, _CLOSE = "“", "”"
_UNASKED = object()


class Standing:
    """The status of a stretch of the view, worked out when a fact first needs it.

    Most rules that a word could set off find nothing, and then nobody asks for it.

    Args:
        analysis: The article; names, sentences, quantities and times must have been found.
        span: A trigger word or a quantity, in the view.
        schema: Where the lexicon ``modality`` stands.
        known: The status, if it is known without looking.
    """

    def __init__(
        self, analysis: Analysis, span: Span, schema: Schema, known: Status | None = None
    ) -> None:
        self._asked = analysis, span, schema
        self._known = known

    @property
    def status(self) -> Status:
        """Actual where nothing says otherwise."""
        if self._known is None:
            self._known = status_of(*self._asked)
        return self._known


def status_of(analysis: Analysis, span: Span, schema: Schema) -> Status:
    """The status of what a stretch of the view says; actual where nothing says otherwise.

    Args:
        analysis: The article; names, sentences, quantities and times must have been found.
        span: A trigger word or a quantity, in the view.
        schema: Where the lexicon ``modality`` stands.
    """
    return stated_status(analysis, span, schema) or ACTUAL


def stated_status(analysis: Analysis, span: Span, schema: Schema) -> Status | None:
    """The status that words of the text give to a stretch of the view, or None if none does."""
    asked = (stated_status, span, schema)
    known: Status | None = analysis.memory.get(asked, _UNASKED)
    if known is not _UNASKED:
        return known
    scene = scene_at(analysis, span, cue_finder(schema))
    status = _told(scene) or called_off(scene) or _changed(scene) or _held(scene)
    analysis.memory[asked] = status
    return status


# ---------------------------------------------------------------- rumours


def _told(scene: Scene) -> Status | None:
    """Rumoured, or denied if the rumour is refuted afterwards; None if it is none."""
    if RUMOURED not in scene.statuses or not any(_tells(scene, h) for h in scene.of(RUMOURED)):
        return None
    return DENIED if _refuted(scene) else RUMOURED


def _tells(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.cue.side is BEFORE:
        opened = scene.analysis.folded.rfind(_OPEN, scene.clauses[0].start, hit.start)
        start = opened if opened >= 0 else scene.clauses[scene.clause_of(hit.start)].start
        return start <= target.start and target.end <= hit.start + 1
    if hit.end > target.start:
        return False
    opened = scene.analysis.folded.find(_OPEN, hit.end, hit.end + 8)
    if opened >= 0:
        closed = scene.analysis.folded.find(_CLOSE, opened, scene.clauses[-1].end)
        return target.start < closed or closed < 0
    return not _answered(scene, hit.end)


def _answered(scene: Scene, start: int) -> bool:
    """Whether a speaker's own words begin in a clause between a rumour and the target."""
    later = scene.clauses[scene.clause_of(start) + 1 : scene.at + 1]
    words = scene.lexicon.answers
    return any(
        word in scene.text(clause.start, min(clause.end, scene.target.start))
        for clause in later
        for word in words
    )


def _refuted(scene: Scene) -> bool:
    if any(hit.cue.refutes and hit.start >= scene.target.end for hit in scene.hits):
        return True
    following = scene.analysis.sentences[scene.sentence + 1 : scene.sentence + 1 + _POINTING]
    for distance, sentence in enumerate(following):
        hits = hits_in(scene.analysis, head(sentence.span), scene.finder)
        if not any(hit.cue.status is DENIED for hit in hits):
            continue
        pointed = contains(scene.finder.pointers, scene, sentence.span)
        if distance == 0 or any(h.cue.refutes and (pointed or distance < _ANSWER) for h in hits):
            return True
    return False


# ---------------------------------------------------------------- changed values


def _changed(scene: Scene) -> Status | None:
    """Superseded (or still actual) for the old value of 由9亿元上调至13亿元."""
    if not scene.number or not scene.changes:
        return None
    change, target, clause = scene.lexicon.change, scene.target, scene.clause
    until = _next_number(scene)
    if not scene.finder.changed_to.search(scene.analysis.folded, target.end, until):
        return None
    before = scene.text(clause.start, target.start)
    held = any(word in before for word in change.current)
    return ACTUAL if held else SUPERSEDED


def _next_number(scene: Scene) -> int:
    """Where the next number of the clause begins, or else the clause ends."""
    end = scene.clause.end
    following = scene.analysis.quantities_between(scene.target.end, end)
    return following[0].span.start if following else end


# ---------------------------------------------------------------- planned and actual


def _held(scene: Scene) -> Status | None:
    """Planned or actual, by the nearest cue or date before the target, else after it."""
    said = _of_new_value(scene) or _last_said(scene, scene.at, scene.target.end)
    return said or _following(scene) or _carried(scene)


def _of_new_value(scene: Scene) -> Status | None:
    """What is said before the old value of 将由现有9亿元增至13亿元, if this is the new one."""
    start, end = scene.clause.start, scene.target.start
    if not scene.number or not scene.changes or start >= end:
        return None
    values = [q for q in scene.analysis.quantities_between(start, end) if q.span.end <= end]
    if not values:
        return None
    old, folded = values[-1].span, scene.analysis.folded
    if not scene.finder.changed_to.search(folded, old.end, end):
        return None
    marked = max(folded.rfind(word, start, old.start) for word in scene.lexicon.change.before)
    return _last_said(scene, scene.at, marked) if marked > start else None


def _last_said(scene: Scene, at: int, end: int) -> Status | None:
    """What the last cue or date of a clause before a place says."""
    clause = scene.clauses[at]
    said = [
        (hit.end, hit.start, hit.cue.status)
        for hit in scene.of(*_HELD)
        if clause.start <= hit.start < end and _speaks(scene, hit, at)
    ]
    foretold = {last for last, _, status in said if status is PLANNED}  # 预计|今年投用
    for time in scene.analysis.times_in(clause):
        if time.span.start in foretold or time.future is None:
            continue
        if time.span.end <= end:
            status = PLANNED if time.future else ACTUAL
            begun = scene.number and not time.future and time.span.end < clause.end
            if begun and contains(scene.finder.begun, scene, Span(time.span.end, clause.end)):
                continue  # 去年总投资5亿元的甲中心开工
            said.append((time.span.end, time.span.start, status))
    return max(said)[2] if said else None


def _speaks(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a cue of a clause has the target in its scope."""
    target, cue = scene.target, hit.cue
    if hit.start < target.end and target.start < hit.end:
        itself = target.start <= hit.start and hit.end <= target.end  # 将建成并|投入使用
        return not (cue.weak and (itself or _gives_way(scene, hit)))
    if cue.side is BEFORE or (at != scene.at and cue.reach is not SENTENCE):
        return False
    if cue.weak and _gives_way(scene, hit):
        return False
    if cue.status is PLANNED and at == scene.at and not scene.number:
        return not _describes(scene, hit, target.start)  # 筹建的甲中心揭牌
    if cue.status is ACTUAL and (scene.number or at != scene.at):
        return not _only_begun(scene, hit)
    return True


def _describes(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a cue only belongs to a modifier of the name before an end."""
    return ends_modifier(scene.analysis, hit.end, end, scene.lexicon.modifying)


def _gives_way(scene: Scene, hit: Hit) -> bool:
    low = hit.start - _WEAK
    actual = hit.cue.status is ACTUAL  # 建成后|共有3栋楼
    for other in scene.of(*_HELD):
        foretold = actual and other.cue.status is PLANNED
        if low <= other.end <= hit.start and (foretold or not other.cue.weak):
            return True
    clause = scene.clauses[scene.clause_of(hit.start)]
    if actual and _planned_before(scene, clause, hit.start):
        return True
    times = scene.analysis.times_in(clause)
    return any(low <= t.span.end <= hit.start and t.future is False for t in times)


def _planned_before(scene: Scene, clause: Span, end: int) -> bool:
    """Whether the verb before a weak cue in its clause is planned: 将于6月竣工、8月正式投产."""
    return any(
        clause.start <= o.start
        and o.end <= end
        and not o.cue.weak
        and not _describes(scene, o, end)
        for o in scene.of(PLANNED)
    )


def _only_begun(scene: Scene, hit: Hit) -> bool:
    """Whether 已 belongs to a verb that only begins something (已签约): no number holds by it."""
    end = min(hit.end + _CONCLUDING, scene.clauses[scene.clause_of(hit.start)].end)
    text = scene.text(hit.end, end)
    found = [text.find(word) for word in scene.lexicon.beginnings if word in text]
    return bool(found) and hit.end + min(found) < scene.target.start


def _begins(scene: Scene, hit: Hit) -> bool:
    """Whether a cue belongs to a verb that begins something: no number holds by it."""
    end = min(hit.end + _CONCLUDING, scene.clause.end)
    verb, finder = Span(hit.start, end), scene.finder
    return contains(finder.beginnings, scene, verb) or contains(finder.begun, scene, verb)


def _following(scene: Scene) -> Status | None:
    """What the first cue after the target says, in its clause and before the next number."""
    later = [hit for hit in scene.of(*_HELD) if hit.start >= scene.target.end]
    if not later:
        return None
    until = _next_number(scene) if scene.number else scene.clause.end
    for hit in later:
        if hit.start < until and _follows(scene, hit):
            if scene.number and hit.cue.status is ACTUAL and _begins(scene, hit):
                continue  # 总投资5亿元的甲中心正式开工
            return hit.cue.status
    return None


def _follows(scene: Scene, hit: Hit) -> bool:
    if hit.cue.reach is BESIDE:
        return hit.start - scene.target.end <= _BESIDE
    return hit.cue.side is BOTH or (scene.number and hit.cue.side is AFTER)


def _carried(scene: Scene) -> Status | None:
    """What the clauses before said last."""
    words, index = scene.lexicon, scene.at
    blocks = scene.analysis.document.blocks
    if blocks[scene.analysis.sentences[scene.sentence].block].kind is BlockKind.ROW:
        return None  # each cell of a row speaks for itself
    reach = len(scene.clauses) if scene.number else 1
    while index > 0 and scene.at - index < reach:
        clause, before = scene.clauses[index], scene.clauses[index - 1]
        if parted(scene, before.end, clause.start):
            return None
        end = scene.target.start if index == scene.at else clause.end
        if scene.analysis.folded.startswith(words.breaks, clause.start, end):
            return None
        if scene.named(clause.start, min(end, clause.start + 1 if scene.number else end)):
            return PLANNED if _foretold(scene, index) else None
        index -= 1
        status = _last_said(scene, index, before.end)
        if status is not None:
            begun = contains(scene.finder.beginnings, scene, before)
            if scene.number and index + 1 == scene.at:
                begun = begun or contains(scene.finder.begun, scene, scene.clause)
            return None if status is ACTUAL and begun else status
    return None


def _foretold(scene: Scene, index: int) -> bool:
    """Whether a clause before is a forecast's head (研报预计,…), which covers all that follows."""
    ends = {clause.end for clause in scene.clauses[:index]}
    return any(hit.end in ends for hit in scene.of(PLANNED))
