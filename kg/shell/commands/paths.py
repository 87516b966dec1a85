"""The command ``.path``: what holds for path statements that do not say it themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.model.lexicon.shell import CommandWord
from kg.render.table import table
from kg.shell.commands.handler import Handler, misuse
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.shell.session import Session

_CLAUSES = (
    *("VIA", "ALONG", "AVOID", "THROUGH", "WITHIN", "DIRECTED", "UNDIRECTED", "SINCE", "UNTIL"),
    *("UNDATED", "SOURCES", "CONFIDENCE", "STATUS", "WEIGHT", "LIMIT", "WITH", "AS"),
)
_INSTEAD = {"UNDIRECTED": "DIRECTED", "ALONG": "VIA"}
"""Clauses in whose place another one stands."""
_TRIED = "PATH FROM a TO b "

Keywords = Mapping[str, Sequence[str]]


def completed(statement: str, defaults: str, keywords: Keywords) -> str:
    """A path statement with those of the defaults that it does not say itself.

    Args:
        statement: As typed.
        defaults: Clauses.
        keywords: Keyword to its forms, in capitals.
    """
    given = {name for name, _ in _clauses(statement, keywords)}
    added = [words for name, words in _clauses(defaults, keywords) if name not in given]
    return " ".join([statement.rstrip().rstrip(";；"), *added]) if added else statement


def _clauses(text: str, keywords: Keywords) -> list[tuple[str, str]]:
    """The clauses of a text, each under its keyword; what stands before them is left out."""
    names = {form: name for name in _CLAUSES for form in keywords[name]}
    found: list[tuple[str, str]] = []
    for word in text.replace(";", " ").replace("；", " ").split():
        if name := names.get(word.upper()):
            found.append((_INSTEAD.get(name, name), word))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {word}")
    return found


def _path(session: Session, command: CommandWord, argument: str) -> Output:
    """Show what path statements do unless told otherwise, or have them told something else."""
    word, _, rest = argument.partition(" ")
    if session.commands.word(word) != "defaults":
        raise misuse(session, command)
    if session.commands.word(rest) == "off":
        session.path_defaults = ""
        return Output()
    if rest.strip():
        from kg.query.paths.grammar import parse
        from kg.render.errors import quoting

        tried = _TRIED + rest.strip()
        screen = session.runner.screen
        with quoting(tried, session.texts, lang=screen.lang, width=screen.width):
            parse(tried, session.runner.edges)
        session.path_defaults = rest.strip()
        own = _clauses(session.path_defaults, session.runner.edges.keywords)
        return Output(text="".join(f"{words}\n" for _, words in own))
    return Output(text=_table(session))


def _table(session: Session) -> str:
    from kg.query.paths.budget import EXPANSIONS, SECONDS
    from kg.query.paths.run import ALL_LIMIT, DEFAULT_HOPS, FAR_HOPS

    texts, edges, screen = session.texts, session.runner.edges, session.runner.screen
    zh = screen.lang == "zh"
    views: dict[bool, list[str]] = {True: [], False: []}
    for view in edges.views:
        views[view.default].append(view.zh if zh else view.en)

    def word(name: str) -> str:
        return edges.keywords[name][-1 if zh else 0]

    between = texts["chain_and"]
    rows = [
        [f"{word('ALL')} {word('SHORTEST')}", texts["path_selector"]],
        [f"{word('VIA')} {between.join(views[True])}", texts["path_views"]],
        [f"{word('AVOID')} {between.join(views[False])}", texts["path_avoided"]],
        [
            f"{word('WITHIN')} {DEFAULT_HOPS} {word('HOPS')}",
            texts["path_hops"].format(far=FAR_HOPS),
        ],
        [word("UNDIRECTED"), texts["path_direction"]],
        [f"{word('WEIGHT')} {edges.weights['hops'][1 if zh else 0]}", texts["path_weight"]],
        [f"{word('LIMIT')} {ALL_LIMIT}", texts["path_limit"].format(word=word("ALL"))],
        [f"{SECONDS:g} s · {EXPANSIONS:,}", texts["path_budget"]],
    ]
    own = _clauses(session.path_defaults, edges.keywords)
    rows += [[words, texts["by_hand"]] for _, words in own]
    heads = [texts["value"], texts["meaning"]]
    return table(heads, rows, width=screen.width, ambiguous=screen.ambiguous)


COMMANDS: dict[str, Handler] = {".path": _path}
