"""Answers to path statements as text, table, JSON, DOT and HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from kg.errors import UsageError
from kg.query.answer import Answer
from kg.query.paths.notes import notes
from kg.query.paths.result import Edge, Hop, Node, Path, Plan, Report
from kg.query.source import Source
from kg.render.answer import Link, Notes, arrow, origin, path_line
from kg.render.table import table
from kg.render.width import sentence, visible, wrap
from kg.schema.messages import message

_ENDS_SHOWN = 5
_DASHED = "style=dashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How paths are shown.

    Attributes:
        texts: The interface's words.
        prefixes: For IRIs.
        width: Cells of a line, or None.
        ambiguous: Cells of an ambiguous character.
        link: Where the line of a source leads.
    """

    texts: Mapping[str, str]
    prefixes: Mapping[str, str]
    width: int | None = None
    ambiguous: int = 1
    link: Link | None = None


def path_answer(answer: Answer, format: str, style: Style) -> str:
    """The answer to a path statement.

    Args:
        answer: Has a report.
        format: ``text``, ``table``, ``json``, ``dot`` or ``html``.
        style: How it is shown.

    Raises:
        UsageError: If there is no such format.
    """
    shown: dict[str, Callable[[Answer, Style], str]] = {
        "text": _text,
        "table": _table,
        "json": _json,
        "dot": _dot,
        "html": _html,
    }
    if format not in shown:
        raise UsageError(message("path_format", format=format, known=" ".join(shown)))
    return shown[format](answer, style)


def _paths(answer: Answer) -> list[Path]:
    return [item.path for item in answer.items if item.path is not None]


# -- text --------------------------------------------------------------------------------------


def _text(answer: Answer, style: Style) -> str:
    report = _report(answer)
    if report.plan is not None:
        return "\n".join([_header(report, style), *_plan(report.plan, style.texts)]) + "\n"
    found = Notes(style.texts, style.width, style.ambiguous, style.link)
    lines = [_header(report, style)]
    lines += [
        path_line(path, number, found, every=report.evidence)
        for number, path in enumerate(_paths(answer), 1)
    ]
    lines += _footer(answer, style)
    sentences = found.lines()
    return "\n".join([*lines, *(["", *sentences] if sentences else [])]) + "\n"


