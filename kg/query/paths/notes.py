"""What a reader must know beside the paths, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.query.paths.result import NoPath, Reason, Report

_SHOWN = 5  # pairs without a path of which the reason is told
_NAMED = 10  # further ones that are named


def notes(report: Report, texts: Mapping[str, str], *, found: bool) -> Iterator[str]:
    """The notes of a report, one sentence each.

    Args:
        report: Of a search.
        texts: The interface's words.
        found: Whether there is a path.
    """
    if found:
        for why in report.wider:
            yield texts[f"chain_{why}"].format(most=report.most)
    if report.cut_short:
        yield texts["chain_cut_short"]
    if report.limited is not None:
        yield texts["chain_limited"].format(count=report.limited)
    for name in ("undated", "unknown", "unweighed"):
        if count := getattr(report, name):
            yield texts[f"chain_{name}"].format(count=count)
    yield from _without(report, texts)


def _without(report: Report, texts: Mapping[str, str]) -> Iterator[str]:
    named = len(report.starts) > 1 or len(report.goals) > 1
    for pair in report.without[:_SHOWN]:
        text = _reason(pair, texts)
        if named:
            ends = texts["chain_pair"].format(start=pair.start.label, goal=pair.goal.label)
            text = f"{ends}{text}"
        yield text
    if rest := report.without[_SHOWN:]:
        pairs = texts["chain_and"].join(f"{p.start.label}–{p.goal.label}" for p in rest[:_NAMED])
        more = "…" if len(rest) > _NAMED else ""
        yield texts["chain_without"].format(count=len(rest), pairs=f"{pairs}{more}")


def _reason(pair: NoPath, texts: Mapping[str, str]) -> str:
    end = pair.end.label if pair.end else ""
    other = pair.goal.label if pair.end == pair.start else pair.start.label
    key = "cut_short_pair" if pair.reason is Reason.CUT_SHORT else pair.reason.value
    text = texts[f"chain_{key}"].format(
        end=end, other=other, reached=pair.reached, depth=pair.depth
    )
    if pair.kind is Reason.CLAUSE:
        clauses = texts["chain_or"].join(pair.clauses)
        text += texts["chain_clause"].format(clauses=clauses)
    return text
