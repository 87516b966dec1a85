"""What a page of the partner network costs to make, by its number of parties.

Run ``python -m tests.benchmarks.network [PARTIES ...]``. The networks grow by preferential
attachment: each new party joins two others, mostly well connected ones, by a fixed sequence of
numbers. Times are CPU seconds of one run; the last column is time per party relative to the
smallest network, which stays near the ratio of the logarithms for what is O(n log n).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from kg.model.lexicon.interface import Interface
from kg.network import Network, measure
from kg.render.page import page
from kg.render.svg import kinds_of, picture
from kg.schema import load_schema
from tests.network.builders import network

Value = TypeVar("Value")


def numbers() -> Iterator[float]:
    """Numbers between 0 and 1 that look random (Knuth's linear congruential generator)."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 33) / 2**31


def grown(count: int) -> Network:
    """A network of so many parties and twice as many pairs."""
    sequence = numbers()
    ends, pairs = [0, 1], {(0, 1)}
    for new in range(2, count):
        for _ in range(2):
            by_degree = next(sequence) < 0.7
            old = ends[int(next(sequence) * len(ends))] if by_degree else int(next(sequence) * new)
            pairs.add((old, new))
            ends += [old, new]
    return network([(f"n{a:05}", f"n{b:05}") for a, b in pairs if a != b])


def timed(run: Callable[[], Value]) -> tuple[float, Value]:
    """CPU seconds, and what came out."""
    start = time.process_time()
    value = run()
    return time.process_time() - start, value


def main(sizes: list[int]) -> None:
    """Print a line for each size."""
    schema = load_schema()
    texts = schema.lexicon("interface", Interface).texts("zh")
    kinds = kinds_of(schema.ontology, "zh")
    say = sys.stdout.write
    say(f"{'parties':>8} {'measures':>9} {'layout':>9} {'page':>9} {'MB':>6} {'per party':>10}\n")
    first = 0.0
    for size in sizes:
        shown = grown(size)
        measuring, measures = timed(partial(measure, shown))
        drawing, drawn = timed(partial(picture, shown, measures, kinds, texts))
        writing, text = timed(partial(page, drawn, first=60))
        each = drawing / size
        first = first or each
        say(
            f"{size:8} {measuring:8.2f}s {drawing:8.2f}s {writing:8.2f}s "
            f"{len(text.encode()) / 1e6:6.1f} {each / first:10.2f}\n"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 4000, 16000])
