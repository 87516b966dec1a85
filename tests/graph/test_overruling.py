from __future__ import annotations

from kg.graph import iri, memory_graph
from kg.graph.identity import named, resolve
from kg.graph.overruling import Stance, overrule, stances
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.model import Status
from kg.schema import Schema
from tests.graph.builders import Article

PARTIES = ("北山电信", "海川科技")


def earlier() -> Article:
    a = Article(
        "北山电信与海川科技签约，由北山电信承建东湖智算中心，东湖智算中心揭牌，算力约1200P。"
    )
    for name in PARTIES:
        a.entity(name, "Company")
    a.entity("东湖智算中心", "ComputingCenter")
    a.agreement(PARTIES, "北山电信与海川科技签约", about="东湖智算中心")
    a.relation(("东湖智算中心", "builtBy", "北山电信"), "由北山电信承建东湖智算中心")
    a.event("Unveiling", "东湖智算中心", "东湖智算中心揭牌")
    a.measurement("东湖智算中心", "1200", "约1200P")
    return a


def later(*, about: str | None = None) -> Article:
    a = Article("海川科技与北山电信终止合作，北山电信否认承建东湖智算中心。", source="b.txt")
    for name in PARTIES:
        a.entity(name, "Company")
    a.entity("东湖智算中心", "ComputingCenter")
    status = Status.TERMINATED
    a.agreement(PARTIES[::-1], "海川科技与北山电信终止合作", status=status, about=about)
    denied = ("东湖智算中心", "builtBy", "北山电信")
    a.relation(denied, "北山电信否认承建东湖智算中心", status=Status.DENIED)
    return a


def against(article: Article, time: str = "2024-05-01T00:00") -> list[Stance]:
    return list(stances(article.extraction(), iri.entity_iri, time))


def statuses(article: Article, said: list[Stance]) -> list[str]:
    changed, _ = overrule(article.extraction(), said, iri.entity_iri)
    return [fact.status.value for fact in changed.facts]


def test_what_is_denied_or_ended_later_has_that_status() -> None:
    assert statuses(earlier(), against(later())) == ["terminated", "denied", "actual", "actual"]


def test_an_agreement_about_something_ends_only_that() -> None:
    assert statuses(earlier(), against(later(about="东湖智算中心")))[0] == "terminated"
    other = later()
    other.entity("西山智算中心", "ComputingCenter")
    other.facts[0] = later(about="西山智算中心").facts[0]
    assert statuses(earlier(), against(other))[0] == "actual"


def test_the_first_stance_counts() -> None:
    denial = later()
    said = [*against(denial), *against(later(), "2024-06-01T00:00")]
    changed, overruled = overrule(earlier().extraction(), said, iri.entity_iri)
    assert {one.by for one in overruled.values()} == {denial.document.sha256}
    assert {one.stated for one in overruled.values()} == {Status.ACTUAL}
    assert len(overruled) == 2
    assert changed.entities == earlier().extraction().entities


def test_nothing_against_changes_nothing() -> None:
    extraction = earlier().extraction()
    assert overrule(extraction, [], iri.entity_iri) == (extraction, {})


def test_the_old_fact_stays_on_record(schema: Schema) -> None:
    old, new = earlier(), later()
    identity = resolve([*named(old.extraction(), schema), *named(new.extraction(), schema)])
    quads = [
        *article_quads(old.extraction(), schema, identity=identity, against=against(new)),
        *article_quads(new.extraction(), schema, identity=identity),
    ]
    graph = memory_graph(quads)
    assert not graph.ask("ASK { id:东湖智算中心 kg:builtBy ?b }")
    assert not graph.ask("ASK { id:北山电信 kg:partnerOf ?b }")
    assert graph.ask(
        "ASK { ?c rdf:predicate kg:builtBy ; kg:status kg:denied ; kg:statedStatus kg:actual ;"
        " kg:overruledBy ?a ; kg:evidence ?e . ?a kg:source 'b.txt' }"
    )
    assert graph.ask("ASK { ?a a kg:Agreement ; kg:status kg:terminated }")
    assert validate(quads, schema) == ()
