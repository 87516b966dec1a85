"""What can be completed in a graph, gathered once when the shell opens."""

from __future__ import annotations

from functools import lru_cache

from kg.graph.turtle import local_name
from kg.model.lexicon.shell import ShellLexicon
from kg.shell.names import Name, NameIndex
from kg.shell.runner import Runner
from kg.shell.suggest import Vocabulary


def read_vocabulary(runner: Runner) -> Vocabulary:
    """All that can be suggested for a graph."""
    lang, ontology = runner.screen.lang, runner.schema.ontology
    terms = {
        **{name: term.label(lang) for name, term in ontology.classes.items()},
        **{name: term.label(lang) for name, term in ontology.properties.items()},
    }
    views = ((view, view.zh if lang == "zh" else view.en) for view in runner.edges.views)
    commands = runner.schema.lexicon("shell", ShellLexicon).commands
    return Vocabulary(
        names=read_names(runner),
        terms=tuple((f"kg:{name}", label) for name, label in sorted(terms.items())),
        prefixes=tuple(sorted(runner.graph.prefixes())),
        keywords=runner.edges.keywords,
        edges=tuple(
            (form, label) for view, label in views for form in dict.fromkeys((label, view.name))
        ),
        commands=tuple(
            (form, command.help(lang))
            for command in commands
            for form in (command.name, *command.aliases)
        ),
        arguments={
            form: None if command.argument == "entity" else command.choices
            for command in commands
            for form in (command.name, *command.aliases)
        },
    )


@lru_cache(maxsize=4)
def read_names(runner: Runner) -> NameIndex:
    """The names of a graph's entities with their classes; read once for a runner."""
    ontology, lang = runner.schema.ontology, runner.screen.lang
    names = []
    for entity in runner.index.known.values():
        term = _term(entity.iri, runner.graph.base)
        kind = "、".join(ontology.label(name, lang) for name in entity.types)
        names += [Name(text, entity.label, term, kind) for text in entity.names]
    return NameIndex(tuple(names))


def _term(iri: str, base: str) -> str:
    """An entity as SPARQL writes it."""
    local = local_name(iri[len(base) :]) if iri.startswith(base) else None
    return f"<{iri}>" if local is None else f"id:{local}"
