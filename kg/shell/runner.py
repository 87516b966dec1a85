"""Statements against one graph, each answered as text; shared by the shell and the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import QueryError, QuerySyntaxError, StoreError
from kg.graph import Graph, Result, Solutions
from kg.graph.interface import Bindings
from kg.graph.results import Rows, Triples
from kg.graph.worker import WorkerGraph
from kg.model.lexicon.edges import EdgeLexicon
from kg.model.lexicon.interface import Interface
from kg.query.sparql import label_terms
from kg.schema import Schema
from kg.schema.messages import message
from kg.shell.statement import first_word, narrow, to_explain

if TYPE_CHECKING:
    from kg.graph.update import Change
    from kg.query.answer import Answer
    from kg.query.entities import EntityIndex
    from kg.query.plan import Step
    from kg.query.source import Source
    from kg.render.errors import Origin


@dataclass
class Screen:
    """Where text is shown.

    Attributes:
        width: Cells of a line; None for a file or pipe.
        ambiguous: Cells of an ambiguous character.
        lang: The language that kg speaks, ``zh`` or ``en``.
        link: Gives the address that the line of a source leads to; None where there are no links.
    """

    width: int | None = None
    ambiguous: int = 1
    lang: str = "zh"
    link: Callable[[Source], str] | None = None


@dataclass(frozen=True, eq=False)
class Runner:
    """Runs statements against a graph.

    Attributes:
        graph: What is asked.
        schema: What there is, and how it is said.
        screen: Where the answers are shown.
    """

    graph: Graph
    schema: Schema
    screen: Screen = field(default_factory=Screen)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The interface's words: those of every part of kg, and the shell's own."""
        return {
            name: text
            for file in ("interface", "prompt")
            for name, text in self.schema.lexicon(file, Interface).texts(self.screen.lang).items()
        }

    @property
    def edges(self) -> EdgeLexicon:
        """Edge views and the keywords of path statements."""
        return self.schema.lexicon("edges", EdgeLexicon)

    def path_words(self) -> tuple[str, ...]:
        """The words that a path statement begins with, in capitals."""
        return self.edges.keywords["PATH"]

    @property
    def received(self) -> int:
        """Rows that came from the graph so far, where it works in another process."""
        return self.graph.worker.received if isinstance(self.graph, WorkerGraph) else 0

    @property
    def index(self) -> EntityIndex:
        """The names of the graph."""
        from kg.query.entities import entity_index

        return entity_index(self.graph)

    def knows(self, name: str) -> bool:
        """Whether an entity has exactly this name."""
        from kg.query.compact import compact

        return compact(name).text in self.index.by_name

    def query(self, text: str, origin: Origin | None = None) -> Result:
        """Run SPARQL; full-width punctuation may stand for structure.

        Args:
            text: The query.
            origin: Where it was read.

        Raises:
            QuerySyntaxError: The message shows the place.
            QueryError: If it is not allowed or fails.
        """
        found = self.stream(text, origin)
        return found.all() if isinstance(found, Rows) else found

    def stream(
        self, text: str, origin: Origin | None = None, *, bindings: Bindings | None = None
    ) -> Rows | Triples | bool:
        """Run SPARQL; the rows of a table come one after the other. Errors as for ``query``."""
        statement = narrow(text).rstrip("; \n")
        with self._explained(statement, origin):
            return self.graph.stream(statement, bindings=bindings)

    def plan(self, text: str, *, analyse: bool = False) -> list[Step]:
        """The patterns of a query with what the graph has for each, see ``kg.query.plan``.

        Raises:
            QuerySyntaxError: The message shows the place.
        """
        from kg.query.plan import plan

        statement = narrow(text).rstrip("; \n")
        with self._explained(statement, None):
            return plan(self.graph, statement, analyse=analyse)

    def rehearse(self, text: str, origin: Origin | None = None) -> Change:
        """Find out what an update would change; nothing is changed.

        Raises:
            QuerySyntaxError: The message shows the place.
            QueryError: If it is not allowed, fails, or would leave what no article states.
            StoreError: If this is no store folder.
        """
        statement = narrow(text).rstrip("; \n")
        with self._explained(statement, origin):
            if not isinstance(self.graph, WorkerGraph):
                raise StoreError(message("only_stores_change", path=self.graph.location))
            return self.graph.rehearse(statement)

    @contextmanager
    def _explained(self, statement: str, origin: Origin | None) -> Iterator[None]:
        """Show where a syntax error stands, in the language of the screen."""
        try:
            yield
        except QuerySyntaxError as error:
            from kg.render.errors import in_place

            said = self._in_words(statement, error)
            screen = self.screen
            raise in_place(
                said, statement, self.texts, origin, lang=screen.lang, width=screen.width
            ) from None

    def _in_words(self, statement: str, error: QuerySyntaxError) -> QuerySyntaxError:
        """A syntax error in the language of the screen; graphs speak English."""
        if self.screen.lang == "en":
            return error
        return self.graph.syntax_error(statement, error.explanation.said, self.screen.lang)

    def advice(self, text: str, origin: Origin | None = None, *, empty: bool) -> list[str]:
        """What is odd about a query that ran and, if it found nothing, the likeliest reason.

        Args:
            text: The query as typed.
            origin: Where it was read.
            empty: Whether it found nothing.
        """
        from kg.graph.diagnosis import as_error  # loads the grammar
        from kg.query.advice import ALONE, oddities, why_empty
        from kg.render.errors import Origin, quoted

        statement = narrow(text).rstrip("; \n")
        found = oddities(statement)
        reason = why_empty(self.graph, statement, self.screen.lang) if empty else None
        if reason and reason.key in ALONE:
            return [as_error(reason, statement, self.texts).explanation.headline]
        errors = [as_error(one, statement, self.texts) for one in [*found, *filter(None, [reason])]]
        place = origin or Origin()
        width = self.screen.width
        return [
            quoted(error, statement, self.texts, place, head="notice_at", width=width)
            for error in errors
        ]

    def show_result(
        self,
        result: Result,
        format: str,
        *,
        labels: str = "label",
        languages: Sequence[str] = (),
    ) -> str:
        """A result as text.

        Args:
            result: What a query gave.
            format: See ``kg.render.results``.
            labels: How IRIs are shown to people: ``label``, ``prefixed`` or ``full``.
            languages: Which name of several is shown, the best language first.
        """
        from kg.render.results import SCREEN, results

        names: dict[str, str] = {}
        if labels == "label" and isinstance(result, Solutions) and format in SCREEN:
            terms = (t for row in result for t in row if t is not None)
            names = label_terms(self.graph, terms, languages)
        if labels == "label" and isinstance(result, Triples) and format == "dot":
            ends = (term for triple in result for term in (triple.subject, triple.object))
            names = label_terms(self.graph, dict.fromkeys(ends), languages)
        return results(
            result,
            format,
            prefixes={} if labels == "full" else self.graph.prefixes(),
            labels=names,
            width=self.screen.width,
            ambiguous=self.screen.ambiguous,
        )

    def path(self, statement: str, origin: Origin | None = None, *, quote: bool = True) -> Answer:
        """Run a path statement.

        Args:
            statement: As typed.
            origin: Where it was read.
            quote: Whether errors show their place; nobody has seen a statement made of options.

        Raises:
            QuerySyntaxError: The message shows the place.
            UnknownEntityError: If it names something that the graph does not know.
        """
        from kg.query.paths import find_paths
        from kg.render.errors import quoting, unplaced

        screen = self.screen
        shown = quoting(statement, self.texts, origin, lang=screen.lang, width=screen.width)
        with shown if quote else unplaced():
            return find_paths(self.graph, statement, self.schema, lang=screen.lang)

    def ask(
        self, question: str, *, previous: str | Sequence[str] | None = None, choice: int = 1
    ) -> Answer:
        """Answer a plain question.

        Args:
            question: In Chinese or English.
            previous: The questions before it, from which it takes what it leaves out.
            choice: Which of several readings to answer; 1 for the best.

        Raises:
            NotUnderstoodError: If the question has no reading.
            UnknownEntityError: If it names something that the graph does not know.
        """
        from kg.query.questions import ask

        return ask(
            self.graph,
            question,
            self.schema,
            previous=previous,
            lang=self.screen.lang,
            choice=choice,
        )

    def card(self, name: str) -> Answer:
        """The card of an entity.

        Raises:
            UnknownEntityError: If the graph does not know it.
            QueryError: If the name means several entities.
        """
        from kg.query.cards import card

        name = name.removeprefix("<").removesuffix(">")
        return card(self.graph, name, self.schema, lang=self.screen.lang)

    def why(self, subject: str, predicate: str, value: str) -> Answer:
        """The sentences behind a fact.

        Raises:
            UnknownEntityError: If an end is not in the graph.
            QueryError: If there is no such property, or nobody says so.
        """
        from kg.query.cards import why

        lang = self.screen.lang
        return why(self.graph, subject, predicate, value, self.schema, lang=lang)

    def show_paths(self, answer: Answer, format: str | None = None) -> str:
        """The answer to a path statement in a format; default: the statement's, else text."""
        from kg.render.paths import Style, path_answer

        assert answer.report is not None
        format = format or answer.report.format or "text"
        if format == "turtle":
            from kg.query.paths.walked import walked

            paths = [item.path for item in answer.items if item.path is not None]
            triples = walked(self.graph, paths, self.schema, evidence=answer.report.evidence)
            return self.show_result(triples, format)
        style = Style(
            texts=self.texts,
            prefixes=self.graph.prefixes(),
            width=self.screen.width,
            ambiguous=self.screen.ambiguous,
            link=self.screen.link,
        )
        return path_answer(answer, format, style)

    def show_answer(self, answer: Answer, *, explain: bool = False) -> str:
        """An answer as text, with its sentences."""
        if answer.report is not None:
            return self.show_paths(answer)
        from kg.query.answer import Kind
        from kg.render.answer import Notes, answer_text
        from kg.render.card import card_text

        screen = self.screen
        if answer.kind is Kind.CARD and any(item.subject for item in answer.items):
            return card_text(
                answer,
                self.texts,
                width=screen.width,
                ambiguous=screen.ambiguous,
                link=screen.link,
            )
        notes = Notes(self.texts, screen.width, screen.ambiguous, screen.link)
        return answer_text(answer, notes, explain=explain, prefixes=self.graph.prefixes())