def _header(report: Report, style: Style) -> str:
    texts = style.texts

    def named(nodes: tuple[Node, ...]) -> str:
        shown = [f"{visible(n.label)} {_short(n.iri, style.prefixes)}" for n in nodes[:_ENDS_SHOWN]]
        return texts["chain_and"].join(shown) + ("…" if len(nodes) > _ENDS_SHOWN else "")

    bound = "chain_hops" if report.least == 1 else "chain_hops_range"
    header = texts["chain_header"].format(
        starts=named(report.starts),
        goals=named(report.goals),
        hops=texts[bound].format(least=report.least, most=report.most),
    )
    # The shorter list says the same as the longer one.
    if len(report.views) < len(report.excluded):
        header += "   " + texts["chain_views"].format(views=texts["chain_and"].join(report.views))
    elif report.excluded:
        excluded = texts["chain_and"].join(report.excluded)
        header += "   " + texts["chain_excluded"].format(excluded=excluded)
    return wrap(header, style.width, ambiguous=style.ambiguous) if style.width else header


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by the prefix of the longest namespace that it begins with."""
    held = [
        (len(namespace), prefix)
        for prefix, namespace in prefixes.items()
        if iri.startswith(namespace)
    ]
    if not held:
        return f"<{iri}>"
    length, prefix = max(held)
    return f"{prefix}:{iri[length:]}"


def _footer(answer: Answer, style: Style) -> list[str]:
    report, paths, texts = _report(answer), _paths(answer), style.texts
    if paths:
        lengths = texts["chain_and"].join(map(str, sorted({len(p.hops) for p in paths})))
        summary = texts["chain_found"].format(
            count=len(paths), lengths=lengths, expanded=report.expanded
        )
    else:
        summary = texts["chain_found_none"].format(expanded=report.expanded)
    told = [summary, *map(visible, notes(report, texts, found=bool(paths)))]
    if style.width is None:
        return told
    return [wrap(line, style.width, ambiguous=style.ambiguous) for line in told]


def _plan(plan: Plan, texts: Mapping[str, str]) -> Iterator[str]:
    yield texts["chain_plan_graph"].format(nodes=plan.nodes, edges=plan.edges)
    yield from (f"  {view} {count}" for view, count in plan.views.items())
    yield texts["heading"].format(text=texts["chain_plan_algorithm"]).rstrip()
    yield from (f"  {texts[f'chain_plan_{name}']}" for name in plan.algorithm)
    yield texts["heading"].format(text=texts["chain_plan_sparql"]).rstrip()
    if plan.unsaid:
        clauses = texts["chain_and"].join(plan.unsaid)
        yield f"# {texts['chain_plan_unsaid'].format(clauses=clauses)}"
    yield plan.sparql


# -- table, JSON -------------------------------------------------------------------------------


def _table(answer: Answer, style: Style) -> str:
    texts = style.texts
    columns = ["#", *(texts[f"chain_column_{name}"] for name in _COLUMNS)]
    rows = [
        row for number, path in enumerate(_paths(answer), 1) for row in _rows(path, number, texts)
    ]
    shown = table(columns, rows, width=style.width, ambiguous=style.ambiguous) if rows else ""
    lines = [_header(_report(answer), style), *filter(None, [shown.rstrip("\n")])]
    return "\n".join([*lines, *_footer(answer, style)]) + "\n"


_COLUMNS = ("hop", "from", "edge", "to", "date", "confidence", "source")


def _rows(path: Path, number: int, texts: Mapping[str, str]) -> Iterator[list[str]]:
    for place, hop in enumerate(path.hops):
        confidence = hop.edge.confidence
        yield [
            str(number),
            str(place + 1),
            path.nodes[place].label,
            arrow(hop, texts, dated=False),
            path.nodes[place + 1].label,
            hop.edge.date or "",
            "?" if confidence is None else f"{confidence:.2f}",
            _best(hop, texts),
        ]


def _best(hop: Hop, texts: Mapping[str, str]) -> str:
    if not hop.evidence:
        return texts["no_sources"]
    source, rest = hop.evidence[0], len(hop.evidence) - 1
    where = " ".join(filter(None, [source.outlet or source.article_id, source.published]))
    return f"{where} +{rest}" if rest else where


def _json(answer: Answer, _: Style) -> str:
    return json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n"


# -- pictures ----------------------------------------------------------------------------------


def _dot(answer: Answer, _: Style) -> str:
    """The paths as one graph: every entity and every fact once."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, Edge], Hop] = {}
    for path in _paths(answer):
        nodes |= {node.iri: node for node in path.nodes}
        for (one, other), hop in zip(_pairs(path), path.hops, strict=True):
            ends = (one, other) if hop.forward or hop.edge.symmetric else (other, one)
            edges.setdefault((*ends, hop.edge), hop)
    lines = ["digraph paths {", '  node [shape=box, fontname="Noto Sans CJK SC"];']
    lines += [f"  {_quoted(iri)} [label={_quoted(nodes[iri].label)}];" for iri in sorted(nodes)]
    for (start, end, edge), hop in edges.items():
        label = "\n".join(filter(None, [hop.edge.label, hop.edge.date]))
        styles = [f"label={_quoted(label)}"]
        styles += ["dir=none"] if edge.symmetric else []
        styles += [_DASHED] if edge.status != "actual" else []
        lines.append(f"  {_quoted(start)} -> {_quoted(end)} [{', '.join(styles)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for one, other in zip(path.nodes, path.nodes[1:], strict=False):
        yield one.iri, other.iri


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_CSS = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "ol{padding-left:1.5rem}li{margin:1rem 0}blockquote{margin:.3rem 0 .3rem 1rem;color:#444}"
    "small{color:#666}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}"
    "blockquote,small{color:#bbb}}"
)


def _html(answer: Answer, style: Style) -> str:
    """A page without scripts: the chains, under each its sentences."""
    texts = style.texts
    items = []
    for path in _paths(answer):
        parts = [f"<b>{escape(path.nodes[0].label)}</b>"]
        quotes = []
        for hop, node in zip(path.hops, path.nodes[1:], strict=True):
            parts.append(f"{escape(arrow(hop, texts))} <b>{escape(node.label)}</b>")
            shown = hop.evidence if _report(answer).evidence else hop.evidence[:1]
            quotes += [_quote(source, texts) for source in shown]
        items.append(f"<li>{' '.join(parts)}\n{''.join(quotes)}</li>\n")
    title = escape(f"{texts['chain_title']} · {answer.reading}")
    footer = "".join(f"<p><small>{escape(line)}</small></p>\n" for line in _footer(answer, style))
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n<h1>{title}</h1>\n"
        f"<p><small>{escape(_header(_report(answer), style))}</small></p>\n"
        f"<ol>\n{''.join(items)}</ol>\n{footer}</html>\n"
    )


def _quote(source: Source, texts: Mapping[str, str]) -> str:
    words = escape(sentence(source.sentence))
    return f"<blockquote>“{words}”<br><small>{escape(origin(source, texts))}</small></blockquote>\n"


def _report(answer: Answer) -> Report:
    if answer.report is None:
        raise UsageError(message("no_path_answer"))
    return answer.report
