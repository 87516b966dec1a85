"""What is denied, ended or replaced: the scope of the cues that call a fact off."""

from __future__ import annotations

import re

from kg.extract.cues import Hit
from kg.extract.scene import Scene, hits_in
from kg.model import Span, Status
from kg.model.facts import ACTUAL, DENIED, SUPERSEDED, TERMINATED
from kg.model.lexicon.modality import AFTER, BEFORE, BESIDE, SENTENCE

_BESIDE = 2  # characters between a cue and the word beside it
_ADJACENT = 6  # characters between two negations that cancel one another
_MODIFIER = 8  # a negation this close before 的 belongs to the modifier alone
_CONCLUDING = 10  # characters from a negation to the end of the verb that it denies
_OFF = (Status.DENIED, Status.TERMINATED, Status.SUPERSEDED)
_HELD = (Status.PLANNED, Status.ACTUAL)
_ANSWER = 2  # sentences in which a rumour is answered
_SEMICOLON = ";"
_PARTING = frozenset("、,;:。“”")


def called_off(scene: Scene) -> Status | None:
    """Denied, terminated or superseded, by the nearest cue whose scope covers the target."""
    if scene.statuses.isdisjoint(_OFF):
        return None
    covering = [hit for hit in scene.of(*_OFF) if _covers(scene, hit)]
    if not covering:
        return TERMINATED if TERMINATED in scene.statuses and _pointed_at(scene) else None
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
    if hit.cue.reach is not SENTENCE or (at > scene.at and hit.cue.side is AFTER):
        return at > scene.at and _fails(scene, hit, at)
    if at < scene.at:
        return hit.cue.status is SUPERSEDED and _carries(scene, hit)
    return _reaches_back(scene, hit, at)


def _covers_after(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.cue.side is BEFORE or hit.end > target.start:
        return False
    if hit.cue.status is SUPERSEDED:
        closing = (ACTUAL,)
        return not scene.between(hit.end, target.start, *closing) and not _moved(scene, hit.end)
    if any(_closes(scene, hit, other) for other in scene.of(*_HELD)):
        return False
    return not _in_modifier(scene, hit)


def _closes(scene: Scene, hit: Hit, other: Hit) -> bool:
    return hit.end + 1 < other.start and other.end <= scene.target.start and not other.cue.weak


def _in_modifier(scene: Scene, hit: Hit) -> bool:
    """Whether a negation ends with its modifier, as in 未完工的甲中心已签约."""
    if hit.cue.status is not DENIED or hit.cue.refutes:
        return False
    end = min(hit.end + _MODIFIER, scene.target.start)
    text = scene.text(hit.end, end)
    found = max(text.find(mark) for mark in scene.lexicon.modifying)
    if found < 0 or scene.named(hit.end, hit.end + found):
        return False
    rest = scene.text(hit.end + found, scene.target.end)
    return not any(word in rest for word in scene.lexicon.agreements)


def _covers_before(scene: Scene, hit: Hit) -> bool:
    target = scene.target
    if hit.start < target.end:
        return False
    between = scene.text(target.end, hit.start)
    if hit.cue.side is AFTER:
        if any(mark in between for mark in scene.lexicon.modifying):
            return False
        verb = scene.text(hit.end, min(hit.end + _CONCLUDING, scene.clause.end))
        return any(word in verb for word in scene.lexicon.conclude) and not scene.named(
            target.end, hit.start
        )
    if hit.cue.reach is BESIDE:
        return len(between) <= _BESIDE
    if _of_another(scene, hit, between):
        return False
    return not _moved(scene, target.end, hit.start)


def _of_another(scene: Scene, hit: Hit, between: str) -> bool:
    """Whether the target only describes a noun that is neither deal nor name: 合作的牵线人退出."""
    if scene.number or not between.startswith(scene.lexicon.modifying):
        return False
    words = scene.lexicon
    ended = (*words.agreements, *words.deals, *words.holders)
    said = scene.text(scene.target.end, hit.end)
    named = scene.named(scene.target.end, hit.start)
    return not named and not any(word in said for word in ended)


def _moved(scene: Scene, start: int, end: int | None = None) -> bool:
    """Whether a word such as 上调至 stands between two places."""
    until = scene.target.start if end is None else end
    return scene.finder.changed_to.search(scene.analysis.folded, start, until) is not None


def _carries(scene: Scene, hit: Hit) -> bool:
    start = hit.end
    if not scene.number or scene.between(start, scene.target.start, *_HELD):
        return False
    return not parted(scene, start, scene.target.start) and not _moved(scene, start)


def parted(scene: Scene, start: int, end: int) -> bool:
    """Whether a semicolon stands between two places."""
    return _SEMICOLON in scene.text(start, end)


def _reaches_back(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a later clause has no subject of its own, so that it speaks of the target's."""
    if parted(scene, scene.target.end, hit.start):
        return False
    return _about_before(scene, Span(scene.clauses[at].start, hit.end), hit.start)


def _fails(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a later clause says that the agreement spoken of is not made (合同尚未签订)."""
    clause = scene.clauses[at]
    start, words = clause.start, scene.lexicon
    text = scene.text(start, hit.start)
    opener = next((word for word in words.openers if text.startswith(word)), "")
    if hit.cue.status is not DENIED or not text.removeprefix(opener).startswith(words.deals):
        return False
    verb = scene.text(hit.start, min(hit.end + _CONCLUDING, clause.end))
    concluded = any(word in verb for word in words.conclude)
    return concluded and contains(scene.finder.agreements, scene, scene.clause)


def _about_before(scene: Scene, head: Span, end: int) -> bool:
    words = scene.lexicon
    text = scene.text(head.start, end)
    if text.startswith(words.deals):
        return contains(scene.finder.agreements, scene, scene.clause)
    if text.startswith(words.holders):
        return True
    if scene.named(head.start, end):
        return False
    tokens = scene.analysis.tokens_between(head.start, end)
    return not any(token.tag.startswith("n") and len(token.word) > 1 for token in tokens)


def _pointed_at(scene: Scene) -> bool:
    """Whether one of the next sentences says that the agreement spoken of here was ended."""
    said = Span(scene.clauses[0].start, scene.clause.end) if scene.number else scene.clause
    if not contains(scene.finder.agreements, scene, said):
        return False
    first = scene.sentence + 1
    for sentence in scene.analysis.sentences[first : first + _ANSWER]:
        for hit in hits_in(scene.analysis, head(sentence.span), scene.finder):
            if hit.cue.status is TERMINATED and hit.cue.reach is SENTENCE:
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
    near = (o for o in scene.of(DENIED, TERMINATED) if 0 <= hit.start - o.end <= _ADJACENT)
    between = (scene.text(other.end, hit.start) for other in near)
    parting = (*_PARTING, *scene.lexicon.also)
    return any(not any(mark in text for mark in parting) for text in between)


def _confirmed(scene: Scene, hit: Hit) -> Status | None:
    cue = hit.cue
    if not cue.confirmed_by:
        return cue.status
    sentences = scene.analysis.sentences
    last = sentences[min(scene.sentence + 1, len(sentences) - 1)].span.end
    later = scene.text(hit.end, min(last, hit.end + 600))
    return cue.status if any(word in later for word in cue.confirmed_by) else cue.otherwise


def head(span: Span) -> Span:
    """The beginning of a sentence, as far as cues are looked for in it."""
    return Span(span.start, min(span.end, span.start + 600))


def contains(words: re.Pattern[str], scene: Scene, span: Span) -> bool:
    """Whether one of the words stands in a stretch."""
    return words.search(scene.analysis.folded, span.start, span.end) is not None
