"""Speed and memory of extraction, as ratios within one run.

    python -m tests.benchmarks.extraction              # speed, length, memory
    python -m tests.benchmarks.extraction --hostile    # pages of 10 MB made to do harm
    python -m tests.benchmarks.extraction --profile    # where the time goes

Times are CPU times of this process. The unit of throughput is megabytes of UTF-8 a second.
jieba.cut, the whole extraction and its stages take turns, some articles at a time, and of each turn
the quickest of several counts: what else the machine does falls on none of them alone.
"""

from __future__ import annotations

import argparse
import cProfile
import logging
import pstats
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import jieba

from kg.extract import extract, recognise
from kg.extract.discourse import resolve
from kg.extract.frames import find_frames
from kg.extract.measures import find_measures
from kg.extract.names import find_names
from kg.extract.statements import find_statements
from kg.graph.quads import article_quads
from kg.model import Document
from kg.pipeline.articles import page_lexicon
from kg.reading import read_text
from kg.schema import Schema, load_schema
from tests.benchmarks.texts import (
    HOSTILE,
    articles,
    hostile,
    long_article,
    one_line,
    random_unicode,
)

Given = TypeVar("Given")
Result = TypeVar("Result")

MEGABYTE = 1_000_000
CHARACTER = 3  # bytes of a Chinese character in UTF-8
FLOOR = 0.25  # of the throughput of jieba.cut
TURN = 50  # articles that are timed at once
ROUNDS = 3


