"""One sitting at a graph: what was set, what was answered last, and how a statement is run."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.graph import Result
from kg.graph.interface import Bindings
from kg.graph.results import Rows, Triples
from kg.graph.worker import WorkerGraph, open_in_worker
from kg.model.lexicon.shell import ShellLexicon
from kg.shell.commands import run_command
from kg.shell.fetch import Fetch
from kg.shell.last import Last, put_in_last, refers
from kg.shell.limits import TimeLimit
from kg.shell.output import Output, joined
from kg.shell.redirect import Log, Target, check_format, open_target, split_redirect
from kg.shell.runner import Runner
from kg.shell.settings import GRAPH_MODES, Settings
from kg.shell.statement import Kind, classify, narrow, to_explain
from kg.shell.wording import said

if TYPE_CHECKING:
    from kg.query.answer import Answer
    from kg.render.errors import Origin

_MOMENT = 2.0
"""Seconds that the reason of an empty result may be looked for."""

_REMEMBERED = 6
"""Questions that a follow-up may lead back through."""

INTERRUPTED = 130
"""The code of a statement that Ctrl-C ended."""

Ask = Callable[[str], str | None]
"""Asks the user a question; None where there is nobody to ask."""


class Session:
    """Runs what is typed against one graph.

    Attributes:
        runner: Runs the statements.
        settings: What is set.
        interactive: Whether a person sits at it: tables are capped and may be paged.
        ask: Asks the person.
        yes: Whether every question is answered with yes.
        last: The last result.
        once: Where the next output goes, if not to the screen.
        tee: A file that gets all text that is shown, if that is wanted.
        log: A file that gets every statement with all that is said to it, if that is wanted.
        parameters: Values of parameters for this sitting.
        path_defaults: Clauses of path statements that do not say otherwise.
    """

    def __init__(
        self,
        runner: Runner,
        settings: Settings | None = None,
        *,
        interactive: bool = False,
        ask: Ask = lambda _: None,
        yes: bool = False,
    ) -> None:
        self.runner = runner
        self.settings = settings or Settings()
        self.interactive = interactive
        self.ask = ask
        self.yes = yes
        self.last = Last()
        self.once: Target | None = None
        self.tee: Target | None = None
        self.log: Target | None = None
        self.parameters: dict[str, str] = {}
        self.path_defaults = ""
        self._asked: tuple[str, ...] = ()
        self._origin: Origin | None = None

    @property
    def texts(self) -> Mapping[str, str]:
        """The interface's words."""
        return self.runner.texts

    @property
    def commands(self) -> ShellLexicon:
        """The dot commands."""
        return self.runner.schema.lexicon("shell", ShellLexicon)

    def classify(self, text: str) -> Kind:
        """Say what a text is, knowing the graph's names."""
        if not text.strip():
            return Kind.EMPTY  # the first prompt needs no words of any lexicon
        return classify(text, path_words=self.runner.path_words, is_entity=self._is_entity)

    def _is_entity(self, text: str) -> bool:
        # No name looks like that, and to know the names takes longer than many a query.
        if any(c in text for c in "\n{}?<>"):
            return False
        return self.runner.knows(text)

    def run(self, text: str) -> Output:
        """Run one statement of any kind and wait for all that it gives.

        An error of the user's is an output with a note and an exit code; it is not raised.
        """
        return joined(self.outputs(text))

    def outputs(self, text: str, origin: Origin | None = None) -> Iterator[Output]:
        """Run one statement of any kind; what it gives comes piece by piece.

        Args:
            text: The statement.
            origin: Where it was read, if it was not typed.
        """
        logged = self.log
        if logged:
            yield from self._logged(partial(Log(logged).begin, text))
        for output in self._caught(text, origin):
            yield output
            if logged and logged is self.log:
                yield from self._logged(partial(Log(logged).take, output))

    def _logged(self, write: Callable[[], None]) -> Iterator[Output]:
        """Write to the log; one that cannot be written is given up."""
        try:
            write()
        except KgError as error:
            self.log = None
            yield Output(note=said(error, self.texts, self.runner.screen.lang))

    def _caught(self, text: str, origin: Origin | None) -> Iterator[Output]:
        """What a statement gives; an error is an output."""
        self._origin = origin
        started = time.perf_counter()
        received = self.runner.received
        try:
            statement, target = split_redirect(text)
            if target is None and statement.strip():
                target, self.once = self.once, None
            yield from self._delivered(statement, target or self.tee)
        except KgError as error:
            yield Output(
                note=said(error, self.texts, self.runner.screen.lang), code=error.exit_code
            )
        except KeyboardInterrupt:
            seconds = f"{time.perf_counter() - started:.1f}"
            rows = self.runner.received - received
            key = "cancelled_rows" if rows else "cancelled"
            yield Output(note=self.texts[key].format(seconds=seconds, rows=rows), code=INTERRUPTED)

    def _delivered(self, text: str, target: Target | None) -> Iterator[Output]:
        """Let the text of the outputs go where it should."""
        if target is None:
            yield from self.evaluate(text)
            return
        from kg.render.width import plain  # a file needs no links

        if target.occupied:
            raise UsageError(self.texts["file_exists"].format(file=target.name))
        sink = open_target(target)
        try:
            # Closed at once, not some time later, so that a query that is given up ends.
            with closing(self.evaluate(text, target)) as outputs:
                for output in outputs:
                    sink.write(plain(output.text))
                    yield output if target is self.tee else replace(output, text="")
        except BaseException:
            sink.undo()
            raise
        code = sink.done()
        if target.sign == "|":
            yield Output(code=1 if code else 0)
        elif target is not self.tee:
            yield Output(note=self.texts["written"].format(file=target.name))

    def evaluate(
        self,
        text: str,
        target: Target | None = None,
        *,
        values: Mapping[str, str] | None = None,
        types: Mapping[str, str] | None = None,
    ) -> Generator[Output, None, None]:
        """Run one statement; errors are raised.

        Args:
            text: The statement.
            target: Where the output will go, which may decide its format.
            values: Of its parameters; those of the sitting unless given.
            types: Of its parameters, where they are declared.
        """
        kind = self.classify(text)
        if kind is not Kind.EMPTY and refers(text):
            text = put_in_last(text, kind, self.last, self.texts, self.runner.index.label)
            kind = self.classify(text)
        text, bindings = self._bound(
            text, kind, self.parameters if values is None else values, types or {}
        )
        # Of what has lines and columns, the blanks before it count.
        text = text.rstrip() if kind in (Kind.SPARQL, Kind.PATH) else text.strip()
        match kind:
            case Kind.EMPTY:
                yield Output()
            case Kind.COMMAND:
                yield from self._command(text)
            case Kind.SPARQL | Kind.UPDATE | Kind.QUESTION if to_explain(text):
                yield from self._command(f".explain {text.split(maxsplit=1)[1]}")
            case Kind.SPARQL:
                yield from self._sparql(text, target, bindings)
            case Kind.UPDATE:
                from kg.shell.updating import update

                yield from update(self, text, bindings)
            case Kind.PATH:
                yield self.timed(lambda: self._path(text))
            case Kind.ENTITY:
                self._asked = (text,)
                yield self.timed(lambda: self.runner.card(text))
            case Kind.QUESTION:
                yield self.timed(lambda: self.question(text))

    def _bound(
        self, text: str, kind: Kind, values: Mapping[str, str], types: Mapping[str, str]
    ) -> tuple[str, Bindings]:
        if not values or kind is Kind.COMMAND:
            return text, {}
        from kg.shell.parameters import bind

        return bind(text, kind, values, types, self.runner)

    def _path(self, text: str) -> Answer:
        if self.path_defaults:
            from kg.shell.commands.paths import completed

            text = completed(text, self.path_defaults, self.runner.edges.keywords)
        return self.runner.path(text, self._origin)

    def refresh(self) -> None:
        """See the graph as it is now, if it is a store that was written since it was opened."""
        graph = self.runner.graph
        if isinstance(graph, WorkerGraph) and (fresh := graph.renewed()) is not graph:
            self.runner = replace(self.runner, graph=fresh)

    def open(self, location: str) -> None:
        """Go on with another graph.

        Raises:
            StoreError: If it cannot be opened; the one before stays open.
        """
        graph = open_in_worker(location, self.runner.schema)
        self.runner.graph.close()
        self.runner = replace(self.runner, graph=graph)
        self.last, self._asked = Last(), ()
        self.settings.write = False

    def limit(self) -> TimeLimit:
        """The time that a statement may take."""
        return TimeLimit(self.settings.timeout, lambda: self.texts["timed_out"])

    def _command(self, text: str) -> Iterator[Output]:
        word, _, rest = narrow(text).partition(" ")
        found = self.commands.called(word)
        if len(found) != 1:
            key = "several_commands" if found else "unknown_command"
            options = " ".join(command.name for command in found)
            names = [name for c in self.commands.commands for name in (c.name, *c.aliases)]
            said = self.texts[key].format(name=word, options=options)
            from kg.shell.commands.handler import perhaps

            raise UsageError(said + ("" if found else perhaps(word, names, self.texts)))
        yield from run_command(self, found[0], rest.strip())

    def _sparql(self, text: str, target: Target | None, bindings: Bindings) -> Iterator[Output]:
        started = time.perf_counter()
        limit = self.limit()
        self.runner.graph.allowed = self.settings.allowed
        with limit.running():
            found = self.runner.stream(text, self._origin, bindings=bindings)
        queried, shown = time.perf_counter() - started, 0.0
        check_format(target.format if target else None, isinstance(found, Triples))
        notes = [self.texts["narrowed"]] if narrow(text) != text else []
        if isinstance(found, Rows):
            cap = self.settings.limit if target in (None, self.tee) else 0
            fetch = Fetch(found, limit, cap)
            yield from self._fetched(fetch, self.format(target))
            self.last = Last(table=fetch.kept, statement=text)
            if fetch.more or self.settings.timing:
                size = self.texts["capped" if fetch.more else "rows"]
                notes.append(size.format(count=fetch.count))
            empty, queried, shown = not fetch.count, queried + fetch.waited, fetch.written
        else:
            graph = isinstance(found, Triples)
            yield Output(text=self.table(found, self.format(target, graph=graph)))
            if isinstance(found, Triples) and self.settings.timing:
                notes.append(self.texts["triples"].format(count=len(found)))
            empty = not (found if isinstance(found, bool) else len(found))
        if self.settings.timing:
            times = {"query": _duration(queried), "show": _duration(shown)}
            notes.append(self.texts["times"].format(**times))
        yield Output(note=" · ".join(notes), empty=empty)
        if self.interactive or empty:
            yield from self._advice(text, empty=empty and not isinstance(found, bool))

    def _advice(self, text: str, *, empty: bool) -> Iterator[Output]:
        """What is odd about a query, found within a moment or not at all."""
        import kg.query.advice  # noqa: F401  # loading is no part of the moment
        from kg.graph.syntax.parser import grammar

        grammar()
        notes: list[str] = []
        with contextlib.suppress(KgError), TimeLimit(_MOMENT, str).running():
            notes.extend(self.runner.advice(text, self._origin, empty=empty))
        # The clock must not run while somebody reads.
        yield from (Output(note=note, empty=empty) for note in notes)

    def _fetched(self, fetch: Fetch, format: str) -> Iterator[Output]:
        """The rows as text: piece by piece if the format and the reader allow it."""
        from kg.render.results import STREAMED, streamed

        if format in STREAMED and not self.interactive:
            for piece in streamed(fetch.variables, fetch.batches(), format):
                yield Output(text=piece)
            return
        table = fetch.all()
        started = time.perf_counter()
        with fetch.limit.running():
            text = self.table(table, format)
        fetch.written = time.perf_counter() - started
        yield Output(text=text)

    def format(self, target: Target | None = None, *, graph: bool = False) -> str:
        """The format of a result: of the file that it goes to, else as it is set.

        Args:
            target: Where it goes.
            graph: Whether it is a graph, not a table.
        """
        if target is not None and target is not self.tee and target.format is not None:
            chosen = target.sign == "|" and "mode" in self.settings.origin
            return self.settings.mode if chosen else target.format
        mode = self.settings.mode
        if mode in GRAPH_MODES and not graph:
            mode = "table" if self.interactive else "tsv"
        if mode == "table" and self.settings.expanded != "off":
            return "auto" if self.settings.expanded == "auto" else "expanded"
        if mode == "table" and self.settings.wrap:
            return "wrapped"
        return "turtle" if graph and mode not in GRAPH_MODES else mode

    def table(self, result: Result, format: str) -> str:
        """A result as text, as it is set."""
        return self.runner.show_result(
            result,
            format,
            labels=self.settings.labels,
            languages=self.settings.languages,
        )

    def question(self, text: str) -> Answer:
        """Answer a question, which may leave out what the one before it said.

        The number of another reading of the last question answers that.
        """
        if self._asked and self.last.answer and text.isdecimal():
            choice = int(text)
            if 1 <= choice <= len(self.last.answer.alternatives) + 1:
                *before, last = self._asked
                return self.runner.ask(last, previous=before, choice=choice)
        answer = self.runner.ask(text, previous=self._asked)
        self._asked = (*self._asked[1 - _REMEMBERED :], text)
        return answer

    def timed(self, find: Callable[[], Answer]) -> Output:
        """Find an answer within the time limit, remember it and show it."""
        started = time.perf_counter()
        with self.limit().running():
            answer = find()
        output = self.answered(answer)
        if not self.settings.timing:
            return output
        took = self.texts["took"].format(time=_duration(time.perf_counter() - started))
        return replace(output, note=took)

    def answered(self, answer: Answer, *, explain: bool = False) -> Output:
        """Remember an answer and show it."""
        self.last = Last(answer=answer, statement=answer.question)
        return Output(text=self.runner.show_answer(answer, explain=explain), empty=not answer.items)


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
