"""Bytes to text: which encoding a Chinese page is in.

Strict decoding rules most encodings out; among those that remain, the plausible text wins: the
characters that are frequent in news make up most of any Chinese text, and next to nothing of one
decoded wrongly. That holds from a headline's length on, where statistics of byte pairs fail.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from kg.errors import InputError, spelled
from kg.model.lexicon.page import Encoding

# utf-32-le first: its mark begins with that of utf-16-le.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
# What pages call them, and what they are: each is a subset of the one on the right.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_SAMPLE = 20_000
_DECLARED_BONUS = 0.1
_TOLERATED = 0.05  # share of undecodable characters in a damaged text
_ASCII = 0.6
_IMPLAUSIBLE = 0.0
_WIDE = 16  # bytes; eight characters of UTF-16
# What the codecs say of a character that is cut off at the end.
_CUT_OFF = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and Python's name of its encoding; a byte order mark is not part of it."""

    text: str
    encoding: str


def decode(data: bytes, *, source: str, frequent: Encoding) -> Decoded:
    """Decode the bytes of one page.

    Args:
        data: All of the page.
        source: What to call it in an error.
        frequent: The characters that news is made of.

    Raises:
        InputError: If the bytes are empty, binary or in no known encoding.
    """
    if not data.strip(b" \t\r\n\0"):
        text = "{path}: is empty; give a file with the text of an article"
        raise InputError(spelled("input_empty", text, path=source))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            text = "{path}: looks binary ({what}); save the article as text or HTML"
            raise InputError(spelled("input_binary", text, path=source, what=what))
    decoded = _marked(data) or _best(data, frequent)
    if decoded is None or _is_binary(decoded.text):
        text = (
            "{path}: looks binary, or is in an encoding that is none of UTF-8, UTF-16, GB18030 "
            "and Big5; save the article as UTF-8 text or HTML"
        )
        raise InputError(spelled("input_encoding", text, path=source))
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, errors="replace"), name)
    return None


def _best(data: bytes, frequent: Encoding) -> Decoded | None:
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and utf8[-1] != "\ufffd" and "\0" not in utf8 and not _may_be_wide(utf8):
        return Decoded(utf8, "utf-8")
    declared = _declared(data)
    best: _Rating | None = None
    for name in _CANDIDATES:
        text = _strict(data, name)
        if text is None:
            continue
        rating = _rate(Decoded(text, name), frequent, bonus=name == declared)
        if best is None or rating.better_than(best):
            best = rating
    if best is not None and best.chinese > _IMPLAUSIBLE:
        return best.decoded
    return _damaged(data, frequent)


def _may_be_wide(text: str) -> bool:
    """Whether a text in ASCII could be UTF-16: 数据 is ``penc`` in it. Latin text has blanks."""
    return text.isascii() and len(text) >= _WIDE and not any(c.isspace() for c in text)


def _strict(data: bytes, name: str) -> str | None:
    """The text, if every byte but a character cut off at the very end is valid."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if error.reason not in _CUT_OFF or error.start == 0:
            return None
        return data.decode(name, errors="replace")


def _damaged(data: bytes, frequent: Encoding) -> Decoded | None:
    """The best reading of a text with some broken characters, or None if there are too many."""
    best: _Rating | None = None
    for name in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(name, errors="replace")
        if text.count("\ufffd") > _TOLERATED * len(text):
            continue
        rating = _rate(Decoded(text, name), frequent, bonus=False)
        if best is None or rating.better_than(best):
            best = rating
    return best.decoded if best is not None and best.chinese > _IMPLAUSIBLE else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, 2048)
    return _MEANT.get(found.group(1).decode("ascii").lower()) if found else None


@dataclass(frozen=True, slots=True)
class _Rating:
    """How plausible a decoding is.

    Attributes:
        decoded: The decoding.
        chinese: From -2 (noise) to 1 (Chinese news), over all characters but those of ASCII.
        all: The same over all characters; ASCII is more plausible than Chinese of rare characters.
    """

    decoded: Decoded
    chinese: float
    all: float

    def better_than(self, other: _Rating) -> bool:
        """Whether this decoding is the more plausible one.

        Encodings in which ASCII is ASCII differ in the rest only; UTF-16 turns it into Chinese.
        """
        if self.decoded.encoding.startswith("utf-16") == other.decoded.encoding.startswith(
            "utf-16"
        ):
            return self.chinese > other.chinese
        return self.all > other.all


def _rate(decoded: Decoded, frequent: Encoding, *, bonus: bool) -> _Rating:
    weights = _weights(frequent)
    sample = decoded.text[:_SAMPLE]
    total = 0.0
    seen = 0
    for char in sample:
        if "\x20" <= char < "\x7f" or char in "\t\n\r\f\v":
            continue
        seen += 1
        total += weights.get(char) or _weight(char)
    extra = _DECLARED_BONUS if bonus else 0.0
    overall = (total + _ASCII * (len(sample) - seen)) / len(sample)
    return _Rating(decoded, (total / seen if seen else _ASCII) + extra, overall)


@cache
def _weights(frequent: Encoding) -> dict[str, float]:
    marks = "，。、；：？！“”‘’（）《》「」『』【】—…·％　•～"
    return dict.fromkeys(frequent.simplified + frequent.traditional + marks, 1.0)


def _weight(char: str) -> float:
    if "\u4e00" <= char <= "\u9fff" or "\uff01" <= char <= "\uff5e":
        return 0.1
    if char == "\ufffd" or char < "\x20":
        return -2.0
    if "\u2000" <= char <= "\u33ff" or char >= "\U0001f300" or char == "\xa0":
        return 0.05  # marks, arrows, kana, units, emoji; rare but not odd
    if "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff":
        return -0.3  # rare characters stand in names, one at a time
    return -1.0


def _is_binary(text: str) -> bool:
    if "\0" in text:
        return True
    sample = text[:_SAMPLE]
    controls = sum(1 for c in sample if c < "\x20" and c not in "\t\n\r\f\v\x1b")
    return controls * 100 > len(sample)
