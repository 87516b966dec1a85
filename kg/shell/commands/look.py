"""Commands that show what is in the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.model.lexicon.shell import CommandWord
from kg.query.sparql import iri, local_name, select
from kg.render.table import table
from kg.shell.commands.handler import Handler, misuse, text
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.shell.session import Session


def shown_table(session: Session, heads: list[str], rows: list[list[str]]) -> Output:
    """A table of the shell's own, as wide as the screen."""
    screen = session.runner.screen
    return text(table(heads, rows, width=screen.width, ambiguous=screen.ambiguous))


def _show(session: Session, command: CommandWord, argument: str) -> Output:
    if not argument:
        raise misuse(session, command)
    if session.commands.word(argument) == "settings":
        from kg.shell.commands.sitting import settings_table

        return settings_table(session)
    return session.timed(lambda: session.runner.card(argument))


def _find(session: Session, command: CommandWord, argument: str) -> Output:
    if not argument:
        raise misuse(session, command)
    from kg.shell.vocabulary import read_names

    found = read_names(session.runner).holding(argument)
    if not found:
        raise UsageError(session.texts["nothing_found"].format(words=argument))
    ontology, lang = session.runner.schema.ontology, session.runner.screen.lang
    between = session.texts["chain_and"]
    kinds = [between.join(ontology.label(kind, lang) for kind in name.types) for name in found]
    rows = zip(found, kinds, strict=True)
    return text("".join(f"{name.text}  {kind}  {name.term}\n" for name, kind in rows))


def _stats(session: Session, _: CommandWord, __: str) -> Output:
    from kg.query.counts import count
    from kg.render.stats import stats_text

    runner = session.runner
    with session.limit().running():
        counts = count(runner.graph)
    return text(
        stats_text(
            counts,
            runner.schema.ontology,
            runner.texts,
            lang=runner.screen.lang,
            ambiguous=runner.screen.ambiguous,
        )
    )


def _count(session: Session, _: CommandWord, argument: str) -> Output:
    """How many entities there are, of a class or in all."""
    runner = session.runner
    type_ = _class(session, argument) if argument else None
    pattern = f"?e a {iri(runner.schema.ontology.iri(type_))} ." if type_ else ""
    query = f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ {pattern} ?e {v.MENTIONED_IN} ?article }}"
    with session.limit().running():
        (row,) = select(runner.graph, query)
    return text(row["n"] + "\n")


def _graphs(session: Session, _: CommandWord, __: str) -> Output:
    texts = session.texts
    with session.limit().running():
        articles = session.runner.graph.articles()
    rows = [
        [a.published or "", a.headline or "", a.source or "", local_name(a.iri)] for a in articles
    ]
    heads = [texts["column_date"], texts["headline"], texts["file"], "id:"]
    return shown_table(session, heads, sorted(rows))


def _edges(session: Session, _: CommandWord, __: str) -> Output:
    lang = session.runner.screen.lang
    rows = [
        [view.name, view.zh if lang == "zh" else view.en, " ".join(view.words)]
        for view in session.runner.edges.views
    ]
    heads = [session.texts["edge"], session.texts["label"], session.texts["words"]]
    return shown_table(session, heads, rows)


def _questions(session: Session, _: CommandWord, argument: str) -> Iterator[Output]:
    """What can be asked, all or with a word; anything else that follows is a question."""
    from kg.query.questions.catalogue import catalogue

    runner = session.runner
    topics = catalogue(runner.schema, runner.screen.lang)
    rows = [
        [topic.label, " ".join(topic.words)]
        for topic in topics
        if topic.group != "example"
        and any(argument in word for word in (topic.label, *topic.words))
    ]
    if rows:
        yield shown_table(session, [session.texts["label"], session.texts["words"]], rows)
    else:
        yield from session.evaluate(argument)


def _schema(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    yield _classes(session, command, "")
    yield _properties(session, command, argument)


def _classes(session: Session, _: CommandWord, __: str) -> Output:
    from kg.query.counts import count

    runner = session.runner
    ontology, lang = runner.schema.ontology, runner.screen.lang
    with session.limit().running():
        numbers = count(runner.graph).classes
    rows = [
        [
            f"kg:{name}",
            term.label(lang),
            " ".join(f"kg:{parent}" for parent in term.parents if ":" not in parent),
            str(numbers.get(name, 0)),
        ]
        for name, term in sorted(ontology.classes.items())
    ]
    texts = session.texts
    heads = [texts["count_classes"], texts["label"], texts["above"], texts["number"]]
    return shown_table(session, heads, sorted(rows, key=lambda row: -int(row[-1])))


def _properties(session: Session, _: CommandWord, argument: str) -> Output:
    """Properties with domain and range; those of a class, if one is named."""
    runner = session.runner
    ontology, lang = runner.schema.ontology, runner.screen.lang
    named = _class(session, argument) if argument else None
    fitting = {named, *ontology.ancestors(named)} if named else None
    rows = []
    for name, term in sorted(ontology.properties.items()):
        if fitting is None or not term.domain or set(term.domain) & fitting:
            ends = [" ".join(f"kg:{one}" for one in end) for end in (term.domain, term.range)]
            rows.append([f"kg:{name}", term.label(lang), *ends])
    texts = session.texts
    heads = [texts["count_relations"], texts["label"], texts["domain"], texts["range"]]
    return shown_table(session, heads, rows)


def _class(session: Session, argument: str) -> str:
    """The local name of a class.

    Raises:
        UsageError: If there is none.
    """
    from kg.schema.classes import class_called

    name = class_called(session.runner.schema, argument)
    if name is None:
        raise UsageError(session.texts["no_class"].format(name=argument))
    return name


def _timeline(session: Session, command: CommandWord, argument: str) -> Output:
    """What happened to an entity, in order of time."""
    if not argument:
        raise misuse(session, command)
    from kg.query.timeline import timeline
    from kg.render.history import timeline_text

    runner = session.runner
    with session.limit().running():
        found = timeline(runner.graph, argument, runner.schema, lang=runner.screen.lang)
    screen = runner.screen
    shown = timeline_text(found, runner.texts, width=screen.width, ambiguous=screen.ambiguous)
    return Output(text=shown, empty=not found.moments)


def _conflicts(session: Session, _: CommandWord, argument: str) -> Output:
    """Where articles disagree, about all or about what has these words in its name."""
    from kg.query.conflicts import conflicts
    from kg.render.history import conflicts_text

    runner, screen = session.runner, session.runner.screen
    with session.limit().running():
        every = conflicts(runner.graph, runner.schema, lang=screen.lang)
        found = [one for one in every if argument in one.subject]
    if not found:
        return Output(note=session.texts["no_conflicts"], empty=True)
    return text(conflicts_text(found, runner.texts, width=screen.width, ambiguous=screen.ambiguous))


COMMANDS: dict[str, Handler] = {
    ".timeline": _timeline,
    ".conflicts": _conflicts,
    ".show": _show,
    ".find": _find,
    ".stats": _stats,
    ".count": _count,
    ".graphs": _graphs,
    ".edges": _edges,
    ".questions": _questions,
    ".schema": _schema,
    ".classes": _classes,
    ".props": _properties,
}
