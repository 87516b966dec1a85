"""What it costs to give a relation word two ends: their distance, side and class."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.lexicon.questions import RelationWords
from kg.query.questions.atoms import RelationUse, Role
from kg.query.questions.draft import Draft, Placed

MISFIT = 8.0
WRONG_SIDE = 6.0
_UNUSUAL_ORDER = 3.0
_PASSIVE = 5.0
_NAMED_AWAY = 5.0  # 某公司在安徽建了哪些设施: the facilities are there rather than the company
NOUNS = (Role.SUBJECT_NOUN, Role.OBJECT_NOUN)


@dataclass(frozen=True, slots=True)
class Word:
    """One relation word, or several of one phrase (``build or operate``).

    Attributes:
        at: Place of the last word.
        uses: What they mean.
        first: Place of the first word of several, else -1.
    """

    at: int
    uses: tuple[RelationUse, ...]
    first: int = -1

    @property
    def start(self) -> int:
        """Place of the first word of the phrase."""
        return self.at if self.first < 0 else self.first

    @property
    def words(self) -> RelationWords:
        """The property of the first word, and how it is asked for."""
        return self.uses[0].words

    @property
    def role(self) -> Role:
        """How the first word stands to its ends."""
        return self.uses[0].role


def attachment_cost(draft: Draft, word: Word, subject: int, object_: int) -> float:
    """The cost of a pair of ends; below ``MISFIT`` their classes fit."""
    s, o = draft.placed[subject], draft.placed[object_]
    term = draft.schema.ontology.properties[word.words.property]
    cost = 0.0 if draft.fits(s.types, term.domain) else MISFIT
    cost += 0.0 if draft.fits(o.types, term.range) else MISFIT
    if word.role in NOUNS:
        far = o if word.role is Role.SUBJECT_NOUN else s
        return cost + _noun_cost(draft, word, far)
    cost += distance(draft, word, s) + distance(draft, word, o)
    if word.role is Role.VERB:
        return cost + _verb_cost(draft, word, s, o, symmetric=term.symmetric)
    near, far = (s, o) if word.role is Role.AFTER_SUBJECT else (o, s)
    cost += _NAMED_AWAY if far.named and near.named else 0.0
    left = word.role is not Role.BEFORE_OBJECT
    return cost + _beside(draft, word, near, left=left)


def distance(draft: Draft, word: Word, placed: Placed) -> float:
    """How many atoms with a meaning stand between a word and a node."""
    if placed.last < word.at:
        return float(draft.between(word.start, placed.last))
    return float(draft.between(word.at, placed.first))


def _noun_cost(draft: Draft, word: Word, far: Placed) -> float:
    """``X的合作方`` on the left, ``partners of X`` on the right."""
    at = word.at
    latin = draft.picks[at].atom.text.isascii()
    right = latin and of_follows(draft, at)
    return 2 * distance(draft, word, far) + (0.0 if (far.first > at) is right else _UNUSUAL_ORDER)


def of_follows(draft: Draft, at: int) -> bool:
    """Whether a word follows a noun that joins it to what comes next: of, in, for."""
    if at + 1 >= len(draft.picks):
        return False
    following = draft.picks[at + 1]
    use = following.use
    return "of" in following.atom.marks() or (
        isinstance(use, RelationUse) and use.role is Role.BEFORE_OBJECT
    )


def _verb_cost(draft: Draft, word: Word, s: Placed, o: Placed, *, symmetric: bool) -> float:
    acting, other = (s, o) if word.words.acts == "subject" else (o, s)
    cost = 0.0
    passive = _passive(draft, word, acting)
    if passive:
        cost -= _PASSIVE
    if _passive(draft, word, other):
        cost += _PASSIVE
    if s.adverbial or o.adverbial:
        cost += _UNUSUAL_ORDER
    if symmetric or passive:
        return cost
    a, b, v = acting.first, other.first, word.at
    if a < v < b:
        return cost
    if b < v < a:
        return cost + (_inversion(draft, word, s) if word.uses[0].existential else _UNUSUAL_ORDER)
    return cost + (0.0 if a > b else _UNUSUAL_ORDER - 1)


def _passive(draft: Draft, word: Word, placed: Placed) -> bool:
    """Whether a node is the agent of a passive: ``由X建设``, ``built by X``."""
    mark = draft.found_before(placed.first, "passive")
    return mark is not None and (word.at < placed.first) is mark.atom.text.isascii()


def _inversion(draft: Draft, word: Word, subject: Placed) -> float:
    """What it costs that the place comes first: little, if the thing after it is no place."""
    lexicon = draft.lexicon
    holds = any(draft.schema.ontology.is_a(t, c) for t in subject.types for c in lexicon.containers)
    return 1.0 if holds else -1.0


def _beside(draft: Draft, word: Word, near: Placed, *, left: bool) -> float:
    """What it costs that a node does not stand directly beside the word."""
    right_side = near.last < word.at if left else near.first > word.at
    return (0.0 if right_side else WRONG_SIDE) + 2 * distance(draft, word, near)
