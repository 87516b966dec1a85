"""What each piece of a question was taken to mean, one line a piece."""

from __future__ import annotations

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions.atoms import (
    AskUse,
    Atom,
    ClassUse,
    DateUse,
    EventUse,
    IgnoredUse,
    KindUse,
    MarkUse,
    NameUse,
    NumberUse,
    PhaseUse,
    QuantityUse,
    RelationUse,
    StatusUse,
    Use,
)
from kg.schema import Schema


class Explaining:
    """Says what atoms can mean, in the order in which the meanings are tried.

    Args:
        schema: Labels of the terms.
        index: Names of the graph.
        lang: ``zh`` or ``en``.
    """

    def __init__(self, schema: Schema, index: EntityIndex, lang: str) -> None:
        self._ontology, self._index, self._lang = schema.ontology, index, lang
        lexicon = schema.lexicon("questions", QuestionLexicon)
        self._names, words = lexicon.explaining[lang], lexicon.wording[lang]
        self._and, self._aside, self._step = words["and"], words["aside"], words["step"]

    def steps(self, atoms: tuple[Atom, ...]) -> tuple[str, ...]:
        """One line for each piece that says something."""
        return tuple(
            self._step.format(
                word=atom.text, uses=" | ".join(dict.fromkeys(map(self._said, atom.uses)))
            )
            for atom in atoms
            if not isinstance(atom.uses[0], IgnoredUse)
        )

    def _said(self, use: Use) -> str:
        kind = self._in_words(type(use).__name__.removesuffix("Use"))
        what = self._what(use)
        return f"{kind} {what}" if what else kind

    def _what(self, use: Use) -> str:
        labels = "/".join(self._ontology.label(name, self._lang) for name in _terms(use))
        text = (
            self._and.join(map(self._index.label, use.iris))
            if isinstance(use, NameUse)
            else self._in_words(_text(use))
        )
        return self._aside.format(text=labels, aside=text) if labels and text else labels or text

    def _in_words(self, name: str) -> str:
        return self._names.get(name, name)


def _terms(use: Use) -> tuple[str, ...]:
    """The terms of the ontology that a use means."""
    match use:
        case RelationUse():
            return (use.words.property,)
        case KindUse():
            return use.kinds
        case EventUse():
            return use.types
        case ClassUse():
            return use.words.classes
        case StatusUse():
            return (use.status,)
        case _:
            return ()


def _text(use: Use) -> str:
    """What else a use says."""
    text = ""
    match use:
        case RelationUse():
            text = use.role.value
        case AskUse():
            text = use.wanted
        case MarkUse():
            text = use.mark.removesuffix("_")
        case NumberUse():
            text = f"{use.value:f}"
        case QuantityUse():
            text = _between(use.low, use.high)
        case DateUse():
            text = _between(use.since, use.until)
        case PhaseUse():
            text = "/".join(use.words)
        case _:
            pass
    return text


def _between(low: object, high: object) -> str:
    ends = ["" if end is None else str(end) for end in (low, high)]
    return ends[0] if low == high else "–".join(ends)
