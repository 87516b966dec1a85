"""What a build has to read: new and changed articles, and no others."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.pipeline.archive import Archive
from kg.pipeline.extraction import Outcome, Task
from kg.pipeline.report import Failure
from kg.reading import Input
from kg.schema.messages import message

Tell = Callable[[str], None]
"""Is told the source of each input that is done."""


class Intake:
    """Compares inputs with what a store has, and keeps what is read of them.

    Attributes:
        seen: SHA-256 of the inputs' articles, as far as they could be read.
        added: Those of them that are new.
        replaced: Those that stand where another stood before.
        updated: Those that were there, extracted by another version of kg.
        unchanged: Those that were there.
        removed: SHA-256 of the articles that the user took out.
        repeated: Inputs whose bytes another has too.
        failures: Inputs that could not be read.
        displaced: By the SHA-256 of an article: those that stood in its place.
    """

    def __init__(self, archive: Archive, fingerprint: str, *, anew: bool) -> None:
        self.seen: set[str] = set()
        self.added: set[str] = set()
        self.replaced: set[str] = set()
        self.updated: set[str] = set()
        self.unchanged: set[str] = set()
        self.removed: set[str] = set()
        self.repeated = 0
        self.failures: list[Failure] = []
        self.displaced: dict[str, set[str]] = defaultdict(set)
        self._waiting: dict[str, list[Task]] = defaultdict(list)
        self._archive = archive
        self._fingerprint = fingerprint
        self._anew = anew
        self._known = archive.fingerprints()
        self._places = archive.places()
        self._at: dict[str, set[str]] = defaultdict(set)
        for place, (_, sha256) in self._places.items():
            self._at[sha256].add(place)

    def remove(self, name: str) -> None:
        """Take out what comes from a source: a file, a folder, an archive or an address.

        Raises:
            InputError: If no article comes from there.
        """
        whole = str(Path(name).resolve())
        found = [
            place
            for place, (known, _) in self._places.items()
            if _lies_in(place, known, name, whole)
        ]
        failed = [
            place
            for place, known, _ in self._archive.failures()
            if _lies_in(place, known, name, whole)
        ]
        if not found and not failed:
            raise InputError(message("nothing_from_there", name=name))
        for place in failed:
            self._archive.clear(place)
        for place in found:
            _, sha256 = self._places.pop(place)
            self._archive.clear(place)
            self._leave(place, sha256)
            if not self._at[sha256]:
                self.removed.add(sha256)

    def tasks(self, inputs: Iterable[Input], tell: Tell) -> Iterator[Task]:
        """The articles that must be read, in order; ``tell`` is told of the others."""
        for one in inputs:
            try:
                data = one.load()
                source, place = one.located(data)
                sha256 = hashlib.sha256(data).hexdigest()
                task = Task(source, place, sha256, data, one.record, one.address)
            except InputError as error:
                self._fail(one.place or one.source, one.source, error.message)
            else:
                if self._is_new(task):
                    yield task
                    continue
            tell(one.source)
        if self._anew:
            yield from self._again()

    def accept(self, task: Task, outcome: Outcome) -> None:
        """Keep what was extracted, or note why nothing was."""
        if outcome.problem:
            self.seen.discard(task.sha256)
            for one in (task, *self._waiting.pop(task.sha256, ())):
                self._fail(one.place, one.source, outcome.problem)
            return
        self._archive.keep(task.sha256, self._fingerprint, outcome)
        if task.document is None:
            before = self._places.get(task.place)
            if task.sha256 in self._known:
                self.updated.add(task.sha256)
            elif before is not None:
                self.replaced.add(task.sha256)
            else:
                self.added.add(task.sha256)
            self._put(task)
        else:
            self.updated.add(task.sha256)
        self._known[task.sha256] = self._fingerprint
        for one in self._waiting.pop(task.sha256, ()):
            self._put(one)

    def _is_new(self, task: Task) -> bool:
        """Whether an article must be read; if not, what is known of it is brought up to date."""
        if task.sha256 in self.seen:
            self.repeated += 1
            if self._known.get(task.sha256) == self._fingerprint:
                self._put(task)
            else:
                self._waiting[task.sha256].append(task)
            return False
        self.seen.add(task.sha256)
        known = self._known.get(task.sha256)
        if known != self._fingerprint or self._anew:
            return True
        before = self._places.get(task.place)
        if before is None and any(map(_is_there, self._at[task.sha256])):
            self.repeated += 1
        else:
            self.unchanged.add(task.sha256)
        self._put(task)
        return False

    def _put(self, task: Task) -> None:
        """Note that an article stands at a place, and no other does."""
        self.removed.discard(task.sha256)
        before = self._places.get(task.place)
        if before != (task.source, task.sha256):
            self._archive.put(task.place, task.source, task.sha256)
            self._places[task.place] = (task.source, task.sha256)
        if before is not None and before[1] != task.sha256:
            self._leave(task.place, before[1])
            self.displaced[task.sha256].add(before[1])
        if before is None:
            # Files that were moved: the article no longer stands where it stood.
            for place in sorted(p for p in self._at[task.sha256] if not _is_there(p)):
                self._archive.clear(place)
                self._places.pop(place, None)
                self._leave(place, task.sha256)
        self._at[task.sha256].add(task.place)

    def _leave(self, place: str, sha256: str) -> None:
        self._at[sha256].discard(place)

    def _again(self) -> Iterator[Task]:
        """The store's articles that no input has brought, to be extracted anew."""
        for sha256 in sorted(self._known.keys() - self.seen):
            extraction = self._archive.extraction(sha256) if self._at[sha256] else None
            if extraction is not None:
                document = extraction.document
                yield Task(document.source, "", sha256, document=document)

    def _fail(self, place: str, source: str, reason: str) -> None:
        self.failures.append(Failure(source, reason))
        self._archive.fail(place, source, reason)


def _lies_in(place: str, known: str, name: str, whole: str) -> bool:
    """Whether an article at a place is meant by a name whose whole path is also given."""
    return name in (known, place) or place == whole or place.startswith((f"{whole}/", f"{whole}:"))


def _is_there(place: str) -> bool:
    """Whether a place is no file, or a file that exists, or lies in one."""
    path = Path(place)
    if not path.is_absolute():
        return True
    return any(p.is_file() for p in (path, Path(place.rpartition(":")[0] or place), *path.parents))
