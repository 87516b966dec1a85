from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import BlockKind, Document
from kg.model.lexicon.page import PageLexicon
from kg.reading import read_bytes, read_file, read_text

HEADLINE = "云河数据中心在山口县开工 总投资十二亿元"
BODY = (
    "云河晚报讯(记者 林一鸣)9月1日,云河数据中心在山口县正式开工,总投资12亿元,计划安装机架3000架。",
    "据了解,该中心由云河公司与山口集团联合建设,一期工程预计明年6月投运,算力约500P。",
    "“电价和气候是我们选择这里的原因。”云河公司总经理赵大同说,二期工程将于后年启动。",
)
PAGE = "\n\n".join([HEADLINE, "2023-09-02 08:30 来源：云河晚报", *BODY, "(责任编辑:周小楠)"])


def _texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [b.span.of(document.view.text) for b in document.blocks if b.kind in kinds]


def _body(document: Document) -> list[str]:
    return _texts(document, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)


def _check(document: Document) -> None:
    """What holds for every document."""
    view = document.view
    assert sum(run.length for run in view.runs) == len(view.text)
    at = 0
    for run in view.runs:
        assert run.start == at
        at += run.length
        seen = view.text[run.start : run.start + run.length]
        source = document.text[run.source_start : run.source_start + run.source_length]
        if run.length == run.source_length:
            assert all(
                a == b or (a == " " and b.isspace()) for a, b in zip(seen, source, strict=True)
            )
    covered = "\n".join(block.span.of(view.text) for block in document.blocks)
    assert covered == view.text
    for block in document.blocks:
        source = view.to_source(block.span).of(document.text)
        assert source.strip()
        assert block.span.of(view.text)[0] in (source[0], " ", *_unescaped(source))
        assert all(block.span.covers(cell) for cell in block.cells)


def test_brackets_inside_the_last_sentence_of_a_long_line_are_no_credits(
    page: PageLexicon,
) -> None:
    members = "、纬砚 (3399-TW)、华砚通 (2399-TW)、ACME Data 与东元等企业。"
    text = f"{BODY[0]}{BODY[1]}{BODY[2]}首批客户涵盖砚势科技{members}"
    assert members in read_text(text, page=page).view.text


def _unescaped(source: str) -> str:
    from html import unescape

    return unescape(source[:12])[:1]


def test_a_text_page_is_read_whole(page: PageLexicon) -> None:
    document = read_text(PAGE, page=page)
    _check(document)
    assert document.title == HEADLINE
    assert _body(document) == list(BODY)
    assert (document.published, document.published_time) == (dt.date(2023, 9, 2), "08:30")
    makers = [(b.role, b.span.of(document.view.text)) for b in document.bylines]
    assert makers == [("outlet", "云河晚报"), ("reporter", "林一鸣"), ("editor", "周小楠")]


def test_the_digest_is_that_of_the_bytes(page: PageLexicon) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        document = read_bytes(PAGE.encode(encoding), source="a.txt", page=page)
        assert (document.source, document.text) == ("a.txt", PAGE)
    assert (
        read_text(PAGE, page=page).sha256
        == read_bytes(PAGE.encode(), source="a.txt", page=page).sha256
    )


def test_a_text_is_named_by_its_digest(page: PageLexicon) -> None:
    document = read_text(PAGE, page=page)
    assert document.source == f"text:{document.sha256[:12]}"


def test_noise_around_the_article_is_left_out(page: PageLexicon) -> None:
    noisy = "\n\n".join(
        [
            "首页 | 财经 | 视频 | 登录",
            "当前位置：首页 > 财经 > 正文",
            PAGE,
            "上一篇：云河举办茶叶节",
            "往期推荐",
            "▶ 山口县的四季",
            "网友评论",
            "用户77：支持家乡",
            "加载中。。。",
        ]
    )
    document = read_text(noisy, page=page)
    _check(document)
    assert document.view.text == read_text(PAGE, page=page).view.text


_NOISE = st.lists(
    st.sampled_from(
        [
            "首页 | 财经 | 视频",
            "分享到：微信 微博 QQ空间",
            "字号：大 中 小",
            "下载APP",
            "点击：88",
            "001.jpg",
            "相关阅读",
            "【打印】【关闭】",
            "版权所有 云河在线",
            "template 'mobile/common/wake'",
            "2.3w",
            "",
        ]
    ),
    max_size=6,
)


