"""Speed of questions over a large made-up store: parse, query and evidence apart.

    python -m tests.benchmarks.questions          # 1,000,000 triples; makes the store first
    python -m tests.benchmarks.questions --triples 100000 --store small.store

The store is the same each time it is made. It is kept in ``--store`` and used again. Times are
medians over the runs of a question in milliseconds of CPU; the bound is on a whole question.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from pyoxigraph import Quad

from kg.graph import Graph, open_graph
from kg.graph.marker import is_store
from kg.graph.quads import article_quads
from kg.model import (
    Agreement,
    Block,
    BlockKind,
    Bound,
    Document,
    Entity,
    Event,
    Evidence,
    Extraction,
    Fact,
    Measurement,
    Relation,
    Run,
    Span,
    Status,
    View,
)
from kg.query.entities import entity_index
from kg.query.evidence import support
from kg.query.questions import ask, engine
from kg.query.questions.answers import base
from kg.query.questions.interpret import interpret
from kg.query.questions.reader import QuestionReader
from kg.schema import Schema, load_schema

Given = ParamSpec("Given")
Result = TypeVar("Result")

BOUND = 100.0  # milliseconds of one question
RUNS = 5
COMPANIES = 9000
SYLLABLES = "东西南北山川江湖云海天地光明辉星辰金石玉林泉松柏鹤鹏龙凤华夏安宁康泰兴盛隆昌"
QUESTIONS = (
    "谁和{company}签约?",
    "{company}和{other}签约了吗",
    "{facility}在哪里",
    "{city}有哪些智算中心",
    "{facility}的算力是多少",
    "{facility}什么时候投产",
    "谁承建了{facility}，谁运营",
    "{company}建设了哪些项目",
    "{company}的总经理是谁",
    "算力超过4900P的智算中心有哪些",
    "哪个智算中心机架最多",
    "投资最大的三个智算中心",
    "{company}有几个合作伙伴",
    "{company}的合作方都建了哪些设施",
    "{facility}和{second}的投资加起来是多少",
    "{facility}和{second}哪个算力更大",
    "{company}和{other}共同的合作方有谁",
    "2024年3月开工的智算中心有哪些",
    "哪些文章提到了{company}",
    "{company}和{other}是怎么联系起来的",
)


@dataclass(frozen=True, slots=True)
class Names:
    """The things that one article is about."""

    city: str
    facility: str
    builder: str
    operator: str
    partners: tuple[str, ...]
    person: str


def main() -> int:
    """Make the store if need be and measure; 1 if the bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="default: in the folder for temporary files")
    args = parser.parse_args()
    folder = args.store or Path(tempfile.gettempdir()) / f"kg-questions-{args.triples}.store"
    schema = load_schema()
    if not is_store(folder):
        _say(f"made {_make(folder, args.triples, schema):,} statements in {folder}")
    _say(f"first answer of a new process: {_cold(folder):.0f} ms")
    with open_graph(folder, schema=schema) as graph:
        return _measure(graph, schema)


