"""The prompt: the only module that knows the terminal."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import (
    CompleteEvent,
    Completer,
    Completion,
    get_common_complete_suffix,
)
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from kg.shell.lexer import coloured
from kg.shell.output import Output
from kg.shell.session import Session
from kg.shell.statement import Kind, State, runs_on_enter, state
from kg.shell.suggest import Vocabulary, suggest
from kg.shell.vocabulary import read_vocabulary

PROMPT = "kg> "
STYLE = Style.from_dict(
    {
        "keyword": "bold ansiblue",
        "string": "ansigreen",
        "iri": "ansicyan",
        "name": "ansicyan",
        "variable": "ansimagenta",
        "number": "ansiyellow",
        "comment": "italic ansibrightblack",
        "command": "bold ansiyellow",
        "entity": "bold ansicyan",
        "bottom-toolbar": "noreverse ansibrightblack",
    }
)
_BLACK_AND_WHITE = Style.from_dict({"keyword": "bold", "command": "bold", "entity": "bold"})


def run_repl(session: Session, *, history: bool = True, first: Iterable[str] = ()) -> int:
    """Read statements until the user leaves.

    Args:
        session: What they are run against.
        history: Whether statements are remembered from one sitting to the next.
        first: Lines that are shown before the first prompt.

    Returns:
        The exit code, which is 0: an error of one statement does not make the sitting fail.
    """
    for line in first:
        print(line, file=sys.stderr)
    prompt = _prompt_session(session, history=history)
    while True:
        try:
            text = prompt.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            print(session.texts["goodbye"], file=sys.stderr)
            return 0
        output = _run(session, text)
        show(output)
        if output.leave:
            return 0


def show(output: Output) -> None:
    """Print what a statement gave."""
    if output.text:
        sys.stdout.write(output.text)
        sys.stdout.flush()
    if output.note:
        print(output.note, file=sys.stderr, flush=True)


def _run(session: Session, text: str) -> Output:
    """Run a statement; Ctrl-C gives the prompt back at once.

    The store does not listen while it works on a query, so it works on another thread; a query
    that was given up ends there, unheard.
    """
    session.runner.screen.width = os.get_terminal_size().columns if sys.stdout.isatty() else None
    found: list[Output] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            found.append(session.run(text))
        except BaseException as error:  # noqa: BLE001 - raised again in the prompt's thread
            errors.append(error)

    started = time.perf_counter()
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        worker.join()
    except KeyboardInterrupt:
        seconds = f"{time.perf_counter() - started:.1f}"
        return Output(note=session.texts["cancelled"].format(seconds=seconds), code=130)
    if errors:
        raise errors[0]
    return found[0]


def _prompt_session(session: Session, *, history: bool) -> PromptSession[str]:
    vocabulary = read_vocabulary(session.runner)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return PromptSession(
        history=_history() if history else InMemoryHistory(),
        completer=_Completer(vocabulary),
        complete_in_thread=True,
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory(),
        lexer=_Lexer(session, vocabulary),
        style=_BLACK_AND_WHITE if plain else STYLE,
        multiline=True,
        prompt_continuation="  … ",
        bottom_toolbar=lambda: _toolbar(session),
        key_bindings=_bindings(session),
        enable_suspend=True,
        enable_open_in_editor=True,
        search_ignore_case=True,
        tempfile_suffix=".rq",
    )


def _history() -> History:
    """The history file, readable by its owner only; none if it cannot be made."""
    state_home = os.environ.get("XDG_STATE_HOME")
    folder = (Path(state_home) if state_home else Path.home() / ".local" / "state") / "kg"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "history"
        path.touch(mode=0o600)
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


class _Completer(Completer):
    """Offers what ``suggest`` finds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        asked = complete_event.completion_requested
        for found in suggest(document.text_before_cursor, self._vocabulary):
            # One Chinese character begins hundreds of names: wait for the second one, or Tab.
            if asked or found.start <= -2:
                yield Completion(
                    found.text, found.start, display=found.label, display_meta=found.meta
                )


class _Lexer(Lexer):
    """Colours by the kind of the whole text."""

    def __init__(self, session: Session, vocabulary: Vocabulary) -> None:
        self._session = session
        self._vocabulary = vocabulary

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        kind = self._session.classify(document.text)
        lines = [coloured(line, kind, self._vocabulary) for line in document.lines]

        def line(number: int) -> StyleAndTextTuples:
            return list(lines[number]) if number < len(lines) else []

        return line


def _toolbar(session: Session) -> str:
    from prompt_toolkit.application import get_app

    text = get_app().current_buffer.text
    kind = session.classify(text)
    if kind in (Kind.SPARQL, Kind.PATH):
        key = "toolbar_open" if state(text, kind) is State.OPEN else "toolbar_complete"
        if runs_on_enter(text, kind):
            key = "toolbar_ready"
    else:
        key = "toolbar_ready"
    return f" {session.runner.graph.location} · {session.texts[key]}"


def _bindings(session: Session) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None  # the chosen completion stays; nothing runs
            return
        text = buffer.text
        at_end = not buffer.document.text_after_cursor.strip()
        one_line = "\n" not in text
        if (at_end or one_line) and runs_on_enter(text, session.classify(text)):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n" + _indentation(buffer.document))

    @keys.add("tab")
    def _(event: KeyPressEvent) -> None:
        _complete(event.current_buffer)

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("c-j")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("f1")
    def _(event: KeyPressEvent) -> None:
        from prompt_toolkit.application import run_in_terminal

        run_in_terminal(lambda: show(session.run(".help")))

    return keys


def _complete(buffer: Buffer) -> None:
    """Go to the next completion, or put in what all completions have in common.

    prompt_toolkit ignores a Tab that comes while it still gathers completions for the key before.
    """
    if buffer.complete_state and buffer.complete_state.completions:
        buffer.complete_next()
        return
    asked = CompleteEvent(completion_requested=True)
    found = list(buffer.completer.get_completions(buffer.document, asked))
    if len(found) == 1:
        buffer.apply_completion(found[0])
        return
    buffer.insert_text(get_common_complete_suffix(buffer.document, found))
    buffer.start_completion(complete_event=asked)


def _indentation(document: Document) -> str:
    """Blanks for a new line: two for every brace that is open before the cursor."""
    before = document.text_before_cursor
    return "  " * max(before.count("{") - before.count("}"), 0)
