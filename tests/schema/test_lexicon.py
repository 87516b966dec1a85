"""Lexicon files: read into dataclasses, with errors that say where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.schema import Schema
from kg.schema.schema import load_schema


@dataclass(frozen=True, slots=True)
class Cue:
    words: tuple[str, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Cues:
    cue: tuple[Cue, ...]


def _schema(root: Path, text: str) -> Schema:
    (root / "lexicon").mkdir()
    (root / "lexicon" / "cues.toml").write_text(text, encoding="utf-8")
    return Schema(root)


def test_tables_become_dataclasses_and_lists_tuples(tmp_path: Path) -> None:
    schema = _schema(tmp_path, '[[cue]]\nwords = ["将", "拟"]\n')
    assert schema.lexicon("cues", Cues) == Cues((Cue(("将", "拟")),))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    schema = _schema(tmp_path, '[[cue]]\nwords = ["将"]\n')
    assert schema.lexicon("cues", Cues) is schema.lexicon("cues", Cues)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[cue]", "not TOML"),
        ("[[cue]]\nweight = 1\n", r"missing required field `words` - at `\$\.cue\[0\]`"),
        ('[[cue]]\nwords = ["将"]\nweight = "x"\n', "Expected `int`"),
    ],
)
def test_what_does_not_fit_is_a_schema_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        _schema(tmp_path, text).lexicon("cues", Cues)


def test_a_missing_file_is_a_schema_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="there is no such file"):
        Schema(tmp_path).lexicon("cues", Cues)


def test_the_schema_of_a_folder_is_loaded_once(tmp_path: Path) -> None:
    assert load_schema(tmp_path) is load_schema(tmp_path)
    assert load_schema() is load_schema()
