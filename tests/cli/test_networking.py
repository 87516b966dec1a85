from __future__ import annotations

import pytest

from kg.cli import main


def test_that_nothing_is_left_is_said(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "-g", graph_file, "--place", "没有的省"]) == 0
    assert "没有符合筛选条件的合作关系\n" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("text", ["2024-13", "2024-1", "明天"])
def test_dates_must_be_dates(
    option: str, text: str, graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["network", "-g", graph_file, option, text]) == 2
    assert capsys.readouterr().err.startswith(f"kg: “{text}”不是日期；写作")
