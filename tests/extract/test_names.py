"""Names: what is found, of which class, and which names are one entity."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extract.analysis import Analysis, Known
from kg.extract.words import FewWords, WordFinder
from kg.schema import Schema
from tests.extract.test_names_lexicon import named


def entity(analysis: Analysis, name: str) -> Known:
    """The entity that has a name among its names."""
    found = [e for e in analysis.entities.values() if name in (e.name, *e.aliases)]
    assert found, f"{name} is not among {list(analysis.entities)}"
    return found[0]


def coarse_names(analysis: Analysis, schema: Schema, coarse: str) -> set[str]:
    """The canonical names of all entities of a coarse class."""
    ontology = schema.ontology
    return {e.name for e in analysis.entities.values() if ontology.coarse(e.type) == coarse}


def test_declared_short_name_is_the_same_company(schema: Schema) -> None:
    text = "北京云砚科技有限公司（以下简称“云砚科技”）昨日表示，云砚科技将扩建机房。"
    found = named(text, schema)
    assert entity(found, "云砚科技").name == "北京云砚科技有限公司"
    assert coarse_names(found, schema, "Organization") == {"北京云砚科技有限公司"}


def test_a_latin_name_is_spelled_out_in_brackets(schema: Schema) -> None:
    text = "人工智能公司BlueLattice(上海云砚智能科技有限公司)与甘肃移动签约。BlueLattice称将扩建。"
    found = named(text, schema)
    assert entity(found, "BlueLattice").name == "上海云砚智能科技有限公司"


def test_generic_definition_is_no_alias(schema: Schema) -> None:
    found = named("恒砚数智科技股份有限公司（以下简称“公司”或“恒砚数智”）公告。", schema)
    assert entity(found, "恒砚数智").aliases == ("恒砚数智",)


def test_undeclared_short_name_of_a_company(schema: Schema) -> None:
    found = named("由北京云砚科技有限公司投资。上月，云砚科技与甘肃移动签约。", schema)
    assert entity(found, "云砚科技").name == "北京云砚科技有限公司"


@pytest.mark.parametrize("branch", ["甘肃移动", "中国移动甘肃公司", "移动甘肃公司"])
def test_branch_of_an_operator_under_its_names(branch: str, schema: Schema) -> None:
    found = named(f"中国移动通信集团甘肃有限公司承建。{branch}总经理出席。", schema)
    assert entity(found, branch).name == "中国移动通信集团甘肃有限公司"


def test_operator_is_not_its_branch(schema: Schema) -> None:
    found = named("中国电信与中国电信安徽公司签约。", schema)
    assert coarse_names(found, schema, "Organization") == {"中国电信", "中国电信安徽公司"}


def test_facility_and_its_short_forms(schema: Schema) -> None:
    text = "长三角（芜湖）砚湖智算中心项目开工。长三角砚湖智算中心将服务全省。"
    found = named(text, schema)
    assert entity(found, "长三角砚湖智算中心").name == "长三角（芜湖）砚湖智算中心项目"
    assert len(coarse_names(found, schema, "Facility")) == 1


def test_phase_is_an_entity_of_its_own(schema: Schema) -> None:
    found = named("兰州砚湖智算中心已投运，兰州砚湖智算中心二期开工。", schema)
    assert coarse_names(found, schema, "Facility") == {"兰州砚湖智算中心", "兰州砚湖智算中心二期"}


def test_members_of_a_counted_list_are_companies(schema: Schema) -> None:
    found = named("华为、云砚、奇岭、海贝等12家企业分别与兰州市政府签约。", schema)
    assert {"华为", "云砚", "奇岭", "海贝"} <= coarse_names(found, schema, "Organization")
    assert not any("12家" in name for name in found.entities)


def test_a_brand_and_trade_or_a_country_before_a_brand_are_companies(schema: Schema) -> None:
    found = named("与中国砚通、宽广集团、云砚科技、白鸽科技等14家企业签约", schema)
    companies = coarse_names(found, schema, "Organization")
    assert companies == {"中国砚通", "宽广集团", "云砚科技", "白鸽科技"}


def test_common_nouns_in_a_list_are_no_companies(schema: Schema) -> None:
    found = named("面向智算、超算、通用等不同需求。", schema)
    assert not found.entities


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("兰州市副市长周砚秋表示", "周砚秋"),
        ("记者 何远川 通讯员 杨婷", "杨婷"),
        ("甘肃移动总经理欧阳砚介绍", "欧阳砚"),
        ("副市长阿依努尔·卡德尔出席", "阿依努尔·卡德尔"),
        ("“算力够用。”李砚清说。", "李砚清"),
        ("兰州市长周砚秋表示", "周砚秋"),
        ("议员周砚盟今天指出", "周砚盟"),
        ("总经理周砚及各方人员", "周砚"),
        ("相关负责人周彦彦说,", "周彦彦"),
    ],
)
def test_person_beside_a_title_or_a_verb_of_saying(text: str, person: str, schema: Schema) -> None:
    assert person in coarse_names(named(text, schema), schema, "Person")


@pytest.mark.parametrize(
    "text", ["记者了解到全国情况", "公司表示", "主任委员会议", "高级工程师指出"]
)
def test_words_that_look_like_people(text: str, schema: Schema) -> None:
    assert not coarse_names(named(text, schema), schema, "Person")


def test_levels_of_an_address_are_places(schema: Schema) -> None:
    found = named("位于甘肃省庆阳市西峰区。", schema)
    assert coarse_names(found, schema, "Place") == {"甘肃省", "庆阳市", "西峰区"}
    assert "甘肃省庆阳市西峰区" in entity(found, "西峰区").aliases


def test_a_description_is_no_short_form(schema: Schema) -> None:
    found = named("兰州人工智能实验室揭牌,将建设一流的人工智能实验室。", schema)
    assert entity(found, "兰州人工智能实验室").aliases == ()


def test_programme_and_hub_are_two(schema: Schema) -> None:
    found = named("“东数西算”工程内蒙古枢纽建设提速。", schema)
    assert entity(found, "东数西算").type == "Programme"
    assert entity(found, "内蒙古枢纽").type == "ComputingHub"


def test_traditional_script_is_labelled_as_written(schema: Schema) -> None:
    found = named("環砚數據控股有限公司與蕪湖市政府簽署協議。", schema)
    assert {"環砚數據控股有限公司", "蕪湖市政府"} <= coarse_names(found, schema, "Organization")


@pytest.mark.parametrize(
    "text",
    [
        "数据中心集群",
        "新建一批智算中心和产业园区",
        "该公司与有关企业签署协议",
        "市政府",
        "人工智能产业",
        "着力打造区域算力中心",
    ],
)
def test_common_nouns_are_no_entities(text: str, schema: Schema) -> None:
    assert not named(text, schema).entities


def test_model_of_a_chip_is_a_product(schema: Schema) -> None:
    found = named("部署昇腾910B和H800加速卡。", schema)
    assert coarse_names(found, schema, "Product") == {"昇腾910B", "H800"}


@given(st.text(alphabet="甘肃移动与、（）“”·中国公司集团项目二期12P ，。", max_size=60))
@example("甘肃移动与、（中国公司")
@example("“”·（）二期项目")
def test_mentions_are_ordered_and_apart(text: str) -> None:
    from kg.schema import load_schema

    analysis = named(text or "。", load_schema())
    spans = [m.span for m in analysis.mentions]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("海川公司与青禾签署协议。", {"海川公司", "青禾"}),
        ("砚湖与青禾签署协议。", {"砚湖", "青禾"}),
        ("砚湖日前已经与青禾达成合作。", {"砚湖", "青禾"}),
        ("海川公司与攀铝集团签订了合同。", {"海川公司", "攀铝集团"}),
        ("海川公司与Verdane Works达成合作。", {"海川公司", "Verdane Works"}),
        ("克罗托拉与海川公司签署协议。", {"克罗托拉", "海川公司"}),
    ],
)
def test_who_signs_with_somebody_is_an_organisation(
    text: str, partners: set[str], schema: Schema
) -> None:
    assert coarse_names(named(text, schema), schema, "Organization") == partners


@pytest.mark.parametrize(
    "text",
    [
        "技术与产业达成平衡。",
        "算力与电力协同发展。",
        "青禾与砚湖相距百里。",
        "公司与客户签署协议。",
        "公告声称与客户签署协议。",
        "我院与贵校签署协议。",
    ],
)
def test_what_signs_nothing_or_is_common_is_no_partner(text: str, schema: Schema) -> None:
    assert not coarse_names(named(text, schema), schema, "Organization")


@pytest.mark.parametrize("beginnings", [3, 300])
def test_all_words_are_found_however_many_characters_begin_them(beginnings: int) -> None:
    words = [f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}" for n in range(beginnings)] + ["一丁丂", "𠮷野"]
    text = "X一丁丂七𠮷野\ud800一\u0000丁丂"
    naive = {
        (at, at + len(word), word)
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    }
    assert naive
    assert {(found.start, found.end, found.word) for found in WordFinder(words)(text)} == naive
    ends = [(end, word) for _, end, word in sorted(naive, key=lambda it: (it[1], -len(it[2])))]
    assert WordFinder(words).ends(text) == FewWords(words).ends(text) == ends


def test_a_place_whose_full_name_holds_a_bracket_can_begin_a_name(schema: Schema) -> None:
    found = named("成都科学城超算产业集聚区开工。", schema)
    assert coarse_names(found, schema, "Facility") == {"成都科学城超算产业集聚区"}


def test_a_zone_and_the_project_of_its_name_are_one_facility(schema: Schema) -> None:
    found = named("占地5亩的“砚州商务区”开工。“砚州商务区”项目由砚湖集团打造。", schema)
    assert coarse_names(found, schema, "Facility") == {"“砚州商务区”项目"}
    assert coarse_names(found, schema, "Place") == set()


def test_facilities_that_differ_in_their_kind_are_two(schema: Schema) -> None:
    found = named("砚州大数据中心投用,砚州大数据展示中心开放。", schema)
    assert coarse_names(found, schema, "Facility") == {"砚州大数据中心", "砚州大数据展示中心"}


@pytest.mark.parametrize("place", ["德国", "亚洲"])
def test_a_part_of_the_world_names_no_data_centre(place: str, schema: Schema) -> None:
    assert not coarse_names(named(f"公司扩建{place}数据中心。", schema), schema, "Facility")


def test_a_city_abroad_names_one(schema: Schema) -> None:
    found = named("公司扩建法兰克福数据中心。", schema)
    assert coarse_names(found, schema, "Facility") == {"法兰克福数据中心"}
