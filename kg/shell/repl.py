"""The prompt: the only module that prints."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator

from kg.graph.worker import WorkerGraph
from kg.render.width import wrap
from kg.shell import pager
from kg.shell.links import address, uses_links
from kg.shell.output import Output
from kg.shell.prompt import make_prompt
from kg.shell.session import INTERRUPTED, Session
from kg.shell.spinner import Spinner
from kg.shell.typeahead import typed_ahead_is_shown


def run_repl(session: Session, *, history: bool = True, first: Iterable[str] = ()) -> int:
    """Read statements until the user leaves.

    Args:
        session: What they are run against; its questions are asked at the terminal.
        history: Whether statements are remembered from one sitting to the next.
        first: Lines that are shown before the first prompt.

    Returns:
        The exit code, which is 0: an error of one statement does not make the sitting fail.
    """
    for line in first:
        print(line, file=sys.stderr)
    loop = _Loop(session)
    session.ask = loop.ask
    prompt = make_prompt(session, loop.show, history=history)
    while True:
        try:
            leave = loop.run(prompt.prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            print(session.texts["goodbye"], file=sys.stderr)
            return 0
        if leave:
            return 0


class _Loop:
    """Runs statements at a terminal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._spinner = Spinner()

    def run(self, text: str) -> bool:
        """Run a statement and show what it gives; whether the user wants to leave."""
        session = self._session
        screen, settings = session.runner.screen, session.settings
        if sys.stdout.isatty():
            screen.width = os.get_terminal_size(sys.stdout.fileno()).columns
            screen.link = address if uses_links(settings.links) else None
        started = time.monotonic()
        outputs = session.outputs(text)
        leave = False
        while (output := self._next(outputs)) is not None:
            show(output, paged=settings.pager, width=screen.width)
            leave = leave or output.leave
        if 0 < settings.bell <= time.monotonic() - started and sys.stderr.isatty():
            sys.stderr.write("\a")
            sys.stderr.flush()
        graph = session.runner.graph
        if isinstance(graph, WorkerGraph):
            graph.warm()  # while the next statement is typed
        return leave

    def show(self, text: str) -> None:
        """Run what a key stands for, above the prompt."""
        self.run(text)

    def ask(self, question: str) -> str:
        """Ask the user; the empty string for Ctrl-C and Ctrl-D."""
        self._spinner.stop()
        with typed_ahead_is_shown():
            sys.stderr.write(question)
            sys.stderr.flush()
            try:
                return sys.stdin.readline()
            except KeyboardInterrupt:
                sys.stderr.write("\n")
                return ""

    def _next(self, outputs: Iterator[Output]) -> Output | None:
        """Wait for the next piece; None at the end."""
        session = self._session
        before = session.runner.received

        def message(seconds: float) -> str:
            rows = session.runner.received - before
            return session.texts["running"].format(seconds=f"{seconds:.1f}", rows=rows)

        try:
            with self._spinner.running(message):
                return next(outputs, None)
        except KeyboardInterrupt:
            # Not while a statement was waited for, which it would have noted itself.
            note = session.texts["cancelled"].format(seconds="0")
            return Output(note=note, code=INTERRUPTED)


def show(output: Output, *, paged: bool = False, width: int | None = None) -> None:
    """Print a piece of what a statement gave; errors and other notes are never paged."""
    if output.text:
        pager.show(output.text, paged=paged and output.paged)
    if output.note:
        # A note of several lines is laid out already.
        note = output.note
        if width is not None and "\n" not in note:
            note = wrap(note, width)
        print(note, file=sys.stderr, flush=True)
