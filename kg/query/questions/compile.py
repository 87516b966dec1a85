"""From a form to SPARQL.

Only IRIs of the graph's own index and of the ontology, numbers and dates that were parsed, and
words of the lexicon get into a query; no characters of the question do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.graph.vocabulary import ONTOLOGY
from kg.model.lexicon.questions import ClassWords
from kg.query.entities import EntityIndex
from kg.query.questions.divisions import divisions
from kg.query.questions.form import Edge, Form, Happened, Measured, Node, Window
from kg.query.sparql import iri, string
from kg.schema import Schema

ASSERTED = ("actual", "planned")
_NAME_LENGTH = 2
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Witness:
    """The triple of a solution that shows one thing: variables, or terms as SPARQL writes them."""

    subject: str
    predicate: str
    object: str


@dataclass(slots=True)
class Pattern:
    """A graph pattern in the making.

    Attributes:
        lines: Its lines.
        witnesses: The triples that each solution rests on.
    """

    lines: list[str] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)

    def text(self, *, indent: str = "  ") -> str:
        """The lines as text."""
        return "\n".join(indent + line for line in self.lines)


class Compiler:
    """Writes the pattern of one form.

    Args:
        form: What the question means.
        index: The names of the graph.
        schema: The ontology.
    """

    def __init__(self, form: Form, index: EntityIndex, schema: Schema) -> None:
        self.form = form
        self._index = index
        self._schema = schema
        self._ontology = schema.ontology
        self.pattern = Pattern()

    def term(self, name: str) -> str:
        """A term of the ontology as SPARQL writes it: with its prefix."""
        whole = self._ontology.iri(name)
        return f"kg:{name}" if whole == ONTOLOGY + name else iri(whole)

    def terms(self, names: Sequence[str]) -> str:
        """Several terms, parted by blanks."""
        return " ".join(self.term(name) for name in names)

    def things(self) -> Pattern:
        """The pattern of the nodes, edges and conditions."""
        for number, node in enumerate(self.form.nodes):
            self._named(number, node)
        for number, edge in enumerate(self.form.edges):
            self._edge(number, edge)
        for number, node in enumerate(self.form.nodes):
            self._classes(number, node)
        for number, measured in enumerate(self.form.measured):
            self._measured(number, measured)
        for number, happened in enumerate(self.form.happened):
            self._happened(number, happened)
        return self.pattern

    # -- nodes ---------------------------------------------------------------------------------

    def _named(self, number: int, node: Node) -> None:
        if node.names:
            values = " ".join(iri(one) for one in node.iris)
            self.pattern.lines.append(f"VALUES ?n{number} {{ {values} }}")

    def _classes(self, number: int, node: Node) -> None:
        lines = self.pattern.lines
        variable = f"?n{number}"
        if node.classes and not node.names:
            if not self._held(number):
                coarse = {self._ontology.coarse(c) or c for w in node.classes for c in w.classes}
                below = [b for c in sorted(coarse) for b in self._ontology.subclasses(c)]
                values = self.terms(tuple(dict.fromkeys(below)))
                lines.append(f"{variable} a ?t{number} . VALUES ?t{number} {{ {values} }}")
            tests = [self._test(number, words) for words in node.classes]
            lines.append(f"FILTER({' || '.join(tests)})")
        elif not node.names and not self._held(number):
            lines.append(f"{variable} kg:mentionedIn ?in{number} .")
        if node.without:
            lines.append(f"FILTER({variable} NOT IN ({', '.join(map(iri, node.without))}))")
        lines.extend(f"FILTER(!({self._test(number, words)}))" for words in node.without_classes)

    def _held(self, number: int) -> bool:
        """Whether something else than its class finds a node."""
        form = self.form
        return (
            any(number in (e.subject, e.object) for e in form.edges)
            or any(number == m.node for m in form.measured)
            or any(number == h.node and not h.negated for h in form.happened)
            or (form.order is not None and number == form.focus and form.order.counted is None)
        )

    def _test(self, number: int, words: ClassWords) -> str:
        """The condition that a node belongs to a class, by class or name."""
        tests = []
        if not words.named:
            below = dict.fromkeys(b for c in words.classes for b in self._ontology.subclasses(c))
            tests.append(f"EXISTS {{ ?n{number} a {self.term(next(iter(below)))} }}")
            if len(below) > 1:
                tests[-1] = (
                    f"EXISTS {{ ?n{number} a ?c{number} . "
                    f"VALUES ?c{number} {{ {self.terms(tuple(below))} }} }}"
                )
        if words.name:
            tests.append(self._in_name(number, words.name, "skos:prefLabel|skos:altLabel"))
        test = f"({' || '.join(tests)})"
        if words.unless:
            test = f"({test} && !{self._in_name(number, words.unless, 'skos:prefLabel')})"
        return test

    def _in_name(self, number: int, parts: Sequence[str], path: str) -> str:
        label = f"LCASE(STR(?l{number}))"
        tests = (
            f"STRENDS({label}, {string(part[:-1])})"
            if part.endswith("$")
            else f"CONTAINS({label}, {string(part)})"
            for part in parts
        )
        return f"EXISTS {{ ?n{number} {path} ?l{number} . FILTER({' || '.join(tests)}) }}"

    def one_of(self, variable: str, names: Sequence[str]) -> str:
        """The condition that a variable is one of these terms, checked when it is bound."""
        return f"FILTER({variable} IN ({', '.join(map(self.term, names))}))"

    def _begin_with(self, variable: str, names: Sequence[str]) -> str:
        """The same; where nothing is named the terms are where the search begins."""
        if any(node.names for node in self.form.nodes):
            return self.one_of(variable, names)
        return f"VALUES {variable} {{ {self.terms(tuple(names))} }}"

    # -- edges ---------------------------------------------------------------------------------

    def _edge(self, number: int, edge: Edge) -> None:
        branches: list[tuple[list[str], Witness | None]] = [
            self._branch(number, edge, name) for name in edge.properties
        ]
        if edge.by_name and (named := self._by_name(edge)):
            branches.append((named, None))
        if len(branches) == 1:
            lines, witness = branches[0]
            self.pattern.lines += lines
            if witness is not None:
                self.pattern.witnesses.append(witness)
            return
        parts = []
        for lines, witness in branches:
            bound = list(lines)
            if witness is not None:
                bound.append(
                    f"BIND({witness.subject} AS ?x{number}) "
                    f"BIND({witness.predicate} AS ?p{number}) "
                    f"BIND({witness.object} AS ?y{number})"
                )
            parts.append("{ " + " ".join(bound) + " }")
        self.pattern.lines.append(" UNION ".join(parts))
        self.pattern.witnesses.append(Witness(f"?x{number}", f"?p{number}", f"?y{number}"))

    def _branch(self, number: int, edge: Edge, name: str) -> tuple[list[str], Witness]:
        subject, object_ = f"?n{edge.subject}", f"?n{edge.object}"
        turned = name.startswith("-")
        if turned:
            name = name[1:]
            subject, object_ = object_, subject
        term = self.term(name)
        wanted = [s for s in self.form.statuses if s not in ASSERTED]
        if wanted:
            return self._claimed(number, (subject, name, object_), wanted)
        if edge.through and self._ontology.properties[name].transitive and self._open(edge):
            hop, top = f"?h{number}", object_
            lines = []
            places = () if turned else self._places(self.form.nodes[edge.object])
            if places:  # in the place, or in what the gazetteer puts there
                top = f"?w{number}"
                lines = [f"VALUES {top} {{ {' '.join(map(iri, places))} }}"]
            lines.append(f"{subject} {term} {hop} . {hop} {term}* {top} .")
            return lines, Witness(subject, term, hop)
        return [f"{subject} {term} {object_} ."], Witness(subject, term, object_)

    def _places(self, node: Node) -> tuple[str, ...]:
        """A named place with those that the gazetteer puts in it; none if there are none."""
        inside = divisions(self._schema).inside(node.iris, self._index) if node.names else ()
        return (*node.iris, *inside) if inside else ()

    def _open(self, edge: Edge) -> bool:
        """Whether the end at the top is given, by name or class; else the nearest is meant."""
        top = self.form.nodes[edge.object]
        return bool(top.names or top.classes)

    def _claimed(
        self, number: int, triple: tuple[str, str, str], statuses: Sequence[str]
    ) -> tuple[list[str], Witness]:
        """Facts that are not asserted stand only in claims."""
        subject, name, object_ = triple
        listed = self.terms(tuple(statuses))
        source = self._ontology.derived_relations.get(name)
        claim, status = f"?claim{number}", f"?status{number}"
        if source is None:
            term = self.term(name)
            line = (
                f"{claim} rdf:subject {subject} ; rdf:predicate {term} ; rdf:object {object_} ; "
                f"kg:status {status} . VALUES {status} {{ {listed} }}"
            )
            return [line], Witness(subject, term, object_)
        term, via = self.term(source), f"?via{number}"
        line = (
            f"{claim} rdf:subject {via} ; rdf:predicate {term} ; rdf:object {subject} ; "
            f"kg:status {status} . VALUES {status} {{ {listed} }} "
            f"{claim}b rdf:subject {via} ; rdf:predicate {term} ; rdf:object {object_} . "
            f"FILTER({subject} != {object_})"
        )
        return [line], Witness(via, term, subject)

    def _by_name(self, edge: Edge) -> list[str]:
        whole = self.form.nodes[edge.object]
        named = {
            iri_
            for one in whole.iris
            for name in self._index.known[one].names
            if len(name) >= _NAME_LENGTH
            for iri_ in self._index.containing(name)
        } - set(whole.iris)
        if not 0 < len(named) <= _MOST_NAMED:
            return []
        values = " ".join(map(iri, sorted(named)))
        return [f"VALUES ?n{edge.subject} {{ {values} }}"]

    # -- conditions ----------------------------------------------------------------------------

    def _measured(self, number: int, measured: Measured) -> None:
        m = f"?m{number}"
        self.value(f"?n{measured.node}", m, number, measured.kinds, measured.statuses)
        quantity = measured.quantity
        v, b = f"?v{number}", f"?b_{number}"
        tests = []
        if quantity.low is not None and quantity.low == quantity.high:
            tests.append(f"{v} = {_decimal(quantity.low)}")
        else:
            if quantity.low is not None:
                limit = _decimal(quantity.low)
                over = f"{v} > {limit} || ({v} = {limit} && {b} = {self.term('atLeast')})"
                tests.append(f"({over if quantity.strict else f'{v} >= {limit}'})")
                if quantity.strict:  # needs the value alone, so most are left out early
                    self.pattern.lines.append(f"FILTER({v} >= {limit})")
                tests.append(f"{b} != {self.term('atMost')}")
            if quantity.high is not None:
                limit = _decimal(quantity.high)
                under = f"{v} < {limit} || ({v} = {limit} && {b} = {self.term('atMost')})"
                tests.append(f"({under if quantity.strict else f'{v} <= {limit}'})")
                tests.append(f"{b} != {self.term('atLeast')}")
        if tests:
            self.pattern.lines.append(f"FILTER({' && '.join(tests)})")
        if quantity.unit is not None and len(self._units(measured.kinds)) > 1:
            self.pattern.lines.append(f"FILTER(?u{number} = {iri(quantity.unit)})")

    def _units(self, kinds: Sequence[str]) -> set[str]:
        return {unit for kind in kinds for unit in self._ontology.kinds[kind].units}

    def value(
        self,
        subject: str,
        node: str,
        number: int | str,
        kinds: Sequence[str],
        statuses: Sequence[str],
    ) -> None:
        """The pattern of a value of one of several kinds."""
        lines = self.pattern.lines
        lines.append(
            f"{subject} kg:hasMeasurement {node} . {node} kg:quantityKind ?k{number} ; "
            f"kg:value ?v{number} ; kg:unit ?u{number} ; kg:bound ?b_{number} ; "
            f"kg:status ?s{number} ."
        )
        if kinds:
            lines.append(self._begin_with(f"?k{number}", kinds))
        if statuses:
            lines.append(self.one_of(f"?s{number}", statuses))
        self.pattern.witnesses.append(Witness(subject, self.term("hasMeasurement"), node))

    def _happened(self, number: int, happened: Happened) -> None:
        statuses = happened.statuses
        if not statuses and happened.window == Window():
            statuses = ("actual",)
        event, date = f"?e{number}", f"?ed{number}"
        types = self._begin_with(f"?et{number}", happened.types) if happened.types else ""
        about = f"{event} kg:about ?n{happened.node} ; kg:status ?es{number} ."
        lines = [f"{event} a ?et{number} . {types}", about]
        if happened.negated:
            actual = self.one_of(f"?es{number}", ("actual",))
            self.pattern.lines.append(f"FILTER NOT EXISTS {{ {' '.join(lines)} {actual} }}")
            return
        if happened.window != Window():
            dated = f"{event} kg:date {date} . {within(date, happened.window)}"
            # The events of that time are few among all of their class.
            lines = [f"{{ SELECT * WHERE {{ {lines[0]} {dated} }} }}", about]
        if statuses:
            lines.append(self.one_of(f"?es{number}", statuses))
        self.pattern.lines += lines
        self.pattern.witnesses.append(Witness(event, self.term("about"), f"?n{happened.node}"))


def within(variable: str, window: Window) -> str:
    """The condition that a date lies in a stretch of time; dates compare by their beginnings."""
    tests = []
    if window.since:
        tests.append(f"STR({variable}) >= {string(window.since)}")
    if window.until:
        length = len(window.until)
        tests.append(f"SUBSTR(STR({variable}), 1, {length}) <= {string(window.until)}")
    return f"FILTER({' && '.join(tests)})" if tests else ""


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text if "." in text else f"{text}.0"
