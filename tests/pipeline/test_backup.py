from __future__ import annotations

import errno
import os
import tarfile
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import open_graph
from kg.pipeline import build
from kg.pipeline.backup import backup, restore
from kg.pipeline.curation import CURATION

TEXT = "东湖智算中心揭牌\n\n3月2日，北山电信公司与海川科技公司签订合作协议。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def store(article: Path, tmp_path: Path) -> Path:
    """A store of one article, with rulings."""
    build([article], tmp_path / "s")
    (tmp_path / "s" / CURATION).write_text("same = []\n", encoding="utf-8")
    return tmp_path / "s"


def content(store: Path) -> set[str]:
    with open_graph(store) as graph:
        return {str(quad) for quad in graph.quads()}


@pytest.mark.parametrize("name", ["copy", "copy.tar.gz", "copy.tar"])
def test_a_restored_store_is_the_one_that_was_copied(
    name: str, store: Path, article: Path, tmp_path: Path
) -> None:
    backup(store, tmp_path / name)
    restore(tmp_path / name, tmp_path / "new")
    assert content(tmp_path / "new") == content(store)
    assert (tmp_path / "new" / CURATION).exists()
    assert build([article], tmp_path / "new").unchanged == 1


def test_a_backup_does_not_follow_the_store(store: Path, article: Path, tmp_path: Path) -> None:
    before = content(store)
    backup(store, tmp_path / "copy")
    article.write_text(TEXT.replace("海川", "云帆"), encoding="utf-8")
    build([article], store)
    assert content(store) != before == content(tmp_path / "copy")


def test_nothing_is_overwritten_unless_that_is_asked_for(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="is there already"):
        backup(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="is there already"):
        restore(tmp_path / "copy", store)
    restore(tmp_path / "copy", store, force=True)
    assert content(store) == content(tmp_path / "copy")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_store_that_is_being_written_is_not_copied(store: Path, tmp_path: Path) -> None:
    with (
        open_graph(store, read_only=False),
        pytest.raises(StoreError, match="another process is writing"),
    ):
        backup(store, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_is_no_backup_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store to back up"):
        backup(tmp_path / "none", tmp_path / "copy")
    (tmp_path / "bad.tar.gz").write_bytes(b"x")
    with pytest.raises(StoreError, match="not a whole backup"):
        restore(tmp_path / "bad.tar.gz", tmp_path / "new")
    (tmp_path / "folder").mkdir()
    with tarfile.open(tmp_path / "other.tar", "w") as file:
        file.add(tmp_path / "folder", arcname="folder")
    for name in ("other.tar", "folder"):
        with pytest.raises(StoreError, match="not a backup of a store"):
            restore(tmp_path / name, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["copy", "copy.tar.gz"])
def test_a_full_disk_leaves_no_part_of_a_backup(
    name: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, folder: Path) -> None:
        (folder / "oxigraph").mkdir()
        raise OSError("Io error: No space left on device: While appending to file")

    monkeypatch.setattr("kg.graph.local.LocalGraph.copy_files", full)
    with pytest.raises(StoreError, match=f"{name}: cannot be written: no space left on the disk"):
        backup(store, tmp_path / "backups" / name)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS])
def test_a_restore_that_fails_leaves_the_store_that_was_there(
    reason: int, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(store, tmp_path / "copy")
    before = content(store)

    def fail(source: Path, target: Path) -> None:
        target.mkdir()
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr("kg.pipeline.backup.shutil.copytree", fail)
    with pytest.raises(StoreError, match=r"s: cannot be written: (no space|Read-only)"):
        restore(tmp_path / "copy", store, force=True)
    assert content(store) == before
    assert not list(tmp_path.glob(".*"))


def test_where_nothing_may_be_deleted_either_the_reason_is_said(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreError, match="copy: cannot be written: Read-only file system"):
        backup(store, tmp_path / "copy")