def main() -> int:
    """Measure what the arguments ask for; 1 if a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=float, default=2.0, help="megabytes of articles (default 2)")
    parser.add_argument("--hostile", action="store_true", help="only the hostile pages")
    parser.add_argument("--megabytes", type=float, default=10.0, help="size of a hostile page")
    parser.add_argument("--profile", action="store_true", help="only where the time goes")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    args = parser.parse_args()
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    if args.case:
        return _case(args.case, args.megabytes)
    if args.hostile:
        return _hostile(args.megabytes)
    schema = load_schema()
    texts = _about(args.size)
    if args.profile:
        return _profile(texts, schema)
    return max(_speed(texts, schema), _length(schema), _memory(texts, schema))


def _about(megabytes: float) -> list[str]:
    """Articles of so many megabytes together."""
    texts, size = [], 0
    for text in articles(int(megabytes * 1000) + 10):
        if size > megabytes * MEGABYTE:
            break
        texts.append(text)
        size += len(text.encode())
    return texts


def _speed(texts: list[str], schema: Schema) -> int:
    documents = _read(texts, schema)
    size = sum(len(document.view.text.encode()) for document in documents) / MEGABYTE
    for document in documents[:25]:
        extract(document, schema)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    turns = [documents[i : i + TURN] for i in range(0, len(documents), TURN)]
    rounds = [[_turn(turn, tokenizer, schema) for turn in turns] for _ in range(ROUNDS)]
    seconds = {
        stage: sum(min(spent[stage] for spent in turn) for turn in zip(*rounds, strict=True))
        for stage in rounds[0][0]
    }
    seconds["reading"] = _timed(lambda: _read(texts, schema))[1]
    extractions = [extract(document, schema) for document in documents[:100]]
    quads = _timed(lambda: _drain([article_quads(x, schema)] for x in extractions))[1]
    seconds["quads"] = quads * len(documents) / len(extractions)
    _say(f"{len(documents)} articles, {size:.2f} MB of article text\n")
    _say(f"{'stage':<22}{'seconds':>9}{'MB/s':>8}{'times jieba':>13}")
    floor = seconds["jieba.cut"]
    for stage, spent in seconds.items():
        _say(f"{stage:<22}{spent:>9.2f}{size / spent:>8.2f}{spent / floor:>13.2f}")
    share = floor / seconds["extraction"]
    return _verdict(f"throughput of jieba.cut that is kept: {share:.2f}", share >= FLOOR)


def _turn(
    documents: list[Document], tokenizer: jieba.Tokenizer, schema: Schema
) -> dict[str, float]:
    seconds = {"jieba.cut": _timed(lambda: _drain(map(tokenizer.cut, _views(documents))))[1]}
    seconds["extraction"] = _timed(lambda: _drain([extract(d, schema)] for d in documents))[1]
    return seconds | _stages(documents, schema)


def _stages(documents: list[Document], schema: Schema) -> dict[str, float]:
    seconds: dict[str, float] = {}

    def stage(name: str, run: Callable[[Given, Schema], Result], given: Given) -> Result:
        result, spent = _timed(lambda: run(given, schema))
        seconds[name] = seconds.get(name, 0.0) + spent
        return result

    for document in documents:
        words = stage("  words", recognise, document)
        named = stage("  names", find_names, words)
        whole = stage("  discourse", resolve, named)
        stage("  frames", find_frames, whole)
        stage("  measures", find_measures, whole)
        stage("  statements", find_statements, whole)
    return seconds


def _length(schema: Schema) -> int:
    """Whether an article four times as long takes about four times as long."""
    _say("\none article")
    _say(f"{'MB':>6}{'seconds':>9}{'MB/s':>8}")
    spent = []
    for megabytes in (0.25, 1.0):
        text = long_article(int(megabytes * MEGABYTE / CHARACTER))
        document = read_text(text, page=page_lexicon(schema))
        start = time.process_time()
        extract(document, schema)
        spent.append(time.process_time() - start)
        _say(f"{megabytes:>6.2f}{spent[-1]:>9.2f}{megabytes / spent[-1]:>8.2f}")
    growth = spent[1] / spent[0]
    return _verdict(f"four times the length takes {growth:.1f} times as long", growth < 6)


def _memory(texts: list[str], schema: Schema) -> int:
    """Whether more articles need more memory."""
    few, many = texts[:50], texts
    _drain([extract(document, schema)] for document in map(_reader(schema), few))
    before = _peak()
    _drain([extract(document, schema)] for document in map(_reader(schema), many))
    grown = _peak() - before
    _say("")
    return _verdict(
        f"memory: {before:.0f} MB after {len(few)} articles, {grown:+.0f} MB after {len(many)}",
        grown < 50,
    )


def _hostile(megabytes: float) -> int:
    """Every hostile page in a process of its own, with its time and memory."""
    _say(f"{'page of':<22}{'MB':>6}{'seconds':>9}{'memory MB':>11}")
    code = 0
    for case in [*HOSTILE, "one line", "random Unicode"]:
        run = [sys.executable, "-m", __spec__.name, "--case", case, "--megabytes", str(megabytes)]
        code = max(code, subprocess.run(run, check=False).returncode)
    return code


def _case(case: str, megabytes: float) -> int:
    schema = load_schema()
    if case == "one line":
        megabytes = megabytes / 10
        text = one_line(int(megabytes * MEGABYTE / CHARACTER))
    elif case == "random Unicode":
        text = random_unicode(int(megabytes * MEGABYTE / CHARACTER))
    else:
        one = hostile(case, 3000)
        text = hostile(case, int(megabytes * MEGABYTE * len(one) / len(one.encode())))
    spent = _timed(lambda: _whole(text, schema))[1]
    _say(f"{case:<22}{megabytes:>6.1f}{spent:>9.2f}{_peak():>11.0f}")
    return 0


def _whole(text: str, schema: Schema) -> None:
    from kg.errors import InputError

    try:
        extract(read_text(text, page=page_lexicon(schema)), schema)
    except InputError as error:
        _say(f"  {str(error)[:70]}")


def _profile(texts: list[str], schema: Schema) -> int:
    documents = _read(texts, schema)
    _drain([extract(document, schema)] for document in documents[:25])
    profile = cProfile.Profile()
    profile.runcall(lambda: _drain([extract(document, schema)] for document in documents))
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    return 0


def _reader(schema: Schema) -> Callable[[str], Document]:
    page = page_lexicon(schema)
    return lambda text: read_text(text, page=page)


def _read(texts: list[str], schema: Schema) -> list[Document]:
    return list(map(_reader(schema), texts))


def _views(documents: list[Document]) -> Iterable[str]:
    return (document.view.text for document in documents)


def _drain(items: Iterable[Iterable[object]]) -> None:
    for item in items:
        for _ in item:
            pass


def _timed(run: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = run()
    return result, time.process_time() - start


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _verdict(text: str, held: bool) -> int:
    _say(f"{text}  [{'ok' if held else 'BROKEN'}]")
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
