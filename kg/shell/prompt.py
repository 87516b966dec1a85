"""The line editor: what the prompt looks like, completes, suggests and remembers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import History
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import DynamicStyle

from kg.shell.history import open_history
from kg.shell.keys import Show, bindings
from kg.shell.lexer import coloured
from kg.shell.runner import Runner
from kg.shell.session import Session
from kg.shell.statement import UPDATE_WORDS, Kind, State, first_word, runs_on_enter, state
from kg.shell.themes import style, uses_colour

if TYPE_CHECKING:
    from kg.shell.suggest import Vocabulary

PROMPT = "kg> "
WRITING_PROMPT = "kg!> "
_ENTRIES = 500
WARMING_AFTER = 0.5
"""Seconds after which the prompt is there."""
CONTINUATION = "  … "


def make_prompt(session: Session, run: Show, *, history: bool = True) -> PromptSession[str]:
    """The line editor of a sitting.

    Args:
        session: The sitting.
        run: Runs a command that a key stands for.
        history: Whether what is typed is remembered from one sitting to the next.
    """
    kept = open_history(session.runner.graph.location, kept=history)
    words = Words(session, kept)
    # What typing needs is loaded behind the prompt, so that no key waits for it.
    warming = threading.Timer(WARMING_AFTER, words.warm)
    warming.daemon = True
    warming.start()
    settings = session.settings
    colour = uses_colour(settings.color)
    prompt: PromptSession[str] = PromptSession(
        message=lambda: _message(session, words),
        history=kept,
        completer=_Completer(words),
        complete_in_thread=True,
        complete_while_typing=Condition(lambda: settings.complete),
        auto_suggest=_AutoSuggest(),
        lexer=_Lexer(session),
        style=DynamicStyle(lambda: style(settings.theme, colour=colour)),
        include_default_pygments_style=False,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        multiline=True,
        prompt_continuation=CONTINUATION,
        bottom_toolbar=lambda: _toolbar(session),
        key_bindings=bindings(session, run, lambda: words.vocabulary.prefixes),
        enable_suspend=True,
        search_ignore_case=True,
        tempfile_suffix=".rq",
        editing_mode=EditingMode.VI if settings.keys == "vi" else EditingMode.EMACS,
    )
    # PromptSession's own switch for this would turn completion while typing off.
    prompt.default_buffer.enable_history_search = to_filter(True)
    prompt.app.ttimeoutlen = 0.1
    return prompt


class Words:
    """What can be completed in the graph that is open now."""

    def __init__(self, session: Session, history: History | None = None) -> None:
        """Read nothing yet: a prompt can be shown without it.

        Args:
            session: Knows the graph.
            history: What was typed before, which is offered first.
        """
        self._session = session
        self._history = history
        self._lock = threading.Lock()
        self._vocabulary: Vocabulary | None = None
        self._take(session.runner)

    @property
    def vocabulary(self) -> Vocabulary:
        """Of the graph that was open when it was last renewed; read when it is first asked for."""
        with self._lock:
            if self._vocabulary is None:
                from kg.shell.vocabulary import read_vocabulary

                self._vocabulary = replace(read_vocabulary(self._runner), used=self._used)
            return self._vocabulary

    def _used(self, name: str) -> int:
        """How many of the last entries have a name."""
        entries = self._history.get_strings()[-_ENTRIES:] if self._history else ()
        return sum(name in entry for entry in entries)

    def warm(self) -> None:
        """Load what completion and colours need."""
        self.vocabulary.warm()

    def renew(self) -> None:
        """Take another graph if one was opened; not for the thread that completes."""
        if self._session.runner is not self._runner:
            self._take(self._session.runner)

    def _take(self, runner: Runner) -> None:
        with self._lock:
            self._runner = runner
            self._vocabulary = None
        if runner.graph.revision is None:
            self.vocabulary  # noqa: B018  # it asks the graph, which the thread must not do


def _message(session: Session, words: Words) -> StyleAndTextTuples:
    words.renew()
    if session.settings.write:
        return [("class:writing", WRITING_PROMPT)]
    return [("class:prompt", PROMPT)]


class _Completer(Completer):
    """Offers what ``suggest`` finds."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        from kg.shell.suggest import suggest

        asked = complete_event.completion_requested
        for found in suggest(
            document.text_before_cursor, self._words.vocabulary, document.text_after_cursor
        ):
            # One Chinese character begins hundreds of names: wait for the second one, or Tab.
            if asked or found.start <= -2:
                yield Completion(
                    found.text, found.start, display=found.label, display_meta=found.meta
                )


class _AutoSuggest(AutoSuggest):
    """The rest of the newest entry that begins like the input; no update."""

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        text = document.text
        if not text.strip():
            return None
        for entry in reversed(buffer.history.get_strings()):
            if entry.startswith(text) and first_word(entry) not in UPDATE_WORDS:
                return Suggestion(entry[len(text) :])
        return None


class _Lexer(Lexer):
    """Colours by the kind of the whole text."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        kind = self._session.classify(document.text)
        words: set[str] = set()
        if kind is Kind.PATH:
            words.update(*self._session.runner.edges.keywords.values())
        lines = [coloured(line, kind, words) for line in document.lines]

        def line(number: int) -> StyleAndTextTuples:
            return list(lines[number]) if number < len(lines) else []

        return line


def _toolbar(session: Session) -> str:
    """One line: the graph, the kind of the input, whether Enter runs it, what is set."""
    texts, settings = session.texts, session.settings
    text = get_app().current_buffer.text
    kind = session.classify(text)
    key = "toolbar_ready"
    if kind in (Kind.SPARQL, Kind.UPDATE, Kind.PATH) and not runs_on_enter(text, kind):
        key = "toolbar_open" if state(text, kind) is State.OPEN else "toolbar_complete"
    shown = [session.runner.graph.location]
    if kind is not Kind.EMPTY:
        shown.append(texts[f"kind_{kind.value}"])
    shown.append(texts[key])
    shown += [texts[f"labels_{settings.labels}"]] if settings.labels != "label" else []
    shown += ["vi"] if settings.keys == "vi" else []
    return " " + " · ".join(shown)
