from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.query.source import Source
from kg.shell.links import address, uses_links

SOURCE = Source("urn:article", "", None, None, None, 0, 1, "字", "字")


@pytest.mark.parametrize(
    ("links", "environment", "used"),
    [
        ("auto", {"TERM": "xterm-256color"}, False),
        ("auto", {"TERM": "xterm-kitty"}, True),
        ("auto", {"TERM_PROGRAM": "WezTerm"}, True),
        ("auto", {"TERM_PROGRAM": "Apple_Terminal"}, False),
        ("auto", {"VTE_VERSION": "6800"}, True),
        ("auto", {"VTE_VERSION": "4602"}, False),
        ("on", {}, True),
        ("off", {"TERM": "xterm-kitty"}, False),
    ],
)
def test_links_are_for_terminals_that_take_them(
    links: str, environment: dict[str, str], used: bool
) -> None:
    assert uses_links(links, environment) is used


def test_a_source_is_opened_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "文章.txt"
    file.write_text("字", encoding="utf-8")
    assert address(SOURCE) == ""
    assert address(replace(SOURCE, file=str(tmp_path / "gone.txt"))) == ""
    assert address(replace(SOURCE, file=str(file))).startswith("file:///")
    assert address(replace(SOURCE, file="https://news.example/1")) == "https://news.example/1"
