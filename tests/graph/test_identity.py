from __future__ import annotations

from itertools import permutations
from typing import Any

from kg.graph.identity import Identity, Named, Profile, Rulings, named, resolve
from kg.graph.quads import article_quads
from kg.schema import Schema
from tests.graph.builders import Article


def entity(article: str, name: str, *aliases: str, coarse: str = "Organization") -> Named:
    return Named(article, name, Profile(name, name, aliases, coarse, coarse))


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
    one = Named("a", "东湖 (Park)", Profile("东湖", "东湖", (), "Park", "Facility"))
    two = Named("a", "东湖 (Laboratory)", Profile("东湖", "东湖", (), "Laboratory", "Facility"))
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


def known(article: str, name: str, *, coarse: str = "Organization", **more: Any) -> Named:  # noqa: ANN401
    """An entity whose profile says more than its name."""
    return Named(article, name, Profile(name, name, (), coarse, coarse, **more))


BRANCH = (("branch", "电信@南岭省"),)
CITY, OTHER = ("北山市", "南岭省"), ("海川市", "南岭省")


def test_names_that_share_a_key_are_one() -> None:
    one, other = known("a", "中国电信南岭公司", keys=BRANCH), known("b", "南岭电信", keys=BRANCH)
    assert len(set(resolved(one, other).values())) == 1
    (merge,) = resolve([one, other]).merges("b")
    assert (merge.name, merge.reason) == (
        "南岭电信",
        "与“中国电信南岭公司”同指一家机构在一地的分支",
    )


def test_a_key_does_not_join_what_an_article_tells_apart() -> None:
    one, other = known("a", "中国电信南岭公司", keys=BRANCH), known("a", "南岭电信", keys=BRANCH)
    assert len(set(resolved(one, other).values())) == 2
    (doubt,) = resolve([one, other]).doubts
    assert (doubt.kind, doubt.candidates) == ("apart", ("中国电信南岭公司", "南岭电信"))


def test_an_expected_short_form_needs_one_owner() -> None:
    full = known("a", "北山青禾公司", expected=(("short", "青禾公司"),))
    short = known("b", "青禾公司")
    assert set(resolved(full, short).values()) == {"北山青禾公司"}
    other = known("c", "海川青禾公司", expected=(("short", "青禾公司"),))
    assert len(set(resolved(full, short, other).values())) == 3
    (doubt,) = resolve([full, short, other]).doubts
    assert doubt.candidates == ("北山青禾公司", "海川青禾公司", "青禾公司")


def test_an_article_may_leave_off_the_parent_beside_the_full_name() -> None:
    full = known("a", "青禾集团北山油田公司", expected=(("parent", "北山油田公司"),))
    assert set(resolved(full, known("a", "北山油田公司")).values()) == {"青禾集团北山油田公司"}


def test_a_common_name_is_a_name_only_in_its_place() -> None:
    park: dict[str, Any] = {"coarse": "Facility", "common": True}
    found = resolved(
        known("a", "大数据产业园", places=CITY, **park),
        known("b", "大数据产业园", places=CITY, **park),
        known("c", "大数据产业园", places=OTHER, **park),
        known("d", "大数据产业园", **park),
    )
    assert found["a", "大数据产业园"] == found["b", "大数据产业园"] == "大数据产业园_北山市"
    assert found["c", "大数据产业园"] == "大数据产业园_海川市"
    assert len(set(found.values())) == 3


def test_a_common_name_is_that_with_its_place_in_front() -> None:
    short = known(
        "a",
        "大数据产业园",
        coarse="Facility",
        common=True,
        places=CITY,
        located=("北山大数据产业园",),
    )
    full = known("b", "北山大数据产业园", coarse="Facility", places=CITY)
    assert set(resolved(short, full).values()) == {"北山大数据产业园"}
    (merge,) = resolve([short, full]).merges("a")
    assert merge.reason == "“北山大数据产业园”省去了所在地的名称"


def test_things_of_one_name_in_two_cities_are_two() -> None:
    found = resolved(
        known("a", "青禾云谷", coarse="Facility", places=CITY),
        known("b", "青禾云谷", coarse="Facility", places=OTHER),
        known("c", "青禾云谷", coarse="Facility", places=("河谷区", *CITY)),
        known("d", "青禾云谷", coarse="Facility"),
    )
    assert found["a", "青禾云谷"] == found["c", "青禾云谷"]
    assert len(set(found.values())) == 3
    doubts = resolve(
        [
            known("a", "青禾云谷", coarse="Facility", places=CITY),
            known("b", "青禾云谷", coarse="Facility", places=OTHER),
            known("d", "青禾云谷", coarse="Facility"),
        ]
    ).doubts
    assert [(d.kind, len(d.candidates)) for d in doubts] == [("place", 3)]


def test_a_short_form_never_joins_two_places() -> None:
    one = known(
        "a", "青禾(北)云谷", coarse="Facility", places=CITY, expected=(("short", "青禾云谷"),)
    )
    assert (
        len(set(resolved(one, known("b", "青禾云谷", coarse="Facility", places=OTHER)).values()))
        == 2
    )


def test_one_name_of_two_classes_is_a_doubt() -> None:
    found = resolve([entity("a", "东湖", coarse="Place"), entity("b", "东湖", coarse="Facility")])
    assert [(d.kind, d.candidates) for d in found.doubts] == [
        ("class", ("东湖 (Facility)", "东湖 (Place)"))
    ]


def ruled(rulings: Rulings, *entities: Named) -> dict[tuple[str, str], str]:
    results = [iris(resolve(order, rulings=rulings)) for order in permutations(entities)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_what_the_user_says_is_one_is_one() -> None:
    rulings = Rulings(same=(("北山电信公司", "北方通信"),))
    one, other = entity("a", "北山电信公司"), entity("a", "北方通信")
    assert len(set(ruled(rulings, one, other).values())) == 1
    (merge,) = resolve([one, other], rulings=rulings).merges("a")
    assert merge.reason.startswith("经人工核定")


def test_what_the_user_tells_apart_stays_apart() -> None:
    rulings = Rulings(different=(("北山电信公司", "北电"),))
    found = ruled(rulings, entity("a", "北山电信公司", "北电"), entity("b", "北电"))
    assert set(found.values()) == {"北山电信公司", "北电"}


def test_the_user_can_speak_of_one_article() -> None:
    rulings = Rulings(different=(("张三@b", "张三"),))
    found = ruled(rulings, *(entity(a, "张三", coarse="Person") for a in "abc"))
    assert found["a", "张三"] == found["c", "张三"] != found["b", "张三"]


def test_the_user_can_rename_and_retype() -> None:
    rulings = Rulings(rename={"北电": "北方电信"}, retype={"云谷": ("Park", "Facility")})
    entities = [
        entity("a", "北电"),
        entity("b", "云谷", coarse="Place"),
        entity("c", "云谷", coarse="Facility"),
    ]
    assert set(ruled(rulings, *entities).values()) == {"北方电信", "云谷"}
    found = resolve(entities, rulings=rulings)
    assert {node.value.rsplit("/", 1)[-1]: t for node, t in found.types.items()} == {"云谷": "Park"}
    assert [m.name for m in found.merges("a")] == ["北电"]


def test_rulings_about_nothing_are_named() -> None:
    rulings = Rulings(
        same=(("甲", "乙"),), rename={"丙": "丁"}, retype={"戊": ("Park", "Facility")}
    )
    assert resolve([entity("a", "乙")], rulings=rulings).unused == ("丙", "戊", "甲")
