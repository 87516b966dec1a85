"""What stands in a place that owns it: 在丙省的丁市, 位于丙园区的戊中心."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import Line
from kg.extract.frames.roles import Lookup
from kg.model import Relation, Status


def possessed(lookup: Lookup, grammar: FrameGrammar, line: Line) -> Iterator[Relation]:
    """The relations of a place and a name that 的 links, where a marker makes both one site."""
    for first, second in zip(line.slots, line.slots[1:], strict=False):
        if second.at != first.at + 2 or line.text[first.at + 1] not in grammar.of:
            continue
        role, _ = grammar.marker(line.text, 0, first.at)
        for entry in grammar.lexicon.inside:
            if entry.role not in ("", role) or not (first.named and second.named):
                continue
            wholes = lookup.keys((first,), entry.goal)
            evidence = (lookup.analysis.evidence(line.view(first.at, second.at + 1)),)
            for part in lookup.keys((second,), entry.theme):
                for whole in wholes:
                    if part != whole:
                        yield Relation(
                            subject=part, predicate=entry.gives, object=whole,
                            rule=f"{entry.gives}/{entry.id}", status=Status.ACTUAL,
                            evidence=evidence,
                        )  # fmt: skip
