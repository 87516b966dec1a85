from __future__ import annotations

from msgspec import structs

from kg.graph.identity import Named
from kg.model import Span
from kg.pipeline.naming import identified
from kg.schema import Schema
from tests.graph.builders import Article


def profiles(article: Article, schema: Schema) -> dict[str, Named]:
    return {one.key: one for one in identified(article.extraction(), schema)}


def test_a_facility_stands_where_the_article_says(schema: Schema) -> None:
    a = Article("青禾智算中心位于芜湖市鸠江区，合肥市也想要。")
    for name in ("芜湖市", "鸠江区", "合肥市"):
        a.entity(name, "AdministrativeArea")
    a.entity("青禾智算中心", "ComputingCenter")
    a.relation(("青禾智算中心", "locatedIn", "芜湖市"), "位于芜湖市")
    a.relation(("青禾智算中心", "locatedIn", "鸠江区"), "位于芜湖市鸠江区")
    found = profiles(a, schema)["青禾智算中心"].profile
    assert found.places[:2] == ("鸠江区", "芜湖市")
    assert not found.common


def test_who_builds_a_facility_is_not_where_it_stands(schema: Schema) -> None:
    a = Article("青禾智算中心由芜湖市建设。")
    a.entity("芜湖市", "AdministrativeArea")
    a.entity("青禾智算中心", "ComputingCenter")
    a.relation(("青禾智算中心", "builtBy", "芜湖市"), "由芜湖市建设")
    assert profiles(a, schema)["青禾智算中心"].profile.places == ()


def test_a_common_name_stands_where_its_article_is_about(schema: Schema) -> None:
    a = Article("芜湖市的大数据产业园。芜湖市签约。市政府来了，合肥市没有。")
    for name in ("芜湖市", "合肥市"):
        a.entity(name, "AdministrativeArea")
    twice = structs.replace(a.entities[0], mentions=(Span(0, 3), Span(11, 14)))
    a.entities[0] = twice
    a.entity("大数据产业园", "Park")
    a.entity("市政府", "GovernmentBody")
    found = profiles(a, schema)
    assert found["大数据产业园"].profile.places[0] == "芜湖市"
    assert "芜湖大数据产业园" in found["大数据产业园"].profile.located
    assert "芜湖市政府" in found["市政府"].profile.located


def test_a_company_stands_in_many_places(schema: Schema) -> None:
    a = Article("青禾科技公司位于芜湖市。")
    a.entity("芜湖市", "AdministrativeArea")
    a.entity("青禾科技公司", "Company")
    a.relation(("青禾科技公司", "locatedIn", "芜湖市"), "位于芜湖市")
    assert profiles(a, schema)["青禾科技公司"].profile.places == ()
