from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.extract.analysis import Analysis, Known, Mention
from kg.extract.discourse import resolve
from kg.extract.measures import find_measures
from kg.model import Block, BlockKind, Document, Measurement, Run, Span, Status, View
from kg.model.lexicon.measures import KindWords, MeasureLexicon
from kg.model.lexicon.quantities import QuantityLexicon
from kg.model.lexicon.time import TimeLexicon
from kg.schema import Schema, load_schema
from kg.text.fold import fold
from kg.text.quantities import QuantityFinder
from kg.text.sentences import split_sentences
from kg.text.times import TimeFinder
from tests.extract.builders import build

SCHEMA = load_schema()
LEXICON = SCHEMA.lexicon("measures", MeasureLexicon)
QUANTITIES = QuantityFinder(SCHEMA.lexicon("quantities", QuantityLexicon))
TIMES = TimeFinder(SCHEMA.lexicon("time", TimeLexicon))
PUBLISHED = dt.date(2024, 5, 20)


def recognised(analysis: Analysis) -> Analysis:
    document, folded = analysis.document, analysis.folded
    return replace(
        analysis,
        quantities=QUANTITIES.find(document, folded),
        times=TIMES.find(document, folded),
    )


def measure(marked: str, published: dt.date | None = PUBLISHED) -> list[Measurement]:
    return find_measures(resolve(recognised(build(marked, published)), SCHEMA), SCHEMA)


def said(measurement: Measurement) -> str:
    m = measurement
    return f"{m.subject} {m.bound} {m.value} {m.status}"


def found(marked: str, published: dt.date | None = PUBLISHED) -> list[str]:
    return [said(measurement) for measurement in measure(marked, published)]


@pytest.mark.parametrize("example", [e for kind in LEXICON.kind for e in kind.examples])
def test_the_lexicons_examples_give_what_they_say(example: str) -> None:
    text, _, expected = example.partition(" => ")
    assert found(text) == expected.split("; ")


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind in LEXICON.kind for text in kind.counterexamples],
    ids=lambda value: value.kind if isinstance(value, KindWords) else None,
)
def test_the_lexicons_counterexamples_give_nothing_of_their_kind(
    kind: KindWords, text: str
) -> None:
    assert kind.kind not in [measurement.kind for measurement in measure(text)]


@pytest.mark.parametrize("kind", LEXICON.kind, ids=lambda kind: kind.kind)
def test_every_kind_is_one_of_the_ontologys_and_has_an_example(
    kind: KindWords, schema: Schema
) -> None:
    assert kind.examples
    assert kind.kind in schema.ontology.terms


# ---------------------------------------------------------------- subjects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the topic of the sentence before
        (
            "[青岚中心|ComputingCenter]已投运。该中心现有机架3000架,算力约200P。",
            ["青岚中心 exact 3000 actual", "青岚中心 approximately 200 actual"],
        ),
        # the thing that an amount describes
        (
            "总投资30亿元的[云岫产业园|Park]、总投资5亿元的[青岚中心|ComputingCenter]昨日签约。",
            ["云岫产业园 exact 3000000000 planned", "青岚中心 exact 500000000 planned"],
        ),
        # who gives money does not hold it
        (
            "[青岚中心|ComputingCenter]昨日揭牌,[云岫公司|Company]出资3000万元。",
            ["青岚中心 exact 30000000 actual"],
        ),
        # what is built with it does
        (
            "[云岫公司|Company]投资6.8亿元,在当地投建[青岚中心|ComputingCenter]。",
            ["青岚中心 exact 680000000 actual"],
        ),
        # a place that spends on what has no name
        (
            "[青川市|AdministrativeArea]计划投入50亿元完善算力配套设施。",
            ["青川市 exact 5000000000 planned"],
        ),
        # an agent is none
        (
            "由[云岫公司|Company]运营的[青岚中心|ComputingCenter]目前机架达到3000架。",
            ["青岚中心 exact 3000 actual"],
        ),
        # what it is for, not who provides it
        (
            "[云岫电信|Company]将为[青岚中心|ComputingCenter]提供不低于800Gbps的带宽。",
            ["青岚中心 atLeast 800000000000 planned"],
        ),
        # the one a sentence comes to speak of
        (
            "规模最大的是[青岚中心|ComputingCenter],在运机架逾6.5万架。",
            ["青岚中心 atLeast 65000 actual"],
        ),
    ],
)
def test_a_number_goes_to_what_it_is_said_of(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全国已有算力超过3000P。",
        "[甲中心|ComputingCenter]、[乙中心|ComputingCenter]、[丙中心|ComputingCenter]等4个中心落户,总建筑面积67万平方米。",
        "[青岚中心|ComputingCenter]1号楼可承载1.2P的算力。",
        "[甲人|Person]说,总投资3亿元。",
    ],
)
def test_a_number_without_a_named_holder_gives_nothing(text: str) -> None:
    assert found(text) == []


