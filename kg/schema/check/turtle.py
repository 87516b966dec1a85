"""Checks of the ontology and of the shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.schema.check.problem import Problem
from kg.schema.messages import message
from kg.schema.ontology import KG, Ontology
from kg.schema.ontology_reader import OWL, RDF, RDFS, Node
from kg.schema.terms import PropertyTerm, Term

SH = "http://www.w3.org/ns/shacl#"
UNITS = "http://qudt.org/vocab/unit/"
LANGUAGES = ("zh", "en")


def check_ontology(path: Path, ontology: Ontology) -> list[Problem]:
    """Undeclared or unlabelled terms, terms told twice, missing domains, unmatched inverses."""
    triples = _Turtle(path)
    problems = list(triples.problems)
    problems.extend(_undeclared(triples, set(triples.declared())))
    for term in ontology.terms.values():
        problems.extend(_incomplete(path.name, term))
    problems.extend(_circles(path.name, ontology))
    for term in ontology.properties.values():
        problems.extend(_wrong_property(path.name, term, ontology))
    groups: tuple[Iterable[Term], ...] = (
        ontology.classes.values(),
        ontology.properties.values(),
        *ontology.individuals.values(),
    )
    for group in groups:
        problems.extend(_shared_labels(path.name, group))
    problems.extend(_shared_symbols(path.name, triples))
    problems.extend(_told_twice(path.name, triples))
    return sorted(set(problems))


def check_shapes(path: Path, ontology: Ontology) -> list[Problem]:
    """Terms that the ontology lacks, value lists that differ from it, shapes without message."""
    triples = _Turtle(path)
    problems = list(triples.problems)
    known = {term.iri for term in ontology.terms.values()}
    problems.extend(_undeclared(triples, known))
    for iri in triples.instances(SH + "PropertyShape") + triples.instances(SH + "SPARQLConstraint"):
        spoken = {x.language for x in triples.literals(iri, SH + "message")}
        problems.extend(
            Problem(
                path.name, _name(iri), message("check_no_text", what="sh:message", lang=language)
            )
            for language in LANGUAGES
            if language not in spoken
        )
        problems.extend(_other_values(path.name, triples, iri, ontology))
    return sorted(set(problems))


class _Turtle:
    """The triples of a file; none if it cannot be read, which is a problem of its own."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.problems: list[Problem] = []
        self.quads: list[ox.Quad] = []
        try:
            self.quads = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        except FileNotFoundError:
            self.problems.append(Problem(self.file, "", message("schema_no_file")))
        except (SyntaxError, ValueError) as error:
            text = message("schema_not_turtle", reason=error)
            self.problems.append(Problem(self.file, "", text))
        self._objects: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for quad in self.quads:
            self._objects[str(quad.subject), quad.predicate.value].append(quad.object)

    def iris(self) -> Iterator[str]:
        """Every IRI in the order of the file."""
        for quad in self.quads:
            for node in (quad.subject, quad.predicate, quad.object):
                if isinstance(node, ox.NamedNode):
                    yield node.value

    def declared(self) -> list[str]:
        """The IRIs that have a type."""
        subjects = (q.subject for q in self.quads if q.predicate.value == RDF + "type")
        return [s.value for s in subjects if isinstance(s, ox.NamedNode)]

    def instances(self, cls: str) -> list[str]:
        """The IRIs that have the type, each once."""
        found = (
            q.subject
            for q in self.quads
            if q.predicate.value == RDF + "type" and q.object == ox.NamedNode(cls)
        )
        return list(dict.fromkeys(s.value for s in found if isinstance(s, ox.NamedNode)))

    def objects(self, iri: str, predicate: str) -> list[Node]:
        """What an IRI has for a property."""
        return self._objects.get((f"<{iri}>", predicate), [])

    def literals(self, iri: str, predicate: str) -> list[ox.Literal]:
        """The literals that an IRI has for a property."""
        return [x for x in self.objects(iri, predicate) if isinstance(x, ox.Literal)]

    def members(self, head: Node) -> list[Node]:
        """The members of a list."""
        found: list[Node] = []
        while head != ox.NamedNode(RDF + "nil"):
            found.extend(self._objects[str(head), RDF + "first"])
            head = self._objects[str(head), RDF + "rest"][0]
        return found


