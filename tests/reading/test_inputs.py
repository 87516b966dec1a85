from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model.lexicon.page import PageLexicon
from kg.reading import iter_inputs


def _write(path: Path, text: str = "云河数据中心今天在山口县开工。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_stands_for_its_articles_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.md", "README.md", "gold.json", ".hidden.txt", "d.png"):
        _write(tmp_path / name)
    found = [Path(i.source).relative_to(tmp_path).as_posix() for i in iter_inputs([tmp_path])]
    assert found == ["a.html", "b.txt", "sub/c.md"]


def test_a_pattern_stands_for_its_files(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        _write(tmp_path / name)
    found = [Path(i.source).name for i in iter_inputs([str(tmp_path / "a*.txt")])]
    assert found == ["a1.txt", "a2.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt")
    assert [i.source for i in iter_inputs([path, tmp_path, str(path)])] == [str(path)]


def test_a_file_of_any_name_is_taken_when_named(tmp_path: Path) -> None:
    path = _write(tmp_path / "article.dat")
    assert [i.path for i in iter_inputs([path])] == [path]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    path = _write(tmp_path / "[1].txt")
    assert [i.path for i in iter_inputs([str(path)])] == [path]


def test_a_dash_stands_for_the_standard_input(page: PageLexicon) -> None:
    stdin = io.BytesIO("云河数据中心今天在山口县开工。".encode())
    (found,) = iter_inputs(["-"], stdin=stdin)
    document = found.read(page=page)
    assert (document.source, document.view.text) == ("stdin", "云河数据中心今天在山口县开工。")


def test_reading_a_file_names_it_in_the_document(page: PageLexicon, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt")
    (found,) = iter_inputs([path])
    assert found.read(page=page).source == str(path)


@pytest.mark.parametrize(
    ("name", "what"),
    [("missing.txt", "no such file"), ("*.nothing", "matches no file"), ("", "holds no articles")],
)
def test_what_names_nothing_is_an_error_that_says_so(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        list(iter_inputs([str(tmp_path / name)]))


def test_a_file_that_vanishes_is_an_error(page: PageLexicon, tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt")
    (found,) = iter_inputs([path])
    path.unlink()
    with pytest.raises(InputError, match="no such file"):
        found.read(page=page)
