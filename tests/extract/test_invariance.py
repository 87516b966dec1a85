"""What does not matter to extraction: noise around an article, the script, the width of its marks.

Each sample article is written anew in another manner; the same names and facts must come out. Keys
that hold offsets are left out of the comparison, and names are compared folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

import kg
from kg.text.fold import fold

DATA = Path(__file__).parents[2] / "data"
SAMPLES = {path.stem: path.read_bytes() for path in sorted(DATA.glob("*.txt"))}
NEAR = ("d01", "d02", "d05", "d09", "d12", "d21", "d24")

_PLACED = ("evidence", "rule", "key", "signing")  # fields that hold offsets or wording
_FULL = str.maketrans(",:;!?()", "，：；！？（）")
_HALF = str.maketrans("，：；！？（）％", ",:;!?()%")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff”》）)])[,:;!?](?=[\u4e00-\u9fff“《（(\d])|[()]")

MADE_UP = (
    "砚湖市人民政府与云岭数据科技有限公司（以下简称“云岭数科”）签署战略合作协议。\n"
    "砚湖智算中心总投资3亿元，由云岭数科投资建设，部署昇腾910B，算力为1200P；该中心占地30亩。\n"
    "“项目已经开工！”云岭数科总经理温砚民说。"
)
NOISE_BEFORE = (
    "网站首页 | 新闻中心 | 视频",
    "当前位置：首页 > 新闻 > 正文",
    "分享到：微信 微博 QQ空间",
    "首页 要闻 财经 科技",
)
NOISE_AFTER = (
    "相关阅读",
    "云河中心昨日开工 总投资3亿元",
    "版权声明：未经授权不得转载。",
    "Copyright © 云河在线 版权所有",
    "网友评论（2）",
)


def found(text: str) -> frozenset[str]:
    """The names and facts of an article, folded, without what changes with its wording."""
    article = kg.extract(kg.read(text))
    names = {f"{e.type} {_plain(e.name)}" for e in article.entities}
    facts = set()
    for fact in article.facts:
        fields = {
            field.name: getattr(fact, field.name)
            for field in structs.fields(fact)
            if field.name not in _PLACED
        }
        facts.add(_plain(f"{type(fact).__name__} {fields}"))
    return frozenset(names | facts)


def _plain(text: str) -> str:
    return re.sub("[“”\"' ]", "", fold(text)).casefold()


@cache
def sample(stem: str) -> str:
    return SAMPLES[stem].decode("utf-8")


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _wide(text: str) -> str:
    return _BETWEEN_HAN.sub(lambda match: match.group().translate(_FULL), text)


WRITTEN: dict[str, Callable[[str], str]] = {
    "traditional": lambda text: _traditional().convert(text),
    "full-width": _wide,
    "half-width": lambda text: text.translate(_HALF),
}


@pytest.mark.parametrize("stem", NEAR)
@pytest.mark.parametrize("manner", WRITTEN)
def test_script_and_width_do_not_matter(stem: str, manner: str) -> None:
    assert found(WRITTEN[manner](sample(stem))) == found(sample(stem))


@pytest.mark.parametrize("manner", WRITTEN)
def test_a_made_up_article_reads_the_same_in_every_manner(manner: str) -> None:
    base = found(MADE_UP)
    assert any("云岭数据科技有限公司" in item for item in base)
    assert found(WRITTEN[manner](MADE_UP)) == base


@settings(max_examples=25)
@given(
    before=st.lists(st.sampled_from(NOISE_BEFORE), max_size=3, unique=True),
    after=st.lists(st.sampled_from(NOISE_AFTER), max_size=3, unique=True),
)
@example(before=[NOISE_BEFORE[0]], after=[NOISE_AFTER[0], NOISE_AFTER[1]])
@example(before=[], after=[NOISE_AFTER[4]])
def test_noise_around_an_article_changes_nothing(before: list[str], after: list[str]) -> None:
    if NOISE_AFTER[1] in after and NOISE_AFTER[0] not in after:
        after = [NOISE_AFTER[0], *after]  # a title of another article stands below such a heading
    after.sort(key=NOISE_AFTER.index)
    assert found("\n".join((*before, MADE_UP, *after))) == found(MADE_UP)


@pytest.mark.parametrize("stem", NEAR)
def test_noise_around_a_sample_changes_nothing(stem: str) -> None:
    text = "\n".join((*NOISE_BEFORE[:2], sample(stem), "", *NOISE_AFTER))
    assert found(text) == found(sample(stem))
