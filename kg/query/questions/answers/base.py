"""What all answers need: the graph, a form's rows, the claims behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kg.graph.interface import Graph
from kg.graph.vocabulary import ONTOLOGY
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.answer import Item
from kg.query.entities import EntityIndex
from kg.query.evidence import Support, Triple, support
from kg.query.questions.answers.amounts import written
from kg.query.questions.compile import Compiler, Witness
from kg.query.questions.form import Form, Node, Window
from kg.query.source import Source
from kg.query.sparql import local_name, select
from kg.schema import Schema

Row = dict[str, str]
"""One solution: variable name to IRI or characters."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a form gives.

    Attributes:
        items: The answers.
        query: The statement that was run.
        note: What limits the answer, or why there is none.
    """

    items: tuple[Item, ...]
    query: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The solutions of a form with the claims that they rest on.

    Attributes:
        rows: In a fixed order.
        query: The SPARQL that gave them.
        witnesses: Which triples of a solution have claims.
        supports: The claims by triple; filled by ``Context.supported``.
    """

    rows: tuple[Row, ...]
    query: str
    witnesses: tuple[Witness, ...]
    supports: dict[Triple, Support] = field(default_factory=dict)

    def kept(self, keep: Callable[[Row], bool]) -> Rows:
        """Only the rows that are kept."""
        return replace(self, rows=tuple(row for row in self.rows if keep(row)))

    def preferred(self, prefer: Callable[[Row], bool]) -> Rows:
        """Only the preferred rows, or all if none is."""
        found = self.kept(prefer)
        return found if found.rows else self

    def of(self, row: Row) -> list[Support]:
        """The claims behind one row."""
        return [self.supports[t] for t in triples(row, self.witnesses) if t in self.supports]


@dataclass(frozen=True, slots=True)
class Context:
    """Where forms are run.

    Attributes:
        graph: The graph.
        index: Its names.
        schema: Ontology and lexicon.
        lang: Language of notes.
    """

    graph: Graph
    index: EntityIndex
    schema: Schema
    lang: str = "zh"

    @property
    def lexicon(self) -> QuestionLexicon:
        """The words of questions and messages."""
        return self.schema.lexicon("questions", QuestionLexicon)

    @property
    def notes(self) -> dict[str, str]:
        """The messages in the language of the answer."""
        return self.lexicon.notes[self.lang]

    def listed(self, names: Iterable[str]) -> str:
        """Some names, one after the other."""
        return self.lexicon.wording[self.lang]["and"].join(names)

    def sentences(self, parts: Iterable[str | None]) -> str | None:
        """What there is to say, each once; None if nothing."""
        said = dict.fromkeys(filter(None, parts))
        return self.lexicon.wording[self.lang]["then"].join(said) or None

    def beside(self, text: str, aside: str) -> str:
        """A text with a remark in brackets."""
        return self.lexicon.wording[self.lang]["aside"].format(text=text, aside=aside)

    def rows(
        self, form: Form, further: Callable[[Compiler], None] | None = None, *, end: str = ""
    ) -> Rows:
        """The solutions of a form's pattern.

        Args:
            form: The form.
            further: Adds what else is wanted to the pattern.
            end: What stands after the pattern: ORDER BY, LIMIT.
        """
        compiler = Compiler(form, self.index, self.schema)
        pattern = compiler.things()
        if further is not None:
            further(compiler)
        query = f"SELECT DISTINCT * WHERE {{\n{pattern.text()}\n}}{end}"
        found = sorted(select(self.graph, query), key=lambda row: sorted(row.items()))
        return Rows(tuple(found), query, tuple(pattern.witnesses))

    def supported(self, found: Rows) -> Rows:
        """The same rows with the claims behind them."""
        wanted = {t for row in found.rows for t in triples(row, found.witnesses)}
        return replace(found, supports=support(self.graph, wanted))

    def symbol(self, unit: str) -> str:
        """The symbol of a unit by its IRI."""
        return self.schema.ontology.name(unit) or local_name(unit)

    def amount(self, value: Decimal, unit: str | None) -> str:
        """A value in its base unit, with the unit, however articles write it (11亿元, 24 MW)."""
        return written(value, unit, self.lexicon.amounts[self.lang], self.lexicon.prefixed_units)

    def word(self, status: str | None) -> str:
        """A status in words."""
        return self.schema.ontology.label(status, self.lang) if status else ""

    def is_derived(self, name: str) -> bool:
        """Whether a relation follows from agreements."""
        return name in self.schema.ontology.derived_relations


def triples(row: Row, witnesses: Iterable[Witness]) -> list[Triple]:
    """The triples of a solution that have claims."""
    found = []
    for witness in witnesses:
        parts = [_bound(p, row) for p in (witness.subject, witness.predicate, witness.object)]
        if all(parts):
            found.append((parts[0], parts[1], parts[2]))
    return found


def sources_of(supports: Iterable[Support]) -> tuple[Source, ...]:
    """All sentences, each once."""
    return tuple(dict.fromkeys(source for held in supports for source in held.sources))


def status_of(supports: Sequence[Support]) -> str | None:
    """The status of something that rests on all of these: that of the least certain."""
    for held in supports:
        if held.statuses and "actual" not in held.statuses:
            return held.statuses[0]
    return "actual" if any(held.statuses for held in supports) else None


def without_self(form: Form, found: Rows) -> Rows:
    """Without solutions in which two things of the pattern are the same entity."""
    names = [f"n{number}" for number in range(len(form.nodes))]

    def differ(row: Row) -> bool:
        bound = [row[name] for name in names if name in row]
        return len(set(bound)) == len(bound)

    return found.kept(differ)


def in_window(date: str | None, window: Window) -> bool:
    """Whether a date lies in a stretch of time; an unknown date does not."""
    if window == Window():
        return True
    if date is None:
        return False
    return (window.since is None or date >= window.since) and (
        window.until is None or date[: len(window.until)] <= window.until
    )


def agreement_ends(context: Context, form: Form) -> tuple[int, int] | None:
    """The two nodes of a relation that follows from agreements, if the form has one."""
    for edge in form.edges:
        if edge.words is not None and any(context.is_derived(name) for name in edge.properties):
            return (edge.subject, edge.object)
    return None


def spread(form: Form) -> list[Form]:
    """One form for each name of a node whose names are meant together."""
    for place, node in enumerate(form.nodes):
        if node.every and len(node.names) > 1:
            return [
                replace(form, nodes=_with(form.nodes, place, replace(node, names=(one,))))
                for one in node.names
            ]
    return [form]


def _with(nodes: tuple[Node, ...], place: int, node: Node) -> tuple[Node, ...]:
    return (*nodes[:place], node, *nodes[place + 1 :])


def _bound(part: str, row: Row) -> str:
    if part.startswith("kg:"):
        return ONTOLOGY + part.removeprefix("kg:")
    return part[1:-1] if part.startswith("<") else row.get(part.removeprefix("?"), "")
