from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.recorded import PAGE, recorded, sitting

FACTS = (".sources", ".出处")
"""Their answers begin with facts, which get better with extraction."""


def outline(statement: str, said: str) -> str:
    """What stays the same of an answer when the facts change: its first line without numbers."""
    first = said.partition("\n")[0]
    if statement.startswith(FACTS):
        first = "sources" if "—— " in said else ""
    return re.sub(r"[0-9]+|[─┬┌┐]+", "#", first)


@pytest.mark.slow
def test_the_page_shows_what_the_shell_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shown = recorded(PAGE.read_text(encoding="utf-8"))
    said = [(s, words.replace(str(tmp_path), "~")) for s, words in sitting(tmp_path)]
    assert [outline(*one) for one in said] == [outline(*one) for one in shown]
    assert [s for s, _ in said] == [s for s, _ in shown]
    assert (tmp_path / "partners.csv").read_text(encoding="utf-8").startswith("a,b\n")
