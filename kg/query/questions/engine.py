"""From a question to its answer: atoms, parts, forms, queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.graph.interface import Graph
from kg.query.answer import Answer, Kind
from kg.query.entities import EntityIndex, entity_index
from kg.query.questions.answers import Context, Found, answer
from kg.query.questions.atoms import (
    AskUse,
    Atom,
    ClassUse,
    EventUse,
    IgnoredUse,
    KindUse,
    NameUse,
    RelationUse,
    UnknownUse,
)
from kg.query.questions.contrast import contrasts
from kg.query.questions.corroboration import COUNTED, least_articles
from kg.query.questions.draft import Draft
from kg.query.questions.explaining import Explaining
from kg.query.questions.fallbacks import Fallbacks
from kg.query.questions.form import Form, Wanted
from kg.query.questions.interpret import interpret
from kg.query.questions.parts import parts
from kg.query.questions.reader import LONGEST, QuestionReader
from kg.query.questions.refusals import Refusals
from kg.query.questions.times import is_relative, newest_article, settled
from kg.query.questions.wording import Wording
from kg.schema import Schema
from kg.text.fold import fold
from kg.text.numbers import find_numbers

_CLOSE = 0.9
"""A second reading whose cost is this near the first is offered."""
_HOPELESS = 18.0

_CONTRASTED = frozenset(
    {Wanted.DIFFERENCE, Wanted.CHANGE, Wanted.VALUES, Wanted.SUM, Wanted.ARTICLES}
)
"""What can be asked for in words of difference or change; other answers would pass them over."""
_KINDS = {
    Wanted.ENTITIES: Kind.ENTITIES,
    Wanted.VALUES: Kind.VALUES,
    Wanted.SUM: Kind.SUM,
    Wanted.DIFFERENCE: Kind.VALUES,
    Wanted.CHANGE: Kind.VALUES,
    Wanted.DATES: Kind.DATES,
    Wanted.TRUTH: Kind.TRUTH,
    Wanted.COUNT: Kind.COUNT,
    Wanted.PATH: Kind.PATH,
    Wanted.ARTICLES: Kind.ARTICLES,
    Wanted.ROLES: Kind.ENTITIES,
    Wanted.CARD: Kind.CARD,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one part of a question was taken to mean, and what that gave.

    Attributes:
        form: The meaning.
        words: The same in words.
        others: Other meanings that come close, in words.
        found: The answers.
    """

    form: Form
    words: str
    others: tuple[str, ...]
    found: Found


@lru_cache(maxsize=4)
def _reader(schema: Schema) -> QuestionReader:
    return QuestionReader(schema)


def ask(
    graph: Graph,
    question: str,
    schema: Schema,
    *,
    previous: str | Sequence[str] | None = None,
    lang: str = "zh",
    choice: int = 1,
) -> Answer:
    """Answer a plain question.

    Args:
        graph: The graph to ask.
        question: In Chinese (either script) or English.
        schema: Ontology and lexicon.
        previous: The question before it, or several, the oldest first: what this one leaves out
            (``那投资呢?``, ``它在哪里?``) is taken from there.
        lang: Language of the reading and of notes and messages, ``zh`` or ``en``.
        choice: Which reading to answer: 1 for the best, n + 1 for the n-th of ``alternatives``.

    Returns:
        The answers with their sentences; without items when the graph has none, and then the note
        says what was looked for.

    Raises:
        NotUnderstoodError: If the question has no reading.
        UnknownWordError: If it turns on a word that neither graph nor lexicon knows.
        UnknownEntityError: If it is about a name that is not in the graph.
    """
    text = " ".join(question.split())
    reader = _reader(schema)
    index = entity_index(graph)
    refusals = Refusals(schema, index, lang)
    asked, least = least_articles(text, reader.lexicon)
    atoms = _atoms(asked, reader, index, refusals)
    before = _said_before(previous, reader, index)
    atoms, before = _dated(graph, atoms, refusals), _dated(graph, before, refusals)
    context = Context(graph, index, schema, lang)
    pronouns = reader.lexicon.pronouns
    readings = [
        _read(context, part, refusals, choice, least) for part in parts(atoms, before, pronouns)
    ]
    if not readings:
        raise refusals.not_understood(text)
    return _answer(context, text, readings, atoms)


