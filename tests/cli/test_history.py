from __future__ import annotations

import json

import pytest

from kg.cli import main


def test_a_timeline_is_printed(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", "东湖智算中心", "-g", graph_file]) == 0
    assert "约1200P" in capsys.readouterr().out
    assert main(["timeline", "东湖智算中心", "-g", graph_file, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"date": "2024-03-02", "dated": True} in [
        {key: moment[key] for key in ("date", "dated")} for moment in found["moments"]
    ]


def test_no_conflict_is_said_to_be_none(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", "-g", graph_file]) == 0
    assert "没有互相矛盾" in capsys.readouterr().err
    assert main(["conflicts", "-g", graph_file, "--fail-empty", "--json"]) == 4
    assert json.loads(capsys.readouterr().out) == []
