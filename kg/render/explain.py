"""The article with what was found in it: names, facts, statuses and the rules that fired.

What an author of rules, or an analyst in doubt, reads. Only blocks of the article are shown, not
the noise of its page; every block is followed by the facts whose words begin in it.
"""

from __future__ import annotations

import bisect
import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kg.model import (
    Agreement,
    Event,
    Extraction,
    Fact,
    Measurement,
    Relation,
    Signing,
    Span,
    Statement,
)
from kg.render.width import sentence
from kg.schema.ontology import Ontology

COUNTED = "1"  # symbol of the unit of what is counted
STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #667; --rule: #ddd; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff4; --paper: #14171c; --soft: #a7aebb;
  --rule: #343a45; } mark { color: #111; } }
body { background: var(--paper); color: var(--ink); max-width: 60em; margin: 2em auto;
  padding: 0 1em; font: 16px/1.75 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
  "Source Han Sans SC", "WenQuanYi Zen Hei", sans-serif; }
.headline { font-size: 22px; font-weight: bold; } .byline, .caption { color: var(--soft); }
mark { padding: 0 2px; border-radius: 3px; } u { text-decoration-thickness: 2px; }
.f0 { background: #9fd0f0; } .f1 { background: #f6c49a; } .f2 { background: #9be0c4; }
.f3 { background: #eec3da; } .f4 { background: #f4d68a; } .f5 { background: #c9e6f7; }
ul { margin: 0.2em 0 1.2em; padding: 0 0 0 1.2em; font-size: 14px; line-height: 1.6;
  border-left: 3px solid var(--rule); list-style: none; }
.legend { font-size: 14px; } .legend mark { margin-right: 1em; }
.rule, .status { color: var(--soft); } .denied { text-decoration: line-through; }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One block of the article.

    Attributes:
        kind: What it is on the page.
        pieces: Its text in stretches, each with the key of the entity that it names, or None.
        facts: The facts that were read in it.
    """

    kind: str
    pieces: tuple[tuple[str, str | None], ...]
    facts: tuple[Fact, ...]


def explained(extraction: Extraction) -> tuple[Shown, ...]:
    """The blocks of an article with their names and facts, in order."""
    document = extraction.document
    found = ((span, e.key) for e in extraction.entities for span in e.mentions)
    # Of names that begin together the longest is shown.
    mentions = sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1]))
    starts = [span.start for span, _ in mentions]
    facts = sorted(extraction.facts, key=lambda fact: fact.evidence[0])
    shown = []
    for block in document.blocks:
        if block.span.end > len(document.view.text):
            continue
        span = document.view.to_source(block.span)
        inside = mentions[
            bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)
        ]
        shown.append(
            Shown(
                kind=block.kind.value,
                pieces=tuple(_pieces(document.text, span, inside)),
                facts=tuple(f for f in facts if span.covers(_first_character(f))),
            )
        )
    return tuple(shown)


def _first_character(fact: Fact) -> Span:
    start = fact.evidence[0].span.start
    return Span(start, start + 1)


def _pieces(
    text: str, block: Span, mentions: Sequence[tuple[Span, str]]
) -> Iterator[tuple[str, str | None]]:
    at = block.start
    for span, key in mentions:
        if span.start < at:
            continue  # a name inside a longer one
        if span.start > at:
            yield sentence(text[at : span.start]), None
        yield sentence(span.of(text)), key
        at = span.end
    if at < block.end:
        yield sentence(text[at : block.end]), None


def describe(fact: Fact, ontology: Ontology, lang: str = "zh") -> str:
    """What a fact says, in words."""
    head, parts = _said(fact, ontology, lang)
    return head + " · ".join(part for part in parts if part)


def _said(fact: Fact, ontology: Ontology, lang: str) -> tuple[str, Sequence[str | None]]:
    def label(name: str) -> str:
        return ontology.label(name, lang)

    found: tuple[str, list[str | None]]
    match fact:
        case Relation(subject=subject, object=value, role=role):
            office = f"（{role}）" if role else ""
            found = "", [f"{subject} —{label(fact.predicate)}→ {value}{office}"]
        case Agreement(parties=parties):
            more = [fact.about, fact.subject, fact.date]
            found = f"{label(type(fact).__name__)}：", ["、".join(parties), *more]
        case Signing(declared=declared):
            count = None if declared is None else str(declared)
            found = f"{label(type(fact).__name__)}：", [fact.about, fact.date, count]
        case Event():
            found = f"{label(fact.type)}：", [fact.about, fact.date]
        case Measurement(stated=stated, unit=unit):
            symbol = ontology.unit(unit).symbol
            value = f"{stated} = {fact.value:,f} {symbol}".removesuffix(f" {COUNTED}")
            head = f"{fact.subject} {label(fact.kind)} "
            found = head, [value, fact.phase, fact.date, fact.note]
        case Statement(words=words):
            found = f"{fact.subject}：", [f"“{words}”"]
        case _:
            found = type(fact).__name__, []
    return found


def explain_text(extraction: Extraction, ontology: Ontology, *, lang: str = "zh") -> str:
    """The explained article for a terminal: names in brackets, facts below their block."""
    lines: list[str] = []
    for block in explained(extraction):
        lines.append("".join(f"[{text}]" if key else text for text, key in block.pieces))
        lines += [
            f"    {_sign(fact)} {describe(fact, ontology, lang)}"
            f"  ({ontology.label(fact.status, lang)}; {fact.rule})"
            for fact in block.facts
        ]
    return "\n".join(lines) + "\n"


def _sign(fact: Fact) -> str:
    return "+" if fact.status.asserted else "-"


def explain_html(extraction: Extraction, ontology: Ontology, *, lang: str = "zh") -> str:
    """The explained article as one HTML file that needs nothing else.

    Args:
        extraction: The article.
        ontology: Labels and families of classes.
        lang: Language of labels.
    """
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    families = {name: number % 6 for number, name in enumerate(ontology.coarse_classes)}
    types = {e.key: e.type for e in extraction.entities}
    body = "".join(
        _block(block, types, families, ontology, lang) for block in explained(extraction)
    )
    kinds = sorted({ontology.coarse(type_) for type_ in types.values()} & families.keys())
    legend = "".join(_mark(kind, ontology.label(kind, lang), families) for kind in kinds)
    title = escape(extraction.document.title or extraction.document.source)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<p class="legend">{legend}</p>\n'
        f"{body}</body>\n</html>\n"
    )


def _block(
    block: Shown,
    types: Mapping[str, str],
    families: Mapping[str, int],
    ontology: Ontology,
    lang: str,
) -> str:
    parts = []
    for text, key in block.pieces:
        if key is None:
            parts.append(escape(text))
            continue
        tip = f"{key}（{ontology.label(types[key], lang)}）"
        parts.append(_mark(ontology.coarse(types[key]), text, families, tip))
    facts = "".join(_fact(fact, ontology, lang) for fact in block.facts)
    listed = f"<ul>\n{facts}</ul>\n" if facts else ""
    return f'<p class="{escape(block.kind)}">{"".join(parts)}</p>\n{listed}'


def _mark(kind: str, text: str, families: Mapping[str, int], tip: str = "") -> str:
    """A text in the colour of a coarse class, with what it says under the mouse."""
    family = families.get(kind, 5)
    title = f' title="{escape(tip)}"' if tip else ""
    return f'<mark class="f{family}"{title}>{escape(text)}</mark>'


def _fact(fact: Fact, ontology: Ontology, lang: str) -> str:
    status = ontology.label(fact.status, lang)
    said = escape(sentence(describe(fact, ontology, lang)))
    style = "" if fact.status.asserted else ' class="denied"'
    return (
        f'<li><span{style}>{said}</span> <span class="status">{escape(status)}</span> '
        f'<span class="rule">{escape(fact.rule)}</span></li>\n'
    )
