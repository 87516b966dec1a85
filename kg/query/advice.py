"""What is odd about a query that ran, and why it found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice

from kg.errors import KgError
from kg.graph import vocabulary as v
from kg.graph.interface import Graph
from kg.graph.syntax.connection import unconnected
from kg.graph.syntax.parser import Reading, read
from kg.graph.syntax.problem import Problem
from kg.graph.syntax.rules import unbound
from kg.graph.syntax.triples import Pattern, Token, patterns
from kg.graph.turtle import Namer
from kg.query.completion.statistics import Statistics
from kg.query.completion.stored import completion_index
from kg.text.fold import fold

ALONE = ("no_match", "no_join", "no_filter")
"""Keys of the reasons that quote the pattern themselves."""

_JOINED = 8
"""No more patterns than these are tried together: each may multiply the work."""


def oddities(text: str) -> list[Problem]:
    """What is allowed but seldom meant: columns that nothing binds, patterns without connection.

    Args:
        text: A query that the engine has accepted.
    """
    reading = read(text)
    if reading.tree is None or reading.is_deep:  # what the engine reads beyond SPARQL 1.1
        return []
    return sorted([*unbound(reading.tree), *unconnected(reading.tree)], key=lambda p: p.start)


def why_empty(graph: Graph, text: str, lang: str = "zh") -> Problem | None:
    """The likeliest reason why a query found nothing.

    Unknown terms come first, then texts in another language, then names in the place of what they
    name, then the first pattern that matches nothing by itself, then the first that matches nothing
    together with those before it.

    Args:
        graph: What was asked.
        text: The query.
        lang: The language of labels in hints.
    """
    reading = read(text)
    if reading.tree is None:
        return None
    found = [p for p in patterns(reading.tokens) if not p.template]
    space = {**graph.prefixes(), **declared(reading)}
    try:
        return (
            next(_unknown(graph, found, space, lang), None)
            or next(_other_language(graph, found, text, space), None)
            or next(_text_for_entity(graph, found, text, space), None)
            or _no_match(graph, found, text, space)
        )
    except KgError:  # a reason is only looked for; the answer is there already
        return None


def declared(reading: Reading) -> dict[str, str]:
    """The prefixes that a query declares."""
    tokens = reading.tokens
    return {
        name.value[:-1]: iri.value[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.type == "PREFIX" and iri.type == "IRIREF"
    }


# -- terms that the graph does not have


def _unknown(
    graph: Graph, found: Iterable[Pattern], space: Mapping[str, str], lang: str
) -> Iterator[Problem]:
    # Of a store the terms are known; to learn those of another graph it would have to be read.
    stored = graph.revision is not None
    statistics = completion_index(graph).statistics if stored else Statistics()
    ontology = graph.schema.ontology

    def missing(token: Token, known: Mapping[str, int], pattern: str) -> str:
        term = _short(token, space, graph)
        query = with_prefixes(f"ASK {{ {pattern.format(token)} }}", space)
        return term if term and term not in known and not graph.ask(query) else ""

    for pattern in found:
        for token in pattern.predicate:
            if term := missing(token, statistics.properties, "?s {} ?o"):
                labels = {f"kg:{name}": t.label(lang) for name, t in ontology.properties.items()}
                yield _no_such(token, "property", term, statistics.properties, labels)
        is_class = [t.type for t in pattern.predicate] == ["A"]
        for token in pattern.object[:1] if is_class else ():
            if term := missing(token, statistics.classes, "?s a {}"):
                labels = {f"kg:{name}": t.label(lang) for name, t in ontology.classes.items()}
                yield _no_such(token, "class", term, statistics.classes, labels)


def _no_such(
    token: Token, kind: str, term: str, known: Mapping[str, int], labels: Mapping[str, str]
) -> Problem:
    start, end = token.start_pos or 0, token.end_pos or 0
    if term in labels:
        return Problem(start, end, f"unused_{kind}", {"name": term, "label": labels[term]})
    near = _nearest(term, known, labels)
    values = {"name": token.value, "near": near, "label": labels.get(near, "")}
    hint = ("near_term" if labels.get(near) else "near_name") if near else ""
    return Problem(start, end, f"unknown_{kind}", values, hint=hint)


def _nearest(term: str, known: Mapping[str, int], labels: Mapping[str, str]) -> str:
    """The term that was probably meant: by its spelling, then its label, then the pinyin of it."""
    local = term.rpartition(":")[2].strip("<>")
    ending = [name for name in known if name.lower().endswith(local.lower())] if local else []
    if ending:  # rdfs:label, where the graph has skos:prefLabel
        return max(ending, key=lambda name: (known[name], name))
    names = {name.rpartition(":")[2].lower(): name for name in (*labels, *known)}
    if near := get_close_matches(local.lower(), sorted(names), n=1, cutoff=0.65):
        return names[near[0]]
    key = fold(local).lower()
    by_label = sorted(labels.items(), key=lambda item: (len(item[1]), item))
    for name, label in by_label:
        if key and (key in label.lower() or (label and label in key)):
            return name
    if key.isascii() and len(key) > 1:
        from kg.text.pinyin import readings  # 0.2 s, for a query that found nothing

        for name, label in by_label:
            for reading in readings(label):
                if "".join(reading).startswith(key) or "".join(s[0] for s in reading) == key:
                    return name
    return ""


def _short(token: Token, space: Mapping[str, str], graph: Graph) -> str:
    """A term as the statistics of the graph name it; empty if it is no term."""
    if token.type == "PNAME_LN":
        prefix, _, local = token.value.partition(":")
        iri = space.get(prefix, "") + local
    elif token.type == "IRIREF":
        iri = token.value[1:-1]
    else:
        return ""
    for prefix, namespace in sorted(graph.prefixes().items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


# -- patterns that match nothing


def _other_language(
    graph: Graph, found: Iterable[Pattern], text: str, space: Mapping[str, str]
) -> Iterator[Problem]:
    """Texts that the graph has with another language tag, or none."""
    for pattern in found:
        pieces = list(pattern.object)
        if [piece.type for piece in pieces] not in (["STRING"], ["STRING", "LANGTAG"]):
            continue
        literal, predicate = pieces[0].value, _text(text, pattern.predicate)
        query = f"SELECT ?o {{ ?s {predicate} ?o FILTER(STR(?o) = {literal}) }} LIMIT 1"
        given = "".join(piece.value for piece in pieces)
        for (value,) in graph.select(with_prefixes(query, space)).rows:
            tag = getattr(value, "language", None)
            stored = literal + (f"@{tag}" if tag else "")
            if stored.lower() != given.lower():
                start = pieces[0].start_pos or 0
                values = {"given": given, "stored": stored}
                yield Problem(start, start + len(given), "other_language", values, hint="language")


def _text_for_entity(
    graph: Graph, found: Iterable[Pattern], text: str, space: Mapping[str, str]
) -> Iterator[Problem]:
    """Texts where the graph has the entity of that name."""
    for pattern in found:
        if not pattern.object or pattern.object[0].type != "STRING" or anonymous(pattern):
            continue
        literal, predicate = pattern.object[0].value, _text(text, pattern.predicate)
        if not graph.ask(
            with_prefixes(f"ASK {{ ?s {predicate} ?o . ?o {v.PREF_LABEL} ?name }}", space)
        ):
            continue
        query = f"""SELECT ?o {{
            ?o {v.PREF_LABEL}|{v.ALT_LABEL} ?name FILTER(STR(?name) = {literal}) }} LIMIT 1"""
        for (value,) in graph.select(with_prefixes(query, space)).rows:
            start, end = pattern.object[0].start_pos or 0, pattern.object[-1].end_pos or 0
            term = Namer(graph.prefixes()).term(value) if value is not None else ""
            values = {"given": literal, "term": term}
            yield Problem(start, end, "text_for_entity", values, hint="term")


def _no_match(
    graph: Graph, found: list[Pattern], text: str, space: Mapping[str, str]
) -> Problem | None:
    """The first pattern that matches nothing, by itself or with those before it."""
    needed = [pattern for pattern in found if pattern.required and not anonymous(pattern)]
    written = [written_pattern(pattern, text) for pattern in needed]
    for pattern, one in zip(needed, written, strict=True):
        if not graph.ask(with_prefixes(f"ASK {{ {one} }}", space)):
            return _about(pattern, text, "no_match")
    for count, pattern in enumerate(islice(needed, 1, _JOINED), start=2):
        if not graph.ask(with_prefixes(f"ASK {{ {' . '.join(written[:count])} }}", space)):
            return _about(pattern, text, "no_join")
    last = needed[-1] if len(needed) == len(found) and needed else None
    return _about(last, text, "no_filter") if last and len(needed) <= _JOINED else None


def _about(pattern: Pattern, text: str, key: str) -> Problem:
    start, end = pattern.span
    parts = (_text(text, part) for part in (pattern.subject, pattern.predicate, pattern.object))
    return Problem(start, end, key, {"pattern": " ".join(parts)})


def anonymous(pattern: Pattern) -> bool:
    """Whether an end has no name, so that the pattern means nothing by itself."""
    return not pattern.subject or not pattern.object


def written_pattern(pattern: Pattern, text: str) -> str:
    """A pattern as SPARQL, in the GRAPH that it stands in."""
    parts = (_text(text, part) for part in (pattern.subject, pattern.predicate, pattern.object))
    triple = " ".join(parts)
    return triple if pattern.graph is None else f"GRAPH {pattern.graph} {{ {triple} }}"


def _text(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start_pos : tokens[-1].end_pos] if tokens else ""


def with_prefixes(query: str, space: Mapping[str, str]) -> str:
    """A query that declares those of the known prefixes that it uses."""
    used = (f"PREFIX {p}: <{iri}>\n" for p, iri in sorted(space.items()) if f"{p}:" in query)
    return "".join(used) + query
