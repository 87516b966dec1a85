"""What happened to an entity over time, and where articles disagree, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.query.conflicts import Conflict
from kg.query.source import Source
from kg.query.timeline import Timeline
from kg.render.answer import Notes, item_details
from kg.render.width import cells, pad, visible

_DATE = len("2024-01-01")


def timeline_text(
    found: Timeline, texts: Mapping[str, str], *, width: int | None = None, ambiguous: int = 1
) -> str:
    """A line a fact, in order of time, then the sentences; a date of an article is in brackets."""
    notes = Notes(texts, width, ambiguous)
    rows = []
    for moment in found.moments:
        date = moment.date if moment.dated or not moment.date else f"({moment.date})"
        item = moment.item
        what = texts.get(f"field_{item.subject}", item.subject or "")
        note = item.note if item.note != item.subject else None
        # The date stands at the beginning of the line already.
        details = item_details(item, texts, [note, item.date])
        rows.append((date, visible(what), f"{details} {notes.marks(item.sources)}".rstrip()))
    room = max((cells(what, ambiguous=ambiguous) for _, what, _ in rows), default=0)
    lines = [
        f"{date:<{_DATE + 2}}  {pad(what, room, ambiguous=ambiguous)}  {details}"
        for date, what, details in rows
    ]
    sentences = notes.lines()
    return "\n".join([visible(found.name), "", *lines, "", *sentences]).rstrip() + "\n"


def conflicts_text(
    found: Iterable[Conflict],
    texts: Mapping[str, str],
    *,
    width: int | None = None,
    ambiguous: int = 1,
) -> str:
    """Each conflict with its sides, then the sentences."""
    notes = Notes(texts, width, ambiguous)
    lines = []
    for conflict in found:
        date = texts["brackets"].format(text=conflict.date) if conflict.date else ""
        lines.append(visible(f"{conflict.subject} {conflict.about}{date}"))
        for side in conflict.sides:
            status = texts.get(f"status_{side.status}", side.status)
            text = texts["aside"].format(text=side.text, aside=status)
            text = status if side.text == side.status else text
            lines.append(f"  {visible(text)} {_marks(side.sources, notes, texts)}".rstrip())
        lines.append("")
    return "\n".join([*lines, *notes.lines()]).rstrip("\n") + "\n" if lines else ""


def _marks(sources: tuple[Source, ...], notes: Notes, texts: Mapping[str, str]) -> str:
    """The numbers of the sentences; an article without a sentence is named."""
    if sources and not sources[0].sentence:
        words = (f"{s.outlet or s.file or s.article} {s.published or ''}".strip() for s in sources)
        return visible(texts["said_in"].format(articles=texts["chain_and"].join(words)))
    return notes.marks(sources)
