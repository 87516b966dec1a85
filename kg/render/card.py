"""The card of an entity: its facts by property, then the sentences they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.answer import Answer, Item
from kg.render.answer import Link, Notes, item_details
from kg.render.width import cells, pad, visible, wrap


def card_text(
    card: Answer,
    texts: Mapping[str, str],
    *,
    width: int | None = None,
    ambiguous: int = 1,
    link: Link | None = None,
) -> str:
    """A card for a person.

    Args:
        card: From ``kg.query.cards.card``: one item a fact, the property in ``subject``.
        texts: The interface's words.
        width: Cells of a line, or None.
        ambiguous: Cells of an ambiguous character.
        link: Where the line of a source leads.
    """
    notes = Notes(texts, width, ambiguous, link)
    groups: dict[str, list[str]] = {}
    for item in card.items:
        name = texts.get(f"field_{item.subject}", item.subject or "")
        groups.setdefault(name, []).append(_value(item, notes))
    room = max((cells(visible(name), ambiguous=ambiguous) for name in groups), default=0)
    lines = [visible(card.reading), ""]
    for name, values in groups.items():
        head = pad(visible(name), room, ambiguous=ambiguous) + "  "
        for value in values:
            line = value if width is None else _wrapped(value, width, room + 2, ambiguous)
            lines.append(head + line)
            head = " " * (room + 2)
    sentences = notes.lines()
    return "\n".join([*lines, *(["", *sentences] if sentences else [])]) + "\n"


def _value(item: Item, notes: Notes) -> str:
    note = item.note if item.note != item.subject else None
    text = item_details(item, notes.texts, [note])
    return f"{text} {notes.marks(item.sources)}".rstrip()


def _wrapped(text: str, width: int, indent: int, ambiguous: int) -> str:
    return wrap(text, max(width - indent, 20), indent=" " * indent, ambiguous=ambiguous)
