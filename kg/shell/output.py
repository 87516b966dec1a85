"""What a statement gives, and what can be set about it."""

from __future__ import annotations

from dataclasses import dataclass

# More rows than these are not read on a screen; files and pipes get all.
SCREEN_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Output:
    """What running a statement gave.

    Attributes:
        text: For stdout.
        note: For stderr, or the empty string.
        code: Exit code of a shell that stops here; 0 if all went well.
        empty: Whether there was no result.
        leave: Whether the shell should end.
    """

    text: str = ""
    note: str = ""
    code: int = 0
    empty: bool = False
    leave: bool = False


@dataclass
class Settings:
    """What the dot commands set.

    Attributes:
        mode: Format of tables.
        limit: Rows shown at most; 0 for all.
        timing: Whether the time taken is shown.
    """

    mode: str = "table"
    limit: int = 0
    timing: bool = False
