"""What comes first: the greatest, the latest, the first three, one thing before another."""

from __future__ import annotations

from kg.query.questions.atoms import (
    ClassUse,
    IgnoredUse,
    KindUse,
    MarkUse,
    NameUse,
    NumberUse,
    QuantityUse,
)
from kg.query.questions.contrast import differs
from kg.query.questions.draft import Draft
from kg.query.questions.form import Order

_NO_MEASURE = 1.5  # 最大 alone is read as size, but a kind that is said goes first


def read_order(draft: Draft) -> None:
    """Find by what the things asked for are put in order, and how many are wanted."""
    if differs(draft) or _compares(draft):
        return
    marks = ("greatest", "least", "latest", "earliest", "greater", "smaller", "top")
    found = [p for p in draft.of(MarkUse) if p.atom.marks() & set(marks)]
    found.sort(key=lambda p: bool(p.atom.marks() & {"greater", "smaller"}))
    for pick in found:
        kind = min(
            (p for p in draft.of(KindUse) if p.at not in draft.used),
            key=lambda p: abs(p.at - pick.at),
            default=None,
        )
        plain = pick.atom.marks() & {"greater", "smaller"}
        compared = any("than" in p.atom.marks() for p in draft.picks)
        if plain and (kind is None or (abs(kind.at - pick.at) > 2 and not compared)):
            continue
        top = _top(draft, pick.at)
        if pick.atom.marks() <= {"top", "before"} and top == 1:
            continue
        draft.used.add(pick.at)
        descending = not pick.atom.marks() & {"least", "earliest", "smaller"}
        if pick.atom.marks() & {"latest", "earliest"}:
            draft.order = Order(descending=descending, top=top)
        else:
            kinds = kind.use.kinds if kind and isinstance(kind.use, KindUse) else ()
            if kind is not None:
                draft.used.add(kind.at)
            draft.cost += 0.0 if kinds else _NO_MEASURE
            draft.by_number = not kinds and bool(pick.atom.marks() & {"most", "fewest"})
            draft.order = Order(kinds=kinds or sizes(draft)[:1], descending=descending, top=top)
        return


def _compares(draft: Draft) -> bool:
    """Read ``甲的算力超过乙``: what a thing is compared with is another thing, not a number."""
    for pick in draft.of(MarkUse):
        marks = pick.atom.marks() & {"more", "less"}
        after = next(
            (p for p in draft.picks[pick.at + 1 :] if not isinstance(p.use, (IgnoredUse, MarkUse))),
            None,
        )
        kinds = [p for p in draft.of(KindUse) if p.at not in draft.used]
        if not marks or after is None or not isinstance(after.use, NameUse) or not kinds:
            continue
        kind = min(kinds, key=lambda p: abs(p.at - pick.at))
        assert isinstance(kind.use, KindUse)
        draft.used.update((pick.at, *(p.at for p in kinds)))
        draft.order = Order(kinds=kind.use.kinds, descending="more" in marks)
        draft.compares = True
        return True
    return False


def sizes(draft: Draft) -> tuple[str, ...]:
    """The kinds of quantity that mere size can mean, the likeliest first."""
    lexicon = draft.lexicon
    return tuple(kind for words in lexicon.kinds if words.size for kind in words.kinds)


def _says_how_many(draft: Draft, at: int) -> bool:
    """``the three clusters with …``: a number before the noun, where nothing is named."""
    after = draft.picks[at + 1 : at + 2]
    named = any(isinstance(pick.use, NameUse) for pick in draft.picks)
    return bool(after) and isinstance(after[0].use, ClassUse) and not named


def _top(draft: Draft, at: int) -> int:
    """How many are wanted: ``前三``, ``最大的三个``, ``top 3``."""
    for pick in draft.of(NumberUse, QuantityUse):
        near = (
            abs(pick.at - at) <= 2
            or (pick.at > 0 and "top" in draft.picks[pick.at - 1].atom.marks())
            or _says_how_many(draft, pick.at)
        )
        if near and pick.at not in draft.used:
            value = pick.use.value if isinstance(pick.use, NumberUse) else None
            if isinstance(pick.use, QuantityUse) and pick.use.low == pick.use.high:
                value = pick.use.low
            if value is not None and 1 <= value <= 100:
                draft.used.add(pick.at)
                return int(value)
    return 1
