"""What the last changes of a store did to its union, for those who keep something computed from it.

Beside a store lies, for each of its last revisions, what was put into the union and taken out since
the one before. A change of many articles leaves nothing: reading it would take longer than
computing anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

FOLDER: Final = "changes"
MOST: Final = 50_000
"""Statements of the union that a change of one sitting may put in or take out to be kept."""
_KEPT: Final = 20  # revisions
_ADDED: Final = NamedNode("urn:kg:added")
_REMOVED: Final = NamedNode("urn:kg:removed")


@dataclass(frozen=True, slots=True)
class Difference:
    """What was put into a union and what was taken out; quads of the default graph."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()


class Journal:
    """Notes what happens to a union.

    Attributes:
        whole: Whether it knows everything that happened; if not, it keeps nothing.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self._added: set[Quad] = set()
        self._removed: set[Quad] = set()

    def note(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Note what was not in the union before, and what is not any more."""
        if not self.whole:
            return
        for quad in removed:
            if quad in self._added:
                self._added.remove(quad)
            else:
                self._removed.add(quad)
        for quad in added:
            if quad in self._removed:
                self._removed.remove(quad)
            else:
                self._added.add(quad)
        if len(self._added) + len(self._removed) > MOST:
            self.give_up()

    @property
    def difference(self) -> Difference | None:
        """What happened, or None if that is not known."""
        if not self.whole:
            return None
        return Difference(frozenset(self._added), frozenset(self._removed))

    def give_up(self) -> None:
        """Keep nothing: too much has changed."""
        self.whole = False
        self._added.clear()
        self._removed.clear()

    def save(self, store: Path, revision: int) -> None:
        """Keep what led to a revision; nothing at all if that is not known or there is no room."""
        folder = store / FOLDER
        if not self.whole:
            shutil.rmtree(folder, ignore_errors=True)
            return
        graphs = ((_REMOVED, self._removed), (_ADDED, self._added))
        quads = [
            Quad(quad.subject, quad.predicate, quad.object, name)
            for name, held in graphs
            for quad in sorted(held, key=str)
        ]
        part = folder / ".part"
        try:
            folder.mkdir(exist_ok=True)
            part.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
            part.replace(_path(store, revision))
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            return
        for path in folder.glob("*.nq"):
            if not path.stem.isdecimal() or not revision - _KEPT < int(path.stem) <= revision:
                path.unlink(missing_ok=True)


def difference(store: Path, before: int, after: int) -> Difference | None:
    """What happened between two revisions of a store; None if that is not known."""
    known = Journal(whole=before <= after)
    try:
        for revision in range(before + 1, after + 1):
            data = _path(store, revision).read_bytes()
            quads = list(parse(input=data, format=RdfFormat.N_QUADS))
            known.note(_in_union(quads, _ADDED), _in_union(quads, _REMOVED))
    except (OSError, SyntaxError):
        return None
    return known.difference


def _in_union(quads: Iterable[Quad], name: NamedNode) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object) for q in quads if q.graph_name == name]


def _path(store: Path, revision: int) -> Path:
    return store / FOLDER / f"{revision}.nq"
