"""A small made-up world: two articles, every fact read from one of their sentences."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from decimal import Decimal

from kg.graph import Graph, memory_graph
from kg.graph import identity as identities
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
    Signing,
    Span,
    Status,
    View,
)
from kg.schema import Schema

Make = Callable[[tuple[Evidence, ...]], Fact]
"""A fact that still lacks its evidence."""

NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "东湖智算中心": ("ComputingCenter", ("东湖中心",)),
    "西河智算中心": ("ComputingCenter", ()),
    "西河数据中心": ("DataCenter", ()),
    "南岭市": ("AdministrativeArea", ("南岭",)),
    "西河县": ("AdministrativeArea", ()),
    "东海省": ("AdministrativeArea", ()),
    "北山电信有限公司": ("Company", ("北山电信",)),
    "南岭市政府": ("GovernmentBody", ()),
    "海川科技": ("Company", ()),
    "海川集团": ("Company", ()),
    "云帆软件": ("Company", ()),
    "西河集团": ("Company", ()),
    "白鹭科技": ("Company", ("EgretTech",)),
    "孤岛公司": ("Company", ()),
    "青鸟芯片": ("Product", ()),
    "张三": ("Person", ()),
    "宁夏": ("AdministrativeArea", ()),
    "沙坡头区": ("AdministrativeArea", ()),
}


def relation(
    subject: str,
    predicate: str,
    value: str,
    *,
    role: str | None = None,
    status: Status = Status.ACTUAL,
) -> Make:
    return lambda evidence: Relation(
        evidence=evidence, rule="test", status=status,
        subject=subject, predicate=predicate, object=value, role=role,
    )  # fmt: skip


def agreement(
    *parties: str,
    signing: str | None = None,
    date: str | None = None,
    status: Status = Status.ACTUAL,
    signed: bool = True,
) -> Make:
    return lambda evidence: Agreement(
        evidence=evidence, rule="test", status=status,
        parties=parties, signing=signing, date=date, signed=signed,
    )  # fmt: skip


def signing(key: str, about: str, date: str, declared: int, unnamed: int) -> Make:
    return lambda evidence: Signing(
        evidence=evidence, rule="test", key=key, about=about, date=date,
        declared=declared, unnamed=unnamed,
    )  # fmt: skip


def event(kind: str, about: str, date: str | None, status: Status = Status.ACTUAL) -> Make:
    return lambda evidence: Event(
        evidence=evidence, rule="test", status=status, type=kind, about=about, date=date
    )


def measurement(  # noqa: PLR0913 - a value has as many sides
    subject: str,
    kind: str,
    value: str,
    unit: str,
    *,
    status: Status = Status.ACTUAL,
    bound: Bound = Bound.EXACT,
    phase: str | None = None,
) -> Make:
    return lambda evidence: Measurement(
        evidence=evidence, rule="test", status=status, subject=subject, kind=kind,
        value=Decimal(value), unit=unit, bound=bound, stated=value, phase=phase,
    )  # fmt: skip


EAST: tuple[tuple[str, tuple[Make, ...]], ...] = (
    ("东湖智算中心揭牌", ()),
    (
        "3月2日，东湖智算中心在南岭市揭牌，由北山电信承建，算力1200P。",
        (
            event("Unveiling", "东湖智算中心", "2024-03-02"),
            relation("东湖智算中心", "locatedIn", "南岭市"),
            relation("东湖智算中心", "builtBy", "北山电信有限公司"),
            measurement("东湖智算中心", "computingPower", "1200", "PetaFLOPS"),
        ),
    ),
    ("南岭市位于东海省。", (relation("南岭市", "locatedIn", "东海省"),)),
    (
        "南岭市政府与北山电信有限公司签订协议。",
        (agreement("南岭市政府", "北山电信有限公司", date="2024-03-02"),),
    ),
    (
        "海川科技、云帆软件等5家企业分别与北山电信签约。",
        (
            signing("s", "北山电信有限公司", "2024-03-02", 5, 3),
            agreement("海川科技", "北山电信有限公司", signing="s", date="2024-03-02"),
            agreement("云帆软件", "北山电信有限公司", signing="s", date="2024-03-02"),
        ),
    ),
    (
        "东湖智算中心二期规划3000P，预计2025年6月投运。",
        (
            measurement("东湖智算中心", "computingPower", "3000", "PetaFLOPS",
                        status=Status.PLANNED, phase="二期"),
            event("Launch", "东湖智算中心", "2025-06", Status.PLANNED),
        ),
    ),
    (
        "西河集团否认与北山电信签约。",
        (agreement("西河集团", "北山电信有限公司", status=Status.DENIED),),
    ),
    (
        "张三任北山电信总经理。",
        (relation("张三", "affiliatedWith", "北山电信有限公司", role="总经理"),),
    ),
    ("东湖智算中心采用青鸟芯片。", (relation("东湖智算中心", "deploys", "青鸟芯片"),)),
    ("海川科技是海川集团的子公司。", (relation("海川科技", "subsidiaryOf", "海川集团"),)),
    ("孤岛公司今年成立。", (event("Founding", "孤岛公司", "2024"),)),
)  # fmt: skip

WEST: tuple[tuple[str, tuple[Make, ...]], ...] = (
    ("西河县发展算力", ()),
    (
        "西河数据中心在西河县，机架2000架，投资8亿元，PUE为1.2。",
        (
            relation("西河数据中心", "locatedIn", "西河县"),
            measurement("西河数据中心", "rackCount", "2000", "UNITLESS"),
            measurement("西河数据中心", "investment", "800000000", "CNY"),
            measurement("西河数据中心", "pue", "1.2", "UNITLESS"),
        ),
    ),
    ("西河县属东海省。", (relation("西河县", "locatedIn", "东海省"),)),
    (
        "西河数据中心由云帆软件投资、海川科技运营。",
        (
            relation("西河数据中心", "investedBy", "云帆软件"),
            relation("西河数据中心", "operatedBy", "海川科技"),
        ),
    ),
    (
        "东湖智算中心总投资由12亿元调整为10亿元。",
        (
            measurement("东湖智算中心", "investment", "1200000000", "CNY",
                        status=Status.SUPERSEDED),
            measurement("东湖智算中心", "investment", "1000000000", "CNY",
                        status=Status.PLANNED),
        ),
    ),
    ("白鹭科技与海川科技合作。", (agreement("白鹭科技", "海川科技", signed=False),)),
    (
        "西河智算中心算力800P，2023年11月投产，由海川科技建设。",
        (
            measurement("西河智算中心", "computingPower", "800", "PetaFLOPS"),
            event("Launch", "西河智算中心", "2023-11"),
            relation("西河智算中心", "builtBy", "海川科技"),
        ),
    ),
)  # fmt: skip


def extraction(
    source: str, published: str, lines: Iterable[tuple[str, tuple[Make, ...]]]
) -> Extraction:
    """The article of these lines, each fact read from its whole line."""
    lines = list(lines)
    text = "".join(f"{line}\n" for line, _ in lines)
    first = lines[0][0]
    document = Document(
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        text=text,
        view=View(text, (Run(0, len(text), 0, len(text)),)),
        blocks=(Block(Span(0, len(first)), BlockKind.HEADLINE),),
        published=dt.date.fromisoformat(published),
    )
    facts = []
    at = 0
    for line, makes in lines:
        span = Span(at, at + len(line))
        facts += [make((Evidence(span, span),)) for make in makes]
        at += len(line) + 1
    entities = tuple(
        Entity(name, name, aliases, kind, _mentions(text, (name, *aliases)), "test")
        for name, (kind, aliases) in NAMES.items()
        if any(form in text for form in (name, *aliases))
    )
    return Extraction(document, entities, tuple(facts))


def _mentions(text: str, names: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(
        Span(text.find(name), text.find(name) + len(name)) for name in names if name in text
    )


def world(schema: Schema) -> Graph:
    """Both articles as one graph in memory."""
    return graph_of(schema, EAST, WEST)


def graph_of(
    schema: Schema,
    east: Iterable[tuple[str, tuple[Make, ...]]],
    west: Iterable[tuple[str, tuple[Make, ...]]],
    *,
    published: tuple[str, str] = ("2024-03-02", "2024-05-01"),
) -> Graph:
    """Two articles of these lines as one graph in memory."""
    extractions = [
        extraction("east.txt", published[0], east),
        extraction("west.txt", published[1], west),
    ]
    identity = identities.resolve(
        entity for one in extractions for entity in identities.named(one, schema)
    )
    return memory_graph(
        quad for one in extractions for quad in article_quads(one, schema, identity=identity)
    )
