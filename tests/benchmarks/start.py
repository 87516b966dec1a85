"""How long the shell takes to start, as ratios to a bare Python within one run.

    python -m tests.benchmarks.start kg.store                      # a store that is warm
    python -m tests.benchmarks.start kg.store --litecli litecli    # beside another shell

Each time is the least of several; the rounds are mixed, so that a busy machine is so to all. What
the processor did up to a prompt does not count the process that runs the queries.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

ROUNDS = 9
_CURSOR = "\x1b[6n"
_QUERY = "SELECT ?e { ?e a kg:Company } LIMIT 10"

Taken = tuple[float, float]
"""Seconds on the clock, and seconds of the processor."""


def ran(*command: str) -> Taken:
    """How long a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prompted(prompt: str, *command: str) -> Taken:
    """How long a command takes to show its prompt."""
    started = time.perf_counter()
    child = pexpect.spawn(command[0], [*command[1:]], encoding="utf-8", dimensions=(40, 100))
    while child.expect_exact([prompt, _CURSOR]):
        child.send("\x1b[1;1R")  # as a terminal says where its cursor is
    taken = time.perf_counter() - started
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    child.close(force=True)
    return taken, used


def main() -> None:
    """Print the times and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("store")
    parser.add_argument("--litecli", help="its command, to compare with")
    args = parser.parse_args()
    kg = (sys.executable, "-m", "kg")
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "a.db")
        subprocess.run(["sqlite3", database, "create table t (a)"], check=False)
        tasks: dict[str, Callable[[], Taken]] = {
            "python -c pass": lambda: ran(sys.executable, "-c", "pass"),
            "kg --version": lambda: ran(*kg, "--version"),
            "kg shell -e QUERY": lambda: ran(*kg, "shell", args.store, "-e", _QUERY),
            "kg shell, prompt": lambda: prompted("kg>", *kg, "shell", args.store, "--no-history"),
        }
        if args.litecli:
            command = (args.litecli, database)
            tasks["litecli -e QUERY"] = lambda: ran(*command, "-e", "select 1")
            tasks["litecli, prompt"] = lambda: prompted(".db>", *command)
        clock = dict.fromkeys(tasks, float("inf"))
        processor = dict.fromkeys(tasks, float("inf"))
        for _ in range(ROUNDS):
            for name, task in tasks.items():
                taken, used = task()
                clock[name] = min(clock[name], taken)
                processor[name] = min(processor[name], used)
    floor = clock["python -c pass"]
    for name, seconds in clock.items():
        sys.stdout.write(
            f"{name:20} {seconds * 1000:6.0f} ms {seconds / floor:6.1f} x"
            f"   processor {processor[name] * 1000:6.0f} ms\n"
        )


if __name__ == "__main__":
    main()
