from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.cli import main

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture
def gold(home: Path) -> Path:
    """One article with its gold facts."""
    (home / "gold").mkdir()
    (name,) = (path.stem for path in (DATA / "gold").glob("000_*.json"))
    shutil.copy(DATA / "gold" / f"{name}.json", home / "gold")
    shutil.copy(DATA / f"{name}.txt", home)
    return home / "gold"


def test_eval_prints_the_figures(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(gold)]) == 0
    shown = capsys.readouterr().out
    assert "strict F1" in shown
    assert "断言了被否认的事实：0" in shown


def test_eval_as_json_is_what_it_saves(
    gold: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", str(gold), str(home), "--json", "--save", "now.json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures == json.loads((home / "now.json").read_text(encoding="utf-8"))
    assert figures["all"]["strict"]["facts"]["f"] > 0.5


def test_eval_compares_with_an_earlier_run(
    gold: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "old.json").write_text('{"denied": 99}', encoding="utf-8")
    assert main(["eval", str(gold), "--errors", "--compare", "old.json"]) == 0
    assert "99 -> " in capsys.readouterr().out


def test_eval_says_which_articles_are_missing(
    gold: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next(home.glob("000_*.txt")).unlink()
    assert main(["eval", str(gold)]) == 3
    assert "无法读取的文章：000_" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "nix", "[]"])
def test_figures_to_compare_with_must_be_figures(
    gold: Path, home: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (home / "old.json").write_text(content, encoding="utf-8")
    assert main(["eval", str(gold), "--compare", "old.json"]) == 3
    assert capsys.readouterr().err.startswith("kg: old.json：")


def test_check_lists_what_is_wrong(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "kg.ttl").write_text("nix", encoding="utf-8")
    assert main(["check", str(home)]) == 3
    seen = capsys.readouterr()
    assert "kg.ttl" in seen.out
    assert "1 个错误" in seen.err