def path_statement(
    ends: Iterable[str],
    *,
    path_words: Iterable[str],
    within: int | None = None,
    via: Iterable[str] = (),
    avoid: Iterable[str] = (),
    shortest: int | None = None,
) -> str:
    """The path statement for two names and some limits, or the statement itself.

    Raises:
        QueryError: If there are neither two names nor a statement.
    """
    given = list(ends)
    words = set(path_words)
    if (
        given
        and first_word(to_explain(given[0]) or given[0]) in words
        and len(given[0].split()) > 1
    ):
        return " ".join(given)
    if len(given) != 2:
        raise QueryError(message("path_two_ends", count=len(given)))
    parts = ["PATH"]
    if shortest is not None:
        parts.append(f"SHORTEST {shortest}")
    parts += ["FROM", _end(given[0]), "TO", _end(given[1])]
    if edges := list(via):
        parts.append("VIA " + " | ".join(edges))
    if nodes := list(avoid):
        parts.append("AVOID " + ", ".join(f"NODE {_end(node)}" for node in nodes))
    if within is not None:
        parts.append(f"WITHIN {within} HOPS")
    return " ".join(parts)


def _end(name: str) -> str:
    """A name as a path statement writes it: IRIs and prefixed names bare, others quoted."""
    if name.startswith(("<", "id:")):
        return name
    if name.startswith(("http://", "https://")):
        return f"<{name}>"
    return f"“{name}”" if '"' in name else f'"{name}"'
