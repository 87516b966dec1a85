"""How far something holds by the article: actual, planned, denied, ended, superseded, rumoured.

The status of a word or number is decided by the cues whose scope covers it: those of its own
clause, those carried over from the clauses before, and refutations that come after.
"""

from __future__ import annotations

from kg.extract.analysis import Analysis
from kg.extract.cues import Hit, cue_finder, ends_modifier
from kg.extract.scene import Scene, hits_in, scene_at
from kg.model import BlockKind, Span, Status
from kg.model.lexicon.modality import Reach, Side
from kg.schema import Schema

_BESIDE = 2  # characters between a cue and the word beside it
_ADJACENT = 6  # characters between two negations that cancel one another
_MODIFIER = 8  # a negation this close before 的 belongs to the modifier alone
_CONCLUDING = 10  # characters from a negation to the end of the verb that it denies
_WEAK = 4
_OFF = (Status.DENIED, Status.TERMINATED, Status.SUPERSEDED)
_HELD = (Status.PLANNED, Status.ACTUAL)
_ANSWER = 2  # sentences in which a rumour is answered
_POINTING = 5  # sentences in which 上述消息 points back to it
_MODIFYING = ("的", "之")
_SEMICOLON = ";"
_OPEN, _CLOSE = "“", "”"
_PARTING = frozenset("、也亦又且,;:。“”")


def status_of(analysis: Analysis, span: Span, schema: Schema) -> Status:
    """The status of what a stretch of the view says; actual where nothing says otherwise.

    Args:
        analysis: The article; names, sentences, quantities and times must have been found.
        span: A trigger word or a quantity, in the view.
        schema: Where the lexicon ``modality`` stands.
    """
    return stated_status(analysis, span, schema) or Status.ACTUAL


def stated_status(analysis: Analysis, span: Span, schema: Schema) -> Status | None:
    """The status that words of the text give to a stretch of the view, or None if none does."""
    scene = scene_at(analysis, span, cue_finder(schema))
    return _told(scene) or _called_off(scene) or _changed(scene) or _held(scene)


# ---------------------------------------------------------------- rumours


def _told(scene: Scene) -> Status | None:
    """Rumoured, or denied if the rumour is refuted afterwards; None if it is none."""
    if not any(_tells(scene, hit) for hit in scene.of(Status.RUMOURED)):
        return None
    return Status.DENIED if _refuted(scene) else Status.RUMOURED


def _tells(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.cue.side is Side.BEFORE:
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
        hits = hits_in(scene.analysis, _head(sentence.span), scene.finder)
        if not any(hit.cue.status is Status.DENIED for hit in hits):
            continue
        pointed = _contains(scene.lexicon.pointers, scene, sentence.span)
        if distance == 0 or any(h.cue.refutes and (pointed or distance < _ANSWER) for h in hits):
            return True
    return False


def _head(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + 600))


def _contains(words: tuple[str, ...], scene: Scene, span: Span) -> bool:
    text = scene.text(span.start, span.end)
    return any(word in text for word in words)


# ---------------------------------------------------------------- denied, terminated, superseded


def _called_off(scene: Scene) -> Status | None:
    """Denied, terminated or superseded, by the nearest cue whose scope covers the target."""
    covering = [hit for hit in scene.of(*_OFF) if _covers(scene, hit)]
    if not covering:
        return Status.TERMINATED if _pointed_at(scene) else None
    nearest = min(covering, key=lambda hit: (_distance(hit, scene.target), hit.start))
    if _cancelled(scene, nearest):
        return None
    return _confirmed(scene, nearest)


def _distance(hit: Hit, target: Span) -> int:
    return max(hit.start - target.end, target.start - hit.end, 0)


def _covers(scene: Scene, hit: Hit) -> bool:
    if scene.number and not hit.cue.of_numbers:
        return False
    at = scene.clause_of(hit.start)
    if hit.start < scene.target.end and scene.target.start < hit.end:
        return True
    if at == scene.at:
        return _covers_after(scene, hit) or _covers_before(scene, hit)
    if hit.cue.reach is not Reach.SENTENCE or (at > scene.at and hit.cue.side is Side.AFTER):
        return at > scene.at and _fails(scene, hit, at)
    if at < scene.at:
        return hit.cue.status is Status.SUPERSEDED and _carries(scene, hit)
    return _reaches_back(scene, hit, at)


