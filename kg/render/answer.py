"""Answers and paths as text: what the graph says, then the numbered sentences it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.query.answer import Answer, Form, Item
from kg.query.paths.result import Hop, Path
from kg.query.source import Source
from kg.render.width import cells, clip, linked, pad, sentence, visible, wrap

# A sentence in more articles than this says no more to a reader.
SOURCES_SHOWN = 3
# Cells of the query on its line when the width of the screen is not known.
QUERY_SHOWN = 160
Link = Callable[[Source], str]
"""Gives the address of a source, or the empty string."""
_BARE_NUMBER = re.compile(r"[\d.,]+")


@dataclass
class Notes:
    """The sentences of one answer, each numbered once.

    Attributes:
        texts: The interface's words.
        width: Cells of a line, or None.
        ambiguous: Cells of an ambiguous character.
        link: Where the line of a source leads, for terminals that take links.
    """

    texts: Mapping[str, str]
    width: int | None = None
    ambiguous: int = 1
    link: Link | None = None
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _sources: list[Source] = field(default_factory=list)

    def marks(self, sources: Iterable[Source]) -> str:
        """The numbers of these sentences, such as ``[1][3]``."""
        numbers: list[int] = []
        for source in list(sources)[:SOURCES_SHOWN]:
            key = (source.article, source.sentence)
            if key not in self._numbers:
                self._sources.append(source)
                self._numbers[key] = len(self._sources)
            if self._numbers[key] not in numbers:
                numbers.append(self._numbers[key])
        return "".join(f"[{number}]" for number in numbers)

    def lines(self) -> list[str]:
        """The sentences with outlet, date, headline and place in the file."""
        lines: list[str] = []
        for number, source in enumerate(self._sources, 1):
            head = f"[{number}] "
            indent = " " * len(head)
            if source.sentence:
                lines.append(head + self._wrapped(f"“{sentence(source.sentence)}”", indent))
                head = indent
            place = head + self._wrapped(origin(source, self.texts), indent)
            lines.append(leading(place, source, self.link))
        return lines

    def _wrapped(self, text: str, indent: str) -> str:
        if self.width is None:
            return text
        room = max(self.width - len(indent), 20)
        return wrap(text, room, indent=indent, ambiguous=self.ambiguous)


def leading(lines: str, source: Source, link: Link | None) -> str:
    """The lines that say where a sentence stands, leading there if there is an address."""
    address = link(source) if link else ""
    return "\n".join(linked(line, address) for line in lines.split("\n")) if address else lines


def origin(source: Source, texts: Mapping[str, str]) -> str:
    """Where a sentence stands: outlet, date, headline, file, address and characters."""
    parts = [
        f"—— {source.outlet}" if source.outlet else "——",
        source.published or "",
        f"《{source.title}》" if source.title else "",
        source.file or source.article,
        source.url if source.url and source.url != source.file else "",
        texts["characters"].format(begin=source.begin, end=source.end) if source.exact else "",
    ]
    if source.status != "actual":
        parts.append(texts.get(f"status_{source.status}", source.status))
    if source.also_in:
        copies = [" ".join(filter(None, (c.outlet, c.file or c.article))) for c in source.also_in]
        more = len(copies) - SOURCES_SHOWN
        shown = texts["chain_and"].join(copies[:SOURCES_SHOWN])
        parts.append(texts["also_in"].format(copies=shown))
        parts.append(texts["also"].format(count=more) if more > 0 else "")
    return visible(" ".join(part for part in parts if part))


def answer_text(
    answer: Answer,
    notes: Notes,
    *,
    explain: bool = False,
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """An answer for a person: items with status and date, then their sentences.

    Args:
        answer: What to show.
        notes: Takes the sentences, and knows how wide a line is.
        explain: Whether the steps of the reading and the whole query are shown as well.
        prefixes: Prefix to beginning of IRIs, to shorten the query that is shown on one line.
    """
    texts = notes.texts
    lines: list[str] = []
    if answer.explanation or explain:
        lines.append(f"{texts['reading']}{visible(answer.reading)}")
    if explain:
        lines += [f"  {visible(step)}" for step in answer.explanation]
        lines += [f"  {line}" for line in answer.query.splitlines()]
    elif answer.explanation:
        short = f"{texts['query']}{one_line(answer.query, prefixes or {})}"
        lines.append(clip(short, notes.width or QUERY_SHOWN, ambiguous=notes.ambiguous))
    if lines:
        lines.append("")
    lines += _items(answer, notes)
    if answer.note:
        lines.append(visible(answer.note))
    elif not answer.items:
        lines.append(texts["no_answer"])
    sentences = notes.lines()
    if sentences:
        lines += ["", *sentences]
    if answer.alternatives:
        others = "  ".join(f"[{n}] {visible(o)}" for n, o in enumerate(answer.alternatives, 2))
        lines += ["", texts["other_readings"].format(readings=others)]
    return "\n".join(lines) + "\n"


def one_line(query: str, prefixes: Mapping[str, str]) -> str:
    """A statement on one line, with IRIs shortened for the eye; not meant to be run."""
    for prefix, beginning in sorted(prefixes.items(), key=lambda pair: -len(pair[1])):
        query = re.sub(rf"<{re.escape(beginning)}([^<>\s]*)>", rf"{prefix}:\1", query)
    return visible(" ".join(query.split()))


def _items(answer: Answer, notes: Notes) -> list[str]:
    rows: list[tuple[str, str]] = []
    lines: list[str] = []
    for number, item in enumerate(answer.items, 1):
        if item.path is not None:
            lines.append(path_line(item.path, number, notes))
        else:
            rows.append((item_text(item, notes.texts), notes.marks(item.sources)))
    room = min(max((cells(text, ambiguous=notes.ambiguous) for text, _ in rows), default=0), 48)
    for text, marks in rows:
        padded = pad(text, room, ambiguous=notes.ambiguous) if marks else text
        lines.append(f"{padded}  {marks}".rstrip())
    return lines


def sources_text(
    items: Iterable[Item],
    texts: Mapping[str, str],
    *,
    width: int | None = None,
    marked: bool = False,
    link: Link | None = None,
) -> str:
    """Every sentence behind some answers, under the answer that rests on it.

    Args:
        items: The answers.
        texts: The interface's words.
        width: Cells of a line; longer sentences are wrapped. None: never.
        marked: Whether the words that carry the fact stand in 【】.
        link: Where the line of a source leads.
    """
    indent = "   "
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        lines.append(f"{number}. {item_text(item, texts)}")
        hops = item.path.hops if item.path else ()
        sources = [*item.sources, *(source for hop in hops for source in hop.evidence)]
        for said in _by_sentence(sources):
            source = said[0]
            quote = f"“{marked_sentence(*said) if marked else sentence(source.sentence)}”"
            begin, end = min(s.begin for s in said), max(s.end for s in said)
            place = origin(replace(source, begin=begin, end=end), texts)
            if width:
                quote, place = (wrap(x, width - 3, indent=indent) for x in (quote, place))
            lines += [indent + quote, leading(indent + place, source, link)]
        if not sources:
            lines.append(f"   {texts['no_sources']}")
    return "\n".join(lines) + "\n"


def _by_sentence(sources: Iterable[Source]) -> list[list[Source]]:
    """The sources, those of one sentence together."""
    found: dict[tuple[str, str, str], list[Source]] = {}
    for source in sources:
        found.setdefault((source.article, source.sentence, source.status), []).append(source)
    return list(found.values())


def marked_sentence(*sources: Source) -> str:
    """The sentence with the words that carry the facts in 【】; plain if they are all of it.

    Args:
        sources: All of one sentence.
    """
    whole = sentence(sources[0].sentence)
    marked = [False] * len(whole)
    for source in sources:
        words = sentence(source.exact).strip()
        at = whole.find(words) if words else -1
        if at >= 0:
            marked[at : at + len(words)] = [True] * len(words)
    if all(marked):
        return whole
    parts = [
        "【" * (now and not before) + "】" * (before and not now) + character
        for before, now, character in zip([False, *marked], marked, whole, strict=False)
    ]
    return "".join(parts) + "】" * marked[-1]


def item_text(item: Item, texts: Mapping[str, str]) -> str:
    """One answer on one line, with what is needed to read it right."""
    match item.form:
        case Form.TRUTH:
            no = "truth_not" if item.sources else "truth_no"
            text = texts["truth_yes" if item.truth else no]
        case Form.COUNT:
            text = _count(item, texts)
        case _:
            text = _label(item, texts)
    subject = item.subject if item.form is not Form.ENTITY else None
    return item_details(item, texts, [subject, item.note], text)


def item_details(
    item: Item, texts: Mapping[str, str], more: Iterable[str | None], text: str | None = None
) -> str:
    """An answer with its status, date and more in brackets."""
    date = item.date if item.form is not Form.DATE else None
    details = [*more, _status(item, texts), date]
    known = list(dict.fromkeys(visible(detail) for detail in details if detail))
    shown = _label(item, texts) if text is None else visible(text)
    return shown + (texts["brackets"].format(text=texts["join_notes"].join(known)) if known else "")


def _label(item: Item, texts: Mapping[str, str]) -> str:
    """The item's label; a bare number, as tables have them, gets its value and unit."""
    stated = visible(item.label)
    if item.value is None or not _BARE_NUMBER.fullmatch(stated):
        return stated
    unit = "" if item.unit in (None, "1") else f" {item.unit}"
    full = f"{item.value.normalize():,f}{unit}"
    same = stated.replace(",", "") == f"{item.value.normalize():f}"
    return (
        full
        if same
        else texts["aside"].format(text=full, aside=texts["as_written"].format(words=stated))
    )


