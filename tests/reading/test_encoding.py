from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model.lexicon.page import PageLexicon
from kg.reading.encoding import decode

SIMPLIFIED = "云河数据中心今天在山口县开工，总投资十二亿元，计划安装机架三千个。"
TRADITIONAL = "雲河數據中心今天在山口縣動工，總投資十二億元，預計明年完成。"


def _decode(data: bytes, page: PageLexicon) -> tuple[str, str]:
    decoded = decode(data, source="a.txt", frequent=page.encoding)
    return decoded.text, decoded.encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "utf-16-le"),
    ],
)
def test_the_encodings_of_chinese_pages_are_told_apart(
    page: PageLexicon, text: str, encoding: str
) -> None:
    assert _decode(text.encode(encoding), page) == (text, encoding)


def test_a_headline_is_enough(page: PageLexicon) -> None:
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        assert _decode("数据中心今天开工".encode(encoding), page) == ("数据中心今天开工", encoding)
    assert _decode("數據中心今天動工".encode("big5"), page)[0] == "數據中心今天動工"


def test_big5_as_windows_writes_it_is_read(page: PageLexicon) -> None:
    assert _decode((TRADITIONAL + "€").encode("cp950"), page)[0] == TRADITIONAL + "€"


def test_a_rare_character_of_four_bytes_is_read(page: PageLexicon) -> None:
    text = SIMPLIFIED + "记者欧阳𬭎报道。"
    assert _decode(text.encode("gb18030"), page) == (text, "gb18030")


def test_the_declared_charset_decides_between_two_that_fit(page: PageLexicon) -> None:
    declared = "<meta charset=gb2312>" + SIMPLIFIED[:2]
    assert _decode(declared.encode("gb18030"), page) == (declared, "gb18030")


def test_a_wrong_declaration_does_not_win_over_the_text(page: PageLexicon) -> None:
    declared = "<meta charset='big5'>" + SIMPLIFIED
    assert _decode(declared.encode("gb18030"), page) == (declared, "gb18030")


def test_a_character_cut_off_at_the_end_is_replaced(page: PageLexicon) -> None:
    text, encoding = _decode(SIMPLIFIED.encode("utf-8")[:-1], page)
    assert (text, encoding) == (SIMPLIFIED[:-1] + "\ufffd", "utf-8")


def test_a_broken_byte_in_the_middle_does_not_stop_reading(page: PageLexicon) -> None:
    data = SIMPLIFIED.encode("utf-8")
    text, encoding = _decode(data * 2 + b"\xff" + data, page)
    assert encoding == "utf-8"
    assert text == SIMPLIFIED * 2 + "\ufffd" + SIMPLIFIED


def test_plain_ascii_is_utf8(page: PageLexicon) -> None:
    assert _decode(b"We have no such plan.\n", page) == ("We have no such plan.\n", "utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "ZIP archive"),
        (bytes(range(256)) * 4, "looks binary"),
        (b"\x00\x01\x02\x03" * 50, "looks binary"),
        ("算力\0中心".encode(), "looks binary"),
        (b"\x80\x81\xff\xfe\xfd" * 99 + b"\xff", "looks binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(page: PageLexicon, data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.txt: .*{what}"):
        decode(data, source="a.txt", frequent=page.encoding)


_NEWS = st.sampled_from(
    ["数据", "中心", "公司", "建设", "的", "投资", "，", "。", "A股", "12", "\n"]
)


@given(st.lists(_NEWS, min_size=12, max_size=40).map("".join))
@example(SIMPLIFIED)
def test_decoding_undoes_encoding(page: PageLexicon, text: str) -> None:
    if sum("\u4e00" <= char <= "\u9fff" for char in text) < 8:
        return
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        assert _decode(text.encode(encoding), page)[0] == text


@given(st.binary(max_size=200))
def test_bytes_are_decoded_or_refused(page: PageLexicon, data: bytes) -> None:
    try:
        text, _ = _decode(data, page)
    except InputError:
        return
    assert text.strip()