def _undeclared(triples: _Turtle, known: set[str]) -> Iterator[Problem]:
    for iri in dict.fromkeys(triples.iris()):
        ours = iri.startswith((KG, UNITS)) and iri not in {KG, KG.rstrip("#")}
        if ours and iri not in known:
            yield Problem(triples.file, _name(iri), message("check_undeclared"))


def _incomplete(file: str, term: Term) -> Iterator[Problem]:
    for what, texts in (("rdfs:label", term.labels), ("rdfs:comment", term.comments)):
        for language in LANGUAGES:
            if not texts.get(language):
                text = message("check_no_text", what=what, lang=language)
                yield Problem(file, term.name, text)


def _circles(file: str, ontology: Ontology) -> Iterator[Problem]:
    for name, term in ontology.classes.items():
        for parent in term.parents:
            if parent not in ontology.classes:
                yield Problem(file, name, message("check_parent", parent=parent))
            elif ontology.is_a(parent, name):
                yield Problem(file, name, message("check_circle", parent=parent))


def _wrong_property(file: str, term: PropertyTerm, ontology: Ontology) -> Iterator[Problem]:
    yield from _wrong_ends(file, term, ontology)
    for parent in term.parents:
        if parent not in ontology.properties:
            yield Problem(file, term.name, message("check_superproperty", parent=parent))
    source = term.derived_from
    if source and source not in ontology.properties:
        yield Problem(file, term.name, message("check_source", source=source))
    other = ontology.properties.get(term.inverse or "")
    if term.inverse and (other is None or other.inverse != term.name):
        yield Problem(file, term.name, message("check_inverse", inverse=term.inverse))
    elif other and (other.domain, other.range) != (term.range, term.domain):
        yield Problem(file, term.name, message("check_inverse_ends", inverse=other.name))


def _wrong_ends(file: str, term: PropertyTerm, ontology: Ontology) -> Iterator[Problem]:
    for what, names in (("domain", term.domain), ("range", term.range)):
        if not names:
            yield Problem(file, term.name, message("check_no_end", what=what))
        if what == "range" and term.datatype:
            continue
        for name in names:
            if name not in ontology.classes:
                yield Problem(file, term.name, message("check_end", what=what, name=name))


def _shared_labels(file: str, terms: Iterable[Term]) -> Iterator[Problem]:
    holders: dict[tuple[str, str], str] = {}
    for term in terms:
        for language, label in term.labels.items():
            first = holders.setdefault((language, label), term.name)
            if first != term.name:
                text = message("check_label", label=label, other=first)
                yield Problem(file, term.name, text)


def _told_twice(file: str, triples: _Turtle) -> Iterator[Problem]:
    """A term that is defined in two places has two comments, and so two meanings."""
    for iri in triples.declared():
        for what in ("label", "comment"):
            said = [text.language for text in triples.literals(iri, RDFS + what)]
            for language in LANGUAGES:
                if said.count(language) > 1:
                    text = message("check_text_twice", what=what, lang=language)
                    yield Problem(file, _name(iri), text)


def _shared_symbols(file: str, triples: _Turtle) -> Iterator[Problem]:
    holders: dict[str, str] = {}
    for iri in triples.instances(OWL + "NamedIndividual"):
        for symbol in triples.literals(iri, KG + "symbol"):
            first = holders.setdefault(symbol.value, iri)
            if first != iri:
                text = message("check_symbol", symbol=symbol.value, other=_name(first))
                yield Problem(file, _name(iri), text)


def _other_values(file: str, triples: _Turtle, shape: str, ontology: Ontology) -> Iterator[Problem]:
    """A list of allowed values must be the ontology's."""
    paths = [x.value for x in triples.objects(shape, SH + "path") if isinstance(x, ox.NamedNode)]
    heads = triples.objects(shape, SH + "in")
    term = ontology.properties.get(_name(paths[0])) if paths else None
    lists = [name for name in (term.range if term else ()) if name in ontology.individuals]
    if not heads or not lists:
        return
    allowed = {x.value for x in triples.members(heads[0]) if isinstance(x, ox.NamedNode)}
    values = {x.iri: x.name for name in lists for x in ontology.individuals[name]}
    missing = sorted(name for iri, name in values.items() if iri not in allowed)
    if missing:
        yield Problem(file, _name(shape), message("check_values", names=missing))


def _name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