def _status(item: Item, texts: Mapping[str, str]) -> str | None:
    """The status in words; that an entity or a date is actual goes without saying."""
    if item.status is None:
        return None
    if item.form is Form.VALUE:
        return texts.get(f"value_{item.status}", texts.get(f"status_{item.status}", item.status))
    return None if item.status == "actual" else texts.get(f"status_{item.status}", item.status)


def _count(item: Item, texts: Mapping[str, str]) -> str:
    if item.declared is not None and item.named is not None:
        return texts["count_both"].format(declared=item.declared, named=item.named)
    if item.declared is not None:
        return texts["count_declared"].format(declared=item.declared)
    if item.named is not None:
        return texts["count_named"].format(named=item.named)
    return item.label


def path_line(path: Path, number: int, notes: Notes, *, every: bool = False) -> str:
    """A path on one line, or one line for each step where the screen is too narrow.

    Args:
        path: What to show.
        number: Its number in the answer.
        notes: The sentences of the answer; marks of those behind a step follow it.
        every: Whether all sentences of a step are shown, and not only the best.
    """
    texts = notes.texts
    parts = [visible(path.nodes[0].label)]
    for hop, node in zip(path.hops, path.nodes[1:], strict=True):
        shown = hop.evidence if every else hop.evidence[:1]
        marks = notes.marks(shown) or texts["brackets"].format(text=texts["no_sources"])
        rest = len(hop.evidence) - len(shown)
        marks += f"+{rest}" if rest else ""
        more = len(hop.edges) - 1
        also = texts["brackets"].format(text=texts["also"].format(count=more)) if more else ""
        parts.append(f"{visible(arrow(hop, texts))}{marks}{also} {visible(node.label)}")
    head, ambiguous = f"{number}. ", notes.ambiguous
    hops = texts["brackets"].format(text=texts["hops"].format(hops=len(path.hops))).strip()
    line = f"{head}{' '.join(parts)}  {hops}"
    if notes.width is None or cells(line, ambiguous=ambiguous) <= notes.width:
        return line
    indent = " " * len(head)
    first = wrap(f"{head}{parts[0]}  {hops}", notes.width, ambiguous=ambiguous)
    room = notes.width - len(indent)
    steps = (wrap(part, room, indent=indent, ambiguous=ambiguous) for part in parts[1:])
    return "\n".join([first, *(indent + step for step in steps)])


def arrow(hop: Hop, texts: Mapping[str, str], *, dated: bool = True) -> str:
    """A step with its direction, its date and, unless it is actual, its status."""
    edge = hop.edge
    status = "" if edge.status == "actual" else texts.get(f"status_{edge.status}", edge.status)
    text = " ".join(filter(None, [edge.label, edge.date if dated else None, status]))
    if edge.symmetric:
        return f"—{text}—"
    return f"—{text}→" if hop.forward else f"←{text}—"