def _said_before(
    previous: str | Sequence[str] | None, reader: QuestionReader, index: EntityIndex
) -> tuple[Atom, ...]:
    """What the questions before left to be understood, each with what it took from those before."""
    before: tuple[Atom, ...] = ()
    for question in (previous,) if isinstance(previous, str) else previous or ():
        text, _ = least_articles(" ".join(question.split())[:LONGEST], reader.lexicon)
        asked = parts(reader.read(text, index), before, reader.lexicon.pronouns)
        before = asked[-1] if asked else before
    return before


def _dated(graph: Graph, atoms: tuple[Atom, ...], refusals: Refusals) -> tuple[Atom, ...]:
    """The atoms with what is told from now (去年) told from the newest article."""
    relative = next(filter(is_relative, atoms), None)
    if relative is None:
        return atoms
    newest = newest_article(graph)
    if newest is None:
        raise refusals.no_date(relative.text)
    return settled(atoms, newest)


def _atoms(
    text: str, reader: QuestionReader, index: EntityIndex, refusals: Refusals
) -> tuple[Atom, ...]:
    if not text or len(text) > LONGEST:
        raise refusals.no_question("too_long" if text else "empty")
    if text.casefold().strip("!?。！？,.~ ") in reader.lexicon.greetings:
        raise refusals.no_question("greeting")
    atoms = reader.read(text, index)
    if all(atom.is_a(UnknownUse) or atom.is_a(IgnoredUse) for atom in atoms):
        raise refusals.not_understood(text)  # and no repetition of the question before
    _refuse_unknown(atoms, text, refusals, reader.lexicon.copulas)
    return atoms


def _refuse_unknown(
    atoms: tuple[Atom, ...], text: str, refusals: Refusals, copulas: tuple[str, ...]
) -> None:
    """Stop at a name or word that nobody knows, when the question turns on it."""
    for at, atom in enumerate(atoms):
        if at and atom.is_a(UnknownUse) and _goes_on(atoms[at - 1], atom):
            raise refusals.unknown_entity(atoms[at - 1].text + atom.text)
        noun = _noun_after(atoms, at, copulas) if atom.is_a(UnknownUse) else None
        if not atom.is_a(UnknownUse) or (len(atom.text) < 2 and not _long(atoms, at, noun)):
            continue
        if noun is not None:
            where = _is_place(atom) and not _begins_noun(atoms, at)  # 拉萨|有数据中心
            raise refusals.unknown_entity(atom.text if where else _around(atoms, at, text, noun))
        if _is_place(atom):
            raise refusals.unknown_entity(atom.text)
        if not any(a.is_a(NameUse) for a in atoms):
            if any(a.is_a(kind) for a in atoms for kind in (RelationUse, KindUse, EventUse)):
                raise refusals.unknown_entity(_around(atoms, at, text, at))
            raise refusals.not_understood(text)


def _is_place(atom: Atom) -> bool:
    return any(isinstance(use, UnknownUse) and use.place for use in atom.uses)


def _begins_noun(atoms: tuple[Atom, ...], at: int) -> bool:
    """Whether a class noun stands right after an atom: 拉萨|智算中心 may be one name."""
    return at + 1 < len(atoms) and _joined(atoms, at + 1) and atoms[at + 1].is_a(ClassUse)


def _goes_on(name: Atom, atom: Atom) -> bool:
    """Whether a number goes on with a name, so that it is another one: 某某二号."""
    numbered = any(number.start == 0 for number in find_numbers(fold(atom.text)))
    return name.is_a(NameUse) and name.end == atom.start and len(atom.text) > 1 and numbered


