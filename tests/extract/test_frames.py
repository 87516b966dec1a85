from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.analysis import Analysis
from kg.extract.discourse import resolve
from kg.extract.frames import find_frames
from kg.model import (
    Agreement,
    Block,
    BlockKind,
    Event,
    Fact,
    Relation,
    Signing,
    Span,
    Status,
)
from kg.model.text import TimeExpression
from kg.schema import Schema, load_schema
from kg.text.sentences import split_sentences
from tests.extract.builders import build

HAI, SHI, BAI = "[海川公司|Company]", "[石梁公司|Company]", "[白坡公司|Company]"
CENTRE = "[青岚智算中心|ComputingCenter]"
PARK = "[白坡园区|Park]"
CITY = "[石梁市|AdministrativeArea]"


def facts_of(text: str, schema: Schema | None = None) -> list[Fact]:
    return find_frames(understood(text), schema or load_schema())


def understood(text: str) -> Analysis:
    return resolve(build(text), load_schema())


def parties_of(text: str) -> list[tuple[str, ...]]:
    return [f.parties for f in facts_of(text) if isinstance(f, Agreement)]


def relations_of(text: str) -> set[tuple[str, str, str]]:
    found = (f for f in facts_of(text) if isinstance(f, Relation))
    return {(f.subject, f.predicate, f.object) for f in found}


# -- who is whose partner


def test_signing_together_makes_one_agreement_of_all() -> None:
    assert parties_of(f"{HAI}与{SHI}、{BAI}签署战略合作协议。") == [
        ("海川公司", "石梁公司", "白坡公司")
    ]


def test_signing_separately_makes_a_star_around_the_host() -> None:
    agreements = [
        f for f in facts_of(f"{HAI}、{SHI}等企业分别与{BAI}签约。") if isinstance(f, Agreement)
    ]
    assert [a.parties for a in agreements] == [("海川公司", "白坡公司"), ("石梁公司", "白坡公司")]
    assert len({a.signing for a in agreements}) == 1


def test_separately_after_the_host_is_a_star_too() -> None:
    assert parties_of(f"{HAI}分别与{SHI}、{BAI}签订协议。") == [
        ("海川公司", "石梁公司"),
        ("海川公司", "白坡公司"),
    ]


def test_many_that_sign_up_with_one_host_are_a_star() -> None:
    assert parties_of(f"{HAI}、{SHI}与{PARK}签约。") == [
        ("海川公司", "白坡园区"),
        ("石梁公司", "白坡园区"),
    ]


def test_three_parties_that_sign_up_to_build_together_are_all_partners() -> None:
    text = f"{HAI}与{SHI}、{BAI}签约,三方共建{CENTRE}。"
    assert ("海川公司", "石梁公司", "白坡公司") in parties_of(text)


@pytest.mark.parametrize("word", ["共同", "联合", "携手", "合作"])
def test_building_together_is_cooperation_without_signature(word: str) -> None:
    text = f"由{HAI}和{SHI}{word}打造的{CENTRE}投用。"
    (agreement,) = (f for f in facts_of(text) if isinstance(f, Agreement))
    assert agreement.parties == ("海川公司", "石梁公司")
    assert not agreement.signed
    assert agreement.about == "青岚智算中心"


def test_building_for_another_is_no_partnership() -> None:
    assert parties_of(f"由{HAI}投资、{SHI}承建的{CENTRE}投用。") == []


def test_the_one_who_holds_an_event_together_is_no_partner() -> None:
    assert parties_of(f"签约仪式由{HAI}和{SHI}联合举办。") == []


def test_representatives_sign_for_their_institutions() -> None:
    text = f"[张三|Person]代表{HAI}与{SHI}签订协议。"
    assert parties_of(text) == [("海川公司", "石梁公司")]


def test_people_are_never_parties() -> None:
    assert parties_of(f"{HAI}总裁[张三|Person]与{SHI}董事长[李四|Person]签署协议。") == [
        ("海川公司", "石梁公司")
    ]


def test_declared_parties_are_counted() -> None:
    text = f"{HAI}、{SHI}等12家企业分别与{BAI}签约。"
    (signing,) = (f for f in facts_of(text) if isinstance(f, Signing))
    assert (signing.about, signing.declared, signing.unnamed) == ("白坡公司", 12, 10)


