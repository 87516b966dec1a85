from __future__ import annotations

import pytest

from kg.extract.discourse import resolve
from kg.extract.frames import find_frames
from kg.model import Agreement, Event, Fact, Relation
from kg.schema import load_schema
from tests.extract.builders import build


def partners(marked: str) -> set[frozenset[str]]:
    """The groups of parties that a text with marked names gives."""
    facts = find_frames(build(marked), load_schema())
    return {frozenset(fact.parties) for fact in facts if isinstance(fact, Agreement)}


@pytest.mark.parametrize(
    "companion",
    [
        "世界著名旅游企业[石梁公司|Company]",
        "世界最大的投资机构[石梁公司|Company]",
        "来自[南岛国|AdministrativeArea]的[石梁公司|Company]",
        "[南岛国|AdministrativeArea][石梁公司|Company]",
        "[南岛国|AdministrativeArea]具有顶尖实力的[石梁公司|Company]",
        "[白坡集团|Company][石梁公司|Company|石梁公司]",
        "[白坡集团|Company]的全资子公司[石梁公司|Company]",
        "某集团下属[石梁公司|Company]",
    ],
)
def test_a_description_before_a_name_passes_its_marker_on(companion: str) -> None:
    found = partners(f"[海川公司|Company]与{companion}签署合作协议。")
    assert found == {frozenset({"海川公司", "石梁公司"})}


def test_a_place_before_each_member_of_a_list_takes_no_part() -> None:
    text = (
        "[海川公司|Company]与[南岛国|AdministrativeArea][石梁公司|Company]和"
        "[北岛国|AdministrativeArea][白坡公司|Company]展开合作。"
    )
    assert partners(text) == {frozenset({"海川公司", "石梁公司", "白坡公司"})}


def test_a_described_last_member_still_belongs_to_the_list() -> None:
    text = "[海川公司|Company]和世界最大的投资机构[石梁公司|Company]成立了合资企业。"
    assert partners(text) == {frozenset({"海川公司", "石梁公司"})}


def test_a_description_with_a_verb_of_agreement_passes_nothing_on() -> None:
    text = "[海川公司|Company]向与[石梁公司|Company]签约的[白坡公司|Company]表示祝贺。"
    assert frozenset({"海川公司", "白坡公司"}) not in partners(text)


def test_what_stands_after_the_topic_marker_is_no_party() -> None:
    text = "[海川公司|Company]和[石梁公司|Company]就成立[白坡公司|Company]签订协议。"
    assert partners(text) == {frozenset({"海川公司", "石梁公司"})}


def test_a_companion_with_a_place_between_builds_together() -> None:
    text = "[海川公司|Company]拟与[石梁公司|Company]在[南岛国|AdministrativeArea]兴建冶炼厂项目。"
    assert partners(text) == {frozenset({"海川公司", "石梁公司"})}


@pytest.mark.parametrize(
    "text",
    [
        "[海川公司|Company]、[石梁公司|Company]等企业也与集团签署了战略合作协议。",
        "公司通过与[海川公司|Company]、[石梁公司|Company]等企业合作开发,解决了难题。",
        "近日,与[海川公司|Company]、[石梁公司|Company]签署协议。",
    ],
)
def test_members_of_one_side_are_no_partners_when_the_other_is_unknown(text: str) -> None:
    assert partners(text) == set()


def test_a_clause_that_goes_on_has_the_companion_of_the_one_before() -> None:
    text = (
        "[海川公司|Company]发布公告。公司在多方支持下,与[石梁公司|Company]就技术转让反复磋商,并最终"
        "达成协议。"
    )
    facts = find_frames(resolve(build(text), load_schema()), load_schema())
    found = {frozenset(fact.parties) for fact in facts if isinstance(fact, Agreement)}
    assert found == {frozenset({"海川公司", "石梁公司"})}


def test_a_clause_that_opens_with_together_has_the_parties_of_the_one_before() -> None:
    text = "[海川公司|Company]宣布与[石梁公司|Company],共同投资2亿元,开发药物。"
    assert partners(text) == {frozenset({"海川公司", "石梁公司"})}


def test_a_place_that_opens_an_unknown_name_is_no_party() -> None:
    text = "[海川公司|Company]与[石梁市|AdministrativeArea]中材建设及[白坡公司|Company]签订合同。"
    assert all("石梁市" not in group for group in partners(text))