def _around(atoms: tuple[Atom, ...], at: int, text: str, last: int) -> str:
    """An unknown stretch with the names and nouns that stand right beside it."""
    first = at
    while first > 0 and atoms[first - 1].end == atoms[first].start and _nameable(atoms[first - 1]):
        first -= 1
    while last + 1 < len(atoms) and (
        atoms[last + 1].end > atoms[last].end
        and atoms[last + 1].start - atoms[last].end <= 0
        and _nameable(atoms[last + 1])
    ):
        last += 1
    return text[atoms[first].start : atoms[last].end]


def _noun_after(atoms: tuple[Atom, ...], at: int, copulas: tuple[str, ...]) -> int | None:
    """Place of the class noun that ends a name which an unknown stretch begins: 月球数据公司.

    None for 智算中心公布, and where the noun is asked for (哪些新式数据中心): there the stretch
    only says of what sort it is.
    """
    last = at + 1
    while last + 1 < len(atoms) and _joined(atoms, last) and _in_name(atoms[last]):
        last += 1
    if last >= len(atoms) or not _joined(atoms, last) or not atoms[last].is_a(ClassUse):
        return None
    said = atoms[at - 1].text.lower() in copulas if at else False  # 谁是某中心的投资方
    around = (None if said else _next(atoms, at, -1), _next(atoms, last, 1))
    asked = any(a is not None and any(_asks_which(use) for use in a.uses) for a in around)
    return None if asked else last


def _joined(atoms: tuple[Atom, ...], at: int) -> bool:
    return atoms[at].start == atoms[at - 1].end


def _long(atoms: tuple[Atom, ...], at: int, noun: int | None) -> bool:
    """Whether a lone unknown character begins a name of at least two before its noun."""
    return noun is not None and noun > at + 1


def _in_name(atom: Atom) -> bool:
    """Whether an atom may stand inside a name that nobody knows: 数据 in 月球数据公司."""
    return (atom.is_a(IgnoredUse) or atom.is_a(UnknownUse)) and not atom.is_a(ClassUse)


def _next(atoms: tuple[Atom, ...], at: int, step: int) -> Atom | None:
    """The nearest atom before or after a place that says something."""
    at += step
    while 0 <= at < len(atoms) and atoms[at].is_a(IgnoredUse):
        at += step
    return atoms[at] if 0 <= at < len(atoms) else None


def _asks_which(use: object) -> bool:
    return isinstance(use, AskUse) and use.wanted in ("which", "who", "count")


def _nameable(atom: Atom) -> bool:
    return atom.is_a(NameUse) or atom.is_a(ClassUse) or atom.is_a(UnknownUse)


def _read(
    context: Context, part: tuple[Atom, ...], refusals: Refusals, choice: int, least: int
) -> Reading:
    found = interpret(part, context.index, context.schema)
    unknown = [a.text for a in part if a.is_a(UnknownUse) and len(a.text) > 1]
    if not found or found[0][0] >= _HOPELESS:
        if unknown:
            raise refusals.unknown_word(unknown[0], part)
        raise refusals.not_understood("".join(atom.text for atom in part))
    _, form, draft = found[0]
    if not _about_something(form):
        raise refusals.not_understood("".join(atom.text for atom in part))
    _refuse_doubtful(part, form, draft, refusals)
    if least > 1 and form.wanted not in COUNTED:
        raise refusals.not_understood("".join(atom.text for atom in part))
    if form.wanted not in _CONTRASTED and any(map(contrasts, part)):
        raise refusals.not_understood("".join(atom.text for atom in part))
    wording = Wording(context.schema, context.index, context.lang)
    close: dict[str, Form] = {}
    for cost, one, _ in found:
        if cost - found[0][0] < _CLOSE:
            one = replace(one, least_articles=least)
            close.setdefault(wording.reading(one), one)
    words = list(close)
    chosen = words[min(choice, len(words)) - 1]
    reading = Reading(
        close[chosen],
        chosen,
        tuple(word for word in words if word != chosen),
        answer(context, close[chosen]),
    )
    return reading if choice > 1 else _or_else(context, reading, wording)