def test_numbers_are_handed_out_in_order() -> None:
    assert found(
        "新签约的两个项目为[甲生产线|Project]和[乙中心|ComputingCenter],计划投资额分别为14.2亿元和1.4亿元。"
    ) == ["甲生产线 exact 1420000000 planned", "乙中心 exact 140000000 planned"]


def test_former_and_latter_have_their_own_numbers() -> None:
    assert found(
        "园区有[甲中心|DataCenter]和[乙中心|DataCenter]两座数据中心,前者已设有机柜3,200个,后者2,400个。"
    ) == ["甲中心 exact 3200 actual", "乙中心 exact 2400 actual"]


def test_a_number_of_each_is_given_to_each() -> None:
    assert found("[甲中心|DataCenter]和[乙中心|DataCenter]现有机架均为3000架。") == [
        "甲中心 exact 3000 actual",
        "乙中心 exact 3000 actual",
    ]


def test_a_label_before_a_colon_tells_the_kind() -> None:
    marked = "# [青岚中心|ComputingCenter]已点亮\n- 总投资:11.3亿元\n- 服务器:110万台"
    assert [(m.kind, m.value) for m in measure(marked)] == [
        ("investment", Decimal(1_130_000_000)),
        ("serverCount", Decimal(1_100_000)),
    ]


# ---------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[青岚中心|ComputingCenter]昨日开工,总投资3亿元。", Status.PLANNED),
        ("[青岚中心|ComputingCenter]已建成机架3000架。", Status.ACTUAL),
        ("[青岚中心|ComputingCenter]首批2000架机柜明年点亮。", Status.PLANNED),
        ("[云岫公司|Company]发布建设2000P的[青岚中心|ComputingCenter]。", Status.PLANNED),
        ("[青岚中心|ComputingCenter]算力达5000P。", Status.ACTUAL),
    ],
)
def test_the_status_of_a_number(text: str, status: Status) -> None:
    assert [measurement.status for measurement in measure(text)] == [status]


def test_plans_go_on_from_place_to_place() -> None:
    text = (
        "预计[青川省|AdministrativeArea]新增机架超过8万架,"
        "[云岫省|AdministrativeArea]新增5万架左右。"
    )
    assert [measurement.status for measurement in measure(text)] == [Status.PLANNED] * 2


def test_years_to_come_are_plans_even_in_an_undated_article() -> None:
    text = "到2027年,[云岫产业园|Park]机架总量达到5万架,产值200亿元。"
    assert [m.status for m in measure(text, published=None)] == [Status.PLANNED] * 2


def test_an_amount_that_was_changed_is_no_plain_fact() -> None:
    text = "[青岚中心|ComputingCenter]总投资由此前意向的9亿元上调至13亿元,昨日签约。"
    old, new = measure(text)
    assert (old.value, old.status) == (Decimal(900_000_000), Status.SUPERSEDED)
    assert new.value == Decimal(1_300_000_000)
    assert new.status.asserted


# ---------------------------------------------------------------- what a measurement holds


def test_a_measurement_keeps_what_was_said() -> None:
    (m,) = measure("截至4月底,[青岚中心|ComputingCenter]首期已建成算力约１２００P(FP16)。")
    assert (m.stated, m.unit, m.phase) == ("约１２００P", "PetaFLOPS", "首期")
    assert (m.date, m.precision) == ("2024-04", "FP16")


def test_computing_power_without_a_precision_says_so() -> None:
    (m,) = measure("[青岚中心|ComputingCenter]已建成算力1200P。")
    assert m.precision == "unstated"


def test_a_period_has_both_ends() -> None:
    (m,) = measure("未来5年,[青川市|AdministrativeArea]计划投入50亿元完善设施。")
    assert (m.since, m.date) == ("2024", "2029")


def test_the_evidence_is_the_words_up_to_the_number() -> None:
    marked = "昨日消息。[青岚中心|ComputingCenter]现有机架3000架,运行良好。"
    analysis = resolve(recognised(build(marked)), SCHEMA)
    (m,) = find_measures(analysis, SCHEMA)
    assert m.evidence[0].span.of(analysis.document.text) == "青岚中心现有机架3000架"


def test_what_is_said_twice_is_one_measurement_with_two_places() -> None:
    marked = "# [青岚中心|ComputingCenter]算力超5000P\n[青岚中心|ComputingCenter]已投运,算力5012P。"
    (m,) = measure(marked)
    assert m.value == 5012
    assert len(m.evidence) == 2


def test_an_amount_in_other_units_is_not_said_twice() -> None:
    (m,) = measure("[青岚中心|ComputingCenter]已完成投资31亿元(约合4.3亿美元)。")
    assert m.unit == "CCY_CNY"


# ---------------------------------------------------------------- tables