def _covers_after(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.cue.side is Side.BEFORE or hit.end > target.start:
        return False
    if hit.cue.status is Status.SUPERSEDED:
        closing = (Status.ACTUAL,)
        return not scene.between(hit.end, target.start, *closing) and not _moved(scene, hit.end)
    if any(_closes(scene, hit, other) for other in scene.of(*_HELD)):
        return False
    return not _in_modifier(scene, hit)


def _closes(scene: Scene, hit: Hit, other: Hit) -> bool:
    return hit.end + 1 < other.start and other.end <= scene.target.start and not other.cue.weak


def _in_modifier(scene: Scene, hit: Hit) -> bool:
    """Whether a negation ends with its modifier, as in 未完工的甲中心已签约."""
    if hit.cue.status is not Status.DENIED or hit.cue.refutes:
        return False
    end = min(hit.end + _MODIFIER, scene.target.start)
    text = scene.text(hit.end, end)
    found = max(text.find(mark) for mark in _MODIFYING)
    if found < 0 or scene.named(hit.end, hit.end + found):
        return False
    rest = scene.text(hit.end + found, scene.target.end)
    return not any(word in rest for word in scene.lexicon.agreements)


def _covers_before(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.start < target.end:
        return False
    between = scene.text(target.end, hit.start)
    if hit.cue.side is Side.AFTER:
        if any(mark in between for mark in _MODIFYING):
            return False
        verb = scene.text(hit.end, min(hit.end + _CONCLUDING, scene.clause.end))
        return any(word in verb for word in scene.lexicon.conclude) and not scene.named(
            target.end, hit.start
        )
    if hit.cue.reach is Reach.BESIDE:
        return len(between) <= _BESIDE
    return not _moved(scene, target.end, hit.start)


def _moved(scene: Scene, start: int, end: int | None = None) -> bool:
    """Whether a word such as 上调至 stands between two places."""
    text = scene.text(start, scene.target.start if end is None else end)
    return any(word in text for word in scene.lexicon.change.to)


def _carries(scene: Scene, hit: Hit) -> bool:
    start = hit.end
    if not scene.number or scene.between(start, scene.target.start, *_HELD):
        return False
    return not _parted(scene, start, scene.target.start) and not _moved(scene, start)


def _parted(scene: Scene, start: int, end: int) -> bool:
    return _SEMICOLON in scene.text(start, end)


def _reaches_back(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a later clause has no subject of its own, so that it speaks of the target's."""
    if _parted(scene, scene.target.end, hit.start):
        return False
    return _about_before(scene, Span(scene.clauses[at].start, hit.end), hit.start)


def _fails(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a later clause says that the agreement spoken of is not made (合同尚未签订)."""
    clause = scene.clauses[at]
    start, words = clause.start, scene.lexicon
    text = scene.text(start, hit.start)
    opener = next((word for word in words.openers if text.startswith(word)), "")
    if hit.cue.status is not Status.DENIED or not text.removeprefix(opener).startswith(words.deals):
        return False
    verb = scene.text(hit.start, min(hit.end + _CONCLUDING, clause.end))
    concluded = any(word in verb for word in words.conclude)
    return concluded and _contains(words.agreements, scene, scene.clause)


def _about_before(scene: Scene, head: Span, end: int) -> bool:
    words = scene.lexicon
    text = scene.text(head.start, end)
    if text.startswith(words.deals):
        return _contains(words.agreements, scene, scene.clause)
    if text.startswith(words.holders):
        return True
    if scene.named(head.start, end):
        return False
    tokens = scene.analysis.tokens_in(Span(head.start, end)) if head.start < end else ()
    return not any(token.tag.startswith("n") and len(token.word) > 1 for token in tokens)


def _pointed_at(scene: Scene) -> bool:
    """Whether one of the next sentences says that the agreement spoken of here was ended."""
    said = Span(scene.clauses[0].start, scene.clause.end) if scene.number else scene.clause
    if not _contains(scene.lexicon.agreements, scene, said):
        return False
    first = scene.sentence + 1
    for sentence in scene.analysis.sentences[first : first + _ANSWER]:
        for hit in hits_in(scene.analysis, _head(sentence.span), scene.finder):
            if hit.cue.status is Status.TERMINATED and hit.cue.reach is Reach.SENTENCE:
                start = max(
                    (c.start for c in sentence.clauses if c.start <= hit.start),
                    default=sentence.span.start,
                )
                text = scene.text(start, hit.start)
                if text.startswith(scene.lexicon.deals) and text.startswith(scene.lexicon.pointers):
                    return True
    return False


def _cancelled(scene: Scene, hit: Hit) -> bool:
    """Whether another negation stands right before (否认将暂停)."""
    return any(
        0 <= hit.start - other.end <= _ADJACENT
        and not _PARTING & set(scene.text(other.end, hit.start))
        for other in scene.of(Status.DENIED, Status.TERMINATED)
    )


def _confirmed(scene: Scene, hit: Hit) -> Status | None:
    cue = hit.cue
    if not cue.confirmed_by:
        return cue.status
    sentences = scene.analysis.sentences
    last = sentences[min(scene.sentence + 1, len(sentences) - 1)].span.end
    later = scene.text(hit.end, min(last, hit.end + 600))
    return cue.status if any(word in later for word in cue.confirmed_by) else cue.otherwise


# ---------------------------------------------------------------- changed values


def _changed(scene: Scene) -> Status | None:
    """Superseded (or still actual) for the old value of 由9亿元上调至13亿元."""
    if not scene.number:
        return None
    change, target, clause = scene.lexicon.change, scene.target, scene.clause
    following = (q.span.start for q in scene.analysis.quantities_in(clause))
    until = min((start for start in following if start >= target.end), default=clause.end)
    if not any(word in scene.text(target.end, until) for word in change.to):
        return None
    before = scene.text(clause.start, target.start)
    held = any(word in before for word in change.current)
    return Status.ACTUAL if held else Status.SUPERSEDED


# ---------------------------------------------------------------- planned and actual


def _held(scene: Scene) -> Status | None:
    """Planned or actual, by the nearest cue or date before the target, else after it."""
    target = scene.target
    status = _last_said(scene, scene.at, target.end)
    if status is not None or not scene.number:
        return status or _following(scene) or _carried(scene)
    return _following(scene) or _carried(scene)


def _last_said(scene: Scene, at: int, end: int) -> Status | None:
    """What the last cue or date of a clause before a place says."""
    clause = scene.clauses[at]
    said = [
        (hit.end, hit.start, hit.cue.status)
        for hit in scene.of(*_HELD)
        if clause.start <= hit.start < end and _speaks(scene, hit, at)
    ]
    foretold = {last for last, _, status in said if status is Status.PLANNED}  # 预计|今年投用
    for time in scene.analysis.times_in(clause):
        if time.span.start in foretold or time.future is None:
            continue
        if time.span.end <= end:
            status = Status.PLANNED if time.future else Status.ACTUAL
            said.append((time.span.end, time.span.start, status))
    return max(said)[2] if said else None


def _speaks(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a cue of a clause has the target in its scope."""
    target, cue = scene.target, hit.cue
    if hit.start < target.end and target.start < hit.end:
        return not (cue.weak and _gives_way(scene, hit))
    if cue.side is Side.BEFORE or (at != scene.at and cue.reach is not Reach.SENTENCE):
        return False
    if cue.weak and _gives_way(scene, hit):
        return False
    if cue.status is Status.PLANNED and at == scene.at and not scene.number:
        return not ends_modifier(scene.analysis, hit.end, target.start)  # 筹建的甲中心揭牌
    if cue.status is Status.ACTUAL and (scene.number or at != scene.at):
        return not _only_begun(scene, hit)
    return True


def _gives_way(scene: Scene, hit: Hit) -> bool:
    low = hit.start - _WEAK
    if any(low <= o.end <= hit.start and not o.cue.weak for o in scene.of(*_HELD)):
        return True
    clause = scene.clauses[scene.clause_of(hit.start)]
    times = scene.analysis.times_in(clause)
    return any(low <= t.span.end <= hit.start and t.future is False for t in times)


def _only_begun(scene: Scene, hit: Hit) -> bool:
    """Whether 已 belongs to a verb that only begins something (已签约): no number holds by it."""
    end = min(hit.end + _CONCLUDING, scene.clauses[scene.clause_of(hit.start)].end)
    text = scene.text(hit.end, end)
    found = [text.find(word) for word in scene.lexicon.beginnings if word in text]
    return bool(found) and hit.end + min(found) < scene.target.start


def _following(scene: Scene) -> Status | None:
    """What the first cue after the target says, in its clause and before the next number."""
    target, clause = scene.target, scene.clause
    until = clause.end
    if scene.number:
        starts = (q.span.start for q in scene.analysis.quantities_in(clause))
        until = min((s for s in starts if s >= target.end), default=until)
    for hit in scene.of(*_HELD):
        if target.end <= hit.start < until and _follows(scene, hit):
            return hit.cue.status
    return None


def _follows(scene: Scene, hit: Hit) -> bool:
    if hit.cue.reach is Reach.BESIDE:
        return hit.start - scene.target.end <= _BESIDE
    return hit.cue.side is Side.BOTH or (scene.number and hit.cue.side is Side.AFTER)


def _carried(scene: Scene) -> Status | None:
    """What the clauses before said last."""
    words, index = scene.lexicon, scene.at
    blocks = scene.analysis.document.blocks
    if blocks[scene.analysis.sentences[scene.sentence].block].kind is BlockKind.ROW:
        return None  # each cell of a row speaks for itself
    reach = len(scene.clauses) if scene.number else 1
    while index > 0 and scene.at - index < reach:
        clause, before = scene.clauses[index], scene.clauses[index - 1]
        if _parted(scene, before.end, clause.start):
            return None
        end = scene.target.start if index == scene.at else clause.end
        if scene.text(clause.start, end).startswith(words.breaks):
            return None
        if scene.named(clause.start, min(end, clause.start + 1 if scene.number else end)):
            return Status.PLANNED if _foretold(scene, index) else None
        index -= 1
        status = _last_said(scene, index, before.end)
        if status is not None:
            begun = _contains(scene.lexicon.beginnings, scene, before)
            return None if status is Status.ACTUAL and begun else status
    return None


def _foretold(scene: Scene, index: int) -> bool:
    """Whether a clause before is a forecast's head (研报预计,…), which covers all that follows."""
    ends = {clause.end for clause in scene.clauses[:index]}
    return any(hit.end in ends for hit in scene.of(Status.PLANNED))