def test_both_sides_of_an_anaphor_are_parties() -> None:
    text = f"{HAI}与{SHI}举行会谈。会后,双方签署合作协议。"
    assert parties_of(text) == [("海川公司", "石梁公司")]


def test_the_words_of_the_subject_are_kept() -> None:
    text = f"{CITY}与{HAI}就{CENTRE}建设运营工作签订合作协议。"
    (agreement,) = (f for f in facts_of(text) if isinstance(f, Agreement))
    assert agreement.subject == "建设运营工作"
    assert agreement.about == "青岚智算中心"


def test_what_is_not_signed_keeps_its_status() -> None:
    text = f"{HAI}与{SHI}尚未签署任何协议。"
    assert {f.status for f in facts_of(text)} == {Status.DENIED}


# -- roles


def test_verbs_that_are_joined_share_agent_and_theme() -> None:
    assert relations_of(f"{CENTRE}由{HAI}投资建设并运营。") == {
        ("青岚智算中心", "builtBy", "海川公司"),
        ("青岚智算中心", "investedBy", "海川公司"),
        ("青岚智算中心", "operatedBy", "海川公司"),
    }


def test_each_verb_may_have_an_agent_of_its_own() -> None:
    assert relations_of(f"由{HAI}投资、{SHI}承建的{CENTRE}投用。") == {
        ("青岚智算中心", "investedBy", "海川公司"),
        ("青岚智算中心", "builtBy", "石梁公司"),
    }


def test_a_silent_theme_is_the_topic() -> None:
    text = f"{CENTRE}进展顺利。该中心由{HAI}建设,{SHI}负责运营。"
    assert relations_of(text) == {
        ("青岚智算中心", "builtBy", "海川公司"),
        ("青岚智算中心", "operatedBy", "石梁公司"),
    }


def test_a_place_in_an_address_chain_is_the_most_specific() -> None:
    text = f"{CENTRE}在{CITY}[黄崖区|AdministrativeArea]开工。"
    assert relations_of(text) == {("青岚智算中心", "locatedIn", "黄崖区")}


def test_classes_that_do_not_fit_the_property_give_nothing() -> None:
    assert relations_of(f"[张三|Person]位于{CITY}。") == set()


def test_a_name_in_a_title_is_no_argument_of_the_verbs_in_it() -> None:
    assert relations_of(f"{HAI}签署《投资建设合同》,{CENTRE}另议。") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[海川公司|Company]总经理[张三|Person]表示。", {("张三", "海川公司")}),
        ("[海川公司|Company]董事长[张三|Person]、总经理[李四|Person]出席。",
         {("张三", "海川公司"), ("李四", "海川公司")}),
        ("[海川公司|Company]董事、[石梁公司|Company]总裁[张三|Person]出席。",
         {("张三", "海川公司"), ("张三", "石梁公司")}),
        ("[海川公司|Company]邀请[张三|Person]出席。", set()),
        ("[石梁大学|Institute]校长[张三|Person],副校长[李四|Person]出席。",
         {("张三", "石梁大学"), ("李四", "石梁大学")}),
        ("[石梁公司|Company]董事长[张三|Person],副市长[李四|Person]出席。",
         {("张三", "石梁公司")}),
        ("[石梁省公安局|GovernmentBody]局长[张三|Person]、副局长[李四|Person]出席。",
         {("张三", "石梁省公安局"), ("李四", "石梁省公安局")}),
        ("[石梁市|AdministrativeArea]长[张三|Person]出席。", {("张三", "石梁市")}),
        ("[石梁大学|Institute]校长[张三|Person]、[李四|Person]出席。", {("张三", "石梁大学")}),
        ("[石梁大学|Institute]副校长[张三|Person]、[李四|Person]出席。",
         {("张三", "石梁大学"), ("李四", "石梁大学")}),
        ("[石梁省发改委|GovernmentBody]主任[张三|Person]、工信厅副厅长[李四|Person]出席。",
         {("张三", "石梁省发改委")}),
        ("[海川报|MediaOutlet]讯(记者 [张三|Person])园区投产。", {("张三", "海川报")}),
        ("([海川报|MediaOutlet]记者 [张三|Person] [李四|Person] 通讯员 [王五|Person])",
         {("张三", "海川报"), ("李四", "海川报")}),
        ("[海川社|MediaOutlet]5日电 ([张三|Person] [李四|Person])园区投产。",
         {("张三", "海川社"), ("李四", "海川社")}),
        ("市政府驻[石梁市|AdministrativeArea]办事处主任[张三|Person]出席。", set()),
        ("[张三|Person],[石梁公司|Company]董事长", {("张三", "石梁公司")}),
    ],
)  # fmt: skip
def test_an_office_beside_a_person_is_an_affiliation(
    text: str, expected: set[tuple[str, str]]
) -> None:
    found = {(s, o) for s, p, o in relations_of(text) if p == "affiliatedWith"}
    assert found == expected


