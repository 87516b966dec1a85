"""Turtle and TriG for people: sorted, prefixed, with names as such, and in a telling order.

pyoxigraph's own writer keeps the order of subjects it is given. Here an entity is followed by its
measurements, and what explains the facts comes after the facts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph import vocabulary as v

Term = NamedNode | BlankNode | Literal | Triple
_Block = dict[NamedNode, set[Term]]

_BASE = (
    "A-Za-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿\u200c-\u200d⁰-↏Ⰰ-⿯、-\ud7ff\uf900-\ufdcfﷰ-\ufffd\U00010000-\U000effff"
)
_LATER = rf"{_BASE}_0-9·\u0300-\u036f‿-⁀\-"
_ESCAPED = r"~!$&'()*+,;=/?#@"
_LOCAL = re.compile(rf"(?:[{_LATER}.:{re.escape(_ESCAPED)}]|%[0-9A-Fa-f]{{2}})*")
# An escaped dot at either end is Turtle, but rdflib does not read it.
_NOT_SHORT = re.compile(r"^[.\-·\u0300-\u036f‿-⁀]|\.$")
_TO_ESCAPE = re.compile(f"[{re.escape(_ESCAPED)}]")

_BARE = {
    v.PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    v.PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    v.PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
_FIRST_PREDICATES = {
    predicate: rank
    for rank, predicate in enumerate(
        (
            *(v.TYPE, v.PREF_LABEL, v.ALT_LABEL, v.LABEL),
            *(v.SUBJECT, v.PREDICATE, v.OBJECT),
            *(v.HAS_SOURCE, v.START, v.END, v.EXACT),
        )
    )
}
_LAST_KINDS = {
    node: rank
    for rank, node in enumerate(
        (v.SIGNING, v.AGREEMENT, v.COOPERATION, v.MEASUREMENT, v.MERGE, v.CLAIM, v.EVIDENCE_CLASS),
        start=2,
    )
}


class Namer:
    """Shortens IRIs by prefixes and remembers which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self.used: set[str] = set()
        self.iri = lru_cache(maxsize=65536)(self._iri)

    def term(self, term: Term | DefaultGraph) -> str:
        """One term as Turtle."""
        if isinstance(term, NamedNode):
            return self.iri(term)
        if isinstance(term, Literal) and term.language is None:
            return self._typed(term)
        return str(term)

    def _typed(self, literal: Literal) -> str:
        datatype = literal.datatype
        bare = _BARE.get(datatype.value)
        if bare and bare.fullmatch(literal.value):
            return literal.value
        if datatype.value == v.PREFIXES["xsd"] + "string":
            return str(literal)
        return str(Literal(literal.value)) + "^^" + self.iri(datatype)

    def _iri(self, node: NamedNode) -> str:
        for prefix, namespace in self._prefixes:
            if node.value.startswith(namespace):
                local = local_name(node.value[len(namespace) :])
                if local is not None:
                    self.used.add(prefix)
                    return f"{prefix}:{local}"
        return str(node)


def local_name(text: str) -> str | None:
    """The local part of a prefixed name, escaped where the grammar asks, or None if it has none."""
    if not _LOCAL.fullmatch(text) or _NOT_SHORT.search(text):
        return None
    return _TO_ESCAPE.sub(lambda match: "\\" + match.group(), text)


def turtle(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The triples of all graphs together as Turtle, one piece per subject."""
    subjects: dict[Term, _Block] = {}
    for quad in quads:
        _put(subjects, quad)
    yield from _document([("", subjects)], prefixes)


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The quads as TriG, one block per graph."""
    graphs: dict[NamedNode | BlankNode | DefaultGraph, dict[Term, _Block]] = defaultdict(dict)
    for quad in quads:
        _put(graphs[quad.graph_name], quad)
    namer = Namer(prefixes)
    named = sorted((graph for graph in graphs if not isinstance(graph, DefaultGraph)), key=str)
    blocks = [("", graphs[DefaultGraph()])] if DefaultGraph() in graphs else []
    yield from _document([*blocks, *((namer.term(g), graphs[g]) for g in named)], prefixes)


def _put(subjects: dict[Term, _Block], quad: Quad | Triple) -> None:
    block = subjects.get(quad.subject)
    if block is None:
        block = subjects[quad.subject] = {}
    block.setdefault(quad.predicate, set()).add(quad.object)


def _document(
    graphs: Iterable[tuple[str, dict[Term, _Block]]], prefixes: Mapping[str, str]
) -> Iterator[str]:
    """All prefixes stand first, used or not, so that the text can be written as it is made."""
    for prefix, namespace in sorted(prefixes.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    namer = Namer(prefixes)
    for name, subjects in graphs:
        if name:
            yield f"\n{name} {{\n"
        for subject in _ordered(subjects):
            yield "\n" + _block(subject, subjects[subject], namer)
        if name:
            yield "}\n"


def _ordered(subjects: Mapping[Term, _Block]) -> list[Term]:
    """Articles, then entities, each with its measurements, then events and what explains them."""
    holder: dict[Term, Term] = {}
    for subject, block in subjects.items():
        for measurement in block.get(v.HAS_MEASUREMENT, ()):
            if measurement not in holder or str(subject) < str(holder[measurement]):
                holder[measurement] = subject

    def place(subject: Term) -> tuple[int, str, int, str]:
        owner = holder.get(subject)
        if owner is not None and owner in subjects:
            return (_rank(subjects[owner]), str(owner), 1, str(subject))
        return (_rank(subjects[subject]), str(subject), 0, "")

    return sorted(subjects, key=place)


def _rank(block: _Block) -> int:
    types = block.get(v.TYPE, set())
    if v.ARTICLE in types:
        return 0
    if v.MENTIONED_IN in block:
        return 1
    return max((_LAST_KINDS.get(t, 2) for t in types if isinstance(t, NamedNode)), default=2)


def _block(subject: Term, block: _Block, namer: Namer) -> str:
    lines = []
    for predicate in sorted(block, key=lambda p: (_FIRST_PREDICATES.get(p, 99), p.value)):
        name = "a" if predicate == v.TYPE else namer.term(predicate)
        lines.append(f"{name} {', '.join(sorted(map(namer.term, block[predicate])))}")
    return f"{namer.term(subject)} " + " ;\n    ".join(lines) + " .\n"
