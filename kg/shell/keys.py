"""Key bindings of the prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Protocol

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, get_common_complete_suffix
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition, has_completions, to_filter
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from kg.shell.session import Session
from kg.shell.settings import Settings
from kg.shell.statement import runs_on_enter

_ONE_WORD = re.compile(r"\s*(?:[A-Za-z0-9_:?$.]+|[\u3400-\u9fff]{1,4}|.)", re.DOTALL)
_CYCLES = {
    "labels": ("label", "prefixed", "full"),
    "expanded": ("off", "on", "auto"),
    "keys": ("emacs", "vi"),
    "complete": ("on", "off"),
}


class Show(Protocol):
    """Shows what a command gives, above the prompt."""

    def __call__(self, text: str, /) -> None:
        """Run a text and show what it gives."""
        ...


def bindings(
    session: Session, run: Show, prefixes: Callable[[], Collection[str]] = tuple
) -> KeyBindings:
    """All keys that are not prompt_toolkit's own.

    Args:
        session: What they act on.
        run: Runs a command and shows what it gives.
        prefixes: Gives those that need no declaration.
    """
    keys = KeyBindings()
    _editing(keys, session, prefixes)
    _brackets(keys)
    _history(keys)
    _functions(keys, session, run)
    return keys


def _editing(keys: KeyBindings, session: Session, prefixes: Callable[[], Collection[str]]) -> None:
    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        state = buffer.complete_state
        if state and (chosen := state.current_completion):
            buffer.complete_state = None  # the chosen completion stays; nothing runs
            _declare(buffer, chosen.text, prefixes)
            return
        text = buffer.text
        at_end = not buffer.document.text_after_cursor.strip()
        if (at_end or "\n" not in text) and runs_on_enter(text, session.classify(text)):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n" + _indentation(buffer.document))

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("c-j")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("tab")
    @keys.add("c-space")
    def _(event: KeyPressEvent) -> None:
        _complete(event.current_buffer, prefixes)

    @keys.add("escape", filter=has_completions)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.cancel_completion()

    @keys.add("c-x", "c-e")
    @keys.add("f8")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.open_in_editor(validate_and_handle=False)


def _brackets(keys: KeyBindings) -> None:
    @keys.add("}")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.current_line_before_cursor.isspace():
            buffer.delete_before_cursor(2)  # it stands under what it closes
        buffer.insert_text("}")


def _history(keys: KeyBindings) -> None:
    @Condition
    def suggested() -> bool:
        buffer = get_app().current_buffer
        return bool(buffer.suggestion and buffer.suggestion.text) and (
            buffer.document.is_cursor_at_the_end
        )

    @keys.add("end", filter=suggested)
    def _(event: KeyPressEvent) -> None:
        _accept(event.current_buffer, lambda text: text)

    @keys.add("c-right", filter=suggested)
    def _(event: KeyPressEvent) -> None:
        _accept(event.current_buffer, lambda text: _ONE_WORD.match(text)[0])  # type: ignore[index]

    @keys.add("c-p")
    def _(event: KeyPressEvent) -> None:
        _whole_entry(event.current_buffer, event.current_buffer.history_backward)

    @keys.add("c-n")
    def _(event: KeyPressEvent) -> None:
        _whole_entry(event.current_buffer, event.current_buffer.history_forward)


def _accept(buffer: Buffer, part: Callable[[str], str]) -> None:
    if buffer.suggestion:
        buffer.insert_text(part(buffer.suggestion.text))


def _whole_entry(buffer: Buffer, move: Callable[[], None]) -> None:
    """Go through the history without regard to what was typed."""
    searching, buffer.enable_history_search = buffer.enable_history_search, to_filter(False)
    try:
        move()
    finally:
        buffer.enable_history_search = searching


def _functions(keys: KeyBindings, session: Session, run: Show) -> None:
    def show(text: str) -> None:
        run_in_terminal(lambda: run(text))

    def shows(key: str, command: Callable[[Buffer], str]) -> None:
        keys.add(key)(lambda event: show(command(event.current_buffer)))

    def cycles(key: str, name: str) -> None:
        """A key that gives a setting its next value, and shows the last table with it."""

        @keys.add(key)
        def _(_: KeyPressEvent) -> None:
            cycle(session.settings, name)
            if name != "complete" and session.last.table is not None:
                show(".last")

    shows("f1", lambda buffer: f".help {_word(buffer.document)}".rstrip())
    shows("f5", lambda buffer: f".explain {buffer.text}".rstrip())
    shows("f6", lambda _: ".sources")
    shows("f7", lambda _: ".net")
    cycles("f2", "complete")
    cycles("f3", "labels")
    cycles("f9", "expanded")

    @keys.add("f4")
    def _(event: KeyPressEvent) -> None:
        vi = cycle(session.settings, "keys") == "vi"
        event.app.editing_mode = EditingMode.VI if vi else EditingMode.EMACS


def cycle(settings: Settings, name: str) -> str:
    """Give a setting the next of its values."""
    values = _CYCLES[name]
    following = values[(values.index(settings.text(name)) + 1) % len(values)]
    settings.set(name, following, "F")
    return following


def _word(document: Document) -> str:
    """The word at the cursor."""
    before = re.search(r"[\w.]*$", document.current_line_before_cursor)
    after = re.match(r"\w*", document.current_line_after_cursor)
    return (before[0] if before else "") + (after[0] if after else "")


def _declare(buffer: Buffer, completed: str, prefixes: Callable[[], Collection[str]]) -> None:
    """Declare a prefix that was completed, in a line of its own."""
    if not completed.endswith(":"):
        return
    from kg.shell.suggest.sparql import declaration

    if line := declaration(buffer.text, completed, prefixes()):
        at = buffer.cursor_position + len(line)
        buffer.document = Document(line + buffer.text, at)


def _complete(buffer: Buffer, prefixes: Callable[[], Collection[str]]) -> None:
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
        _declare(buffer, found[0].text, prefixes)
        return
    # Inserting starts completion while typing, which a completion that was asked for cannot enter.
    buffer.insert_text(get_common_complete_suffix(buffer.document, found), fire_event=False)
    buffer.start_completion(complete_event=asked)


def _indentation(document: Document) -> str:
    """Blanks for a new line: two for every brace that is open before the cursor."""
    before = document.text_before_cursor
    return "  " * max(before.count("{") - before.count("}"), 0)
