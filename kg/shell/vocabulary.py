"""What can be completed in a graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from kg.graph import Graph, open_graph
from kg.model.lexicon.shell import ShellLexicon
from kg.query.completion.names import NameIndex
from kg.query.completion.stored import CompletionIndex, completion_index
from kg.shell.commands.keeping import saved_statements
from kg.shell.runner import Runner
from kg.shell.settings import names
from kg.shell.suggest import Vocabulary


def read_vocabulary(runner: Runner) -> Vocabulary:
    """All that can be suggested for a graph; what is known of the graph itself is read later."""
    lang, ontology = runner.screen.lang, runner.schema.ontology
    views = ((view, view.zh if lang == "zh" else view.en) for view in runner.edges.views)
    commands = runner.schema.lexicon("shell", ShellLexicon).commands
    return Vocabulary(
        read_index=_index_reader(runner.graph),
        classes={f"kg:{n}": term.label(lang) for n, term in sorted(ontology.classes.items())},
        properties={f"kg:{n}": term.label(lang) for n, term in sorted(ontology.properties.items())},
        prefixes=runner.graph.prefixes(),
        keywords=runner.edges.keywords,
        edges=tuple(
            (form, label) for view, label in views for form in dict.fromkeys((label, view.name))
        ),
        formats=tuple(form for forms in runner.edges.formats.values() for form in forms),
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
        kinds={
            "class": lambda: [(n, t.label(lang)) for n, t in sorted(ontology.classes.items())],
            "command": lambda: [(command.name[1:], command.help(lang)) for command in commands],
            "query": lambda: [(name, "") for name in saved_statements().names()],
            "path": lambda: [("defaults", ""), ("defaults off", "")],
            "setting": lambda: [(name, "") for name in names()],
        },
        edge_count=runner.texts["edge_count"],
    )


def _index_reader(graph: Graph) -> Callable[[], CompletionIndex]:
    """How completion gets at what is known of a graph.

    Completion works on a thread of its own, but the process that answers for a graph takes one
    request at a time: of a store the thread reads the index, or opens the store for itself to make
    it; of anything else the index is made now.
    """
    if graph.revision is not None:
        return partial(_index_of_store, graph.location, graph.revision)
    found = completion_index(graph)
    return lambda: found


@lru_cache(maxsize=2)
def _index_of_store(location: str, _: int) -> CompletionIndex:
    with open_graph(location) as graph:
        return completion_index(graph)


def read_names(runner: Runner) -> NameIndex:
    """The names of a graph's entities."""
    return _index_reader(runner.graph)().names
