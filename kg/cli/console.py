"""Where output goes: data to stdout or a file, everything else to stderr."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

from kg.errors import InputError, KgError, Message, StoreError, UsageError
from kg.schema.messages import message, reason, told, told_error

Result = TypeVar("Result")

TIMEOUT = 124
INTERRUPTED = 130
EMPTY = 4


def say(message: str) -> None:
    """Print one line for the user, on stderr."""
    print(message, file=sys.stderr, flush=True)


def complain(error: KgError, lang: str | None = None) -> None:
    """Say what went wrong.

    Args:
        error: What was raised.
        lang: The language to say it in; that of the environment unless given.
    """
    say(f"kg: {told_error(error, lang or language())}")


def interrupted() -> None:
    """Say that Ctrl-C ended the command."""
    say(f"kg: {told(message('interrupted'), language())}")


def emit(data: str | bytes, output: str | None = None) -> None:
    """Write data to stdout, or whole to a file: never half of it.

    Raises:
        StoreError: If the file cannot be written.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    if output is None or output == "-":
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        except BrokenPipeError:
            raise  # who reads has read enough
        except OSError as error:
            raise StoreError(message("output_failed", reason=reason(error))) from None
        return
    from kg.render.files import write_whole

    write_whole(content, Path(output))


def by_ending(args: Namespace, endings: dict[str, str], default: str | None) -> str:
    """The format that ``--format`` names, else the one of the output's ending.

    Raises:
        UsageError: If neither says.
    """
    if args.format:
        return str(args.format)
    if args.output and args.output != "-":
        ending = Path(args.output).suffix.lower()
        if ending in endings:
            return endings[ending]
        if not ending and default is not None:
            return default
        known = " ".join(sorted(endings))
        raise UsageError(message("unknown_ending_option", file=args.output, known=known))
    if default is None:
        raise UsageError(message("where_or_format"))
    return default


def read_statement(path: str) -> str:
    """The text of a statement file; ``-`` is stdin.

    Raises:
        InputError: If it cannot be read or is not UTF-8.
    """
    try:
        if path == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(message("about", name=path, problem=reason(error))) from None
    except UnicodeDecodeError:
        raise InputError(message("not_utf8", path=path)) from None


def screen_width(args: Namespace) -> int | None:
    """Cells of a line: as asked for, else those of the terminal, else no limit."""
    if getattr(args, "width", None):
        return int(args.width)
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def date(text: str | None) -> str:
    """A date that an option gives; the empty string for none.

    Raises:
        UsageError: If it is none.
    """
    from kg.query.dates import is_date

    if text and not is_date(text):
        raise UsageError(message("no_date", text=text))
    return text or ""


def ambiguous_width(args: Namespace) -> int:
    """Cells of ambiguous characters: as asked for, else ``$KG_AMBIGUOUS``, else 1."""
    if getattr(args, "ambiguous", None):
        return int(args.ambiguous)
    return 2 if os.environ.get("KG_AMBIGUOUS") == "2" else 1


def language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that kg speaks: of ``$KG_LANG``, else of the locale.

    Chinese for a Chinese locale and where none is set (``C``, ``POSIX``), else English.
    """
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower().partition(".")[0]
        if value.startswith("zh") or value in ("c", "posix"):
            return "zh"
        if value:
            return "en"
    return "zh"


def run(function: Callable[[], Result], *, timeout: float | None = None) -> Result:
    """Run a function that may not listen to Ctrl-C, such as a query inside the store.

    The store does not return to Python before a query is done, so it runs on a thread of its own
    while this one waits; a query that is given up ends with the process.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            errors.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        worker.join(timeout)
    except KeyboardInterrupt:
        _leave(message("interrupted"), INTERRUPTED)
    if worker.is_alive():
        _leave(message("gave_up", seconds=f"{timeout:g}"), TIMEOUT)
    if errors:
        raise errors[0]
    return results[0]


def _leave(why: Message, code: int) -> NoReturn:
    say(f"kg: {told(why, language())}")
    sys.stdout.flush()
    # The thread of the query cannot be ended, so the process is.
    os._exit(code)