@given(_NOISE, _NOISE, st.sampled_from(["\n", "\n\n", "\r\n"]))
@example(["首页 | 财经 | 视频"], ["相关阅读"], "\n")
def test_noise_lines_never_change_the_article(
    page: PageLexicon, before: list[str], after: list[str], end: str
) -> None:
    plain = read_text(PAGE, page=page)
    document = read_text(end.join([*before, PAGE, *after]), page=page)
    _check(document)
    assert _body(document) == _body(plain)
    assert document.title == HEADLINE
    assert document.published == plain.published


@given(
    st.text(alphabet="云河数据中心，。、：\n 　\t12-/|>#*<p>&nbsp;()（记者 编辑）", max_size=200)
)
@example("|a|b|\n|--|--|\n|1|2|")
@example("<p>云河&nbsp;&middot;中心<p>二期")
def test_any_text_gives_a_document_that_holds_together(page: PageLexicon, text: str) -> None:
    try:
        document = read_text(text, page=page)
    except InputError:
        return
    _check(document)


def test_a_doubled_body_is_taken_once(page: PageLexicon) -> None:
    doubled = "\n\n".join([PAGE, *BODY, "(责任编辑:周小楠)"])
    document = read_text(doubled, page=page)
    _check(document)
    assert _body(document) == list(BODY)


def test_a_headline_said_again_is_marked(page: PageLexicon) -> None:
    document = read_text(HEADLINE + "\n" + PAGE, page=page)
    headlines = [b for b in document.blocks if b.kind is BlockKind.HEADLINE]
    assert [b.repeated for b in headlines] == [False, True]


def test_a_summary_that_the_article_says_again_is_left_out(page: PageLexicon) -> None:
    text = PAGE.replace(BODY[0], "核心提示：" + BODY[0][14:50] + "\n\n" + BODY[0])
    assert _body(read_text(text, page=page)) == list(BODY)


def test_a_summary_with_news_of_its_own_stays(page: PageLexicon) -> None:
    summary = "核心提示：云河市还将为项目提供五千万元补贴，并新建两条道路。"
    text = PAGE.replace(BODY[0], summary + "\n\n" + BODY[0])
    assert _body(read_text(text, page=page)) == [summary, *BODY]


def test_a_page_run_together_is_cut(page: PageLexicon) -> None:
    text = "date 2023-09-02 " + " ".join(BODY)
    document = read_text(text, page=page)
    _check(document)
    assert document.published == dt.date(2023, 9, 2)
    assert _body(document) == list(BODY)


def test_navigation_run_together_with_text_is_cut_off(page: PageLexicon) -> None:
    text = "首页 财经 正文 " + HEADLINE + " 2023-09-02 来源：云河晚报 " + " ".join(BODY)
    document = read_text(text, page=page)
    assert (document.title, _body(document)) == (HEADLINE, list(BODY))


def test_a_long_paragraph_is_not_cut_inside_a_bracket(page: PageLexicon) -> None:
    paragraph = "云河晚报讯(林一鸣 云河网记者 赵小东)9月1日," + "云河数据中心项目主体结构封顶。" * 8
    document = read_text(HEADLINE + "\n\n" + paragraph, page=page)
    assert paragraph in _body(document)
    assert [b.span.of(document.view.text) for b in document.bylines][-1] == "赵小东"


def test_a_text_wrapped_at_a_width_is_joined(page: PageLexicon) -> None:
    paragraph = "".join(BODY)
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    document = read_text(HEADLINE + "\n\n" + wrapped, page=page)
    _check(document)
    assert "".join(_body(document)) == paragraph


def test_a_list_of_short_lines_is_not_joined(page: PageLexicon) -> None:
    items = [
        "云河数据中心一期项目已经建成投运",
        "山口数据中心二期项目已经开工建设",
        "大河数据中心三期项目已经获得批复",
    ]
    document = read_text("\n".join([HEADLINE, "", BODY[0], "", *items]), page=page)
    assert len(document.blocks) == 2 + len(items)


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["一、项目概况", BODY[1]], ["heading", "paragraph"]),
        (["1.云河中心。由云河公司建设，投资三亿元。"], ["item"]),
        (["- **投资**:云河公司投资三亿元，山口集团投资两亿元。"], ["item"]),
        (["✅ 总投资：11亿元"], ["item"]),
        (["🔍 项目看点", BODY[1]], ["heading", "paragraph"]),
        (["开工仪式现场。林一鸣 摄"], ["caption"]),
        (["机柜：1100架"], ["item"]),
        (["山口县提供全程服务"], ["heading"]),
    ],
)
def test_kinds_of_lines(page: PageLexicon, lines: list[str], kinds: list[str]) -> None:
    document = read_text("\n\n".join([HEADLINE, BODY[0], *lines, BODY[2]]), page=page)
    _check(document)
    assert [block.kind.value for block in document.blocks][2:-1] == kinds


