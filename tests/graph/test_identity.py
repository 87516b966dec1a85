from __future__ import annotations

from itertools import permutations

from kg.graph.identity import Identity, Named, named, resolve
from kg.graph.quads import article_quads
from kg.schema import Schema
from tests.graph.builders import Article


def entity(article: str, name: str, *aliases: str, coarse: str = "Organization") -> Named:
    return Named(article, name, name, name, aliases, coarse, coarse)


def iris(identity: Identity) -> dict[tuple[str, str], str]:
    return {where: node.value.rsplit("/", 1)[-1] for where, node in identity.iris.items()}


def resolved(*entities: Named) -> dict[tuple[str, str], str]:
    """The IRIs by article and key; the same for every order of the entities."""
    results = [iris(resolve(order)) for order in permutations(entities)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_equal_names_are_one_across_articles() -> None:
    found = resolved(entity("a", "北山电信"), entity("b", "北山电信"))
    assert set(found.values()) == {"北山电信"}


def test_names_that_differ_in_script_width_and_brackets_are_one() -> None:
    found = resolved(
        entity("a", "东湖（北区）园"),
        entity("b", "东湖(北区)园"),
        entity("c", "東湖(北區)園"),
    )
    assert set(found.values()) == {"东湖（北区）园"}


def test_another_class_is_another_thing() -> None:
    found = resolved(entity("a", "东湖", coarse="Place"), entity("b", "东湖", coarse="Facility"))
    assert found == {("b", "东湖"): "东湖", ("a", "东湖"): "东湖_Place"}


def test_a_declared_short_name_is_the_long_one_elsewhere() -> None:
    declaring, using = entity("a", "北山电信公司", "北电"), entity("b", "北电")
    found = resolved(declaring, using)
    assert set(found.values()) == {"北山电信公司"}
    identity = resolve([using, declaring])
    (merge,) = identity.merges("b")
    assert merge.name == "北电"
    assert merge.reason == "article-a 称“北山电信公司”为“北电”"
    assert identity.label(merge.into) == "北山电信公司"
    assert identity.merges("a") == ()


def test_a_short_name_of_two_things_merges_neither() -> None:
    found = resolved(
        entity("a", "北山产业园", "产业园", coarse="Facility"),
        entity("b", "南岭产业园", "产业园", coarse="Facility"),
        entity("c", "产业园", coarse="Facility"),
    )
    assert set(found.values()) == {"北山产业园", "南岭产业园", "产业园"}


def test_a_short_name_of_another_class_merges_nothing() -> None:
    found = resolved(entity("a", "北山电信公司", "北山"), entity("b", "北山", coarse="Place"))
    assert found["b", "北山"] == "北山"


def test_what_an_article_tells_apart_stays_apart() -> None:
    found = resolved(
        entity("a", "北山电信公司", "北电"), entity("b", "北电"), entity("b", "北山电信公司")
    )
    assert found["b", "北电"] == "北电"
    assert found["b", "北山电信公司"] == "北山电信公司"


def test_chains_of_short_names_end_at_the_full_name() -> None:
    found = resolved(
        entity("a", "北山电信公司", "北山电信"),
        entity("b", "北山电信", "北电"),
        entity("c", "北电"),
    )
    assert set(found.values()) == {"北山电信公司"}


def test_two_of_one_name_in_one_article_are_two() -> None:
    one = Named("a", "东湖 (Park)", "东湖", "东湖", (), "Park", "Facility")
    two = Named("a", "东湖 (Laboratory)", "东湖", "东湖", (), "Laboratory", "Facility")
    assert len(set(resolved(one, two).values())) == 2


def test_a_simplified_article_keeps_old_forms_in_names(schema: Schema) -> None:
    a = Article("北山电信部署了昇光芯片，建设数据中心集群和产业园区。")
    a.entity("昇光芯片", "Product")
    assert set(iris(resolve(named(a.extraction(), schema))).values()) == {"昇光芯片"}


def test_a_traditional_article_speaks_of_the_same_things(schema: Schema) -> None:
    old = Article("北山電信與海川科技簽約。")
    old.entity("北山電信", "Company")
    new = Article("北山电信与海川科技签约。")
    new.entity("北山电信", "Company")
    alone = iris(resolve(named(old.extraction(), schema)))
    assert set(alone.values()) == {"北山电信"}
    both = resolve([*named(old.extraction(), schema), *named(new.extraction(), schema)])
    assert set(iris(both).values()) == {"北山电信"}
    labels = {
        str(q.object)
        for q in article_quads(old.extraction(), schema, identity=both)
        if q.predicate.value.endswith("Label")
    }
    assert labels == {'"北山电信"@zh', '"北山電信"@zh-hant'}


def test_a_merge_is_recorded_in_the_graph_of_its_article(schema: Schema) -> None:
    full = Article("北山电信公司（以下简称北电）签约。")
    full.entity("北山电信公司", "Company", "北电")
    short = Article("北电签约。")
    short.entity("北电", "Company")
    identity = resolve([*named(full.extraction(), schema), *named(short.extraction(), schema)])
    lines = [str(q) for q in article_quads(short.extraction(), schema, identity=identity)]
    assert any("#mergedInto> <https://example.org/kg/id/北山电信公司>" in line for line in lines)
    assert any("#mergeReason>" in line for line in lines)
