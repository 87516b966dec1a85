from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import Explanation, QuerySyntaxError, StoreError, UsageError
from kg.graph import memory_graph
from kg.model.lexicon.interface import Interface
from kg.query.counts import count
from kg.render.errors import Origin, quoted, quoting
from kg.render.files import ENDINGS, format_of, graph_files, save, write_whole
from kg.render.stats import stats_text
from kg.schema import Schema


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_every_ending_can_be_written(ending: str) -> None:
    assert graph_files(memory_graph(), format_of(f"x{ending.upper()}"))


def test_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"\.ttl"):
        format_of("x.nix")


def test_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="nix"):
        graph_files(memory_graph(), "nix")


def test_second_file_gets_its_word(tmp_path: Path) -> None:
    save({"": b"a", "nodes": b"b"}, tmp_path / "n.csv")
    assert (tmp_path / "n.csv").read_bytes() == b"a"
    assert (tmp_path / "n.nodes.csv").read_bytes() == b"b"


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(StoreError, match="x"):
        write_whole(b"a", tmp_path / "x")
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(b"a", tmp_path / "pipe")
    assert os.read(reader, 10) == b"a"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(b"new", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


@pytest.fixture
def texts(schema: Schema) -> dict[str, str]:
    """What kg says, in Chinese."""
    return schema.lexicon("interface", Interface).zh


def test_mark_stands_below_the_place_by_cells(texts: dict[str, str]) -> None:
    explanation = Explanation("不对", detail="读到 x", hint="写作 y")
    error = QuerySyntaxError("here", line=2, column=4, explanation=explanation)
    shown = quoted(error, "SELECT\n  甲x", texts, Origin("a.rq", 9))
    assert shown.splitlines() == [
        "错误 a.rq:10:4  不对",
        "  10 │   甲x",
        "     │     ^ 读到 x",
        "提示：写作 y",
    ]


def test_long_lines_are_cut_around_the_place(texts: dict[str, str]) -> None:
    error = QuerySyntaxError("here", line=1, column=301)
    long = "字" * 300 + "X" + "字" * 300
    _, line, mark = quoted(error, long, texts, Origin()).splitlines()
    assert len(line) < 110
    at = mark.index("^") - mark.index("│") - 2
    assert line[line.index("│") + 2 :][at // 2] == "X"


def test_what_was_expected_goes_below_the_mark_where_the_screen_is_narrow(
    texts: dict[str, str],
) -> None:
    explanation = Explanation("坏了", "需要：一二三四五六七八九十", "是不是乙？")
    error = QuerySyntaxError("坏了", line=1, column=3, explanation=explanation)
    assert quoted(error, "甲甲乙乙", texts, Origin(), width=24).splitlines()[1:] == [
        "  1 │ 甲甲乙乙",
        "    │     ^",
        "    │ 需要：一二三四五六",
        "    │ 七八九十",
        "提示：是不是乙？",
    ]
    wide = quoted(error, "甲甲乙乙", texts, Origin(), width=60).splitlines()
    assert wide[2] == "    │     ^ 需要：一二三四五六七八九十"


def test_quoting_leaves_other_errors_alone(texts: dict[str, str]) -> None:
    with pytest.raises(StoreError, match=r"^x$"), quoting("ASK {}", texts):
        raise StoreError("x")


def test_empty_graph_has_short_stats(schema: Schema) -> None:
    texts = {"counts": "{articles} {statements}"}
    assert stats_text(count(memory_graph()), schema.ontology, texts) == "0 0\n"
