"""Places and offices that are told of by what stands around a name."""

from __future__ import annotations

import pytest

from kg.extract.discourse import resolve
from kg.extract.frames import find_frames
from kg.model import Event, Fact, Relation, Status
from kg.schema import load_schema
from tests.extract.builders import build

HAI = "[海川公司|Company]"
CENTRE = "[青岚智算中心|ComputingCenter]"
PARK = "[白坡园区|Park]"
CITY = "[石梁市|AdministrativeArea]"


def facts_of(text: str) -> list[Fact]:
    return find_frames(resolve(build(text), load_schema()), load_schema())


def relations_of(text: str) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, f.object) for f in facts_of(text) if isinstance(f, Relation)}


# -- places that are only implied


def test_first_of_its_kind_there_takes_the_topic_for_subject() -> None:
    text = f"{CENTRE}昨日投用,是{CITY}唯一的智算项目。"
    assert ("青岚智算中心", "locatedIn", "石梁市") in relations_of(text)


def test_a_list_of_projects_is_where_the_sentence_before_tells_of() -> None:
    text = f"{CITY}今年谋划项目20个。目前,{CENTRE}、[黄崖智算中心|ComputingCenter]等项目建成投运。"
    assert {("青岚智算中心", "locatedIn", "石梁市"), ("黄崖智算中心", "locatedIn", "石梁市")} <= (
        relations_of(text)
    )


def test_a_list_of_projects_of_a_company_is_nowhere() -> None:
    text = (
        f"{CITY}前景很好。{HAI}今年谋划项目20个。"
        f"目前,{CENTRE}、[黄崖智算中心|ComputingCenter]等项目建成投运。"
    )
    assert not any(predicate == "locatedIn" for _, predicate, _ in relations_of(text))


def test_an_implied_place_gives_way_to_a_stated_one() -> None:
    text = f"{CITY}开工建设{CENTRE}。{CENTRE}位于{PARK}。"
    places = {goal for _, predicate, goal in relations_of(text) if predicate == "locatedIn"}
    assert places == {"白坡园区"}