def test_a_former_office_is_told_as_superseded() -> None:
    (fact,) = facts_of("原[海川公司|Company]总经理[张三|Person]表示。")
    assert fact.status is Status.SUPERSEDED


def test_an_office_for_a_region_is_one_of_the_company() -> None:
    text = "[海川公司|Company][华东|Region]区总裁[张三|Person]表示。"
    assert relations_of(text) == {("张三", "affiliatedWith", "海川公司")}


def test_a_second_office_in_the_same_place_need_not_name_it() -> None:
    text = (
        "[石梁市|AdministrativeArea]开会。[石梁市委|GovernmentBody]副书记、市长[张三|Person]出席。"
    )
    assert relations_of(text) == {
        ("张三", "affiliatedWith", "石梁市委"),
        ("张三", "affiliatedWith", "石梁市"),
    }


def test_a_department_belongs_to_its_whole() -> None:
    text = "[石梁大学|Institute]开会。[石梁大学信息学院|Institute]院长[张三|Person]出席。"
    assert relations_of(text) == {
        ("张三", "affiliatedWith", "石梁大学信息学院"),
        ("张三", "affiliatedWith", "石梁大学"),
    }


def test_a_trigger_does_not_cut_words() -> None:
    rules = {f.rule for f in facts_of(f"由{HAI}与{SHI}联合建设的{CENTRE}投用。")}
    assert rules == {"builtBy/build", "agreement/build", "Launch/launch"}


def test_what_a_noun_says_holds_although_the_clause_is_denied() -> None:
    text = "[海川集团|Company]的子公司[青岚公司|Company]尚未与[石梁公司|Company]签约。"
    (kin,) = (f for f in facts_of(text) if isinstance(f, Relation))
    assert (kin.predicate, kin.status) == ("subsidiaryOf", Status.ACTUAL)


def test_the_role_is_the_words_of_the_office() -> None:
    (fact,) = facts_of("[海川公司|Company]副总经理[张三|Person]表示。")
    assert isinstance(fact, Relation)
    assert fact.role == "副总经理"


# -- events and dates


def events_of(text: str) -> list[tuple[str, str, str | None, Status]]:
    return [(f.type, f.about, f.date, f.status) for f in facts_of(text) if isinstance(f, Event)]


def test_the_date_stands_in_the_clause_or_before_it() -> None:
    text = f"2022年,{CENTRE}开工,2023年竣工。"
    assert events_of(text) == [
        ("Groundbreaking", "青岚智算中心", "2022", Status.ACTUAL),
        ("Completion", "青岚智算中心", "2023", Status.ACTUAL),
    ]


def test_a_planned_event_keeps_its_status() -> None:
    assert events_of(f"{CENTRE}预计2026年投产。") == [
        ("Launch", "青岚智算中心", "2026", Status.PLANNED)
    ]


def test_a_past_date_of_an_earlier_clause_does_not_date_what_is_planned() -> None:
    text = f"2023年,{CENTRE}开工,预计不久后投产。"
    assert ("Launch", "青岚智算中心", None, Status.PLANNED) in events_of(text)


def test_what_is_approved_has_not_happened() -> None:
    text = f"{CITY}同意启动建设{CENTRE}。"
    assert [e[0] for e in events_of(text)] == ["Approval"]


def test_a_blank_in_a_headline_ends_the_clause() -> None:
    assert [e[0] for e in events_of(f"# {CENTRE}揭牌 算力高地再添新军")] == ["Unveiling"]
    assert events_of(f"{CENTRE}揭牌 算力高地再添新军") == []


# -- one fact once


