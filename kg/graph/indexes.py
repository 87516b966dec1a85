"""What is computed from a whole store, kept beside it until the store changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kg.graph.interface import Graph
from kg.graph.journal import Difference, difference

FOLDER: Final = "indexes"


Update = Callable[[Path, Difference, Path], bool]
"""Makes an index of an older one and of what changed since; False if it must be made anew."""


def index_folder(
    graph: Graph,
    name: str,
    version: int,
    make: Callable[[Path], None],
    update: Update | None = None,
) -> Path | None:
    """The folder that holds an index of what is in a graph now; made if there is none.

    An index is made in a folder of its own and then renamed, so that what is found is whole. Older
    ones of the same name are deleted; a process that has them mapped goes on with them.

    Args:
        graph: Any graph.
        name: Of the index; part of a file name.
        version: Of what its files look like; count it up when that changes.
        make: Writes the files of the index of this graph into an empty folder.
        update: Writes the same files from those of an older index, where it is known what changed.

    Returns:
        The folder; None if the graph is no store, is being changed, or nothing can be written
        beside it, in which case the index is the caller's to compute.
    """
    if graph.revision is None:
        return None
    indexes = Path(graph.location) / FOLDER
    folder = indexes / f"{name}-{version}-{graph.revision}"
    if folder.is_dir():
        return folder
    part = indexes / f".{folder.name}.{os.getpid()}.part"
    try:
        part.mkdir(parents=True, exist_ok=True)
        if update is None or not _updated(graph, f"{name}-{version}-", part, update):
            make(part)
        part.rename(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        return folder if folder.is_dir() else None  # another process may have been first
    for other in sorted(indexes.glob(f"{name}-*-*")):
        if other != folder and _revision(other) <= graph.revision:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _updated(graph: Graph, beginning: str, part: Path, update: Update) -> bool:
    """Whether the newest older index could be brought up to date."""
    assert graph.revision is not None
    found = [path for path in part.parent.glob(f"{beginning}*") if path.is_dir()]
    old = max(found, key=_revision, default=None)
    if old is None or _revision(old) > graph.revision:
        return False
    changed = difference(Path(graph.location), _revision(old), graph.revision)
    if changed is None:
        return False
    try:
        if update(old, changed, part):
            return True
    except OSError:
        pass  # another process has deleted the old one
    for path in part.iterdir():
        path.unlink()
    return False


def _revision(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0