def test_the_rows_of_a_table_are_read_with_their_header() -> None:
    lines = ["集群|已建机架(万架)|明年机架目标(万架)|PUE", "甲集群|约18.2|25|1.26"]
    text = "\n".join(lines)
    starts = (0, len(lines[0]) + 1)
    header, cells = (_cells(line, start) for line, start in zip(lines, starts, strict=True))
    blocks = (
        Block(Span(0, len(lines[0])), BlockKind.ROW, cells=header),
        Block(Span(starts[1], len(text)), BlockKind.ROW, cells=cells, header=header),
    )
    view = View(text, (Run(0, len(text), 0, len(text)),))
    made = Document("t", "0", "utf-8", text, view, blocks, PUBLISHED)
    folded = fold(text)
    analysis = Analysis(
        made,
        folded,
        sentences=split_sentences(made, folded),
        entities={"甲集群": Known("甲集群", "甲集群", "DataCenterCluster")},
        mentions=(Mention(cells[0], ("甲集群",)),),
    )
    assert [said(m) for m in find_measures(resolve(recognised(analysis), SCHEMA), SCHEMA)] == [
        "甲集群 approximately 182000 actual",
        "甲集群 exact 250000 planned",
        "甲集群 exact 1.26 actual",
    ]


def _cells(line: str, start: int) -> tuple[Span, ...]:
    spans = []
    for cell in line.split("|"):
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


# ---------------------------------------------------------------- doubts


@pytest.mark.parametrize(
    "text",
    [
        # what is described has no name
        "[青岚中心|ComputingCenter]、总投资70亿元的新能源基地昨日签约。",
        # a nameless subject has come up
        "[青岚中心|ComputingCenter]已投运。科创中心二期项目作为重点工程,总投资8.5亿元。",
        "[青岚中心|ComputingCenter]已投运。“天心谷”是改造项目,总投资70亿元。",
        # a whole without a name
        "[青岚中心|ComputingCenter]已投运。截至去年底,我国在用机架总规模超过520万架。",
        # the scope of a claim
        "[华东|Region]最大的云数据中心签约,总投资40亿元。",
        # handed out to what has no name
        "去年[青川省|AdministrativeArea]数据中心、云计算产业规模分别超过1500亿元、2000亿元。",
        # one of a list, and then something else
        "共有[甲中心|DataCenter]、[乙中心|DataCenter]、[丙中心|DataCenter]。规模方面,新增算力50P。",
        # an office that reports
        "[青川发改委|GovernmentBody]介绍,在用服务器规模1900万台。",
        # a name that is not known but for the place it begins with
        "[青川市|AdministrativeArea]高村数据中心正在扩容,投资概算8亿元。",
        "[青川市|AdministrativeArea]集中供热改造工程总投资约6.2亿元。",
        "人工智能计算中心([青川市|AdministrativeArea])总投资6亿元。",
        # a part of several projects
        "[青岚中心|ComputingCenter]已投运。当地共有多个项目,其中[海川公司|Company]投资50亿元。",
        # a comparison
        "[青岚中心|ComputingCenter]已投运,较去年的3000架多出不少。",
    ],
)
def test_a_number_of_something_nameless_is_left_out(text: str) -> None:
    assert found(text) == []


def test_the_power_of_one_rack_is_not_that_of_the_place() -> None:
    text = "[青岚中心|ComputingCenter]已建成机柜7000个(8kW)。"
    assert found(text) == ["青岚中心 exact 7000 actual"]


def test_the_sum_over_nameless_projects_is_his_who_has_them() -> None:
    text = (
        "[青岚中心|ComputingCenter]已投运。今年以来,[青川市|AdministrativeArea]"
        "谋划建设项目20个,总投资28.83亿元。"
    )
    assert [m.subject for m in measure(text)] == ["青川市", "青川市"]


@pytest.mark.parametrize(
    "hostile", ["算力3000P,", "投资1亿元、", "分别为1、", "均3000架", "机架1架("]
)
def test_hostile_runs_are_linear(hostile: str) -> None:
    assert measure("[青岚中心|ComputingCenter]" + hostile * 2_000) is not None


@pytest.mark.parametrize(
    "text",
    [
        "2024年6月3日,总投资5亿元的[青岚中心|ComputingCenter]正式开工。",
        "[青岚中心|ComputingCenter]总投资5亿元,分三期建设。",
        "由[海川公司|Company]投资5亿元建设的[青岚中心|ComputingCenter]主体已封顶。",
        "今年开工建设[西湖中心|ComputingCenter]、[青岚中心|ComputingCenter],[青岚中心|ComputingCenter]投资5亿元。",
    ],
)
def test_the_cost_of_what_has_only_begun_is_a_plan(text: str) -> None:
    assert [m.status for m in measure(text)] == [Status.PLANNED]


def test_what_is_told_to_run_is_not_to_be_made() -> None:
    text = "[青岚中心|ComputingCenter]已上线。中心建设300P算力。"
    (measurement,) = measure(text)
    assert measurement.status is Status.ACTUAL


def test_one_amount_for_two_things_is_that_of_neither() -> None:
    text = (
        "[海川公司|Company]计划投资50亿元,建设[青岚中心|ComputingCenter]和"
        "[西湖中心|ComputingCenter]。"
    )
    assert measure(text) == []
