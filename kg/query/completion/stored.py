"""The completion index of a graph, kept beside its store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec

from kg.graph.counts import Counts
from kg.graph.indexes import index_folder
from kg.graph.interface import Graph
from kg.graph.journal import Difference
from kg.query.completion.names import NameIndex
from kg.query.completion.statistics import Statistics

NAME: Final = "completion"
VERSION: Final = 3
_FILES: Final = ("rows.txt", "keys.txt", "pinyin.txt", "initials.txt", "statistics.json")
_COUNTS: Final = "counts.msgpack"  # for the index of a later state


@dataclass(frozen=True)
class CompletionIndex:
    """What is known of a graph for completion.

    Attributes:
        names: The names of its entities.
        statistics: Its classes and properties.
    """

    names: NameIndex = field(default_factory=NameIndex)
    statistics: Statistics = field(default_factory=Statistics)


_indexes: WeakKeyDictionary[Graph, CompletionIndex] = WeakKeyDictionary()


def completion_index(graph: Graph) -> CompletionIndex:
    """The index of a graph; made if it is not there, and read once.

    Raises:
        StoreError: If the graph cannot be read.
    """
    found = _indexes.get(graph)
    if found is None:
        found = _indexes[graph] = _read(_files(graph))
    return found


def _files(graph: Graph) -> Mapping[str, str]:
    folder = index_folder(
        graph, NAME, VERSION, partial(_make, graph), partial(_make_of_older, graph)
    )
    if folder is None:
        from kg.query.completion.making import index_files

        return index_files(graph, graph.counts())
    # Not read_text: it would take other characters for ends of lines.
    return {name: (folder / name).read_bytes().decode() for name in _FILES}


def _make(graph: Graph, folder: Path) -> None:
    _write(graph, graph.counts(), folder)


def _make_of_older(graph: Graph, older: Path, changed: Difference, folder: Path) -> bool:
    try:
        before = msgspec.msgpack.decode((older / _COUNTS).read_bytes(), type=Counts)
    except msgspec.DecodeError:
        return False
    _write(graph, graph.counts(before, changed), folder)
    return True


def _write(graph: Graph, counts: Counts, folder: Path) -> None:
    from kg.query.completion.making import index_files  # loads pypinyin

    for name, text in index_files(graph, counts).items():
        (folder / name).write_bytes(text.encode())
    (folder / _COUNTS).write_bytes(msgspec.msgpack.encode(counts))


def _read(files: Mapping[str, str]) -> CompletionIndex:
    found: dict[str, Any] = json.loads(files["statistics.json"])
    found["values"] = {name: tuple(values) for name, values in found.get("values", {}).items()}
    texts = [files[name] for name in _FILES[:-1]]
    return CompletionIndex(NameIndex(*texts), Statistics(**found))