def _about_something(form: Form) -> bool:
    """Whether anything narrows a question down; ``它在哪里`` alone does not."""
    nodes = any(node.names or node.classes for node in form.nodes)
    return bool(nodes or form.measured or form.happened or form.order)


def _refuse_doubtful(part: tuple[Atom, ...], form: Form, draft: Draft, refusals: Refusals) -> None:
    """Stop where a word that is not understood would have decided the meaning."""
    unknown = [a.text for a in part if a.is_a(UnknownUse) and len(a.text) > 1]
    if not unknown:
        return
    made = any(draft.placed[n].made for n in draft.alive())
    if form.wanted is Wanted.TRUTH and made:
        raise refusals.unknown_entity(unknown[0])
    headless = [word for word in unknown if _is_head(part, word)]
    guessed = form.wanted is Wanted.CARD or any(edge.words is None for edge in form.edges)
    if headless and guessed:
        raise refusals.unknown_word(headless[0], part)
    if draft.vague:
        raise refusals.unknown_word(unknown[0], part)


def _is_head(part: tuple[Atom, ...], word: str) -> bool:
    """Whether an unknown word is the noun after 的, on which the question turns."""
    return any(
        atom.text == word and at > 0 and "of" in part[at - 1].marks()
        for at, atom in enumerate(part)
    )


def _or_else(context: Context, reading: Reading, wording: Wording) -> Reading:
    """The reading, or where it gives nothing the first other one that does, and says so."""
    if reading.found.items and not _says_no(reading.found):
        return reading
    for other in Fallbacks(context.schema, context.index).of(reading.form):
        found = _saying(answer(context, other.form), other.said)
        if found.items and not _says_no(found):
            asked = reading.form.nodes[reading.form.focus].text
            what = "/".join(other.said[:1])
            said = context.notes[other.note].format(reading=reading.words, asked=asked, what=what)
            notes = context.sentences([found.note, said])
            words = wording.reading(other.form)
            return Reading(other.form, words, (reading.words,), replace(found, note=notes))
    return reading


def _saying(found: Found, said: tuple[str, ...]) -> Found:
    """Only the answers of which a sentence holds one of these names."""
    if not said:
        return found
    items = tuple(
        item
        for item in found.items
        if any(name in source.sentence for source in item.sources for name in said)
    )
    return replace(found, items=items)


def _says_no(found: Found) -> bool:
    return all(item.truth is False for item in found.items)


def _answer(
    context: Context, text: str, readings: Sequence[Reading], atoms: tuple[Atom, ...]
) -> Answer:
    founds = [reading.found for reading in readings]
    items = tuple(dict.fromkeys(item for found in founds for item in found.items))
    notes = [found.note for found in founds if found.note]
    words = context.sentences(reading.words for reading in readings) or ""
    if not items:
        notes.insert(0, context.notes["no_fact"].format(reading=words))
    unread = [a.text for a in atoms if a.is_a(UnknownUse) and len(a.text) > 1]
    if unread:
        notes.append(context.notes["unread"].format(words=context.listed(unread)))
    if unused := _unused(context, readings, atoms):
        notes.append(context.notes["unused"].format(names=context.listed(unused)))
    return Answer(
        question=text,
        kind=_KINDS[readings[0].form.wanted],
        reading=words,
        query="\n\n".join(found.query for found in founds),
        items=items,
        note=context.sentences(notes),
        explanation=Explaining(context.schema, context.index, context.lang).steps(atoms),
        alternatives=tuple(other for reading in readings for other in reading.others),
    )


def _unused(context: Context, readings: Sequence[Reading], atoms: Sequence[Atom]) -> list[str]:
    """The names in a question that no reading has a place for, and no longer name."""
    nodes = [node for reading in readings for node in reading.form.nodes]
    used = {iri for node in nodes for iri in (*node.iris, *node.without)}
    longer = [name for iri in used for name in context.index.known[iri].names]
    return [
        atom.text
        for atom in atoms
        if all(isinstance(use, NameUse) and used.isdisjoint(use.iris) for use in atom.uses)
        and not any(atom.text in name for name in longer)
    ]
