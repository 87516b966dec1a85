from __future__ import annotations

from pathlib import Path

from kg.shell.session import Session


def test_hubs_are_the_best_connected(session: Session) -> None:
    lines = session.run(".hubs 1").text.splitlines()
    assert [line for line in lines if "企业" in line] == [lines[3]]
    assert "北山电信" in lines[3]


def test_hubs_are_of_a_class(session: Session) -> None:
    assert "海川科技" in session.run(".hubs 企业").text
    assert "海川科技" not in session.run(".hubs 政府机构 5").text
    assert session.run(".hubs 1 公司").text == session.run(".hubs 企业 1").text


def test_hubs_know_their_classes(session: Session) -> None:
    assert session.run(".hubs 很多").code == 2


def test_net_shows_the_pairs_around_a_party(session: Session) -> None:
    text = session.run(".net 海川科技").text
    assert "北山电信" in text
    assert "云帆软件" not in text
    assert "云帆软件" in session.run(".net 海川科技 2").text


def test_net_follows_the_last_answer(session: Session) -> None:
    session.run("PATH FROM 海川科技 TO 北山电信")
    text = session.run(".net 0").text
    assert "海川科技" in text
    assert "云帆软件" not in text


def test_net_shows_all_at_first(session: Session) -> None:
    text = session.run(".net").text
    assert "海川科技" in text
    assert "云帆软件" in text


def test_net_writes_a_file(session: Session, tmp_path: Path) -> None:
    for ending in ("svg", "csv"):
        target = tmp_path / f"n.{ending}"
        assert "3" in session.run(f".net {target}").note
        assert "海川科技" in target.read_text(encoding="utf-8")


def test_page_holds_everything_and_opens_around_the_party(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "n.html"
    assert "3" in session.run(f".net 海川科技 {target}").note
    text = target.read_text(encoding="utf-8")
    assert "云帆软件" in text
    assert '"first":[1,2]' in text
