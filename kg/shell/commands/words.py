"""What ``.help`` and F1 say about words that are no commands: keywords, settings, terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model.lexicon.interface import Interface
from kg.render.width import wrap
from kg.schema.ontology import Ontology
from kg.schema.terms import PropertyTerm, Term
from kg.shell.settings import names

if TYPE_CHECKING:
    from kg.shell.session import Session


def explained(session: Session, word: str) -> str:
    """What a keyword, a setting, a class or a property means; empty for any other word."""
    width = session.runner.screen.width
    lines = (*_keywords(session, word), *_settings(session, word), *_terms(session, word))
    return "".join(f"{wrap(line, width, indent='  ') if width else line}\n" for line in lines)


def _keywords(session: Session, word: str) -> Iterator[str]:
    """A keyword of SPARQL or of path statements, in either language."""
    runner = session.runner
    texts = runner.schema.lexicon("keywords", Interface).texts(runner.screen.lang)
    typed = word.upper()
    if typed in texts:
        yield texts[typed]
        return
    for name, forms in runner.edges.keywords.items():
        if typed in forms and name in texts:
            yield texts[name]


def _settings(session: Session, word: str) -> Iterator[str]:
    if word in names():
        value = session.settings.text(word)
        yield f"{word} = {value}  {session.texts[f'setting_{word}']}"


def _terms(session: Session, word: str) -> Iterator[str]:
    """Classes and properties of this name or label, with what they join and mean."""
    ontology, lang = session.runner.schema.ontology, session.runner.screen.lang
    wanted = word.removeprefix("kg:").casefold()
    for name, term in {**ontology.classes, **ontology.properties}.items():
        if wanted in (name.casefold(), *(label.casefold() for label in term.labels.values())):
            ends = _ends(ontology, term, lang)
            yield "  ".join(filter(None, (f"kg:{name}", term.label(lang), ends)))
            if comment := term.comments.get(lang):
                yield comment


def _ends(ontology: Ontology, term: Term, lang: str) -> str:
    """The classes that a property joins."""
    if not isinstance(term, PropertyTerm):
        return ""
    sides = [
        "/".join(ontology.label(one, lang) for one in side) for side in (term.domain, term.range)
    ]
    return " → ".join(sides)
