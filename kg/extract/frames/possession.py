"""What stands in a place that owns it: 在丙省的丁市, 位于丙园区的戊中心."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import Line
from kg.extract.frames.phrases import phrases
from kg.extract.frames.roles import Lookup
from kg.model import Relation, Status

_GAP = 5  # characters between the place and what it has: 境内的


def possessed(lookup: Lookup, grammar: FrameGrammar, line: Line) -> Iterator[Relation]:
    """The relations of a place and a name that 的 links, where a marker makes both one site."""
    if not grammar.possessed_at_all.search(line.text):
        return
    for first, second in zip(line.slots, line.slots[1:], strict=False):
        if second.at - first.at > _GAP or not (first.named and second.named):
            continue
        between = grammar.possessed.fullmatch(line.text, first.at + 1, second.at)
        if between is None:
            continue
        role = "place" if between["inside"] else grammar.marker(line.text, 0, first.at)[0]
        for entry in grammar.lexicon.inside:
            wholes = lookup.keys((first,), entry.goal) if entry.role in ("", role) else ()
            if not wholes:
                continue
            listed = phrases(grammar, line, second.at, line.clause(line.clause_at(second.at))[1])
            evidence = (lookup.analysis.evidence(line.view(first.at, listed[0].slots[-1].at + 1)),)
            for part in lookup.keys(listed[0].slots, entry.theme):
                for whole in wholes:
                    if part != whole:
                        yield Relation(
                            subject=part, predicate=entry.gives, object=whole,
                            rule=f"{entry.gives}/{entry.id}", status=Status.ACTUAL,
                            evidence=evidence,
                        )  # fmt: skip
