"""What can be asked, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.query.questions.catalogue import Topic
from kg.render.table import table

GROUPS = ("relation", "kind", "event", "class", "example")


def topics_text(
    topics: Iterable[Topic],
    texts: Mapping[str, str],
    *,
    width: int | None = None,
    ambiguous: int = 1,
) -> str:
    """Everything that can be asked for, by group, with words that mean it and examples.

    Args:
        topics: From the catalogue.
        texts: The interface's words.
        width: Cells of a line, or None.
        ambiguous: Cells of an ambiguous character.
    """
    listed = list(topics)
    parts = []
    for group in GROUPS:
        own = [topic for topic in listed if topic.group == group]
        if group == "example":
            shown = "".join(f"  {topic.words[0]}\n" for topic in own)
        else:
            heads = [texts["label"], texts["words"], "kg:"]
            rows = [[topic.label, " ".join(topic.words), topic.name] for topic in own]
            shown = table(heads, rows, width=width, ambiguous=ambiguous)
        parts.append(f"{texts[f'topics_{group}']}\n{shown}")
    return "\n".join(parts)