def test_representatives_pair_their_institutions_but_not_a_committee() -> None:
    text = "[石梁市政府|GovernmentBody]副市长与[海川公司|Company]副总经理代表双方签约。"
    assert partners(text) == {frozenset({"石梁市政府", "海川公司"})}
    text = "[石梁市委|GovernmentBody]书记与[海川公司|Company]副总经理代表双方签约。"
    assert partners(text) == set()


def test_a_ceremony_that_is_held_is_that_of_the_topic() -> None:
    text = (
        "[青岚中心|ComputingCenter]进展顺利。该项目昨日在[石梁市|AdministrativeArea]举行奠基仪式。"
    )
    analysis = resolve(build(text), load_schema())
    events = [f for f in find_frames(analysis, load_schema()) if isinstance(f, Event)]
    assert [(event.type, event.about) for event in events] == [("Groundbreaking", "青岚中心")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[石梁市|AdministrativeArea]市长[李明|Person]与[海川公司|Company]董事长[王强|Person]签署协议。",
            {frozenset({"石梁市", "海川公司"})},
        ),
        (
            "[石梁市|AdministrativeArea]市长[李明|Person]、[海川公司|Company]董事长[王强|Person]代表双方签约。",
            {frozenset({"石梁市", "海川公司"})},
        ),
        (
            "[海川公司|Company]经理[王强|Person]、[石梁大学|Institute]校长[李明|Person]分别代表双方签署协议。",
            {frozenset({"石梁大学", "海川公司"})},
        ),
        (
            "[石梁市|AdministrativeArea]市长[李明|Person]与[海川公司|Company]经理[王强|Person]就合作座谈。",
            set(),
        ),
    ],
)
def test_officers_sign_for_what_they_hold_office_in(
    text: str, expected: set[frozenset[str]]
) -> None:
    assert partners(text) == expected


def test_a_subsidiary_signs_and_not_the_board_that_agrees() -> None:
    text = "[海川公司|Company]同意全资子公司[石梁公司|Company]与[白坡公司|Company]签署协议。"
    assert partners(text) == {frozenset({"石梁公司", "白坡公司"})}


def test_who_signs_again_is_the_first_of_those_who_signed() -> None:
    first = "[海川公司|Company]与[石梁公司|Company]、[白坡公司|Company]签署协议。"
    article = resolve(build(first + "同时与[黄崖公司|Company]签署协议。"), load_schema())
    facts = find_frames(article, load_schema())
    assert {frozenset(fact.parties) for fact in facts if isinstance(fact, Agreement)} == {
        frozenset({"海川公司", "石梁公司", "白坡公司"}),
        frozenset({"海川公司", "黄崖公司"}),
    }


def test_a_group_opens_the_name_of_the_last_of_a_list_only() -> None:
    text = "[海川公司|Company]与[石梁公司|Company]、[白坡集团|Company][黄崖公司|Company]签署协议。"
    assert partners(text) == {frozenset({"海川公司", "石梁公司", "黄崖公司"})}


def told(marked: str) -> list[Fact]:
    """What a text with marked names gives, silent subjects found."""
    return find_frames(resolve(build(marked), load_schema()), load_schema())


def test_an_outlet_that_dates_a_report_is_no_silent_subject() -> None:
    opening = "[砚山社|MediaOutlet][石梁市|AdministrativeArea]9月1日电大会举行,"
    assert not told(opening + "昨日签约落地[白坡园区|Park]。")


def test_a_number_of_projects_is_no_known_one() -> None:
    text = "[青岚智算中心|ComputingCenter]揭牌。41个项目签约落地[白坡园区|Park]。"
    assert not [fact for fact in told(text) if isinstance(fact, Agreement | Relation)]


def test_a_facility_left_unsaid_signs_but_is_no_partner_of_a_companion() -> None:
    opening = "[青岚智算中心|ComputingCenter]揭牌。该项目将扩建,并"
    signed = told(opening + "与[海川公司|Company]签署协议。")
    worked = told(opening + "携手[海川公司|Company]打造平台。")
    assert {f.parties for f in signed if isinstance(f, Agreement)} == {("青岚智算中心", "海川公司")}
    assert not [fact for fact in worked if isinstance(fact, Agreement)]
