"""What names tell; the examples of the lexicon of identity."""

from __future__ import annotations

import pytest

from kg.extract.names.identifying import Identifier, identifier
from kg.model.lexicon.identity import IdentityLexicon
from kg.schema import Schema, load_schema

ENDS = load_schema().lexicon("identity", IdentityLexicon).ends
TYPES = (("中心", "ComputingCenter"), ("二期", "ComputingCenter"), ("政府", "GovernmentBody"))


@pytest.fixture(scope="module")
def identify(schema: Schema) -> Identifier:
    return identifier(schema)


def keys(name: str, identify: Identifier) -> set[tuple[str, str]]:
    type_ = next((type_ for end, type_ in TYPES if name.endswith((end, f"{end}项目"))), "Company")
    return set(identify(name, type_).keys)


@pytest.mark.parametrize("example", ENDS.examples)
def test_names_of_one_thing_share_a_key(example: str, identify: Identifier) -> None:
    one, other = example.split(" = ")
    assert keys(one, identify) & keys(other, identify)


@pytest.mark.parametrize("example", ENDS.counterexamples)
def test_names_of_two_things_share_none(example: str, identify: Identifier) -> None:
    one, other = example.split(" = ")
    assert not keys(one, identify) & keys(other, identify)


@pytest.mark.parametrize(
    ("name", "type_", "common"),
    [
        ("大数据产业园", "Park", True),
        ("市政府", "GovernmentBody", True),
        ("智算中心项目", "ComputingCenter", True),
        ("芜湖大数据产业园", "Park", False),
        ("青禾智算中心", "ComputingCenter", False),
        ("河北移动", "Company", False),
        ("国家发展和改革委员会", "GovernmentBody", False),
        ("", "Company", False),
    ],
)
def test_a_name_of_a_sort_is_common(
    name: str, type_: str, common: bool, identify: Identifier
) -> None:
    assert identify(name, type_).common is common


def test_short_forms_of_a_company_are_expected(identify: Identifier) -> None:
    expected = dict.fromkeys(
        text for _, text in identify("北京青禾数科有限公司", "Company").expected
    )
    assert "青禾数科" in expected
    assert "青禾" not in expected  # two characters may mean anything
    assert "北京" not in expected


def test_a_company_may_go_without_the_name_of_its_parent(identify: Identifier) -> None:
    assert ("parent", "新疆油田公司") in identify("中国石油新疆油田公司", "Company").expected
    assert not [k for k, _ in identify("中国电信安徽公司", "Company").expected if k == "parent"]


def test_places_come_with_what_encloses_them(identify: Identifier) -> None:
    assert identify.place("鸠江区")[:2] == ("鸠江区", "芜湖市")
    assert identify.place("长三角") == ()
    assert identify.place("青禾") == ()
    assert identify("芜湖大数据产业园", "Park").places[0] == "芜湖市"
    assert set(identify.with_place("大数据产业园", "芜湖市")) == {
        "芜湖市大数据产业园",
        "芜湖大数据产业园",
    }
    assert "芜湖市政府" in set(identify.with_place("市政府", "芜湖市"))


def test_other_things_tell_nothing(identify: Identifier) -> None:
    assert identify("张三", "Person").keys == ()
