from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ａ１２，３００Ｐ；（约５％）！", "A12,300P;(约5%)!"),
        ("資料中心與機櫃億畝", "资料中心与机柜亿亩"),
        ("「雲啟」『一號』", "“云启”‘一号’"),
        ("甲\u3000乙\xa0丙\t丁", "甲 乙 丙 丁"),
        ("1–2万 1〜2万 −3", "1-2万 1~2万 -3"),
        ("甲・乙‧丙•丁", "甲·乙·丙·丁"),
        ("⼈⼯智能", "人工智能"),
        ("隨著政府興建，顯著成長，著名園區", "随着政府兴建,显著成长,著名园区"),
        ("成效显著，随着", "成效显著,随着"),
        ("該計畫將籌畫動畫，畫面", "该计划将筹划动画,画面"),
    ],
)
def test_variants_of_writing_fold_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("kept", ["①期", "10²", "Ⅱ期", "。、", "a\nb", "3㎡"])
def test_what_carries_meaning_is_kept(kept: str) -> None:
    assert fold(kept) == kept


@given(st.text())
@example("資料中心（ＡＢ）「x」\r\n﷐ﷺ㎡№")
@example("隨著顯著著著名計畫畫面")
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
