"""Widths in terminal cells: a Chinese character takes two, an accent none.

Everything that a terminal shows passes through ``visible`` first, so that no text of an article
can move the cursor, change a colour or turn the direction of writing.
"""

from __future__ import annotations

import html
import re
import unicodedata

ELLIPSIS = "…"
_OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
_WORD_BEGUN = re.compile(r"[A-Za-z0-9_./:%+-]+\Z")
_WORD_GOES_ON = re.compile(r"[A-Za-z0-9_./:%+-]")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w{2,8};")


def visible(text: str) -> str:
    r"""The text on one line, with control, bidirectional and invisible characters spelled out.

    Line feeds and tabs become a blank; other characters of the categories Cc, Cf, Cs, Co, Zl and
    Zp become ``\x1b`` or ``\u202e``. The zero-width joiner stays, as emoji are written with it.
    """
    if text.isprintable() and text.isascii():
        return text
    return "".join(_visible_character(c) for c in text)


def sentence(text: str) -> str:
    """A sentence of a page as its reader sees it: without tags and entities, on one line.

    Evidence is quoted from the source as it stands, and the source of a web page has markup.
    """
    if _MARKUP.search(text):
        text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    return visible(" ".join(text.split()) if "\n" in text else text)


def _visible_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character == "\u200d":
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        code = ord(character)
        if code < 0x100:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def plain(text: str) -> str:
    """A text without the colours and links that kg itself put into it."""
    return _OWN.sub("", text)


def linked(line: str, address: str) -> str:
    """A line that leads to an address where a terminal can follow it (OSC 8)."""
    text = line.lstrip()
    blanks = line[: len(line) - len(text)]
    return f"{blanks}\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if text else line


def cells(text: str, *, ambiguous: int = 1) -> int:
    """The number of terminal cells that a visible text takes.

    Args:
        text: Without control characters (see ``visible``).
        ambiguous: Cells of characters that some terminals draw wide, such as “”—·: 1 or 2.
    """
    if text.isascii():
        return len(text)
    # wcwidth costs 20 ms to import; a command that shows no Chinese does not pay for it.
    from wcwidth import wcswidth

    return max(wcswidth(text, ambiguous_width=ambiguous), 0)


def clip(text: str, width: int, *, ambiguous: int = 1) -> str:
    """The text cut to at most ``width`` cells, with an ellipsis if anything was cut."""
    if cells(text, ambiguous=ambiguous) <= width:
        return text
    room = width - cells(ELLIPSIS, ambiguous=ambiguous)
    if room < 0:
        return ""
    return take(text, room, ambiguous=ambiguous)[0] + ELLIPSIS


def take(text: str, width: int, *, ambiguous: int = 1) -> tuple[str, str]:
    """The longest beginning of ``text`` that fits into ``width`` cells, and the rest."""
    if text.isascii():
        return text[:width], text[width:]
    from wcwidth import iter_graphemes

    used = at = 0
    for grapheme in iter_graphemes(text):
        used += cells(grapheme, ambiguous=ambiguous)
        if used > width:
            return text[:at], text[at:]
        at += len(grapheme)
    return text, ""


def pad(text: str, width: int, *, right: bool = False, ambiguous: int = 1) -> str:
    """The text filled with blanks to ``width`` cells, at its right or (for numbers) left side."""
    blanks = " " * (width - cells(text, ambiguous=ambiguous))
    return blanks + text if right else text + blanks


def wrap(text: str, width: int, *, indent: str = "", ambiguous: int = 1) -> str:
    """The text in lines of at most ``width`` cells, all but the first after ``indent``.

    Chinese may break between any two characters; a Latin word, number or file name goes whole to
    the next line unless that leaves half a line empty; no line begins with closing punctuation or
    ends with an opening bracket.
    """
    lines: list[str] = []
    rest = text
    room = width
    while cells(rest, ambiguous=ambiguous) > max(room, 2):
        line, rest = take(rest, max(room, 2), ambiguous=ambiguous)
        while rest and rest[0] in "，。；：、！？”’）》」』,.;:!?)" and len(line) > 1:
            line, rest = line[:-1], line[-1] + rest
        begun = _WORD_BEGUN.search(line)
        if begun and begun.start() and _WORD_GOES_ON.match(rest) and len(begun[0]) <= room // 2:
            line, rest = line[: begun.start()], begun[0] + rest
        while line[:-1] and line[-1] in "（“‘《「『([":
            line, rest = line[:-1], line[-1] + rest
        lines.append(line.rstrip())
        rest = rest.lstrip(" ")
        room = width - cells(indent)
    lines.append(rest)
    return f"\n{indent}".join(lines)
