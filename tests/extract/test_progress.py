from __future__ import annotations

import pytest

from kg.extract.discourse import resolve
from kg.extract.progress import progress_of
from kg.schema import load_schema
from tests.extract.builders import build


def _planned(marked: str) -> frozenset[str]:
    return progress_of(resolve(build(marked), load_schema()), load_schema()).planned


@pytest.mark.parametrize(
    "marked",
    [
        "[东湖中心|DataCenter]昨日开工,总投资3亿元。",
        "[海川数智|Company]与[青岚大学|Institute]签约,共建[东湖中心|DataCenter],总投资3亿元。",
        "[东湖中心|DataCenter]昨日开工,预计2026年投产。",
        "[东湖中心|DataCenter]由[海川数智|Company]承建。该中心昨日封顶。",
    ],
)
def test_facility_under_construction_is_planned(marked: str) -> None:
    assert _planned(marked) == {"东湖中心"}


@pytest.mark.parametrize(
    "marked",
    [
        "[东湖中心|DataCenter]去年开工,昨日正式投运。",
        "[东湖中心|DataCenter]位于甲州。",
        "[东湖中心|DataCenter]现有机架3000架。",
        "[东湖集群|DataCenterCluster]已签约30个项目。",
    ],
)
def test_facility_that_exists_is_not_planned(marked: str) -> None:
    assert _planned(marked) == frozenset()


def test_each_facility_is_judged_by_itself() -> None:
    marked = "[东湖中心|DataCenter]昨日开工。[西湖中心|DataCenter]昨日投运。"
    assert _planned(marked) == {"东湖中心"}


def test_what_is_named_in_a_list_of_projects_that_have_begun_is_planned() -> None:
    marked = "甲区集中开工16个重大项目。其中,[东湖中心|DataCenter]总投资6亿元。"
    assert _planned(marked) == {"东湖中心"}


def test_what_stood_before_a_list_of_projects_is_not_planned() -> None:
    marked = "[东湖中心|DataCenter]位于甲州。[甲区|AdministrativeArea]集中开工16个重大项目。"
    assert _planned(marked) == frozenset()
