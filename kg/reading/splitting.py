"""Lines as a reader would break them: pages run together are cut, paragraphs cut apart joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from kg.reading.colophon import Colophon
from kg.reading.lines import Line, Tag, joined
from kg.reading.noise import Judge, folded, is_prose

_GAP = re.compile(r" +")
_STAMP = re.compile(r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?: \d{1,2}:\d{2}(?::\d{2})?)? +(?=\D)")
_BRACKET = re.compile(r"[(【\[][^()【】\[\]]{2,60}[)】\]]")
_SENTENCE_GAP = re.compile(r"(?<=[。!?])[”’」』)]? +(?=\S)")

_LONG = 120  # a page run together; a paragraph with blanks in it is left alone
_EDGE = 40  # chunks looked at on either side
_WRAPPED = 3  # lines of one width that show a hard wrap
_FILLED = 0.85  # of the width, at least, that a wrapped line fills
_MIN_WIDTH = 30  # columns; a Chinese character takes two
_MAX_WIDTH = 120
_MARKS = frozenset(",。、;")
_ENDS = frozenset("。!?")
_FINAL = frozenset("。!?;:…”」』)")


def cut_pages(lines: Iterable[Line], judge: Judge, colophon: Colophon) -> Iterator[Line]:
    """The lines, those cut into several that hold navigation or credits next to running text."""
    for line in lines:
        if line.cells or len(line.text) < _EDGE or line.tag is not Tag.TEXT:
            yield line
        else:
            yield from _cut(line, judge, colophon)


def _cut(line: Line, judge: Judge, colophon: Colophon) -> Iterator[Line]:
    text = folded(line.text)
    points = {0, len(text), judge.channel_end(text)}
    if judge.is_noise(text) or colophon.is_credit_line(text, colophon.read(text)):
        yield line
        return
    stamp = _STAMP.match(text, colophon.stamp_label(text))
    if stamp is not None:
        points.add(stamp.end())
    if len(text) >= _LONG:
        points.update(_edges(text, judge, colophon))
    ordered = sorted(points)
    for start, end in pairwise(ordered):
        part = line.cut(start, end)
        if part is not None:
            yield part


def _edges(text: str, judge: Judge, colophon: Colophon) -> Iterator[int]:
    """Where to cut a long line: around what is noise or credits at its two ends."""
    chunks = _chunks(text)
    lead = 0
    for count, (start, end) in enumerate(chunks[:_EDGE]):
        chunk = text[start:end]
        if is_prose(chunk):
            break
        if _is_foreign(chunk, judge, colophon):
            lead = count + 1
    if lead:
        for start, end in chunks[:lead]:
            if _is_foreign(text[start:end], judge, colophon):
                yield from (start, end)
    for start, end in reversed(chunks[max(lead, len(chunks) - _EDGE) :]):
        chunk = text[start:end]
        if _is_foreign(chunk, judge, colophon):
            yield from (start, end)
        elif is_prose(chunk) or chunk[-1] in _ENDS:
            break  # 砚湖 (3399-TW)、ACME 与东元等企业。: what a sentence holds is no credit
    # Between sentences a run of blanks is what is left of a paragraph's end.
    yield from (m.end() for m in _SENTENCE_GAP.finditer(text))


def _chunks(text: str) -> list[tuple[int, int]]:
    """The stretches between blanks; a bracket is whole: (记者 林水 通讯员 周砚)."""
    bracketed = {i for b in _BRACKET.finditer(text) for i in range(b.start(), b.end())}
    chunks = []
    at = 0
    for gap in _GAP.finditer(text):
        if gap.start() in bracketed:
            continue
        if gap.start() > at:
            chunks.append((at, gap.start()))
        at = gap.end()
    if at < len(text):
        chunks.append((at, len(text)))
    return chunks


def _is_foreign(chunk: str, judge: Judge, colophon: Colophon) -> bool:
    if chunk.count("(") != chunk.count(")") or chunk.count("【") != chunk.count("】"):
        return False
    if judge.is_noise(chunk):
        return True
    credits = colophon.read(chunk)
    alone = bool(credits.dates) and not credits.rest
    return (credits.marked or alone) and colophon.is_credit_line(chunk, credits)


def unwrap(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those joined that were broken at a fixed width."""
    for _, group in groupby(lines, key=lambda line: (line.group, line.path)):
        yield from _unwrap_group(list(group))


def _unwrap_group(lines: list[Line]) -> Iterator[Line]:
    widths = [_width(line.text) for line in lines]
    full = max(widths)
    broken = [
        full * _FILLED <= width and line.tag is Tag.TEXT and line.text[-1] not in _FINAL
        for line, width in zip(lines, widths, strict=True)
    ]
    if not (_MIN_WIDTH <= full <= _MAX_WIDTH and _is_wrapped(lines, broken)):
        yield from lines
        return
    paragraph: list[Line] = []
    for line, goes_on in zip(lines, broken, strict=True):
        paragraph.append(line)
        if not goes_on:
            yield joined(paragraph)
            paragraph = []
    if paragraph:
        yield joined(paragraph)


def _is_wrapped(lines: list[Line], broken: list[bool]) -> bool:
    """Whether lines are paragraphs broken at a width, and not a list of entries of one length."""
    count = sum(broken)
    marked = sum(
        1 for line, goes_on in zip(lines, broken, strict=True) if goes_on and _in_sentence(line)
    )
    return count >= _WRAPPED and count * 3 >= len(lines) and marked * 2 >= count


def _in_sentence(line: Line) -> bool:
    return not _MARKS.isdisjoint(folded(line.text))


def _width(text: str) -> int:
    return sum(2 if char > "\u1100" else 1 for char in text)
