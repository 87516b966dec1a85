"""What can be completed in a graph."""

from __future__ import annotations

from kg.model.lexicon.shell import ShellLexicon
from kg.query.completion.names import NameIndex
from kg.query.completion.stored import completion_index
from kg.render.results import FORMATS
from kg.shell.runner import Runner
from kg.shell.suggest import Vocabulary


def read_vocabulary(runner: Runner) -> Vocabulary:
    """All that can be suggested for a graph; what is known of the graph itself is read later."""
    lang, ontology = runner.screen.lang, runner.schema.ontology
    views = ((view, view.zh if lang == "zh" else view.en) for view in runner.edges.views)
    commands = runner.schema.lexicon("shell", ShellLexicon).commands
    return Vocabulary(
        read_index=lambda: completion_index(runner.graph),
        classes={f"kg:{n}": term.label(lang) for n, term in sorted(ontology.classes.items())},
        properties={f"kg:{n}": term.label(lang) for n, term in sorted(ontology.properties.items())},
        prefixes=runner.graph.prefixes(),
        keywords=runner.edges.keywords,
        edges=tuple(
            (form, label) for view, label in views for form in dict.fromkeys((label, view.name))
        ),
        formats=tuple(FORMATS),
        commands=tuple(
            (form, command.help(lang))
            for command in commands
            for form in (command.name, *command.aliases)
        ),
        arguments={
            form: command.choices or command.argument
            for command in commands
            for form in (command.name, *command.aliases)
        },
        edge_count=runner.texts["edge_count"],
    )


def read_names(runner: Runner) -> NameIndex:
    """The names of a graph's entities."""
    return completion_index(runner.graph).names
