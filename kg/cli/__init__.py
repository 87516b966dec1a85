"""The command line: arguments in, data on stdout, everything else on stderr, an exit code out."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence

from kg.cli.console import INTERRUPTED, complain, interrupted
from kg.cli.parser import build_parser
from kg.errors import KgError

_GARBAGE = 50_000
# The module of each command; none is imported before it is needed.
_MODULES = {
    "extract": "articles",
    "build": "building",
    "query": "asking",
    "path": "asking",
    "ask": "questioning",
    "show": "asking",
    "entities": "curating",
    "timeline": "history",
    "conflicts": "history",
    "why": "asking",
    "shell": "shelling",
    "export": "writing",
    "import": "writing",
    "backup": "writing",
    "restore": "writing",
    "network": "networking",
    "stats": "asking",
    "check": "checking",
    "eval": "checking",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: Arguments without the program's name; default: those of the process.

    Returns:
        The exit code; see ``kg --help``.
    """
    # Loading makes many objects and no garbage: to look for it so often takes a tenth of the start.
    gc.set_threshold(_GARBAGE)
    args = build_parser().parse_args(argv)
    _use_utf8()
    try:
        module = importlib.import_module(f"kg.cli.{_MODULES[args.command]}")
        code: int = getattr(module, f"run_{args.command}")(args)
        sys.stdout.flush()
    except KgError as error:
        if args.debug:
            raise
        complain(error, getattr(args, "lang", None))
        return error.exit_code
    except KeyboardInterrupt:
        interrupted()
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _use_utf8() -> None:
    """Chinese goes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
