"""Questions that set two values against each other: of two things, or before and after."""

from __future__ import annotations

from kg.query.questions.atoms import AskUse, Atom, NameUse, StatusUse
from kg.query.questions.draft import Draft

_MORE_OR_LESS = frozenset({"greater", "smaller", "more", "less", "greatest", "least"})
_ASKING = frozenset({"amount", "describe"})
_TWO = 2


def contrasts(atom: Atom) -> bool:
    """Whether an atom sets values against each other (差距, 变化)."""
    return bool(atom.marks() & {"difference", "change"})


def differs(draft: Draft) -> bool:
    """Whether a part asks how far the values of two named things lie apart."""
    asked = {pick.use.wanted for pick in draft.of(AskUse) if isinstance(pick.use, AskUse)}
    if len(list(draft.of(NameUse))) != _TWO or not asked <= _ASKING:
        return False
    marks = frozenset(mark for pick in draft.picks for mark in pick.atom.marks())
    compared = "than" in marks and bool(marks & _MORE_OR_LESS) and "amount" in asked
    return "difference" in marks or compared


def changes(draft: Draft) -> bool:
    """Whether a part asks for a value together with the one that it took the place of."""
    marks = [mark for pick in draft.picks for mark in pick.atom.marks()]
    amounts = sum(getattr(pick.use, "wanted", None) == "amount" for pick in draft.of(AskUse))
    statuses = {pick.use.status for pick in draft.of(StatusUse) if isinstance(pick.use, StatusUse)}
    if statuses >= {"superseded", "actual"}:  # 原来和现在分别是多少
        return True
    return "change" in marks or ("changed" in marks and amounts >= _TWO)


def set_side_by_side(draft: Draft) -> None:
    """Leave nothing but the two things that are compared, as one node of two names."""
    named = sorted(
        (n for n in draft.alive() if draft.placed[n].named), key=lambda n: draft.placed[n].first
    )
    if not named:
        return
    names = tuple(name for n in named for name in draft.placed[n].node.names)
    draft.change(named[0], names=names)
    for number in draft.alive():
        if number != named[0]:
            draft.drop(number)
    marks = _MORE_OR_LESS | {"than", "difference"}
    draft.used.update(pick.at for pick in draft.picks if pick.atom.marks() & marks)
