"""Hand-made articles: a text, its entities, and facts whose evidence is found in the text."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from decimal import Decimal

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
    Statement,
    Status,
    View,
)

TEXT = (
    "东湖智算中心揭牌\n"
    "3月2日，由北山电信承建的东湖智算中心在南岭市揭牌，已部署青鸟芯片，算力约1200P。\n"
    "北山电信（以下简称北电）与海川科技、云帆软件分别签约，共12家企业参加。\n"
    "张三任北山电信总经理。该中心是华东地区规模最大的智算中心。\n"
    "西河集团否认与北山电信签约，也没有投资东湖智算中心。\n"
)


def document(text: str = TEXT, *, source: str = "a.txt") -> Document:
    """A plain-text article whose first line is its headline."""
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines():
        kind = BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE
        blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return Document(
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        text=text,
        view=View(text, (Run(0, len(text), 0, len(text)),)),
        blocks=tuple(blocks),
        published=dt.date(2024, 3, 2),
        published_time="09:30",
        url="https://news.example/1",
    )


class Article:
    """Builds the entities and facts of one document; every fact is kept in ``facts``."""

    def __init__(self, text: str = TEXT, *, source: str = "a.txt") -> None:
        self.document = document(text, source=source)
        self.entities: list[Entity] = []
        self.facts: list[Fact] = []
        self.publisher: str | None = None
        self.reporters: tuple[str, ...] = ()

    def evidence(self, words: str) -> tuple[Evidence, ...]:
        """Where the words stand first, with their line."""
        text = self.document.text
        start = text.index(words)
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        sentence = Span(line_start, line_end if line_end >= 0 else len(text))
        return (Evidence(Span(start, start + len(words)), sentence),)

    def entity(self, name: str, type: str, *aliases: str, key: str | None = None) -> str:
        """An entity; gives back its key."""
        start = max(self.document.text.find(name), 0)
        span = Span(start, start + len(name))
        self.entities.append(Entity(key or name, name, aliases, type, (span,), "test"))
        return key or name

    def relation(
        self,
        link: tuple[str, str, str],
        words: str,
        *,
        status: Status = Status.ACTUAL,
        role: str | None = None,
    ) -> Article:
        subject, predicate, object = link
        self.facts.append(
            Relation(
                evidence=self.evidence(words),
                rule="test/relation",
                status=status,
                subject=subject,
                predicate=predicate,
                object=object,
                role=role,
            )
        )
        return self

    def agreement(
        self,
        parties: tuple[str, ...],
        words: str,
        *,
        status: Status = Status.ACTUAL,
        signing: str | None = None,
        about: str | None = None,
        signed: bool = True,
    ) -> Article:
        self.facts.append(
            Agreement(
                evidence=self.evidence(words),
                rule="test/agreement",
                status=status,
                parties=parties,
                signing=signing,
                about=about,
                date="2024-03-02",
                subject="建设",
                signed=signed,
            )
        )
        return self

    def signing(
        self,
        key: str,
        about: str,
        words: str,
        *,
        status: Status = Status.ACTUAL,
        counts: tuple[int, int] | None = None,
    ) -> Article:
        declared, unnamed = counts or (None, None)
        self.facts.append(
            Signing(
                evidence=self.evidence(words),
                rule="test/signing",
                status=status,
                key=key,
                about=about,
                date="2024-03",
                declared=declared,
                unnamed=unnamed,
            )
        )
        return self

    def event(
        self,
        type: str,
        about: str,
        words: str,
        *,
        status: Status = Status.ACTUAL,
        date: str | None = "2024-03-02",
    ) -> Article:
        self.facts.append(
            Event(
                evidence=self.evidence(words),
                rule="test/event",
                status=status,
                type=type,
                about=about,
                date=date,
            )
        )
        return self

    def measurement(
        self,
        subject: str,
        value: str,
        words: str,
        *,
        status: Status = Status.ACTUAL,
        **more: str,
    ) -> Article:
        self.facts.append(
            Measurement(
                evidence=self.evidence(words),
                rule="test/measure",
                status=status,
                subject=subject,
                kind="computingPower",
                value=Decimal(value),
                unit="PetaFLOPS",
                bound=Bound.APPROXIMATELY,
                stated=words,
                **more,
            )
        )
        return self

    def statement(self, subject: str, words: str, scope: str | None = None) -> Article:
        self.facts.append(
            Statement(
                evidence=self.evidence(words),
                rule="test/superlative",
                subject=subject,
                words=words,
                scope=scope,
            )
        )
        return self

    def extraction(self) -> Extraction:
        """What was built."""
        return Extraction(
            self.document,
            tuple(self.entities),
            tuple(self.facts),
            publisher=self.publisher,
            reporters=self.reporters,
        )


def sample() -> Article:
    """One article with a fact of every kind and status."""
    a = Article()
    names: Mapping[str, str] = {
        "东湖智算中心": "ComputingCenter",
        "南岭市": "AdministrativeArea",
        "青鸟芯片": "Product",
        "海川科技": "Company",
        "云帆软件": "Company",
        "张三": "Person",
        "西河集团": "Company",
        "华东地区": "Region",
    }
    for name, type in names.items():
        a.entity(name, type)
    a.entity("北山电信", "Company", "北电")
    centre, telecom = "东湖智算中心", "北山电信"
    a.relation((centre, "builtBy", telecom), "由北山电信承建的东湖智算中心")
    a.relation((centre, "locatedIn", "南岭市"), "东湖智算中心在南岭市揭牌")
    a.relation((centre, "deploys", "青鸟芯片"), "已部署青鸟芯片")
    a.relation(("张三", "affiliatedWith", telecom), "张三任北山电信总经理", role="总经理")
    a.relation((centre, "investedBy", "西河集团"), "没有投资东湖智算中心", status=Status.DENIED)
    a.event("Unveiling", centre, "揭牌，已")
    a.measurement(centre, "1200", "约1200P", date="2024-03", precision="unstated")
    a.signing("s1", telecom, "分别签约", counts=(12, 10))
    a.agreement((telecom, "海川科技"), "与海川科技、云帆软件分别签约", signing="s1", about=centre)
    a.agreement((telecom, "云帆软件"), "与海川科技、云帆软件分别签约", signing="s1")
    a.agreement(("西河集团", telecom), "西河集团否认与北山电信签约", status=Status.DENIED)
    a.statement(centre, "华东地区规模最大的智算中心", scope="华东地区")
    return a
