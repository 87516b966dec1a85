"""Which things a relation word joins.

A word is given the two ends that cost least: near ones, of classes that the property admits, on the
sides where the word's role expects them. The joined nodes form a tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kg.model.lexicon.questions import RelationWords
from kg.query.questions.atoms import AskUse, IgnoredUse, MarkUse, RelationUse, Role
from kg.query.questions.attachment import (
    MISFIT,
    NOUNS,
    WRONG_SIDE,
    Word,
    attachment_cost,
    distance,
    of_follows,
)
from kg.query.questions.draft import Draft, Pick, Placed
from kg.query.questions.form import Edge, Node
from kg.schema.terms import PropertyTerm

_BESIDE = (Role.AFTER_OBJECT, Role.BEFORE_OBJECT, Role.AFTER_SUBJECT)
_UNREACHABLE = 99.0


def join(draft: Draft) -> None:
    """Turn the relation words of a part into edges."""
    _done_in(draft)
    words = _phrases(draft, list(_relation_words(draft)))
    for word in sorted(words, key=lambda w: (w.role not in NOUNS, w.role is Role.VERB)):
        if word.at in draft.set_aside:
            continue
        draft.used.add(word.at)
        _join_word(draft, word)
        if word.role in NOUNS and of_follows(draft, word.at):
            draft.used.add(word.at + 1)
            draft.set_aside.add(word.at + 1)
    _ask_for_ends(draft)
    _place_what_is_done(draft)


def _done_in(draft: Draft) -> None:
    """``芯片用在哪个平台``: 在 belongs to the verb, whose subject follows."""
    for verb, inside in pairwise(draft.picks):
        if not (isinstance(verb.use, RelationUse) and isinstance(inside.use, RelationUse)):
            continue
        if verb.use.role is not Role.VERB or inside.use.role is not Role.BEFORE_OBJECT:
            continue
        term = draft.schema.ontology.properties[verb.use.words.property]
        before = [n for n in draft.alive() if draft.placed[n].last < verb.at]
        if verb.use.words.acts == "subject" and any(
            draft.placed[n].types and not draft.fits(draft.placed[n].types, term.domain)
            for n in before
        ):
            draft.set_aside.add(inside.at)
            draft.used.add(inside.at)


def _place_what_is_done(draft: Draft) -> None:
    """``在某地投资的企业``: what is invested in is there, rather than who invests."""
    for at, edge in enumerate(draft.edges):
        if edge.role is not Role.BEFORE_OBJECT:
            continue
        for other in draft.edges:
            acts = other.words.acts if other.words else ""
            agent, thing = other.subject, other.object
            if acts == "object":
                agent, thing = thing, agent
            if other is not edge and agent == edge.subject and draft.placed[thing].made:
                draft.edges[at] = replace(edge, subject=thing)


def _relation_words(draft: Draft) -> Iterable[Word]:
    """The words, without those that only repeat a better one of the same property.

    A word that may say nothing (参与) says nothing beside one of another property.
    """
    found = [p for p in draft.of(RelationUse) if p.at not in draft.set_aside]
    best: dict[str, Pick] = {}
    for pick in found:
        assert isinstance(pick.use, RelationUse)
        name = pick.use.words.property
        rival = best.get(name)
        if rival is None or _rank(pick.use) < _rank(rival.use):
            best[name] = pick
    for pick in found:
        assert isinstance(pick.use, RelationUse)
        first = best[pick.use.words.property]
        if len(best) > 1 and pick.use.weak and pick.atom.is_a(IgnoredUse):  # 参与了哪些协议
            draft.used.add(pick.at)
        elif first is pick or _is_noun(pick.use) or _second_step(draft, first, pick):
            yield Word(pick.at, (pick.use,))
        else:
            draft.used.add(pick.at)


def _second_step(draft: Draft, first: Pick, second: Pick) -> bool:
    """Whether a verb said again joins another pair: ``建设甲的公司还建了什么``."""
    assert isinstance(first.use, RelationUse)
    assert isinstance(second.use, RelationUse)
    verbs = first.use.role is second.use.role is Role.VERB and not second.use.weak
    between = [
        n
        for n in draft.alive()
        if first.at < draft.placed[n].first <= draft.placed[n].last < second.at
    ]
    after = [n for n in draft.alive() if draft.placed[n].first > second.at]
    return verbs and any(not draft.placed[n].named for n in between) and bool(after)


def _rank(use: object) -> tuple[bool, bool]:
    assert isinstance(use, RelationUse)
    return (use.weak, not _is_noun(use))


def _is_noun(use: RelationUse) -> bool:
    return use.role in NOUNS


def _phrases(draft: Draft, words: list[Word]) -> list[Word]:
    """Join verbs that a list mark joins and that the same end acts in."""
    joined: list[Word] = []
    for word in sorted(words, key=lambda w: w.at):
        last = joined[-1] if joined else None
        between = draft.picks[last.at + 1 : word.at] if last else ()
        if (
            last is not None
            and last.role is word.role is Role.VERB
            and last.words.acts == word.words.acts
            and (not between or any("list" in pick.atom.marks() for pick in between))
            and all(isinstance(pick.use, (MarkUse, IgnoredUse)) for pick in between)
        ):
            draft.used.update((last.at, word.at))
            joined[-1] = Word(word.at, (*last.uses, *word.uses), last.start)
        else:
            joined.append(word)
    return joined


def _join_word(draft: Draft, word: Word) -> None:
    if word.role in _BESIDE and not _beside_node(draft, word):
        return  # 各集群里, in the news: nothing is located anywhere
    best = _best(draft, word)
    if best is None:
        again = _best(draft, word, again=True)
        best = again if again and again[0] < MISFIT else None
    if best is None or (best[0] >= MISFIT and not _needed(draft, best)):
        best = _with_new_end(draft, word)
    if best is None:
        draft.cost += MISFIT
        return
    cost, subject, object_ = best
    draft.cost += cost
    if word.role is Role.BEFORE_OBJECT:
        draft.placed[object_].adverbial = True
    edge = _edge(word, subject, object_)
    if word.role is Role.AFTER_OBJECT and word.words.asked_by:
        edge = replace(edge, properties=_inside(draft, edge))
    draft.edges.append(edge)


def _inside(draft: Draft, edge: Edge) -> tuple[str, ...]:
    """What ``X里`` can mean: in a facility are its parts too."""
    ontology = draft.schema.ontology

    def coarse(number: int) -> set[str | None]:
        return {ontology.coarse(t) for t in draft.placed[number].types}

    if coarse(edge.object) != {"Facility"} or "Facility" not in coarse(edge.subject):
        return edge.properties
    found = (
        name
        for default in draft.lexicon.defaults
        if default.whole == default.part == "Facility"
        for name in default.properties
    )
    return tuple(dict.fromkeys((*edge.properties, *found)))


def _edge(word: Word, subject: int, object_: int) -> Edge:
    return Edge(
        properties=tuple(use.words.property for use in word.uses),
        subject=subject,
        object=object_,
        through=word.words.through,
        words=word.words,
        role=word.role,
        existential=word.uses[0].existential,
    )


def _term(draft: Draft, word: Word) -> PropertyTerm:
    return draft.schema.ontology.properties[word.words.property]


def _done_after(draft: Draft, at: int) -> int | None:
    """The thing that is done where a question word asks: ``甲在哪里建了设施``."""
    for edge in draft.edges:
        if edge.role is not Role.VERB or edge.words is None or edge.words.acts != "object":
            continue
        if draft.placed[edge.object].last < at < draft.placed[edge.subject].first:
            return edge.subject
    return None


def _best(draft: Draft, word: Word, *, again: bool = False) -> tuple[float, int, int] | None:
    """The pair of ends that costs least; ``again`` for ends that are joined already."""
    best: tuple[float, int, int] | None = None
    for subject, object_ in _pairs(draft, word, again=again):
        cost = attachment_cost(draft, word, subject, object_) + again
        if best is None or cost < best[0]:
            best = (cost, subject, object_)
    return best


def _needed(draft: Draft, pair: tuple[float, int, int]) -> bool:
    """Whether a pair is kept though its classes do not fit.

    Classes in a graph may be wrong; a named thing that nothing else would join is worse. It is not
    kept where another word is still to come that may join it.
    """
    ends = [draft.placed[n] for n in pair[1:]]
    if all(end.named for end in ends):
        return True
    later = [p for p in draft.of(RelationUse) if p.at not in draft.used]
    return any(end.named for end in ends) and pair[0] < 2 * MISFIT and not later


def _pairs(draft: Draft, word: Word, *, again: bool = False) -> Iterable[tuple[int, int]]:
    """Possible subject and object: nodes not joined yet, or else those joined already."""
    own = _own(draft, word)
    nodes = draft.alive()
    for subject in nodes:
        for object_ in nodes:
            if subject == object_ or draft.connected(subject, object_) is not again:
                continue
            where = [n for n in (subject, object_) if draft.placed[n].where]
            if where and not word.words.asked_by and not _done_there(draft, word, where[0]):
                continue
            if own is not None and own != (subject if word.role is Role.SUBJECT_NOUN else object_):
                continue
            yield subject, object_


def _done_there(draft: Draft, word: Word, where: int) -> bool:
    """``芯片用在哪里``: the thing asked for with ``where`` is itself an end of the verb."""
    asked = draft.placed[where]
    between = draft.picks[word.at + 1 : asked.first]
    apart = any(
        isinstance(p.use, RelationUse) and p.use.role is not Role.BEFORE_OBJECT for p in between
    )
    if word.role is not Role.VERB or apart or not word.at < asked.first <= word.at + 3:
        return False
    end = _term(draft, word).domain if word.words.acts == "subject" else ()
    others = [n for n in draft.alive() if n != where]
    return bool(end) and len(others) == 1 and not draft.fits(draft.placed[others[0]].types, end)


def _own(draft: Draft, word: Word) -> int | None:
    """The node that a relation noun made."""
    if word.role not in NOUNS:
        return None
    return next((n for n in draft.alive() if draft.placed[n].first == word.at), None)


def _with_new_end(draft: Draft, word: Word) -> tuple[float, int, int] | None:
    """Give a relation word that finds but one end a second, unnamed one."""
    term = draft.schema.ontology.properties[word.words.property]
    own = _own(draft, word)
    if own is None and _split_pair(draft):
        one, other = draft.alive()[-2:]
        return (0.5, one, other)
    best: tuple[float, int, str] | None = None
    for number in draft.alive():
        for end in ("subject", "object"):
            if own is not None and number != own:
                continue
            allowed = term.domain if end == "subject" else term.range
            if not draft.fits(draft.placed[number].types, allowed):
                continue
            cost = 1.0 + distance(draft, word, draft.placed[number]) + _end_cost(word, end)
            if best is None or cost < best[0]:
                best = (cost, number, end)
    if best is None:
        return None
    cost, number, end = best
    types = term.range if end == "subject" else term.domain
    new = Placed(Node(), word.at, word.at, frozenset(types), made=True)
    draft.placed.append(new)
    other = len(draft.placed) - 1
    return (cost, number, other) if end == "subject" else (cost, other, number)


def _end_cost(word: Word, end: str) -> float:
    if word.role is Role.SUBJECT_NOUN:
        return 0.0 if end == "subject" else WRONG_SIDE
    if word.role in (Role.OBJECT_NOUN, Role.AFTER_OBJECT, Role.BEFORE_OBJECT):
        return 0.0 if end == "object" else WRONG_SIDE
    if word.role is Role.AFTER_SUBJECT:
        return 0.0 if end == "subject" else WRONG_SIDE
    return 0.0 if end == word.words.acts else 1.0


def _beside_node(draft: Draft, word: Word) -> bool:
    """Whether a thing that is named, or asked for, stands where the word wants one."""
    left = word.role is not Role.BEFORE_OBJECT
    term = draft.schema.ontology.properties[word.words.property]
    allowed = term.domain if word.role is Role.AFTER_SUBJECT else term.range
    return any(
        (
            placed.named
            or (placed.node.asked and placed.node.classes and draft.fits(placed.types, allowed))
        )
        and (placed.last < word.at) is left
        and distance(draft, word, placed) == 0
        for placed in (draft.placed[n] for n in draft.alive())
    )


def _split_pair(draft: Draft) -> bool:
    """Read ``甲和乙`` as the two ends when nothing else can be the other end."""
    alive = draft.alive()
    if len(alive) != 1 or len(draft.placed[alive[0]].node.names) != 2:
        return False
    placed = draft.placed[alive[0]]
    draft.drop(alive[0])
    for names, text in zip(placed.node.names, placed.node.text.split("、"), strict=True):
        node = Node(names=(names,), text=text)
        draft.placed.append(Placed(node, placed.first, placed.last, draft.types_of(node)))
    return True


def _ask_for_ends(draft: Draft) -> None:
    """Join question words that ask for an end by themselves (``where``) to what they ask about."""
    for pick in draft.of(AskUse):
        assert isinstance(pick.use, AskUse)
        node = next((n for n in draft.alive() if draft.placed[n].first == pick.at), None)
        if node is None or any(node in (e.subject, e.object) for e in draft.edges):
            continue
        if draft.order is not None and draft.alive() == [node]:  # 机架最多的是哪里
            draft.placed[node].where = False
            continue
        choices = [
            Word(pick.at, (RelationUse(words, Role.OBJECT_NOUN),))
            for words in draft_relations(draft, pick.use.wanted)
        ]
        if (thing := _done_after(draft, pick.at)) is not None:
            for word in choices:
                if draft.fits(draft.placed[thing].types, _term(draft, word).domain):
                    draft.edges.append(_edge(word, thing, node))
                    break
            continue
        fitting = [w for w in choices if any(True for _ in _fitting(draft, w))]
        for word in (fitting or choices)[:1]:
            _join_word(draft, word)


def _fitting(draft: Draft, word: Word) -> Iterable[tuple[int, int]]:
    """The pairs whose subject the property admits."""
    domain = draft.schema.ontology.properties[word.words.property].domain
    for subject, object_ in _pairs(draft, word):
        if draft.fits(draft.placed[subject].types, domain):
            yield subject, object_


def draft_relations(draft: Draft, wanted: str) -> list[RelationWords]:
    """The relations whose object end a question word asks for by itself."""
    lexicon = draft.lexicon
    return [words for words in lexicon.relations if wanted in words.asked_by]
