"""One sitting at a graph: what was set, what was answered last, and how a statement is run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from kg.errors import KgError, QueryError, UsageError
from kg.graph import Result, Solutions
from kg.model.lexicon.shell import ShellLexicon
from kg.query.answer import Answer
from kg.query.compact import compact
from kg.shell.commands import run_command
from kg.shell.output import Output, Settings
from kg.shell.runner import Runner
from kg.shell.statement import Kind, classify, first_word, narrow


class Session:
    """Runs what is typed against one graph.

    Attributes:
        runner: Runs the statements.
        settings: What the dot commands set.
        last: The last answer with sources, or None.
    """

    def __init__(self, runner: Runner, settings: Settings | None = None) -> None:
        self.runner = runner
        self.settings = settings or Settings()
        self.last: Answer | None = None
        self._asked: str | None = None
        self._before: str | None = None

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
        return classify(text, path_words=self.runner.path_words, is_entity=self._is_entity)

    def _is_entity(self, text: str) -> bool:
        return "\n" not in text and compact(text).text in self.runner.index.by_name

    def run(self, text: str) -> Output:
        """Run one statement of any kind.

        An error of the user's is an output with a note and an exit code; it is not raised.
        """
        started = time.perf_counter()
        try:
            output = self._run(text)
        except KgError as error:
            return Output(note=str(error), code=error.exit_code)
        if self.settings.timing and not output.leave:
            seconds = f"{time.perf_counter() - started:.3f}"
            took = self.texts["took"].format(seconds=seconds)
            output = replace(output, note=" · ".join(filter(None, (output.note, took))))
        return output

    def _run(self, text: str) -> Output:
        kinds: dict[Kind, Callable[[str], Output]] = {
            Kind.EMPTY: lambda _: Output(),
            Kind.COMMAND: self._command,
            Kind.SPARQL: self._sparql,
            Kind.UPDATE: self._refuse,
            Kind.PATH: lambda text: self.answered(self.runner.path(text)),
            Kind.ENTITY: self._entity,
            Kind.QUESTION: lambda text: self.answered(self.ask(text)),
        }
        return kinds[self.classify(text)](text.strip())

    def _command(self, text: str) -> Output:
        word, _, rest = narrow(text).partition(" ")
        found = self.commands.called(word)
        if len(found) != 1:
            key = "several_commands" if found else "unknown_command"
            options = " ".join(command.name for command in found)
            raise UsageError(self.texts[key].format(name=word, options=options))
        return run_command(self, found[0], rest.strip())

    def _sparql(self, text: str) -> Output:
        result = self.runner.query(text)
        note = self.texts["narrowed"] if narrow(text) != text else ""
        shown, rows = self._capped(result)
        notes = [note, *([rows] if self.settings.timing or self.settings.limit else [])]
        return Output(
            text=self.runner.show_result(shown, self.settings.mode),
            note=" · ".join(filter(None, notes)),
            empty=not result if isinstance(result, bool) else len(result) == 0,
        )

    def _capped(self, result: Result) -> tuple[Result, str]:
        """The rows that are shown, and how many there are, in words."""
        if isinstance(result, bool):
            return result, ""
        count, limit = len(result), self.settings.limit
        if not isinstance(result, Solutions):
            return result, self.texts["triples"].format(count=count)
        if limit and count > limit:
            cut = replace(result, rows=result.rows[:limit])
            return cut, self.texts["capped"].format(shown=limit, count=count)
        return result, self.texts["rows"].format(count=count)

    def _entity(self, text: str) -> Output:
        self._asked = text
        return self.answered(self.runner.card(text))

    def ask(self, question: str) -> Answer:
        """Answer a question, which may leave out what the one before it said.

        The number of another reading of the last question answers that.
        """
        if self._asked and self.last and question.isdecimal():
            choice = int(question)
            if 1 <= choice <= len(self.last.alternatives) + 1:
                return self.runner.ask(self._asked, previous=self._before, choice=choice)
        answer = self.runner.ask(question, previous=self._asked)
        self._asked, self._before = question, self._asked
        return answer

    def _refuse(self, text: str) -> Output:
        raise QueryError(self.texts["refused"].format(word=first_word(text)))

    def answered(self, answer: Answer) -> Output:
        """Remember an answer and show it."""
        self.last = answer
        return Output(text=self.runner.show_answer(answer), empty=not answer.items)