def test_repeated_statements_are_one_fact_with_all_evidence() -> None:
    facts = facts_of(f"{HAI}承建的{CENTRE}封顶。{CENTRE}由{HAI}承建。")
    (relation,) = (f for f in facts if isinstance(f, Relation))
    assert len(relation.evidence) == 2


def test_an_undated_event_is_the_dated_one() -> None:
    text = f"# {CENTRE}开工\n2023年,{CENTRE}开工。"
    assert events_of(text) == [("Groundbreaking", "青岚智算中心", "2023", Status.ACTUAL)]


def test_evidence_covers_trigger_and_arguments() -> None:
    analysis = understood(f"据悉,由{HAI}承建的{CENTRE}封顶。")
    fact = next(f for f in find_frames(analysis, load_schema()) if isinstance(f, Relation))
    assert fact.evidence[0].span.of(analysis.text) == "海川公司承建的青岚智算中心"
    assert fact.rule == "builtBy/build"


# -- relations are data


def test_a_new_trigger_is_one_entry_of_the_lexicon(tmp_path: Path) -> None:
    root = tmp_path / "ontology"
    shutil.copytree(load_schema().root, root)
    with (root / "lexicon" / "frames.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[frames]]\nid = "design"\npattern = "action"\nwords = ["操刀"]\n'
            'gives = ["theme builtBy agent"]\ntheme = ["Facility"]\n'
        )
    (fact,) = facts_of(f"由{HAI}操刀的{CENTRE}亮相。", Schema(root))
    assert isinstance(fact, Relation)
    assert (fact.subject, fact.object, fact.rule) == (
        "青岚智算中心",
        "海川公司",
        "builtBy/design",
    )


def test_a_line_without_end_costs_linear_time() -> None:
    text = f"{HAI}建设" * 3000
    assert len(facts_of(text)) < 10


# -- tables


def table(*rows: str) -> Analysis:
    """A table of marked rows with | between the cells; the first is its header."""
    analysis = build("\n".join(rows))
    blocks: list[Block] = []
    for block in analysis.document.blocks:
        words = block.span.of(analysis.text)
        cells, at = [], block.span.start
        for cell in words.split(" | "):
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + len(" | ")
        header = blocks[0].cells if blocks else ()
        blocks.append(Block(block.span, BlockKind.ROW, tuple(cells), header))
    document = replace(analysis.document, blocks=tuple(blocks))
    sentences = split_sentences(document, analysis.folded)
    return replace(analysis, document=document, sentences=sentences)


def test_a_column_says_what_its_header_says() -> None:
    rows = table("项目 | 所属枢纽 | 投运时间", f"{CENTRE} | [海川枢纽|ComputingHub] | 2023年")
    relation, event = find_frames(rows, load_schema())
    assert isinstance(relation, Relation)
    assert (relation.predicate, relation.object) == ("partOf", "海川枢纽")
    assert isinstance(event, Event)
    assert (event.type, event.date) == ("Launch", "2023")


def test_a_column_without_a_known_header_says_nothing() -> None:
    rows = table("项目 | 备注", f"{CENTRE} | [海川枢纽|ComputingHub]")
    assert find_frames(rows, load_schema()) == []


def test_a_heading_without_a_date_tells_of_the_day_of_the_article() -> None:
    text = f"2023年3月5日,{HAI}与{SHI}签约。\n## {CENTRE}揭牌"
    analysis = understood(text)
    day = TimeExpression(Span(0, len("2023年3月5日")), "2023-03-05")
    facts = find_frames(replace(analysis, times=(day,)), load_schema())
    (event,) = (f for f in facts if isinstance(f, Event))
    assert (event.type, event.date) == ("Unveiling", "2023-03-05")


def test_attendance_at_a_signing_is_no_signing() -> None:
    text = f"{HAI}总裁[张三|Person]与{SHI}总裁[李四|Person]出席签约仪式。"
    assert parties_of(text) == []


def test_a_plan_that_describes_a_name_says_nothing_of_what_happens_to_it() -> None:
    text = "[海川公司|Company]筹建的[青岚实验室|Laboratory]2023年揭牌。"
    (event,) = [fact for fact in facts_of(text) if isinstance(fact, Event)]
    assert (event.status, event.date) == (Status.ACTUAL, "2023")
