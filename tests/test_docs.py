"""The README is true: its examples run, and it knows every command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.parser import COMMANDS

SILENT = ("build", "check", "conflicts", "import", "backup", "restore")
ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"(<!-- run -->\n)?```(\w+)\n(.*?)```", README, re.DOTALL)


def runnable(language: str) -> list[str]:
    """The fenced blocks of a language that are marked to be run."""
    return [body for mark, name, body in FENCED if mark and name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles, as a clone has it."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def run(argv: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return subprocess.run(
        argv,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_readme_is_short() -> None:
    shown_at_once = re.sub(r"<details>.*?</details>", "", README, flags=re.DOTALL)
    assert shown_at_once.count("\n") < 160


def test_first_two_blocks_are_the_two_commands() -> None:
    first, second = (body.strip() for _, _, body in FENCED[:2])
    assert "\n" not in first
    assert "\n" not in second
    assert "kg ask" in first
    assert "pytest" in second


@pytest.mark.slow
def test_first_command_answers_with_its_sentence(folder: Path) -> None:
    parts = [part.strip() for part in FENCED[0][2].split("&&")]
    outputs = [
        run([sys.executable, "-m", "kg", *shlex.split(part)[1:]], folder).stdout
        for part in parts
        if part.startswith(".venv/bin/kg")
    ]
    assert "芜湖市政府" in outputs[-1]
    assert "“" in outputs[-1]


@pytest.mark.slow
def test_commands_run(folder: Path) -> None:
    for line in "".join(runnable("sh")).splitlines():
        argv = shlex.split(line, comments=True)
        ended = run([sys.executable, "-m", "kg", *argv[1:]], folder)
        assert ended.returncode == 0, (line, ended.stderr)
        assert ended.stdout or "-o" in argv or argv[1] in SILENT, line


@pytest.mark.slow
def test_library_example_runs(folder: Path) -> None:
    for code in runnable("python"):
        ended = run([sys.executable, "-c", code], folder)
        assert ended.returncode == 0, ended.stderr
        assert "芜湖市政府" in ended.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"^kg {command}\b", "".join(runnable("sh")), re.MULTILINE)


def test_exit_codes_are_documented() -> None:
    for code in (0, 1, 2, 3, 4, 5, 124, 130):
        assert re.search(rf"\| {code} \|", README)
