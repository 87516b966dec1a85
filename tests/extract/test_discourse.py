from __future__ import annotations

import re
from itertools import pairwise

import pytest

from kg.extract.analysis import Analysis, Mention, Reference
from kg.extract.discourse import resolve
from kg.model import Span
from kg.model.lexicon.discourse import DiscourseLexicon
from kg.schema import load_schema
from tests.extract.builders import build_marked

_HEADS = load_schema().lexicon("discourse", DiscourseLexicon).heads
_EXAMPLES = [text for head in _HEADS for text in head.examples]
_COUNTER = [text for head in _HEADS for text in head.counterexamples]
_STARRED = re.compile(r"\[([^\[\]|]+)\|\w+\*\]")

PARTNERS = "[甲州市|AdministrativeArea]与[海川数智|Company]、[青岚大学|Institute]签署协议。"


def _resolved(marked: str) -> tuple[Analysis, tuple[Span, ...]]:
    analysis, targets = build_marked(marked)
    return resolve(analysis, load_schema()), targets


def _meaning(marked: str) -> tuple[str, ...]:
    """The keys that the stretch in ⟦⟧ means."""
    analysis, targets = _resolved(marked)
    found = [m for m in analysis.mentions if m.span == targets[0]]
    return found[0].keys if found else ()


@pytest.mark.parametrize("marked", _EXAMPLES)
def test_example_means_the_starred_name(marked: str) -> None:
    starred = _STARRED.search(marked)
    assert starred is not None
    assert _meaning(marked.replace("*]", "]")) == (starred.group(1),)


@pytest.mark.parametrize("marked", _COUNTER)
def test_counterexample_refers_to_nothing(marked: str) -> None:
    assert _meaning(marked) == ()


def test_names_stay_as_they_were() -> None:
    analysis, _ = _resolved(PARTNERS + "三方将共建[云谷中心|ComputingCenter]。")
    names = [m for m in analysis.mentions if m.reference is Reference.NAME]
    assert names == list(
        build_marked(PARTNERS + "三方将共建[云谷中心|ComputingCenter]。")[0].mentions
    )


def test_mentions_are_in_order_without_overlap() -> None:
    analysis, _ = _resolved(PARTNERS + "三方称,该公司由其子公司控股,该公司的数据中心在该市。")
    spans = [m.span for m in analysis.mentions]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("marked", "meaning"),
    [
        (PARTNERS + "⟦三方⟧将共建中心。", ("甲州市", "海川数智", "青岚大学")),
        (PARTNERS + "⟦双方⟧将共建中心。", ()),
        (
            "[海川数智|Company]昨日与[青岚大学|Institute]签约,⟦双方⟧将合作。",
            ("海川数智", "青岚大学"),
        ),
        (
            "[海川数智|Company]携手[青岚大学|Institute]开工。⟦双方⟧将合作。",
            ("海川数智", "青岚大学"),
        ),
        (
            "中心部署[昆腾1号|Product]、[飞云2号|Product],⟦前者⟧用于训练。",
            ("昆腾1号",),
        ),
        (
            "中心部署[昆腾1号|Product]、[飞云2号|Product],前者用于训练,⟦后者⟧用于推理。",
            ("飞云2号",),
        ),
        (
            "[东湖中心|DataCenter]昨日竣工,[西湖中心|DataCenter]昨日封顶。⟦后者⟧规划机架3000架。",
            ("西湖中心",),
        ),
        (
            "[东湖中心|DataCenter]昨日竣工,[西湖中心|DataCenter]昨日封顶。⟦两个项目⟧均在建。",
            ("东湖中心", "西湖中心"),
        ),
        ("[海川数智|Company]及⟦其⟧子公司[海川云|Company]签约。", ("海川数智",)),
        ("[海川数智|Company]宣布,由⟦其⟧运营的中心上线。", ("海川数智",)),
        ("[海川数智|Company]宣布,⟦其中⟧一期投产。", ()),
        ("[甲州市|AdministrativeArea]开会。⟦我市⟧已建成中心。", ("甲州市",)),
        ("[乙原省|AdministrativeArea]开会。⟦我市⟧已建成中心。", ()),
        (
            "在[甲州市|AdministrativeArea]考察。⟦我市⟧与[丙川市|AdministrativeArea]不同。",
            ("丙川市",),
        ),
        ("[韶关|AdministrativeArea]开会。⟦我市⟧已建成中心。", ("韶关",)),
        ("[香港|AdministrativeArea]开会。⟦本港⟧已建成中心。", ("香港",)),
        ("[甲州日报|MediaOutlet]报道。⟦本报⟧记者从会上获悉。", ("甲州日报",)),
        ("“⟦我们⟧已投资3亿元。”[海川数智|Company]总经理[张三|Person]说。", ("海川数智",)),
        (
            "[东湖中心|DataCenter]去年开工,⟦二期⟧规划3000架。",
            ("东湖中心",),
        ),
        (
            "[东湖中心|DataCenter]与[东湖中心二期|DataCenter]均开工。⟦二期⟧规划3000架。",
            ("东湖中心二期",),
        ),
        ("[海川数智|Company]与[青岚大学|Institute]共建中心,⟦对方⟧出资2亿元。", ("青岚大学",)),
        ("[甲州|AdministrativeArea]及[乙州|AdministrativeArea]有两座机房,⟦前者⟧有3000架。", ()),
        (
            "[海川数智|Company]、[青岚科技|Company]在[甲州|AdministrativeArea]开会。⟦三方⟧签约。",
            (),
        ),
        (
            "[海川数智|Company]打造“[云谷|Project]”平台,[东湖中心|ComputingCenter]开工。"
            "⟦该平台⟧接入算力300P。",
            ("云谷",),
        ),
        (
            "[东湖算力中心|ComputingCenter]开工。[海川数智|Company]将为⟦算力中心⟧铺设光纤。",
            ("东湖算力中心",),
        ),
        (
            "[东湖算力中心|ComputingCenter]与[西湖算力中心|ComputingCenter]开工。"
            "[海川数智|Company]将为⟦算力中心⟧铺设光纤。",
            (),
        ),
        (
            "嘉宾:[张三|Person],[海川数智|Company]董事长\n采访:[甲州日报|MediaOutlet]记者[李四|Person]\n"
            "答:⟦我们⟧投资了3亿元。",
            ("海川数智",),
        ),
    ],
)
def test_reference_means_what_was_named(marked: str, meaning: tuple[str, ...]) -> None:
    assert _meaning(marked) == meaning


