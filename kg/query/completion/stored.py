"""The completion index of a graph, kept beside its store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from kg.graph.indexes import index_folder
from kg.graph.interface import Graph
from kg.query.completion.names import NameIndex
from kg.query.completion.statistics import Statistics

NAME: Final = "completion"
VERSION: Final = 1
_FILES: Final = ("rows.txt", "keys.txt", "pinyin.txt", "initials.txt", "statistics.json")


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
    def make(folder: Path) -> None:
        from kg.query.completion.making import index_files  # loads pypinyin

        for name, text in index_files(graph).items():
            (folder / name).write_bytes(text.encode())

    folder = index_folder(graph, NAME, VERSION, make)
    if folder is None:
        from kg.query.completion.making import index_files

        # Another server is not asked to count everything.
        return index_files(graph, counted=not graph.location.startswith(("http://", "https://")))
    # Not read_text: it would take other characters for ends of lines.
    return {name: (folder / name).read_bytes().decode() for name in _FILES}


def _read(files: Mapping[str, str]) -> CompletionIndex:
    found: dict[str, Any] = json.loads(files["statistics.json"])
    found["values"] = {name: tuple(values) for name, values in found.get("values", {}).items()}
    texts = [files[name] for name in _FILES[:-1]]
    return CompletionIndex(NameIndex(*texts), Statistics(**found))
