"""Statements that change a store: only where that was switched on, and only after a yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError, StoreError, UsageError
from kg.graph import open_graph
from kg.graph.interface import Bindings
from kg.graph.local import LocalGraph
from kg.graph.marker import read_marker
from kg.graph.sparql import put_in
from kg.graph.update import Change
from kg.shell.output import Output
from kg.shell.statement import first_word

if TYPE_CHECKING:
    from kg.shell.session import Session


def update(session: Session, text: str, bindings: Bindings) -> Iterator[Output]:
    """Find out what an update would change, ask, and change it.

    Raises:
        QueryError: If writing is not switched on, or the update is not allowed or fails.
        UsageError: If nobody can say yes.
        StoreError: If the store cannot be written, or was written by somebody else meanwhile.
    """
    texts = session.texts
    if not session.settings.write:
        raise QueryError(texts["refused"].format(word=first_word(text)))
    graph = session.runner.graph
    graph.allowed = session.settings.allowed
    # Values of parameters are terms, which stand in an update as they stand in a query.
    bound, rest = put_in(text, bindings)
    if rest:
        raise QueryError(texts["unbound_parameter"].format(names=" ".join(sorted(rest))))
    with session.limit().running():
        change = session.runner.rehearse(bound)
    counts = {
        "added": len(change.added),
        "removed": len(change.removed),
        "articles": len(change.articles),
    }
    if not change:
        yield Output(note=texts["no_change"], empty=True)
        return
    question = texts["would_change"].format(**counts)
    if not agreed(session, question, texts["say_yes"]):
        yield Output(note=texts["not_changed"])
        return
    _apply(session, graph.location, graph.revision, change)
    session.refresh()
    yield Output(note=texts["changed"].format(**counts))


def agreed(session: Session, question: str, otherwise: str) -> bool:
    """Whether the user says yes, now or with ``--yes`` beforehand.

    Raises:
        UsageError: If there is nobody to ask.
    """
    if session.yes:
        return True
    answer = session.ask(f"{question} [y/N] ")
    if answer is None:
        raise UsageError(otherwise)
    return session.commands.word(answer).strip().lower() == "yes"


def _apply(session: Session, location: str, revision: int | None, change: Change) -> None:
    schema = session.runner.schema
    with open_graph(location, read_only=False, schema=schema) as store:
        assert isinstance(store, LocalGraph)
        # The store is locked now; what the change was found out on must still be what it holds.
        if revision is None or read_marker(Path(location)).state != revision:
            raise StoreError(session.texts["changed_meanwhile"].format(location=location))
        store.change(change)