# -- offices of facilities, of the one zone, on a site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CENTRE}主任[李明|Person]说。", {("李明", "affiliatedWith", "青岚智算中心")}),
        (f"{CITY}[李明|Person]市长致辞。", {("李明", "affiliatedWith", "石梁市")}),
        (f"{HAI}[李明|Person]副总经理说。", {("李明", "affiliatedWith", "海川公司")}),
        (f"{HAI}[李明|Person]出席。", set[tuple[str, str, str]]()),
        (f"{CENTRE}研发部部长[李明|Person]说。", set[tuple[str, str, str]]()),
        (
            f"{HAI}{CENTRE}项目总工[李明|Person]说。",
            {("李明", "affiliatedWith", "海川公司"), ("青岚智算中心", "builtBy", "海川公司")},
        ),
        (
            f"{HAI}的{CENTRE}建设项目负责人[李明|Person]说。",
            {("李明", "affiliatedWith", "海川公司"), ("青岚智算中心", "builtBy", "海川公司")},
        ),
        (
            "[青岚开发区|Zone]很热闹。管委会副主任[李明|Person]致辞。",
            {("李明", "affiliatedWith", "青岚开发区")},
        ),
        (
            "[青岚开发区|Zone]和[黄崖开发区|Zone]很热闹。管委会副主任[李明|Person]致辞。",
            set[tuple[str, str, str]](),
        ),
        (
            f"[石梁市委|GovernmentBody]在{CITY}开会。市委副书记、市长[李明|Person]出席。",
            {("李明", "affiliatedWith", "石梁市"), ("李明", "affiliatedWith", "石梁市委")},
        ),
    ],
)
def test_offices_by_what_is_named_before_them(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert relations_of(text) == expected


def test_where_a_thing_stands_is_not_what_the_sentence_goes_on_about() -> None:
    assert relations_of(f"{CENTRE}总投资20亿元,位于{PARK}内,主要包括三个机房。") == {
        ("青岚智算中心", "locatedIn", "白坡园区")
    }


def test_what_a_city_takes_on_is_not_taken_on_by_its_project() -> None:
    text = f"{CITY}推进{CENTRE},承接[海川省|AdministrativeArea]的业务需求。"
    assert not any(predicate == "serves" for _, predicate, _ in relations_of(text))


def test_a_road_has_no_projects() -> None:
    text = "[青岚路|AdministrativeArea]堵车。[石梁市|AdministrativeArea]"
    text += f"与此无关。[青岚路|AdministrativeArea]通车后,{CENTRE}、{PARK}等项目建成投运。"
    assert not any(goal == "青岚路" for _, _, goal in relations_of(text))


def test_an_official_without_a_place_belongs_to_the_only_one() -> None:
    text = "[石梁市|AdministrativeArea]开会。副市长[张三|Person]出席。"
    assert relations_of(text) == {("张三", "affiliatedWith", "石梁市")}


def test_an_official_belongs_to_no_place_of_another_level() -> None:
    text = "[石梁市|AdministrativeArea]开会。省长[张三|Person]出席。"
    assert relations_of(text) == set()


def test_the_company_builds_what_an_office_and_it_agreed_on() -> None:
    text = "[石梁市政府|GovernmentBody]与[海川公司|Company]签约,计划投资9亿元建设"
    found = relations_of(f"{text}{CENTRE}。")
    assert {goal for _, name, goal in found if name == "builtBy"} == {"海川公司"}


def test_an_official_without_a_place_belongs_to_none_of_two() -> None:
    text = "[石梁市|AdministrativeArea]和[白坡市|AdministrativeArea]开会。副市长[张三|Person]出席。"
    assert relations_of(text) == set()


def test_a_project_without_a_name_takes_the_topic_away() -> None:
    text = "[青岚智算中心|ComputingCenter]扩容。湖东科创中心项目作为重点工程,计划2026年全面竣工。"
    assert not any(isinstance(fact, Event) for fact in facts_of(text))


def test_this_project_is_no_company() -> None:
    text = "[海川公司|Company]签下一份合同。该项目位于[石梁市|AdministrativeArea]。"
    assert not relations_of(text)


def test_what_the_title_of_a_plan_tells_is_planned() -> None:
    text = f"{HAI}与[石梁公司|Company]签署《共建{CENTRE}框架协议》。"
    statuses = {fact.status for fact in facts_of(text) if isinstance(fact, Relation)}
    assert statuses == {Status.PLANNED}


# -- offices of the one city that an article tells of


def test_an_office_without_a_place_is_of_the_only_city_though_it_is_called_by_its_short_name() -> (
    None
):
    text = "[韶关|AdministrativeArea]的[曲江区|AdministrativeArea]签约。市长[周砚生|Person]出席。"
    assert ("周砚生", "affiliatedWith", "韶关") in relations_of(text)


def test_an_office_without_a_place_is_of_no_city_where_there_are_two() -> None:
    text = "[韶关|AdministrativeArea]与[梅州|AdministrativeArea]签约。市长[周砚生|Person]出席。"
    assert not {r for r in relations_of(text) if r[1] == "affiliatedWith"}


# -- datelines


def test_outlet_and_place_of_a_dateline_do_nothing() -> None:
    text = f"[石梁社|MediaOutlet][海州|AdministrativeArea]2024年电 投资9亿元的{CENTRE},20日开工。"
    assert not relations_of(text)


def test_what_follows_a_dateline_opens_the_sentence() -> None:
    text = (
        "[石梁社|MediaOutlet][海州|AdministrativeArea]2024年电 "
        "作为[海川枢纽|ComputingHub]的重要组成部分,[青岚集群|DataCenterCluster]先行。"
    )
    assert relations_of(text) == {("青岚集群", "partOf", "海川枢纽")}


def test_a_second_office_may_begin_with_an_unknown_word() -> None:
    text = f"{CITY}常委、湖东[白坡新区|Zone]书记[李明|Person]出席。"
    assert relations_of(text) == {
        ("李明", "affiliatedWith", "石梁市"),
        ("李明", "affiliatedWith", "白坡新区"),
    }


def test_a_list_of_particulars_is_about_the_name_that_it_gives() -> None:
    text = (
        f"{HAI}公告。\n- 公司名称:[石梁公司|Company]\n- 注册资本:1亿元\n- 注册地址:{CITY}东湖路3号"
    )
    assert relations_of(text) == {("石梁公司", "locatedIn", "石梁市")}


# -- what is built without being named


@pytest.mark.parametrize(("after", "known"), [("已建成机架4000架", True), ("成立一家公司", False)])
def test_who_invests_builds_the_topic_unless_the_next_verb_makes_another_thing(
    after: str, known: bool
) -> None:
    text = f"{CENTRE}投用。{HAI}投资11亿元建设,{after}。"
    built = ("青岚智算中心", "builtBy", "海川公司") in relations_of(text)
    assert built is known
