"""The things of a question: named entities, classes, and what a question word stands for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.query.compact import compact
from kg.query.questions.atoms import (
    AskUse,
    ClassUse,
    IgnoredUse,
    MarkUse,
    NameUse,
    NumberUse,
    QuantityUse,
    RelationUse,
    Role,
    StatusUse,
    UnknownUse,
)
from kg.query.questions.classes import ClassTest
from kg.query.questions.draft import Draft, Pick, Placed
from kg.query.questions.form import Node

_ASKING_CLASS = ("which", "who", "count", "amount")
_ALONE = ("which", "who", "where")


def place_nodes(draft: Draft) -> None:
    """Find the things of a part and which of them is asked for."""
    at = 0
    while at < len(draft.picks):
        use = draft.picks[at].use
        if isinstance(use, NameUse):
            at = _place_names(draft, at)
        elif isinstance(use, ClassUse):
            at = _place_classes(draft, at)
        else:
            if isinstance(use, RelationUse) and use.role in (Role.SUBJECT_NOUN, Role.OBJECT_NOUN):
                _place_noun(draft, at, use)
            at += 1
    _place_question_words(draft)
    _qualify(draft)
    _qualify_where(draft)


def _qualify(draft: Draft) -> None:
    """``甲的张三``: the name before 的 only says which one is meant."""
    named = sorted(
        (n for n in draft.alive() if draft.placed[n].named), key=lambda n: draft.placed[n].first
    )
    for one, other in pairwise(named):
        between = draft.picks[draft.placed[one].last + 1 : draft.placed[other].first]
        if len(between) == 1 and "of" in between[0].atom.marks():
            draft.drop(one)


def _qualify_where(draft: Draft) -> None:
    """``建在某市哪里``: the name before the question word only says in which part to look."""
    for number in draft.alive():
        placed = draft.placed[number]
        others = [n for n in draft.alive() if draft.placed[n].named]
        if not placed.where or len(others) < 2:
            continue
        for other in others:
            named = draft.placed[other]
            is_place = any(draft.schema.ontology.coarse(t) == "Place" for t in named.types)
            if is_place and named.last == placed.first - 1:
                draft.drop(other)


def _place_names(draft: Draft, at: int) -> int:
    """One node for all names of a list; the place after it."""
    marks = {"list"} if _two_sided(draft) else {"list", "with_"}
    names, last = [], at
    texts = []
    here = at
    while here < len(draft.picks):
        pick = draft.picks[here]
        if isinstance(pick.use, NameUse):
            names.append(pick.use.iris)
            texts.append(pick.atom.text)
            last = here
        elif not isinstance(pick.use, MarkUse) or not pick.atom.marks() & marks:
            break
        here += 1
    node = Node(names=tuple(names), text="、".join(texts))
    number = draft.add(Placed(node, at, last))
    following = _skip(draft, last + 1, (NumberUse, QuantityUse, IgnoredUse, UnknownUse))
    noun = following < len(draft.picks) and isinstance(draft.picks[following].use, ClassUse)
    if noun and _compound(draft, number, following):
        return _listed(draft, number, following + 1)
    draft.placed[number].types = draft.types_of(draft.placed[number].node)
    return last + 1


def _two_sided(draft: Draft) -> bool:
    """Whether something is asked for that two sides have together, so that 跟 parts them."""
    properties = draft.schema.ontology.properties
    return any(
        isinstance(pick.use, RelationUse) and properties[pick.use.words.property].symmetric
        for pick in draft.picks
    ) or any(isinstance(pick.use, AskUse) and pick.use.wanted == "path" for pick in draft.picks)


def _listed(draft: Draft, number: int, at: int) -> int:
    """Go on with a list after a name and its noun: ``东海集群和南岭集群``; the place after it."""
    picks = draft.picks
    if not (
        at + 1 < len(picks)
        and "list" in picks[at].atom.marks()
        and isinstance(picks[at + 1].use, NameUse)
    ):
        return at
    end = _place_names(draft, at + 1)
    placed, other = draft.placed[number], draft.placed[-1]
    node = placed.node
    placed.node = replace(
        node, names=node.names + other.node.names, text=f"{node.text}、{other.node.text}"
    )
    placed.last, placed.types = other.last, draft.types_of(placed.node)
    draft.used.add(at)
    draft.drop(len(draft.placed) - 1)
    return end


def _compound(draft: Draft, number: int, at: int) -> bool:
    """Read names before a class noun as parts of longer names (``东海、南岭两个集群``).

    A single name is so read only if just one entity of the class has it in its name.
    """
    placed = draft.placed[number]
    use = draft.picks[at].use
    assert isinstance(use, ClassUse)
    several = len(placed.node.names) > 1
    if _asked_before(draft, at) is not None:
        return False
    test = ClassTest(draft.schema.ontology, (use.words,))
    if not several and _repeats(draft, placed.node, draft.picks[at], test):
        placed.types = draft.types_of(placed.node)
        draft.used.update(range(placed.first, at + 1))
        return True
    if not several and placed.last + 1 != at:
        return False
    found = []
    for readings, text in zip(placed.node.names, placed.node.text.split("、"), strict=True):
        if several and any(test.holds(draft.index.known[iri]) for iri in readings):
            found.append(readings)
            continue
        key = compact(text).text
        longer = tuple(
            entity.iri
            for entity in draft.index.known.values()
            if test.holds(entity)
            and entity.iri not in readings
            and any(key in compact(name).text for name in entity.names)
        )
        if not longer or (len(longer) > 1 and not several):
            return False
        found.append((min(longer, key=lambda iri: (len(draft.index.label(iri)), iri)),))
    text = placed.node.text + (draft.picks[at].atom.text if not several else "")
    placed.node = replace(placed.node, names=tuple(found), text=text)
    placed.last = at
    placed.types = draft.types_of(placed.node)
    draft.used.update(range(placed.first, at + 1))
    return True


def _repeats(draft: Draft, node: Node, noun: Pick, test: ClassTest) -> bool:
    """Whether a class noun only says what the named thing is: ``the East-1 cluster``."""
    if all(test.holds(draft.index.known[iri]) for iri in node.iris):
        return True
    assert isinstance(noun.use, ClassUse)
    ontology = draft.schema.ontology
    coarse = {ontology.coarse(c) for c in noun.use.words.classes}
    return noun.atom.text.isascii() and all(
        ontology.coarse(t) in coarse for t in draft.types_of(node)
    )


def _place_classes(draft: Draft, at: int) -> int:
    """One node for a list of classes (``企业和设施``); the place after it."""
    words, texts = [], []
    here, last = at, at
    while here < len(draft.picks):
        pick = draft.picks[here]
        if isinstance(pick.use, ClassUse):
            words.append(pick.use.words)
            texts.append(pick.atom.text)
            last = here
        elif not (isinstance(pick.use, MarkUse) and "list" in pick.atom.marks()):
            break
        here += 1
    node = Node(classes=tuple(words), text="、".join(texts))
    types = frozenset(c for w in words for c in w.classes)
    number = draft.add(Placed(node, at, last, types))
    _ask_for(draft, number)
    before = _asked_before(draft, at, used=True)
    if before is not None and draft.placed[number].node.asked:
        draft.placed[number].first = before
    return last + 1


def _place_noun(draft: Draft, at: int, use: RelationUse) -> None:
    """A node for what a relation noun means (``合作方``)."""
    term = draft.schema.ontology.properties[use.words.property]
    types = term.domain if use.role is Role.SUBJECT_NOUN else term.range
    text = draft.picks[at].atom.text
    classes = draft.class_at_end(text)
    node = Node(text=text, classes=classes)
    types = tuple(c for words in classes for c in words.classes) or types
    number = draft.add(Placed(node, at, at, frozenset(types), use))
    _ask_for(draft, number)


def _ask_for(draft: Draft, number: int) -> None:
    """Note whether a question word belongs to a node: ``哪些企业``, ``合作方有哪些``."""
    placed = draft.placed[number]
    before = _asked_before(draft, placed.first)
    if before is None:
        before = _asked_after(draft, placed.last)
    if before is not None:
        draft.used.add(before)
        draft.change(number, asked=True)


def _asked_before(draft: Draft, at: int, *, used: bool = False) -> int | None:
    here = at - 1
    while here >= 0:
        pick = draft.picks[here]
        if isinstance(pick.use, AskUse) and pick.use.wanted in _ASKING_CLASS:
            return here if used or here not in draft.used else None
        if here in draft.used or not isinstance(pick.use, (IgnoredUse, NumberUse, StatusUse)):
            return None
        here -= 1
    return None


def _asked_after(draft: Draft, at: int) -> int | None:
    here = at + 1
    while here < len(draft.picks):
        pick = draft.picks[here]
        if isinstance(pick.use, AskUse) and pick.use.wanted in ("which", "who"):
            return here if _ends_phrase(draft, here) else None
        if not isinstance(pick.use, (IgnoredUse, StatusUse)) and "both" not in pick.atom.marks():
            return None
        here += 1
    return None


def _ends_phrase(draft: Draft, at: int) -> bool:
    """Whether no noun that the question word could belong to follows it."""
    following = _skip(draft, at + 1, (IgnoredUse, NumberUse))
    if following >= len(draft.picks):
        return True
    use = draft.picks[following].use
    noun = isinstance(use, RelationUse) and use.role in (Role.SUBJECT_NOUN, Role.OBJECT_NOUN)
    return not (isinstance(use, (ClassUse, RelationUse, NameUse)) or noun)


def _place_question_words(draft: Draft) -> None:
    """Nodes for question words that stand alone."""
    if any(isinstance(p.use, AskUse) and p.use.wanted == "article" for p in draft.picks):
        return
    if _among(draft):
        return
    lexicon = draft.lexicon
    for pick in draft.of(AskUse):
        assert isinstance(pick.use, AskUse)
        wanted = pick.use.wanted
        if wanted not in _ALONE or pick.at in draft.used:
            continue
        if _asked_together(draft, pick.at):
            draft.used.add(pick.at)
            continue
        types = frozenset(lexicon.asked_types.get(wanted, ()))
        node = Node(text=pick.atom.text, asked=True)
        draft.add(Placed(node, pick.at, pick.at, types, where=wanted == "where"))


def _asked_together(draft: Draft, at: int) -> bool:
    """Whether the same is asked right before: the second of ``谁和谁``."""
    before = draft.picks[max(at - 2, 0) : at]
    return (
        len(before) == 2
        and isinstance(before[0].use, AskUse)
        and before[0].use == draft.picks[at].use
        and "list" in before[1].atom.marks()
    )


def _among(draft: Draft) -> bool:
    """``合作方里谁…``: the question word picks from what the noun before 里 means."""
    for pick in draft.of(RelationUse):
        assert isinstance(pick.use, RelationUse)
        if pick.use.role is not Role.AFTER_OBJECT:
            continue
        group = [n for n in draft.alive() if draft.placed[n].last == pick.at - 1]
        asked = [p for p in draft.of(AskUse) if p.at > pick.at and p.at not in draft.used]
        wanted = [p for p in asked if isinstance(p.use, AskUse) and p.use.wanted in _ALONE[:2]]
        several = bool(group) and len(draft.placed[group[0]].node.names) != 1
        if group and wanted and several:
            draft.change(group[0], asked=True)
            draft.used.update((pick.at, wanted[0].at))
            draft.set_aside.add(pick.at)
            return True
    return False


def _skip(draft: Draft, at: int, kinds: tuple[type[object], ...]) -> int:
    while at < len(draft.picks) and isinstance(draft.picks[at].use, kinds):
        at += 1
    return at
