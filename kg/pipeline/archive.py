"""What was extracted from each article of a store, kept so that no article is read twice.

Which entities are one depends on all articles together. When a new article shows that two names are
one, the graphs of older articles are written again from here, without reading them again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import msgspec

from kg.errors import StoreError
from kg.graph.identity import Named, Profile
from kg.model import Extraction
from kg.pipeline.copies import Sketched
from kg.pipeline.extraction import Outcome
from kg.pipeline.stored import unpacked
from kg.schema.messages import message, not_written

FILE: Final = "articles.sqlite"
FAILED: Final = "failed.tsv"
# The packages whose code decides what is found in an article.
_CODE = ("model", "reading", "text", "extract", "graph", "pipeline")
# After so many changes they are made to last, so that a killed build need not begin anew.
_CHANGES = 100

_TABLES = """
CREATE TABLE IF NOT EXISTS article (
  sha256 TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, written TEXT NOT NULL DEFAULT '',
  quads INTEGER NOT NULL DEFAULT 0, named BLOB NOT NULL, body BLOB NOT NULL,
  sketch BLOB NOT NULL DEFAULT x'', published TEXT NOT NULL DEFAULT '',
  overruling INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS source (
  place TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failure (
  place TEXT PRIMARY KEY, name TEXT NOT NULL, reason TEXT NOT NULL);
"""

_LATER = {
    "sketch": "BLOB NOT NULL DEFAULT x''",
    "published": "TEXT NOT NULL DEFAULT ''",
    "overruling": "INTEGER NOT NULL DEFAULT 0",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one article without opening its extraction.

    Attributes:
        fingerprint: Of the code and ontology that extracted it.
        named: Its entities.
        written: What its graph was last written from, or the empty string.
        quads: Statements of its graph.
    """

    fingerprint: str
    named: tuple[Named, ...]
    written: str = ""
    quads: int = 0


class Archive:
    """The extractions of a store's articles and where they come from, in one SQLite file.

    A place is where an article stands (the whole path of a file, an address), its name what the
    user called it. Several places may hold the same article.

    Attributes:
        folder: The store.
    """

    def __init__(self, store: Path) -> None:
        self.folder = store
        self._path = store / FILE
        self._changes = 0
        with self._reporting():
            self._database = sqlite3.connect(self._path)
            # Beside the log, only a loss of power can lose what was made to last; never order.
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_TABLES)
            self._add_columns()

    def _add_columns(self) -> None:
        """Bring the file of an older version up to date; what it lacks is empty."""
        there = {row[1] for row in self._database.execute("PRAGMA table_info(article)")}
        for name, kind in _LATER.items():
            if name not in there:
                self._database.execute(f"ALTER TABLE article ADD COLUMN {name} {kind}")

    # -- articles

    def kept(self) -> dict[str, Kept]:
        """What is kept, by the articles' SHA-256 and in its order."""
        found = {}
        profiles: dict[Profile, Profile] = {}  # a name comes in many articles
        query = "SELECT sha256, fingerprint, named, written, quads FROM article ORDER BY sha256"
        for sha256, fingerprint, named, written, quads in self._rows(query):
            try:
                entities = msgspec.msgpack.decode(named, type=tuple[Named, ...])
            except msgspec.DecodeError:
                continue  # of an older version: the article is read again
            shared = tuple(
                Named(sha256, one.key, profiles.setdefault(one.profile, one.profile))
                for one in entities
            )
            found[sha256] = Kept(fingerprint, shared, written, quads)
        return found

    def fingerprints(self) -> dict[str, str]:
        """What extracted each article, by SHA-256."""
        return dict(self._rows("SELECT sha256, fingerprint FROM article ORDER BY sha256"))

    def quads(self) -> int:
        """Statements of all graphs together."""
        ((total,),) = self._rows("SELECT coalesce(sum(quads), 0) FROM article")
        return int(total)

    def keep(self, sha256: str, fingerprint: str, outcome: Outcome) -> None:
        """Keep what was extracted from an article.

        Args:
            sha256: The article's.
            fingerprint: Of the code and ontology.
            outcome: Without a problem.

        Raises:
            StoreError: If it cannot be written; so do all methods that change something.
        """
        self._change(
            "INSERT OR REPLACE INTO article "
            "(sha256, fingerprint, named, body, sketch, published, overruling) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(sha256, fingerprint, outcome.named, outcome.body),
                *(outcome.sketch, outcome.published, outcome.overruling),
            ),
        )

    def overruling(self) -> list[str]:
        """The articles that say that something does not hold, by SHA-256 and in its order."""
        rows = self._rows("SELECT sha256 FROM article WHERE overruling > 0 ORDER BY sha256")
        return [sha256 for (sha256,) in rows]

    def sketches(self) -> dict[str, Sketched]:
        """By which copies are known, by SHA-256."""
        query = "SELECT sha256, sketch, published FROM article ORDER BY sha256"
        return {sha256: Sketched(made, time) for sha256, made, time in self._rows(query)}

    def extraction(self, sha256: str) -> Extraction | None:
        """One extraction, or None if there is none that can be read."""
        for (body,) in self._rows("SELECT body FROM article WHERE sha256 = ?", sha256):
            return unpacked(body)
        return None

    def mark_written(self, sha256: str, written: str, quads: int) -> None:
        """Note what an article's graph was written from, and its size."""
        self._change(
            "UPDATE article SET written = ?, quads = ? WHERE sha256 = ?", (written, quads, sha256)
        )

    def forget(self, sha256: str) -> None:
        """Forget an article."""
        self._change("DELETE FROM article WHERE sha256 = ?", (sha256,))

    # -- where they come from

    def places(self) -> dict[str, tuple[str, str]]:
        """Name and SHA-256 by place, in the order of the places."""
        query = "SELECT place, name, sha256 FROM source ORDER BY place"
        return {place: (name, sha256) for place, name, sha256 in self._rows(query)}

    def put(self, place: str, name: str, sha256: str) -> None:
        """Note which article stands at a place; one that failed there before no longer does."""
        self._change("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", (place, name, sha256))
        self._change("DELETE FROM failure WHERE place = ?", (place,))

    def clear(self, place: str) -> None:
        """Forget what stood at a place, and that it failed."""
        self._change("DELETE FROM source WHERE place = ?", (place,))
        self._change("DELETE FROM failure WHERE place = ?", (place,))

    def fail(self, place: str, name: str, reason: str) -> None:
        """Note that what stands at a place cannot be read."""
        self._change("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", (place, name, str(reason)))

    def failures(self) -> list[tuple[str, str, str]]:
        """Place, name and reason of all that could not be read when it was last tried."""
        rows = self._rows("SELECT place, name, reason FROM failure ORDER BY name, place")
        return [(place, name, reason) for place, name, reason in rows]

    def list_failures(self) -> None:
        """Write the failures to a text file beside the store, or delete it if there are none."""
        path = self._path.with_name(FAILED)
        lines = [f"{name}\t{' '.join(reason.split())}\n" for _, name, reason in self.failures()]
        try:
            if lines:
                path.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(path, error) from None

    # -- the file

    def save(self) -> None:
        """Make all changes last."""
        with self._reporting():
            self._database.commit()
        self._changes = 0

    def close(self) -> None:
        """Let go of the file; changes that were not saved are lost."""
        self._database.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            # Each change stands for itself, so that a build that was broken off keeps what it did.
            if not isinstance(error, StoreError):
                self.save()
        finally:
            self.close()

    def _change(self, statement: str, values: tuple[object, ...]) -> None:
        with self._reporting():
            self._database.execute(statement, values)
        self._changes += 1
        if self._changes >= _CHANGES:
            self.save()

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        with self._reporting():
            yield from self._database.execute(query, values)

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error) or "malformed" in str(error):
                raise StoreError(
                    message("archive_damaged", path=self._path, reason=error)
                ) from None
            if "disk is full" in str(error):
                raise StoreError(message("archive_full", path=self._path)) from None
            raise StoreError(message("archive_unusable", path=self._path, reason=error)) from None


@cache
def fingerprint(ontology: Path) -> str:
    """A digest of the code and the ontology that decide what is found in an article."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    code = (path for name in _CODE for path in (package / name).rglob("*.py"))
    data = (path for path in ontology.rglob("*") if path.is_file())
    for path in sorted([*code, *data]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
