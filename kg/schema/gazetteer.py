"""The gazetteer: names known beforehand.

Each file ``ontology/gazetteer/*.tsv`` is UTF-8 with a header line and the tab-separated columns

    name    class    aliases    within

``class`` is a local name of the ontology, ``aliases`` are separated by ``|``, ``within`` is the
name of the enclosing place (several levels may be joined by ``/``, the nearest first) or of the
parent organisation. Lines that begin with ``#`` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SchemaError, spelled

COLUMNS = ("name", "class", "aliases", "within")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One known name.

    Attributes:
        name: The canonical name, simplified.
        type: Local name of its class.
        aliases: Other names of the same thing.
        within: Names of what encloses it, the nearest first.
        file: The file it stands in, such as ``divisions.tsv``.
        line: Its line there, from 1.
    """

    name: str
    type: str
    aliases: tuple[str, ...]
    within: tuple[str, ...]
    file: str
    line: int


def read_gazetteer(folder: Path) -> tuple[GazetteerEntry, ...]:
    """Read all files of a gazetteer folder, in the order of their names.

    Raises:
        SchemaError: If a file has no header, or a line has the wrong number of columns.
    """
    files = (read_gazetteer_file(path) for path in sorted(folder.glob("*.tsv")))
    return tuple(entry for entries in files for entry in entries)


def read_gazetteer_file(path: Path) -> tuple[GazetteerEntry, ...]:
    """Read one file of a gazetteer.

    Raises:
        SchemaError: If it has no header, or a line has the wrong number of columns.
    """
    return tuple(_read(path))


def _read(path: Path) -> Iterator[GazetteerEntry]:
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [(n, x) for n, x in enumerate(lines, 1) if x.strip() and not x.startswith("#")]
    if not numbered or tuple(numbered[0][1].split("\t")) != COLUMNS:
        text = "the header line must be {columns}, tab-separated"
        raise SchemaError.of(path, spelled("schema_header", text, columns=" ".join(COLUMNS)))
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(COLUMNS) or len(cells) < 2 or not cells[0]:
            text = "line {line}: expected {count} columns"
            count = len(COLUMNS)
            raise SchemaError.of(path, spelled("schema_columns", text, line=number, count=count))
        name, kind, aliases, within = (*cells, "", "")[:4]
        yield GazetteerEntry(
            name, kind, _parts(aliases, "|"), _parts(within, "/"), path.name, number
        )


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(mark) if part)
