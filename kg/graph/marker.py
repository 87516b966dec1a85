"""The marker file that makes a folder a store, and says which of its states this is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.graph.journal import Journal
from kg.schema.messages import message, reason

MARKER: Final = "kg-store.json"
FORMAT_VERSION: Final = 1
ENGINE: Final = "oxigraph"


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker file says.

    Attributes:
        base: Namespace of the individuals.
        classes: Digest of the class hierarchy that the union follows; empty before the first.
        revision: Counts the changes; a store that was only read keeps its number.
        changing: Whether it is being changed, or a change was broken off; what is then in the
            store has no number.
        format: Version of the store's layout.
        engine: What holds the quads.
    """

    base: str
    classes: str = ""
    revision: int = 0
    changing: bool = False
    format: int = FORMAT_VERSION
    engine: str = ENGINE

    @property
    def state(self) -> int | None:
        """The number of what is in the store, or None while that changes."""
        return None if self.changing else self.revision


def is_store(path: str | Path) -> bool:
    """Whether a folder is a store."""
    return (Path(path) / MARKER).is_file()


def read_marker(folder: Path) -> Marker:
    """Read the marker of a store.

    Raises:
        StoreError: If there is none, or it is damaged or of another version.
    """
    path = folder / MARKER
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version, base = found["format"], str(found["base"])
    except FileNotFoundError:
        raise StoreError(message("not_a_store", path=folder, marker=MARKER)) from None
    except OSError as error:
        raise StoreError(message("cannot_be_read", path=path, reason=reason(error))) from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(message("store_damaged", path=path)) from None
    if version != FORMAT_VERSION:
        raise StoreError(
            message("store_format", path=folder, version=version, known=FORMAT_VERSION)
        )
    return Marker(
        base=base,
        classes=str(found.get("classes", "")),
        revision=int(found.get("revision", 0)),
        changing=bool(found.get("changing", False)),
    )


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker of a store, all or nothing.

    Raises:
        StoreError: If it cannot be written.
    """
    path = folder / MARKER
    temporary = folder / f".{MARKER}.part"
    try:
        temporary.write_text(json.dumps(asdict(marker), indent=1) + "\n", encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise StoreError(message("store_not_made", path=folder, reason=reason(error))) from None


class Changes:
    """Counts the changes of one store while it is open for writing.

    Attributes:
        journal: Is told what each change does to the union.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun = False
        self.journal = Journal(whole=False)

    def begin(self) -> None:
        """Say that the store is about to change; again for each change, at no cost."""
        if not self._begun:
            marker = read_marker(self._folder)
            # Of a change that was broken off nobody knows how far it came.
            self.journal = Journal(whole=not marker.changing)
            write_marker(self._folder, replace(marker, changing=True))
            self._begun = True

    def end(self) -> None:
        """Give what is in the store now a number of its own, if anything changed."""
        marker = read_marker(self._folder)
        if marker.changing:
            revision = marker.revision + 1
            self.journal.save(self._folder, revision)
            write_marker(self._folder, replace(marker, revision=revision, changing=False))
