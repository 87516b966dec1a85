"""Kills builds at random moments, builds again, and compares with an undisturbed store.

Run by hand: ``python -m tests.benchmarks.killing [COUNT] [SEED]``. The moments are spread over the
whole time that a build takes, start and end included, and are the same for a seed. Nothing is
printed but one line a kill; the exit code is the number of stores that differ.
"""

from __future__ import annotations

import hashlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.graph import open_graph
from kg.graph.marker import is_store
from kg.graph.serialise import serialise

DATA = Path(__file__).parents[2] / "data"


def fraction(seed: int, number: int) -> float:
    """A number between 0 and 1 that looks like chance and is the same on every run."""
    digest = hashlib.sha256(f"{seed}/{number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def command(store: Path) -> list[str]:
    """The build that is killed."""
    return [sys.executable, "-m", "kg", "build", "-q", str(DATA), "-g", str(store)]


def content(store: Path) -> tuple[bytes, bytes, list[object]]:
    """All that a store holds: the articles, what queries see, what was extracted."""
    with open_graph(store) as graph:
        union = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        found = serialise(graph.quads(), "nq"), serialise(union, "nt")
    database = sqlite3.connect(store / "articles.sqlite")
    rows = list(database.execute("SELECT * FROM article ORDER BY sha256"))
    rows += database.execute("SELECT * FROM source ORDER BY place")
    database.close()
    return (*found, rows)


def main(count: int = 50, seed: int = 1) -> int:
    """Kill as many builds, and count the stores that are not as they should be."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        calm = Path(folder) / "calm"
        begun = time.monotonic()
        subprocess.run(command(calm), check=True)
        took = time.monotonic() - begun
        expected = content(calm)
        number = kills = 0
        while kills < count:
            number += 1
            store = Path(folder) / "killed"
            after = took * fraction(seed, number)
            process = subprocess.Popen(command(store))
            try:
                process.wait(after)
                took = min(took, after)  # it was done: the machine is less busy than it was
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                kills += 1
                half = len(list(store.iterdir())) if is_store(store) else 0
                subprocess.run(command(store), check=True)
                same = content(store) == expected
                wrong += not same
                sys.stdout.write(
                    f"{kills}/{count}: killed after {after:.2f} s of {took:.2f} s, {half} files; "
                    f"then {'equal' if same else 'DIFFERENT'}\n"
                )
                sys.stdout.flush()
            shutil.rmtree(store, ignore_errors=True)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:3])))