@pytest.mark.parametrize(
    ("marked", "meaning"),
    [
        (
            "[海川数智|Company](以下简称“公司”)签约。[青岚科技|Company]也签约。⟦公司⟧拟投资3亿元。",
            ("海川数智",),
        ),
        (
            "⟦本公司⟧董事会保证。",
            (),
        ),
        (
            "# [海川数智|Company]公告\n本公司董事会保证。\n[青岚科技|Company]签约。\n"
            "⟦公司⟧拟投资3亿元。",
            ("海川数智",),
        ),
        (
            "[东湖中心|DataCenter](以下简称“本项目”)开工。[西湖中心|DataCenter]开工。⟦本项目⟧占地30亩。",
            ("东湖中心",),
        ),
    ],
)
def test_defined_noun_keeps_its_meaning(marked: str, meaning: tuple[str, ...]) -> None:
    assert _meaning(marked) == meaning


def test_traditional_forms_refer_as_simplified_ones_do() -> None:
    assert _meaning("[東湖中心|DataCenter]昨日開工。⟦該項目⟧佔地30畝。") == ("東湖中心",)


def test_noun_inside_a_name_refers_to_nothing() -> None:
    analysis, _ = _resolved("[东湖中心|DataCenter]开工。[该中心大厦|Project]竣工。")
    assert all(m.reference is Reference.NAME for m in analysis.mentions)


def _topic(
    marked: str, sentence: int, clause: int
) -> tuple[tuple[str, ...], str | None, str | None]:
    topic = _resolved(marked)[0].topics[sentence, clause]
    return topic.subject, topic.facility, topic.actor


def test_every_clause_has_a_topic() -> None:
    analysis, _ = _resolved("天气晴。[东湖中心|DataCenter]开工,占地30亩。\n~ 记者 [张三|Person]")
    clauses = {(i, j) for i, s in enumerate(analysis.sentences) for j in range(len(s.clauses))}
    assert set(analysis.topics) == clauses


def test_silent_clause_keeps_the_subject() -> None:
    marked = "[东湖中心|DataCenter]由[海川数智|Company]承建,总投资3亿元。预计2026年投产。"
    assert _topic(marked, 0, 1) == (("东湖中心",), "东湖中心", "海川数智")
    assert _topic(marked, 1, 0)[0] == ("东湖中心",)


def test_new_name_that_opens_a_clause_changes_the_topic() -> None:
    marked = "[东湖中心|DataCenter]去年开工。[西湖中心|DataCenter]昨日开工,总投资3亿元。"
    assert _topic(marked, 1, 1) == (("西湖中心",), "西湖中心", None)


def test_object_becomes_the_facility_under_discussion() -> None:
    marked = "[海川数智|Company]与[青岚大学|Institute]签约,共建[东湖中心|DataCenter],总投资3亿元。"
    assert _topic(marked, 0, 2)[1] == "东湖中心"


def test_place_where_something_happens_is_no_topic() -> None:
    marked = "[东湖中心|DataCenter]在[云谷产业园|Park]开工,总投资3亿元。"
    assert _topic(marked, 0, 1)[1] == "东湖中心"


def test_speaker_is_not_what_the_speech_is_about() -> None:
    marked = "[东湖中心|DataCenter]开工。[海川数智|Company]总经理[张三|Person]介绍,总投资3亿元。"
    assert _topic(marked, 1, 1)[0] == ("东湖中心",)