def _measure(graph: Graph, schema: Schema) -> int:
    _, first = _timed(lambda: entity_index(graph))
    names = name_things(0)
    words = {
        "company": names.builder, "other": names.partners[0], "city": names.city,
        "facility": names.facility, "second": name_things(7).facility,
    }  # fmt: skip
    questions = [question.format(**words) for question in QUESTIONS]
    _, warm = _timed(lambda: ask(graph, questions[0], schema))
    _say(f"{len(graph):,} triples; names {first:.0f} ms, first question {warm:.0f} ms\n")
    _say(f"{'question':<44}{'answers':>8}{'parse':>8}{'query':>8}{'evidence':>10}{'all':>8}")
    worst = 0.0
    for question in questions:
        answer = ask(graph, question, schema)
        splits = [_split(graph, question, schema) for _ in range(RUNS)]
        columns = zip(*splits, strict=True)
        parse, query, proof, whole = (statistics.median(column) for column in columns)
        worst = max(worst, whole)
        wide = question + " " * max(0, 44 - sum(1 + (c > "\u2e80") for c in question))
        _say(f"{wide}{len(answer.items):>8}{parse:>8.1f}{query:>8.1f}{proof:>10.1f}{whole:>8.1f}")
    kept = worst < BOUND
    _say(f"\nslowest: {worst:.0f} ms; bound {BOUND:.0f} ms: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


def _split(graph: Graph, question: str, schema: Schema) -> tuple[float, float, float, float]:
    """Milliseconds of one question: understanding it, asking the graph, its evidence, all."""
    parse: list[float] = []
    proof: list[float] = []
    with (
        patch.object(QuestionReader, "read", _counted(QuestionReader.read, parse)),
        patch.object(engine, "interpret", _counted(interpret, parse)),
        patch.object(base, "support", _counted(support, proof)),
    ):
        _, whole = _timed(lambda: ask(graph, question, schema))
    understood, proved = sum(parse), sum(proof)
    return understood, whole - understood - proved, proved, whole


def _counted(function: Callable[Given, Result], spent: list[float]) -> Callable[Given, Result]:
    """The function, noting the milliseconds of each call."""

    def call(*args: Given.args, **options: Given.kwargs) -> Result:
        result, milliseconds = _timed(lambda: function(*args, **options))
        spent.append(milliseconds)
        return result

    return call


def _cold(folder: Path) -> float:
    """Milliseconds from starting ``kg ask`` to its end, by the clock."""
    question = f"{name_things(0).facility}在哪里"
    command = [str(Path(sys.executable).with_name("kg")), "ask", "-g", str(folder), question]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def _timed(run: Callable[[], Result]) -> tuple[Result, float]:
    """The result with the milliseconds of CPU that it took."""
    started = time.process_time()
    result = run()
    return result, (time.process_time() - started) * 1000


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# -- the store ---------------------------------------------------------------------------------


def _make(folder: Path, triples: int, schema: Schema) -> int:
    """Write articles until the store has so many triples."""
    with open_graph(folder, read_only=False, schema=schema) as graph:
        number = 0
        while len(graph) < triples:
            batch = range(number, number + 200)
            graph.load(quad for n in batch for quad in _quads(n, schema))
            number += 200
        return len(graph)


def _quads(number: int, schema: Schema) -> Iterator[Quad]:
    return iter(article_quads(_article(number, schema), schema))


def _name(number: int) -> str:
    """Three syllables; no two numbers under 50,000 have the same."""
    size = len(SYLLABLES)
    return "".join(SYLLABLES[number // size**place % size] for place in (2, 1, 0))


def name_things(number: int) -> Names:
    """What an article is about."""
    companies = [(number * 7 + step * step * 131) % COMPANIES for step in range(7)]
    builder, operator, *partners = (f"{_name(one)}科技有限公司" for one in companies)
    return Names(
        f"{_name(40000 + number % 300)}市",
        f"{_name(20000 + number)}智算中心",
        builder,
        operator,
        tuple(partners),
        f"{'赵钱孙李周吴郑王'[number % 8]}{_name(number)[1:]}",
    )


def _article(number: int, schema: Schema) -> Extraction:
    """One article: a facility, who builds and runs it, its numbers, and who signs with whom."""
    names = name_things(number)
    facts: list[tuple[str, list[Callable[[tuple[Evidence, ...]], Fact]]]] = [
        (f"{names.facility}开工", []),
        *_sentences(number, names),
    ]
    lines = [line for line, _ in facts]
    text = "\n".join(lines) + "\n"
    document = Document(
        source=f"a{number:06}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        text=text,
        view=View(text, (Run(0, len(text), 0, len(text)),)),
        blocks=(Block(Span(0, len(lines[0])), BlockKind.HEADLINE),),
        published=dt.date(2020, 1, 1) + dt.timedelta(days=number % 1800),
    )
    made: list[Fact] = []
    at = 0
    for line, makes in facts:
        span = Span(at, at + len(line))
        made += [make((Evidence(span, span),)) for make in makes]
        at += len(line) + 1
    kinds = {names.city: "AdministrativeArea", names.facility: "ComputingCenter"}
    kinds |= dict.fromkeys((names.builder, names.operator, *names.partners), "Company")
    kinds[names.person] = "Person"
    entities = tuple(
        Entity(name, name, (), kind, (Span(text.find(name), text.find(name) + len(name)),), "made")
        for name, kind in kinds.items()
    )
    return Extraction(document, entities, tuple(made))


def _sentences(
    number: int, names: Names
) -> Iterator[tuple[str, list[Callable[[tuple[Evidence, ...]], Fact]]]]:
    facility, status = names.facility, Status.PLANNED if number % 3 else Status.ACTUAL
    started = dt.date(2020, 1, 1) + dt.timedelta(days=number % 1800)

    def relation(predicate: str, value: str) -> Callable[[tuple[Evidence, ...]], Fact]:
        return lambda e: Relation(
            evidence=e, rule="made", subject=facility, predicate=predicate, object=value
        )

    def value(kind: str, amount: int, unit: str) -> Callable[[tuple[Evidence, ...]], Fact]:
        return lambda e: Measurement(
            evidence=e, rule="made", status=status, subject=facility, kind=kind, unit=unit,
            value=Decimal(amount), bound=Bound.EXACT, stated=str(amount),
        )  # fmt: skip

    def event(kind: str, date: str, held: Status) -> Callable[[tuple[Evidence, ...]], Fact]:
        return lambda e: Event(
            evidence=e, rule="made", status=held, type=kind, about=facility, date=date
        )

    power, racks, cost = number * 37 % 5000 + 1, number * 53 % 20000 + 1, number * 11 % 90 + 1
    yield f"{facility}位于{names.city}。", [relation("locatedIn", names.city)]
    yield (
        f"{facility}由{names.builder}承建，{names.operator}运营。",
        [relation("builtBy", names.builder), relation("operatedBy", names.operator)],
    )
    yield (
        f"{facility}算力{power}P，机架{racks}架，投资{cost}亿元。",
        [
            value("computingPower", power, "PetaFLOPS"),
            value("rackCount", racks, "UNITLESS"),
            value("investment", cost * 100_000_000, "CNY"),
        ],
    )
    yield (
        f"{facility}于{started:%Y年%m月%d日}开工，{started.year + 1}年投产。",
        [
            event("Groundbreaking", started.isoformat(), Status.ACTUAL),
            event("Launch", str(started.year + 1), Status.PLANNED),
        ],
    )
    for partner in names.partners:
        yield (
            f"{names.builder}与{partner}签约。",
            [_agreement((names.builder, partner), started.isoformat())],
        )
    yield (
        f"{names.builder}总经理{names.person}出席。",
        [
            lambda e: Relation(
                evidence=e, rule="made", subject=names.person, predicate="affiliatedWith",
                object=names.builder, role="总经理",
            )
        ],
    )  # fmt: skip


def _agreement(parties: tuple[str, ...], date: str) -> Callable[[tuple[Evidence, ...]], Fact]:
    return lambda e: Agreement(evidence=e, rule="made", parties=parties, date=date)


if __name__ == "__main__":
    sys.exit(main())
