from __future__ import annotations

import pytest

from kg.model.lexicon.page import PageLexicon
from kg.reading.datelines import datelines
from kg.reading.noise import folded


@pytest.mark.parametrize(
    ("line", "makers"),
    [
        ("云河晚报讯(记者 林一鸣)9月1日,项目开工。", ["outlet 云河晚报", "reporter 林一鸣"]),
        ("云河晚报山口9月1日讯（记者林一鸣 通讯员赵小东）今天,项目开工。",
         ["outlet 云河晚报", "reporter 林一鸣", "reporter 赵小东"]),
        ("云河通讯社山口3日电 (林一鸣 赵小东)项目开工。",
         ["outlet 云河通讯社", "reporter 林一鸣", "reporter 赵小东"]),
        ("（海湾通訊社記者陳小安台南9日電）雲河公司今天舉行典禮。",
         ["outlet 海湾通訊社", "reporter 陳小安"]),
        ("云河在线消息(记者 林一鸣 周小叶 摄影 赵小东)9月1日,项目开工。",
         ["outlet 云河在线", "reporter 林一鸣", "reporter 周小叶", "reporter 赵小东"]),
        ("云河晚报讯(林一鸣 周小叶 山口网记者 赵小东)9月1日,项目开工。",
         ["outlet 云河晚报", "reporter 林一鸣", "reporter 周小叶", "outlet 山口网",
          "reporter 赵小东"]),
        ("【記者周小葉/高雄報導】雲河公司今天舉行典禮。", ["reporter 周小葉"]),
        ("本报讯 (云河日报全媒体记者 林一鸣 见习记者 赵小东)项目开工。",
         ["outlet 云河日报", "reporter 林一鸣", "reporter 赵小东"]),
        ("项目由云河公司承建,预计明年建成并投入使用。(记者 林一鸣)", ["reporter 林一鸣"]),
        ("項目由雲河公司承建，預計明年建成並投入使用。（編輯：吳若水）", ["editor 吳若水"]),
        ("云河网消息,项目今天开工。", ["outlet 云河网"]),
        ("记者从云河公司获悉,项目(记者注:即二期)今天开工,由山口公司承建。", []),
        ("云河科大讯飞合作项目今天开工。", []),
        ("腾讯与云河公司签约。", []),
    ],
)  # fmt: skip
def test_makers_at_the_ends_of_a_paragraph(page: PageLexicon, line: str, makers: list[str]) -> None:
    found = datelines(page).paragraph(folded(line))
    assert [f"{m.role} {line[m.start : m.end]}" for m in found] == makers


@pytest.mark.parametrize(
    ("line", "makers"),
    [
        ("开工仪式现场。林一鸣 摄", ["reporter 林一鸣"]),
        ("云河机房。记者 赵小东 摄", ["reporter 赵小东"]),
        ("签约现场。本文图片均为云河新闻记者 赵小东 摄", ["outlet 云河新闻", "reporter 赵小东"]),
        ("（圖／記者游小華翻攝）", ["reporter 游小華"]),
        ("图为签约现场", []),
    ],
)
def test_photographers_in_captions(page: PageLexicon, line: str, makers: list[str]) -> None:
    found = datelines(page).caption(folded(line))
    assert [f"{m.role} {line[m.start : m.end]}" for m in found] == makers
