"""Triples of the ontology file, and the terms they describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SchemaError, spelled
from kg.schema.terms import ClassTerm, Individual, Kind, PropertyTerm, Unit

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Triples:
    """The triples of one file, by subject and predicate, and the terms of one namespace in them.

    Attributes:
        path: The file, for messages.
        namespace: Only classes and properties of this namespace are terms.
        prefixes: IRI by prefix.
    """

    def __init__(
        self,
        path: Path,
        namespace: str,
        triples: Iterable[ox.Quad],
        prefixes: Mapping[str, str],
    ) -> None:
        self.path = path
        self.namespace = namespace
        self.prefixes = prefixes
        self._objects: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self._subjects: dict[str, list[str]] = defaultdict(list)
        for quad in triples:
            subject, predicate = _text(quad.subject), quad.predicate.value
            self._objects[subject, predicate].append(quad.object)
            if predicate == RDF + "type":
                self._subjects[_text(quad.object)].append(subject)

    @classmethod
    def read(cls, path: Path, namespace: str) -> Triples:
        """Parse a Turtle file.

        Raises:
            SchemaError: If it is missing or not Turtle.
        """
        try:
            parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
            quads = list(parser)
        except FileNotFoundError:
            raise SchemaError.of(path, spelled("schema_no_file", "there is no such file")) from None
        except (SyntaxError, ValueError) as error:
            problem = spelled("schema_not_turtle", "is not Turtle: {reason}", reason=error)
            raise SchemaError.of(path, problem) from None
        return cls(path, namespace, quads, dict(sorted(parser.prefixes.items())))

    @cached_property
    def classes(self) -> dict[str, ClassTerm]:
        """The classes by name, in alphabetical order."""
        terms = (self._class(iri) for iri in self._declared("Class"))
        return {term.name: term for term in sorted(terms, key=lambda t: t.name)}

    @cached_property
    def properties(self) -> dict[str, PropertyTerm]:
        """The object and datatype properties by name, in alphabetical order."""
        iris = [*self._declared("ObjectProperty"), *self._declared("DatatypeProperty")]
        inverses = {
            self._local(text): iri.rsplit("#")[-1]
            for iri in iris
            for text in self._texts(iri, OWL + "inverseOf")
        }
        terms = (self._property(iri, inverses) for iri in iris)
        return {term.name: term for term in sorted(terms, key=lambda t: t.name)}

    def individuals(self) -> tuple[Individual, ...]:
        """The named individuals, of whatever namespace, in the order of their names.

        Raises:
            SchemaError: If a quantity kind has no base unit, or one without a symbol.
        """
        found = {
            iri: self._individual(iri)
            for iri in dict.fromkeys(self._subjects[OWL + "NamedIndividual"])
        }
        return tuple(sorted(found.values(), key=lambda x: x.name))

    # -- one term

    def _class(self, iri: str) -> ClassTerm:
        parents = self._texts(iri, RDFS + "subClassOf")
        return ClassTerm(
            name=self._local(iri),
            iri=iri,
            labels=self._by_language(iri, "label"),
            comments=self._by_language(iri, "comment"),
            parents=tuple(sorted(self._local(x) for x in parents if self._ours(x))),
            aligned=tuple(sorted(x for x in parents if not self._ours(x))),
        )

    def _property(self, iri: str, inverses: Mapping[str, str]) -> PropertyTerm:
        name = self._local(iri)
        types = self._texts(iri, RDF + "type")
        parents = self._texts(iri, RDFS + "subPropertyOf")
        stated = self._texts(iri, OWL + "inverseOf")
        source = self._texts(iri, self.namespace + "derivedFrom")
        return PropertyTerm(
            name=name,
            iri=iri,
            labels=self._by_language(iri, "label"),
            comments=self._by_language(iri, "comment"),
            parents=tuple(sorted(self._local(x) for x in parents if self._ours(x))),
            aligned=tuple(sorted(x for x in parents if not self._ours(x))),
            domain=self._class_names(iri, RDFS + "domain"),
            range=self._class_names(iri, RDFS + "range"),
            datatype=OWL + "DatatypeProperty" in types,
            symmetric=OWL + "SymmetricProperty" in types,
            transitive=OWL + "TransitiveProperty" in types,
            functional=OWL + "FunctionalProperty" in types,
            inverse=self._local(stated[0]) if stated else inverses.get(name),
            derived_from=self._local(source[0]) if source else None,
        )

    def _individual(self, iri: str) -> Individual:
        name, labels, comments = (
            self._local(iri),
            self._by_language(iri, "label"),
            self._by_language(iri, "comment"),
        )
        classes = tuple(sorted(self._local(x) for x in self._types(iri)))
        symbol = self._texts(iri, self.namespace + "symbol")
        if symbol:
            return Unit(
                name=name,
                iri=iri,
                labels=labels,
                comments=comments,
                classes=classes,
                symbol=symbol[0],
            )
        if "QuantityKind" in classes:
            units = self._units_of(iri)
            return Kind(
                name=name,
                iri=iri,
                labels=labels,
                comments=comments,
                classes=classes,
                unit=units[0],
                units=units,
            )
        return Individual(name=name, iri=iri, labels=labels, comments=comments, classes=classes)

    def _units_of(self, kind: str) -> tuple[str, ...]:
        base = self._texts(kind, self.namespace + "baseUnit")
        if len(base) != 1:
            text = "{kind} needs exactly one kg:baseUnit"
            problem = spelled("schema_base_unit", text, kind=self._local(kind))
            raise SchemaError.of(self.path, problem)
        others = sorted(self._texts(kind, self.namespace + "alternativeUnit"))
        symbols = [self._texts(unit, self.namespace + "symbol") for unit in (*base, *others)]
        if not all(symbols):
            text = "a unit of {kind} has no kg:symbol"
            raise SchemaError.of(self.path, spelled("schema_symbol", text, kind=self._local(kind)))
        return tuple(symbol[0] for symbol in symbols)

    # -- triples

    def _declared(self, owl_class: str) -> list[str]:
        return [iri for iri in dict.fromkeys(self._subjects[OWL + owl_class]) if self._ours(iri)]

    def _types(self, iri: str) -> list[str]:
        return [x for x in self._texts(iri, RDF + "type") if self._ours(x)]

    def _texts(self, subject: str, predicate: str) -> list[str]:
        return [_text(x) for x in self._objects.get((subject, predicate), ())]

    def _by_language(self, iri: str, predicate: str) -> dict[str, str]:
        values = self._objects.get((iri, RDFS + predicate), ())
        pairs = [(x.language or "", x.value) for x in values if isinstance(x, ox.Literal)]
        return dict(sorted(pairs))

    def _class_names(self, iri: str, predicate: str) -> tuple[str, ...]:
        names: list[str] = []
        for value in self._objects.get((iri, predicate), ()):
            if isinstance(value, ox.BlankNode):
                heads = self._texts(_text(value), OWL + "unionOf")
                names.extend(self._local(x) for head in heads for x in self._list(head))
            else:
                names.append(self._local(_text(value)))
        return tuple(sorted(names))

    def _list(self, head: str) -> list[str]:
        items: list[str] = []
        while head != RDF + "nil":
            items.extend(self._texts(head, RDF + "first"))
            head = self._texts(head, RDF + "rest")[0]
        return items

    def _ours(self, iri: str) -> bool:
        return iri.startswith(self.namespace)

    def _local(self, iri: str) -> str:
        return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _text(node: Node) -> str:
    if isinstance(node, ox.BlankNode):
        return f"_:{node.value}"
    return str(node) if isinstance(node, ox.Triple) else node.value