def test_marks_of_bullets_and_numbers_are_no_part_of_the_view(page: PageLexicon) -> None:
    text = "\n\n".join(
        [
            HEADLINE,
            BODY[0],
            "（一）云河中心已经竣工；",
            "• 山口中心已经投运。",
            "3.5亿元投资已经到位。",
        ]
    )
    assert _body(read_text(text, page=page))[1:] == [
        "云河中心已经竣工；",
        "山口中心已经投运。",
        "3.5亿元投资已经到位。",
    ]


def test_a_markdown_table_gives_rows_with_header_cells(page: PageLexicon) -> None:
    table = "| 中心 | 机架(架) |\n|:--|--:|\n| 云河 | 3000 |\n| 山口 | — |"
    document = read_text("\n\n".join([HEADLINE, BODY[0], table, BODY[1]]), page=page)
    _check(document)
    view = document.view.text
    rows = [b for b in document.blocks if b.kind is BlockKind.ROW]
    assert [[c.of(view) for c in row.cells] for row in rows] == [
        ["中心", "机架(架)"],
        ["云河", "3000"],
        ["山口", "—"],
    ]
    assert [[h.of(view) for h in row.header] for row in rows] == [
        [],
        ["中心", "机架(架)"],
        ["中心", "机架(架)"],
    ]


@pytest.mark.parametrize(
    ("head", "tail", "published"),
    [
        ("2024-09-13 08:12 来源：云河晚报", "", "2024-09-13"),
        ("云河晚报 2023年11月8日 A03版·要闻   上一版 下一版", "", "2023-11-08"),
        ("索引号:YH-2024-003    发布日期:2024-04-19    是否有效:是", "2024年4月18日", "2024-04-19"),
        ("", "云河市发展和改革委员会\n二〇二四年六月二十六日", "2024-06-26"),
        ("", "香港，二零二四年三月十八日", "2024-03-18"),
        ("云河参考 · 2024-09-30 · 整理:周小楠", "", "2024-09-30"),
        ("記者林一鳴／台中報導\n民國114年7月9日", "", "2025-07-09"),
        ("", "", None),
        ("20210519期来自:山口时报", "", "2021-05-19"),
    ],
)
def test_dates_of_publication(
    page: PageLexicon, head: str, tail: str, published: str | None
) -> None:
    document = read_text("\n\n".join([HEADLINE, head, *BODY, tail]), page=page)
    assert (document.published.isoformat() if document.published else None) == published
    assert _body(document) == list(BODY)


def test_a_dateline_with_a_year_dates_the_article(page: PageLexicon) -> None:
    text = "\n\n".join([HEADLINE, "云河,2024年12月5日——" + BODY[1]])
    assert read_text(text, page=page).published == dt.date(2024, 12, 5)


def test_a_date_of_the_story_is_no_date_of_publication(page: PageLexicon) -> None:
    text = "\n\n".join([HEADLINE, "2022年5月15日,云河中心开工仪式举行,山口县领导出席。", *BODY])
    assert read_text(text, page=page).published is None


def test_the_entries_of_a_chronicle_are_no_bylines(page: PageLexicon) -> None:
    text = "\n\n".join(
        [HEADLINE, "2022年5月15日", BODY[1], "2022年8月1日", BODY[2], "2023年1月2日", BODY[0]]
    )
    document = read_text(text, page=page)
    assert _texts(document, BlockKind.HEADING) == ["2022年8月1日", "2023年1月2日"]


def test_a_sentence_that_is_cut_off_stays(page: PageLexicon) -> None:
    document = read_text(PAGE.split("(责任")[0] + "云河公司还将在山口县建设第二座数据中", page=page)
    assert _body(document)[-1] == "云河公司还将在山口县建设第二座数据中"


def test_lines_that_are_all_noise_are_still_a_document(page: PageLexicon) -> None:
    document = read_text("首页 | 财经 | 视频", page=page)
    _check(document)
    assert document.view.text == "首页 | 财经 | 视频"


def test_a_file_without_text_is_an_error(page: PageLexicon, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>var a;</script></body></html>", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.html: holds no text"):
        read_file(path, page=page)
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path, page=page)
