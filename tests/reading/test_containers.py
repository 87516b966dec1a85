from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model.lexicon.page import PageLexicon
from kg.reading import Input, iter_inputs
from kg.reading.containers import LARGEST, Container
from kg.reading.records import Record, read_record

ONE = "云河数据中心今天在山口县开工。"
TWO = "南岭市与北山电信公司签约。"


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def tarred(path: Path, *files: tuple[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def written(path: Path, *records: dict[str, object] | str) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(path: Path) -> list[Input]:
    return list(iter_inputs([path]))


def sources(path: Path) -> list[str]:
    return [one.source.removeprefix(str(path)) for one in found(path)]


def texts(path: Path, page: PageLexicon) -> list[str]:
    return [one.read(page=page).view.text for one in found(path)]


def test_a_zip_stands_for_the_articles_in_it(tmp_path: Path, page: PageLexicon) -> None:
    files = [("新闻/a.txt", ONE.encode()), ("b.html", f"<p>{TWO}</p>".encode())]
    other = [("c.png", b"x"), ("README.md", b"x"), ("__MACOSX/a.txt", b"x"), (".d.txt", b"x")]
    path = zipped(tmp_path / "a.zip", *files, *other)
    assert sources(path) == ["/新闻/a.txt", "/b.html"]
    assert texts(path, page) == [ONE, TWO]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_zip_without_the_flag_for_utf8_keeps_its_names(tmp_path: Path, encoding: str) -> None:
    name = "新闻.txt"
    stand_in = "x" * len(name.encode(encoding))
    path = zipped(tmp_path / "a.zip", (stand_in[:-4] + ".txt", ONE.encode()))
    raw = path.read_bytes().replace((stand_in[:-4] + ".txt").encode(), name.encode(encoding))
    path.write_bytes(raw)
    assert sources(path) == ["/新闻.txt"]


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar", "w")],
)
def test_a_tar_stands_for_the_articles_in_it(
    tmp_path: Path, page: PageLexicon, name: str, mode: str
) -> None:
    path = tarred(tmp_path / name, ("d/a.txt", ONE.encode()), ("b.txt", TWO.encode()), mode=mode)
    assert sources(path) == ["/d/a.txt", "/b.txt"]
    assert texts(path, page) == [ONE, TWO]


def test_a_member_has_a_place_that_does_not_depend_on_how_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", ONE.encode()))
    monkeypatch.chdir(tmp_path)
    (relative,) = iter_inputs(["a.zip"])
    assert relative.source == "a.zip/a.txt"
    assert relative.located(b"")[1] == f"{path.resolve()}/a.txt" == found(path)[0].place


def test_archives_in_a_folder_are_opened(tmp_path: Path, page: PageLexicon) -> None:
    zipped(tmp_path / "b.zip", ("a.txt", ONE.encode()))
    written(tmp_path / "c.jsonl", {"text": TWO})
    (tmp_path / "a.txt").write_text(ONE + TWO, encoding="utf-8")
    read = [one.read(page=page).view.text for one in iter_inputs([tmp_path])]
    assert read == [ONE + TWO, ONE, TWO]


def test_a_pattern_matches_archives_too(tmp_path: Path) -> None:
    zipped(tmp_path / "a1.zip", ("a.txt", ONE.encode()))
    zipped(tmp_path / "a2.zip", ("b.txt", ONE.encode()))
    names = [Path(one.source).name for one in iter_inputs([str(tmp_path / "*.zip")])]
    assert names == ["a.txt", "b.txt"]


def test_archives_inside_archives_are_opened(tmp_path: Path, page: PageLexicon) -> None:
    inner = zipped(tmp_path / "inner.zip", ("a.txt", ONE.encode())).read_bytes()
    lines = json.dumps({"text": TWO}).encode()
    path = tarred(tmp_path / "a.tar.gz", ("d/inner.zip", inner), ("b.jsonl", lines))
    assert sources(path) == ["/d/inner.zip/a.txt", "/b.jsonl:1"]
    assert texts(path, page) == [ONE, TWO]


def test_a_damaged_archive_is_one_article_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    (tmp_path / "b.txt").write_text(ONE, encoding="utf-8")
    broken, good = iter_inputs([tmp_path])
    assert good.load() == ONE.encode()
    with pytest.raises(InputError, match=r"a\.zip: not a whole archive"):
        broken.load()


def test_the_whole_members_of_a_cut_off_archive_are_read(tmp_path: Path) -> None:
    noise = bytes((n * n * 31 + n // 7) % 251 for n in range(200_000))
    path = tarred(tmp_path / "a.tar", ("a.txt", ONE.encode()), ("b.txt", noise), mode="w")
    path.write_bytes(path.read_bytes()[:100_000])
    first, *rest = found(path)
    assert first.load() == ONE.encode()
    assert rest
    for one in rest:
        with pytest.raises(InputError, match=r"cannot be read|not a whole archive"):
            one.load()


def test_a_member_with_a_wrong_checksum_stops_no_other(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a.txt", ONE.encode() * 50), ("b.txt", TWO.encode()))
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    bad, good = found(path)
    assert good.load() == TWO.encode()
    with pytest.raises(InputError, match=r"a\.zip/a\.txt: cannot be read"):
        bad.load()


def test_an_empty_archive_says_that_it_is_empty(tmp_path: Path) -> None:
    (one,) = found(zipped(tmp_path / "a.zip", ("a.png", b"x")))
    with pytest.raises(InputError, match=r"a\.zip: holds no articles"):
        one.load()


def test_what_is_too_large_is_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.reading.containers.LARGEST", 10)
    assert LARGEST > 10
    path = zipped(tmp_path / "a.zip", ("a.txt", b"x" * 11))
    (member,) = Container(str(path), path).members()
    with pytest.raises(InputError, match="too large"):
        member.load()


def test_lines_are_articles_under_their_addresses(tmp_path: Path, page: PageLexicon) -> None:
    path = written(
        tmp_path / "a.jsonl",
        {"text": ONE, "title": "云河开工", "published": "2024-05-06T07:08:00", "url": "http://n/1"},
        "",
        {"html": f"<html><body><p>{TWO}</p></body></html>", "published": "2024-05-07", "id": 7},
    )
    one, two = found(path)
    document = one.read(page=page)
    assert document.view.text == f"云河开工\n{ONE}"
    assert (document.source, document.url) == ("http://n/1", "http://n/1")
    assert (str(document.published), document.published_time) == ("2024-05-06", "07:08")
    assert one.located(one.load()) == ("http://n/1", "http://n/1")
    document = two.read(page=page)
    assert document.view.text == TWO
    assert document.source == f"{path}:3"
    assert (str(document.published), document.published_time) == ("2024-05-07", None)


def test_lines_can_be_compressed(tmp_path: Path, page: PageLexicon) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = [json.dumps({"text": text}) for text in (ONE, TWO)]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert texts(path, page) == [ONE, TWO]


def test_a_headline_that_the_text_has_is_not_put_before_it() -> None:
    assert Record(text="开工\n" + ONE, title="开工").page == "开工\n" + ONE
    assert Record(text=ONE, title="开工").page == "开工\n\n" + ONE
    assert Record(text=ONE).page == ONE
    assert Record(html="<p>x</p>", title="开工").page == "<p>x</p>"


def test_a_date_that_is_none_is_left_aside() -> None:
    assert Record(text=ONE, published="昨天").date() is None
    assert Record(text=ONE).date() is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "not an article in JSON"),
        (b"[1]", "not an article in JSON"),
        (b'{"text": 5}', "not an article in JSON"),
        (b"\xff\xfe{}", "not an article in JSON"),
        (b'{"title": "x"}', "has neither"),
        (b'{"text": " "}', "has neither"),
    ],
)
def test_a_line_that_is_no_article_is_named(line: bytes, what: str) -> None:
    with pytest.raises(InputError, match=f"a.jsonl:1: .*{what}|a.jsonl:1: {what}"):
        read_record(line, "a.jsonl:1")


def test_a_bad_line_stops_no_other(tmp_path: Path, page: PageLexicon) -> None:
    bad, good = found(written(tmp_path / "a.jsonl", "{", {"text": ONE}))
    assert good.read(page=page).view.text == ONE
    assert bad.located(bad.load())[1].endswith("a.jsonl:1")
    with pytest.raises(InputError, match=r"a\.jsonl:1"):
        bad.read(page=page)


def test_compressed_lines_that_are_cut_off_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": ONE * 99}).encode())[:-9])
    (one,) = found(path)
    with pytest.raises(InputError, match=r"a\.jsonl\.gz: cannot be read"):
        one.load()


def test_a_compressed_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.bz2"
    path.write_bytes(bz2.compress(b"x" * 2000))
    (one,) = found(path)
    with pytest.raises(InputError, match=r"a\.tar\.bz2: not a whole archive"):
        one.load()


def test_any_number_of_containers_can_be_listed_before_they_are_read(
    tmp_path: Path, page: PageLexicon
) -> None:
    for number in range(9):
        zipped(tmp_path / f"{number}.zip", ("a.txt", f"{ONE}{number}".encode()))
    both = list(iter_inputs([tmp_path]))
    for one in (*both, *reversed(both)):
        assert one.load().decode() == ONE + Path(one.source).parent.stem


def test_containers_nested_too_deep_are_left_alone(tmp_path: Path) -> None:
    data = b""
    for _ in range(4):
        data = zipped(tmp_path / "a.zip", ("a.zip", data), ("a.txt", ONE.encode())).read_bytes()
    assert [s.count(".zip") for s in sources(tmp_path / "a.zip")] == [2, 1, 0]


def crawl(path: Path, *pages: tuple[str, int, str, bytes]) -> Path:
    """A WARC file of these answers: address, status, content type, body."""
    pytest.importorskip("fastwarc")
    records = []
    for url, status, kind, body in pages:
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        records.append(gzip.compress(record) if path.suffix == ".gz" else record)
    path.write_bytes(b"".join(records))
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_crawl_stands_for_the_pages_that_were_found(
    tmp_path: Path, page: PageLexicon, name: str
) -> None:
    path = crawl(
        tmp_path / name,
        ("http://n.example/1", 200, "text/html; charset=utf-8", f"<p>{ONE}</p>".encode()),
        ("http://n.example/2", 404, "text/html", b"<p>nothing</p>"),
        ("http://n.example/3", 200, "image/png", b"x"),
        ("http://n.example/4", 200, "text/plain", TWO.encode()),
    )
    documents = [one.read(page=page) for one in found(path)]
    assert [d.view.text for d in documents] == [ONE, TWO]
    assert [d.source for d in documents] == ["http://n.example/1", "http://n.example/4"]
    assert documents[0].url == "http://n.example/1"
    assert {one.located(one.load())[1] for one in found(path)} == {d.source for d in documents}
