"""From a question to its answer: atoms, parts, forms, queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.errors import NotUnderstoodError, UnknownEntityError
from kg.graph.interface import Graph
from kg.query.answer import Answer, Kind
from kg.query.entities import EntityIndex, entity_index
from kg.query.questions.answers import Context, Found, answer
from kg.query.questions.atoms import (
    Atom,
    ClassUse,
    EventUse,
    IgnoredUse,
    KindUse,
    NameUse,
    RelationUse,
    UnknownUse,
)
from kg.query.questions.form import Form, Wanted
from kg.query.questions.interpret import interpret
from kg.query.questions.parts import parts
from kg.query.questions.reader import LONGEST, QuestionReader
from kg.query.questions.wording import Wording
from kg.schema import Schema

_CLOSE = 0.9
"""A second reading whose cost is this near the first is mentioned."""
_HOPELESS = 18.0

_KINDS = {
    Wanted.ENTITIES: Kind.ENTITIES,
    Wanted.VALUES: Kind.VALUES,
    Wanted.SUM: Kind.SUM,
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
    """What one part of a question was taken to mean."""

    form: Form
    cost: float
    words: str
    others: tuple[str, ...]


@lru_cache(maxsize=4)
def _reader(schema: Schema) -> QuestionReader:
    return QuestionReader(schema)


def ask(graph: Graph, question: str, schema: Schema, *, previous: str | None = None) -> Answer:
    """Answer a plain question.

    Args:
        graph: The graph to ask.
        question: In Chinese (either script) or English.
        schema: Ontology and lexicon.
        previous: The question before it: what this one leaves out (``那投资呢?``, ``它在哪里?``)
            is taken from there.

    Returns:
        The answers with their sentences; without items when the graph has none, and then the note
        says what was looked for.

    Raises:
        NotUnderstoodError: If the question has no reading, or turns on a word nobody knows.
        UnknownEntityError: If it is about a name that is not in the graph.
    """
    text = " ".join(question.split())
    reader = _reader(schema)
    index = entity_index(graph)
    atoms = _atoms(text, reader, index)
    before = reader.read(" ".join(previous.split())[:LONGEST], index) if previous else ()
    readings = [_read(part, index, schema) for part in parts(atoms, before)]
    if not readings:
        raise NotUnderstoodError(reader.lexicon.notes["not_understood"].format(question=text))
    context = Context(graph, index, schema)
    founds = [answer(context, reading.form) for reading in readings]
    return _answer(text, readings, founds, atoms, schema)


def _atoms(text: str, reader: QuestionReader, index: EntityIndex) -> tuple[Atom, ...]:
    notes = reader.lexicon.notes
    if not text or len(text) > LONGEST:
        raise NotUnderstoodError(notes["too_long" if text else "empty"])
    if text.casefold().strip("!?。！？,.~ ") in reader.lexicon.greetings:
        raise NotUnderstoodError(notes["greeting"])
    atoms = reader.read(text, index)
    _refuse_unknown(atoms, text, index, notes)
    return atoms


def _refuse_unknown(
    atoms: tuple[Atom, ...], text: str, index: EntityIndex, notes: dict[str, str]
) -> None:
    """Stop at a name or word that nobody knows, when the question turns on it."""
    for at, atom in enumerate(atoms):
        if not atom.is_a(UnknownUse) or len(atom.text) < 2:
            continue
        name = _around(atoms, at, text)
        named = any(a.is_a(NameUse) for a in atoms)
        glued = name != atom.text and _before_noun(atoms, at)
        if glued or not named:
            if any(a.is_a(kind) for a in atoms for kind in (RelationUse, KindUse, EventUse)):
                raise UnknownEntityError(name, index.near(name))
            raise NotUnderstoodError(notes["not_understood"].format(question=text))


def _around(atoms: tuple[Atom, ...], at: int, text: str) -> str:
    """An unknown stretch with the names and nouns that stand right beside it."""
    first = last = at
    while first > 0 and atoms[first - 1].end == atoms[first].start and _nameable(atoms[first - 1]):
        first -= 1
    while last + 1 < len(atoms) and (
        atoms[last + 1].end > atoms[last].end
        and atoms[last + 1].start - atoms[last].end <= 0
        and _nameable(atoms[last + 1])
    ):
        last += 1
    return text[atoms[first].start : atoms[last].end]


def _before_noun(atoms: tuple[Atom, ...], at: int) -> bool:
    """Whether a class noun ends the stretch: 月球基地智算中心, but not 智算中心公布."""
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    return following is not None and following.start == atoms[at].end and following.is_a(ClassUse)


def _nameable(atom: Atom) -> bool:
    return atom.is_a(NameUse) or atom.is_a(ClassUse) or atom.is_a(UnknownUse)


def _read(part: tuple[Atom, ...], index: EntityIndex, schema: Schema) -> Reading:
    lexicon = _reader(schema).lexicon
    text = "".join(atom.text for atom in part)
    found = interpret(part, index, schema)
    unknown = [a.text for a in part if a.is_a(UnknownUse) and len(a.text) > 1]
    if not found or found[0][0] >= _HOPELESS:
        if unknown:
            raise NotUnderstoodError(lexicon.notes["unknown_word"].format(word=unknown[0]))
        raise NotUnderstoodError(lexicon.notes["not_understood"].format(question=text))
    wording = Wording(schema, index)
    cost, form, draft = found[0]
    made = any(draft.placed[n].made for n in draft.alive())
    if form.wanted is Wanted.TRUTH and unknown and made:
        raise UnknownEntityError(unknown[0], index.near(unknown[0]))
    headless = [word for word in unknown if _is_head(part, word)]
    if headless and any(edge.words is None for edge in form.edges):
        raise NotUnderstoodError(lexicon.notes["unknown_word"].format(word=headless[0]))
    if draft.vague and unknown:
        raise NotUnderstoodError(lexicon.notes["unknown_word"].format(word=unknown[0]))
    words = wording.reading(form)
    others = tuple(
        dict.fromkeys(
            other
            for other_cost, other_form, _ in found[1:]
            if other_cost - cost < _CLOSE and (other := wording.reading(other_form)) != words
        )
    )
    return Reading(form, cost, words, others)


def _is_head(part: tuple[Atom, ...], word: str) -> bool:
    """Whether an unknown word is the noun after 的, on which the question turns."""
    return any(
        atom.text == word and at > 0 and "of" in part[at - 1].marks()
        for at, atom in enumerate(part)
    )


def _answer(
    text: str,
    readings: list[Reading],
    founds: list[Found],
    atoms: tuple[Atom, ...],
    schema: Schema,
) -> Answer:
    lexicon = _reader(schema).lexicon
    items = tuple(dict.fromkeys(item for found in founds for item in found.items))
    notes = [found.note for found in founds if found.note]
    if not items:
        words = "；".join(reading.words for reading in readings)
        notes.insert(0, lexicon.notes["no_fact"].format(reading=words))
    unread = [a.text for a in atoms if a.is_a(UnknownUse) and len(a.text) > 1]
    if unread:
        notes.append(lexicon.notes["unread"].format(words="、".join(unread)))
    return Answer(
        question=text,
        kind=_KINDS[readings[0].form.wanted],
        reading="；".join(reading.words for reading in readings),
        query="\n\n".join(found.query for found in founds),
        items=items,
        note="；".join(dict.fromkeys(notes)) or None,
        explanation=tuple(_explained(atom) for atom in atoms if not atom.is_a(IgnoredUse)),
        alternatives=tuple(other for reading in readings for other in reading.others),
    )


def _explained(atom: Atom) -> str:
    uses = " | ".join(type(use).__name__.removesuffix("Use") for use in atom.uses)
    return f"{atom.text}: {uses}"
