"""One page in, one document out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, spelled
from kg.model import Block, BlockKind, Byline, Document, Run, Span, View
from kg.model.lexicon.page import PageLexicon
from kg.reading.colophon import Colophon, Dated
from kg.reading.datelines import Datelines, datelines
from kg.reading.encoding import decode
from kg.reading.glosses import without_glosses
from kg.reading.layout import Layout
from kg.reading.lines import Line, text_lines
from kg.reading.markup import Page, is_html, read_html
from kg.reading.names import NamedMaker
from kg.reading.parts import Part
from kg.reading.splitting import cut_pages, unwrap
from kg.reading.tables import table_rows


def read_bytes(data: bytes, *, source: str, page: PageLexicon) -> Document:
    """Read one article from its bytes.

    Args:
        data: The file, text or HTML in any common Chinese encoding.
        source: Where it came from, as the user said it.
        page: The words by which a page is told from its article.

    Raises:
        InputError: If the bytes are empty, binary or hold no text.
    """
    decoded = decode(data, source=source, frequent=page.encoding)
    digest = hashlib.sha256(data).hexdigest()
    return _read(decoded.text, _Origin(source, digest, decoded.encoding), page)


def read_file(path: Path, *, page: PageLexicon) -> Document:
    """Read one article from a file.

    Raises:
        InputError: If there is no such file, it cannot be read or it holds no article.
    """
    return read_bytes(file_bytes(path), source=str(path), page=page)


def read_text(text: str, *, source: str = "", page: PageLexicon) -> Document:
    """Read one article from a string, plain text or HTML.

    Args:
        text: The page.
        source: Where it came from; made from the text's digest if not given.
        page: The words by which a page is told from its article.

    Raises:
        InputError: If there is no text.
    """
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _read(text, _Origin(source or f"text:{digest[:12]}", digest, "utf-8"), page)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: If it cannot be read; the message says what to do.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            spelled("input_no_file", "{path}: no such file; check the path", path=path)
        ) from None
    except IsADirectoryError:
        raise InputError(
            spelled("input_folder", "{path}: is a folder; name the files in it", path=path)
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            spelled(
                "input_unreadable", "{path}: cannot be read ({reason})", path=path, reason=reason
            )
        ) from None


@dataclass(frozen=True, slots=True)
class _Origin:
    source: str
    sha256: str
    encoding: str


def _read(text: str, origin: _Origin, page: PageLexicon) -> Document:
    layout = Layout(page)
    markup = read_html(text, page) if is_html(text) else Page(lines=tuple(text_lines(text)))
    lines = [without_glosses(line, page) for line in table_rows(markup.lines)]
    if not lines:
        text = "{path}: holds no text; give a file with the text of an article"
        raise InputError(spelled("input_no_text", text, path=origin.source))
    lines = list(cut_pages(unwrap(lines), layout.judge, layout.colophon))
    parts = layout.parts(lines, title=markup.title) or [Part(line) for line in lines]
    for part in parts:
        part.kind = part.kind or BlockKind.PARAGRAPH
    view, blocks = _assemble(parts)
    date, time = _published(parts, markup, layout.colophon)
    return Document(
        source=origin.source,
        sha256=origin.sha256,
        encoding=origin.encoding,
        text=text,
        view=view,
        blocks=blocks,
        published=date,
        published_time=time,
        bylines=tuple(_bylines(parts, blocks, layout.colophon, datelines(page))),
        url=markup.url,
    )


def _assemble(parts: Sequence[Part]) -> tuple[View, tuple[Block, ...]]:
    """The view over all parts, and its blocks."""
    text: list[str] = []
    runs: list[Run] = []
    blocks: list[Block] = []
    at = 0
    headers: dict[int, Line] = {}
    header_starts: dict[int, int] = {}
    for part in parts:
        line = part.line
        if text:
            last = runs[-1]
            runs.append(Run(at, 1, last.source_start + last.source_length, 0))
            text.append("\n")
            at += 1
        runs.extend(Run(at + r.start, r.length, r.source_start, r.source_length) for r in line.runs)
        text.append(line.text)
        if line.header:
            headers[line.table], header_starts[line.table] = line, at
        assert part.kind is not None
        blocks.append(
            Block(
                Span(at, at + len(line.text)),
                part.kind,
                cells=_shifted(line.cells, at),
                header=_header(line, headers, header_starts),
                repeated=part.repeated,
            )
        )
        at += len(line.text)
    return View("".join(text), tuple(runs)), tuple(blocks)


def _header(line: Line, headers: dict[int, Line], starts: dict[int, int]) -> tuple[Span, ...]:
    head = headers.get(line.table)
    if head is None or line.header or len(head.cells) != len(line.cells):
        return ()
    return _shifted(head.cells, starts[line.table])


def _shifted(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def _published(
    parts: Sequence[Part], markup: Page, colophon: Colophon
) -> tuple[dt.date | None, str | None]:
    """The date and time of publication: labelled, else above the text, in the head, or below."""
    dated = [(i, d) for i, part in enumerate(parts) for d in part.credits.dates]
    body = _first_body(parts)
    stated: Dated | None = next((d for _, d in dated if d.labelled), None)
    stated = stated or next((d for i, d in dated if i < body), None)
    if stated is None and markup.published is not None:
        return markup.published, markup.published_time
    stated = stated or next((d for _, d in reversed(dated)), None)
    stated = stated or _dateline_date(parts, body, colophon)
    if stated is None:
        return None, None
    same = stated.date == markup.published
    return stated.date, stated.time or (markup.published_time if same else None)


def _first_body(parts: Sequence[Part]) -> int:
    """Index of the first paragraph, item or row."""
    body = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
    return next((i for i, part in enumerate(parts) if part.kind in body), len(parts))


def _dateline_date(parts: Sequence[Part], body: int, colophon: Colophon) -> Dated | None:
    """The date of a dateline with a year: 上海,2024年12月5日——."""
    if body == len(parts):
        return None
    text = parts[body].text[:40]
    for dated in colophon.dates_in(text):
        before, after = text[: dated.start], text[dated.end :].lstrip(" ")
        if (
            len(before) <= 12
            and before.endswith((",", ", ", " "))
            and after.startswith(("—", "--"))
        ):
            return dated
    return None


def _bylines(
    parts: Sequence[Part], blocks: Sequence[Block], colophon: Colophon, datelines: Datelines
) -> Iterator[Byline]:
    seen: set[tuple[str, str]] = set()
    for part, block in zip(parts, blocks, strict=True):
        for maker in _makers(part, colophon, datelines):
            name = part.line.text[maker.start : maker.end]
            if (maker.role, name) in seen:
                continue
            seen.add((maker.role, name))
            start = block.span.start
            yield Byline(maker.role, Span(start + maker.start, start + maker.end))


def _makers(part: Part, colophon: Colophon, datelines: Datelines) -> list[NamedMaker]:
    if part.kind is BlockKind.BYLINE:
        makers = list(part.credits.makers)
        if not (part.credits.dates or part.credits.marked or makers):
            return [NamedMaker("outlet", 0, len(part.text), 0)]
        outlet = colophon.outlet_of(part.text, part.credits)
        if outlet is not None and not any(m.role == "outlet" for m in makers):
            makers.append(NamedMaker("outlet", *outlet, outlet[0]))
        return sorted(makers, key=lambda maker: maker.start)
    if part.kind is BlockKind.CAPTION:
        return datelines.caption(part.text)
    if part.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return datelines.paragraph(part.text)
    return []
