"""A store's copy for bad days, and a store out of such a copy."""

from __future__ import annotations

import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.marker import MARKER, is_store
from kg.pipeline.archive import FAILED, FILE
from kg.pipeline.curation import CURATION, DOUBTS
from kg.schema.messages import message

_PACKED: Final = {".tar": "w", ".gz": "w:gz", ".tgz": "w:gz"}
_FILES: Final = (MARKER, FAILED, CURATION, DOUBTS)


def backup(store: Path, target: Path) -> None:
    """Copy a store as it is now; the copy is whole or not there.

    Args:
        store: The store's folder; nobody may be writing it.
        target: A folder that is not there yet, which becomes a store itself; or a file that ends
            in ``.tar``, ``.tar.gz`` or ``.tgz``.

    Raises:
        StoreError: If there is no store, it is being written, or the copy cannot be written.
    """
    if not is_store(store):
        raise StoreError(message("no_store_to_back_up", path=store))
    if target.exists():
        raise StoreError(message("backup_there", path=target))
    with _whole(target) as part, open_graph(store, read_only=False) as graph:
        packed = _PACKED.get(target.suffix)
        folder = part if packed is None else part.with_name(f"{part.name}.d")
        folder.mkdir(parents=True)
        try:
            graph.copy_files(folder)
            _copy_database(store / FILE, folder / FILE)
            for name in _FILES:
                if (store / name).exists():
                    shutil.copy2(store / name, folder / name)
            if packed is not None:
                with tarfile.open(part, packed) as file:  # type: ignore[call-overload]
                    file.add(folder, arcname=store.resolve().name)
        finally:
            if packed is not None:
                shutil.rmtree(folder, ignore_errors=True)


def restore(source: Path, store: Path, *, force: bool = False) -> None:
    """Make a store of a backup.

    Args:
        source: From ``backup``.
        store: The folder; must not be there yet.
        force: Whether to replace a store that is there.

    Raises:
        StoreError: If the backup cannot be read, or the store cannot be written.
    """
    if store.exists() and not (force and is_store(store)):
        raise StoreError(message("store_there", path=store))
    if store.exists():
        open_graph(store, read_only=False).close()  # nobody may be writing it
    with _whole(store) as part:
        if source.is_dir():
            shutil.copytree(source, part)
        else:
            _unpack(source, part)
        if not is_store(part):
            raise StoreError(message("no_backup_marker", path=source, marker=MARKER))


def _unpack(source: Path, folder: Path) -> None:
    """Unpack the one folder of an archive."""
    inside = folder.with_name(f"{folder.name}.d")
    try:
        with tarfile.open(source) as file:
            file.extractall(inside, filter="data")
        found = [path for path in inside.iterdir() if path.is_dir()]
        if len(found) != 1:
            raise StoreError(message("no_backup", path=source))
        found[0].replace(folder)
    except (tarfile.TarError, EOFError) as error:
        raise StoreError(message("backup_not_whole", path=source, reason=error)) from None
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database of which another process may have changes in its log."""
    if not source.exists():
        return
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
    except sqlite3.DatabaseError as error:
        raise StoreError(message("not_copied", path=source, reason=error)) from None


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A name to write under; what stands there in the end is put in the place of the target."""
    part = target.with_name(f".{target.name}.part")
    old = target.with_name(f".{target.name}.old")
    try:
        _delete(part)
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        if target.exists():
            target.replace(old)
        part.replace(target)
    except OSError as error:
        raise StoreError(message("cannot_be_written", path=target, reason=_reason(error))) from None
    finally:
        with suppress(OSError):  # where nothing can be deleted, nothing was written
            _delete(part)
            if target.exists():
                _delete(old)


def _reason(error: OSError) -> str:
    if "No space left" in str(error):
        return "no space left on the disk; nothing was kept, make room and run the command again"
    return error.strerror or str(error)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
