"""What running a statement gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One piece of what running a statement gave.

    Attributes:
        text: For stdout.
        note: For stderr, or the empty string.
        code: Exit code of a shell that stops here; 0 if all went well.
        empty: Whether there was no result.
        leave: Whether the shell should end.
        paged: Whether a text that does not fit the screen may go through the pager.
    """

    text: str = ""
    note: str = ""
    code: int = 0
    empty: bool = False
    leave: bool = False
    paged: bool = True


def joined(outputs: Iterable[Output]) -> Output:
    """Several pieces as one: all texts and notes, the first code that is not 0."""
    text, notes, code = "", [], 0
    empty = leave = False
    for output in outputs:
        text += output.text
        notes += [output.note] if output.note else []
        code = code or output.code
        empty, leave = output.empty, leave or output.leave
    return Output(text, "\n".join(notes), code, empty, leave)
