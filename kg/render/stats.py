"""The numbers of a graph as text."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.counts import Counts
from kg.render.table import table
from kg.schema.ontology import Ontology


def stats_text(
    counts: Counts,
    ontology: Ontology,
    texts: Mapping[str, str],
    *,
    lang: str = "zh",
    ambiguous: int = 1,
) -> str:
    """The counts as tables with the ontology's labels."""
    parts = [texts["counts"].format(statements=counts.statements, articles=counts.articles) + "\n"]
    for name, numbers in (
        ("classes", counts.classes),
        ("relations", counts.relations),
        ("statuses", counts.statuses),
    ):
        if numbers:
            rows = [[f"kg:{t}", ontology.label(t, lang), str(n)] for t, n in numbers.items()]
            heads = [texts[f"count_{name}"], texts["label"], texts["number"]]
            parts.append(table(heads, rows, ambiguous=ambiguous))
    return "\n".join(parts)