def test_item_does_not_hand_its_topic_to_the_next() -> None:
    marked = (
        "[云谷产业园|Park]的项目如下:\n- [东湖中心|DataCenter],投资3亿元。\n"
        "- 另有一个项目,投资5亿元。"
    )
    assert _topic(marked, 2, 1)[1] == "云谷产业园"


@pytest.mark.parametrize(
    ("marked", "at", "facility"),
    [
        # a clause that only says where
        (
            "[东湖中心|DataCenter]开工。在[西湖中心|DataCenter],机架已上电,规模达3000架。",
            (1, 2),
            "西湖中心",
        ),
        # an inverted sentence
        (
            "[东湖中心|DataCenter]开工;规模最大的是[西湖中心|DataCenter],机架达3000架。",
            (0, 2),
            "西湖中心",
        ),
        # a list of many things
        (
            "[云谷平台|Project]上线,接入[甲中心|DataCenter]、[乙中心|DataCenter]、"
            "[丙中心|DataCenter],算力达300P。",
            (0, 2),
            "云谷平台",
        ),
        # described conjuncts, each with a modifier of its own
        (
            "投资3亿元的[东湖中心|DataCenter]、投资5亿元的[西湖中心|DataCenter]签约。",
            (0, 0),
            "东湖中心",
        ),
    ],
)
def test_facility_under_discussion(marked: str, at: tuple[int, int], facility: str) -> None:
    assert _topic(marked, *at)[1] == facility


def test_subject_is_what_a_copula_equates() -> None:
    marked = "新签约的两个项目为[东湖中心|DataCenter]和[西湖中心|DataCenter],投资3亿元。"
    assert _topic(marked, 0, 1)[0] == ("东湖中心", "西湖中心")


def test_facility_not_spoken_of_for_long_is_no_topic_of_another_subject() -> None:
    filler = "天气晴朗。" * 4
    marked = f"[东湖中心|DataCenter]开工。{filler}[海川数智|Company]成立于2015年,年营收3亿元。"
    assert _topic(marked, 5, 1)[1:] == (None, "海川数智")


def test_outlet_that_reports_is_not_what_the_report_is_about() -> None:
    marked = "[东湖中心|DataCenter]开工。[甲州日报|MediaOutlet]报道,总投资3亿元。"
    assert _topic(marked, 1, 1)[0] == ("东湖中心",)


def test_anaphor_that_opens_a_clause_is_its_subject() -> None:
    marked = "[海川数智|Company]建设[东湖中心|DataCenter]。该中心占地30亩,总投资3亿元。"
    assert _topic(marked, 1, 1)[0] == ("东湖中心",)


def test_resolving_twice_changes_nothing_more() -> None:
    analysis, _ = _resolved(PARTNERS + "三方将共建中心。")
    again = resolve(analysis, load_schema())
    assert [m for m in again.mentions if m.reference is Reference.NAME] == [
        m for m in analysis.mentions if m.reference is Reference.NAME
    ]
    assert isinstance(again.mentions[0], Mention)


def test_our_city_may_be_known_by_the_name_of_one_of_its_bodies() -> None:
    text = (
        "[甲州市大数据协会|Institute]成立。⟦我市⟧与多家企业签约。[青岚园区|Park]落户"
        "[甲州|AdministrativeArea]。"
    )
    assert _meaning(text) == ("甲州",)


def test_both_are_not_known_where_one_is_only_called_ours() -> None:
    before = "[甲州市|AdministrativeArea]与[海川数智|Company]座谈。"
    text = before + "[乙县工信局|GovernmentBody]与我院签约,⟦双方⟧将共建平台。"
    assert _meaning(text) == ()


def test_heading_that_names_others_closes_the_story_before() -> None:
    lines = [
        "## [云谷中心|ComputingCenter]开工",
        "[云谷中心|ComputingCenter]昨日开工。",
        "## [海川数智|Company]披露年报",
        "[海川数智|Company]昨日披露。",
        "⟦项目⟧总投资3亿元。",
    ]
    assert _meaning("\n".join(lines)) == ()


def test_heading_does_not_close_the_story_of_what_is_named_later() -> None:
    lines = [
        "## [云谷中心|ComputingCenter]开工",
        "[云谷中心|ComputingCenter]昨日开工。",
        "## [海川数智|Company]承建",
        "⟦项目⟧总投资3亿元。",
        "[云谷中心|ComputingCenter]将于明年建成。",
    ]
    assert _meaning("\n".join(lines)) == ("云谷中心",)


def test_both_are_not_known_where_a_place_opens_the_name_of_one() -> None:
    marked = "[海川数智|Company]与[甲州市|AdministrativeArea]文旅签署协议,⟦双方⟧将合作。"
    assert _meaning(marked) == ()


def test_what_something_is_known_as_is_no_second_subject() -> None:
    marked = "[云谷中心|ComputingCenter]作为[云谷产业园|Park]的核心项目,已经开工。"
    assert _topic(marked, 0, 1)[0] == ("云谷中心",)
