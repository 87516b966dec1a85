from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import read_gold, read_gold_folder

DATA = Path(__file__).parents[2] / "data"


def test_the_gold_files_of_the_corpus_are_read() -> None:
    gold = read_gold_folder(DATA / "gold")
    assert len(gold) == 25
    assert all(article.entities for article in gold)
    assert {article.id for article in gold} == {
        path.stem for path in (*DATA.glob("0*.txt"), *DATA.glob("d*.txt"), *DATA.glob("d*.html"))
    }


@pytest.mark.parametrize(
    ("content", "what"),
    [("{", "not a file of gold facts"), ('{"id": "a"}', "missing required field `entities`")],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str, what: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.json: .*{what}"):
        read_gold(path)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no gold facts"):
        read_gold_folder(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "missing.json")
