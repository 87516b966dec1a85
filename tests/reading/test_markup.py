from __future__ import annotations

import datetime as dt

import pytest

from kg.model import BlockKind, Document
from kg.model.lexicon.page import PageLexicon
from kg.reading import read_text
from tests.reading.test_article import BODY, HEADLINE, _body, _check

HEAD = f"<html><head><title>{HEADLINE}_云河在线</title></head><body>"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)


def _read(body: str, page: PageLexicon, head: str = HEAD) -> Document:
    document = read_text(head + body + "</body></html>", page=page)
    _check(document)
    return document


def test_an_html_page_is_read_without_its_noise(page: PageLexicon) -> None:
    document = _read(
        "<ul class='nav'><li><a href=/>首页</a></li><li><a>山口县</a></li></ul>"
        f"<div class=crumb>当前位置:<a>首页</a> &gt; 正文</div><h1>{HEADLINE}</h1>"
        f"<div class=info><span>2023-09-02 08:30</span> <span>来源:云河在线</span></div>{TEXT}"
        "<script>var related = '大河公司签约';</script><style>p{}</style>"
        "<div class=share>分享到:微信 微博</div>"
        "<div class=rel><h3>相关新闻</h3><ul><li><a>大河公司签约山口</a></li></ul></div>"
        "<div id=c><h3>网友评论</h3><p>张三:听说大河公司也要来建一座中心?</p></div>"
        "<div class=foot>Copyright © 云河在线</div>",
        page,
    )
    assert (document.title, _body(document)) == (HEADLINE, list(BODY))
    assert (document.published, document.published_time) == (dt.date(2023, 9, 2), "08:30")


def test_entities_and_inline_tags_leave_no_trace_but_their_offsets(page: PageLexicon) -> None:
    source = (
        "<p>&nbsp;&nbsp;云河&middot;<b>山口</b>&ldquo;中心&rdquo;\n  二期&#x5DF2;开工，"
        "&lt;三期&gt;明年开工。</p>"
    )
    document = read_text(source + "<p>另一段。</p>", page=page)
    _check(document)
    assert document.view.text.split("\n")[0] == "云河·山口“中心”二期已开工，<三期>明年开工。"
    block = document.blocks[0].span
    assert document.view.to_source(block).of(document.text) == source[15:-4]


def test_a_line_feed_in_the_source_is_a_blank_between_latin_words(page: PageLexicon) -> None:
    document = read_text("<p>云河\n中心部署了 Data\n  Cube 系统。</p><p>另一段。</p>", page=page)
    assert document.view.text.split("\n")[0] == "云河中心部署了 Data Cube 系统。"


def test_a_copy_for_phones_that_is_hidden_is_left_out(page: PageLexicon) -> None:
    hidden = (
        "<div style='display: none'><p>07-03 云河在线</p>"
        "<p>这里只有手机上才看得到的一段话，说的是别的事情。</p></div>"
    )
    assert _body(_read(f"<h1>{HEADLINE}</h1>{TEXT}{hidden}", page)) == list(BODY)


def test_a_body_said_again_is_taken_once(page: PageLexicon) -> None:
    again = f"<div><h2>{HEADLINE}</h2>{TEXT}<a>展开全文</a></div>"
    document = _read(f"<div><h1>{HEADLINE}</h1>{TEXT}</div>{again}", page)
    assert _body(document) == list(BODY)
    assert [b.kind for b in document.blocks].count(BlockKind.HEADLINE) == 1


def test_a_page_that_hides_all_of_its_text_is_read_all_the_same(page: PageLexicon) -> None:
    assert _body(_read(f"<div style='display:none'>{TEXT}</div>", page)) == list(BODY)


def test_a_box_named_like_noise_that_holds_the_article_is_no_noise(page: PageLexicon) -> None:
    assert _body(_read(f"<div class='main-top'><h1>{HEADLINE}</h1>{TEXT}</div>", page)) == list(
        BODY
    )


def test_a_table_of_data_gives_rows_and_one_of_layout_does_not(page: PageLexicon) -> None:
    table = (
        "<table border=1><tr><td>项目名称<td>机架数（个）<tr><td>云河中心<td>4,200"
        "<tr><td>山口中心<td>900</table>"
    )
    document = _read(
        f"<table><tr><td class=content><h1>{HEADLINE}</h1>{TEXT}{table}</td></tr></table>", page
    )
    rows = [b for b in document.blocks if b.kind is BlockKind.ROW]
    view = document.view.text
    assert [[c.of(view) for c in row.cells] for row in rows] == [
        ["项目名称", "机架数（个）"],
        ["云河中心", "4,200"],
        ["山口中心", "900"],
    ]
    assert [[h.of(view) for h in row.header] for row in rows[1:]] == [
        ["项目名称", "机架数（个）"]
    ] * 2


@pytest.mark.parametrize(
    ("head", "published", "time"),
    [
        ('<meta name="PubDate" content="2023-08-11 11:02">', "2023-08-11", "11:02"),
        (
            '<meta property="article:published_time" content="2023-08-11T11:02:00+08:00">',
            "2023-08-11",
            "11:02",
        ),
        ('<meta name="pubdate" content="soon">', None, None),
        (
            '<script type="application/ld+json">{"datePublished": "2023-08-11"}</script>',
            "2023-08-11",
            None,
        ),
        ('<meta name="PubDate" content="2023-99-99">', None, None),
    ],
)
def test_the_head_gives_the_date(
    page: PageLexicon, head: str, published: str | None, time: str | None
) -> None:
    document = _read(f"<h1>{HEADLINE}</h1>{TEXT}", page, HEAD.replace("<head>", "<head>" + head))
    assert (document.published.isoformat() if document.published else None) == published
    assert document.published_time == time


def test_a_labelled_date_wins_and_takes_the_time_of_the_head(page: PageLexicon) -> None:
    head = HEAD.replace("<head>", '<head><meta name="PubDate" content="2023-08-11 11:02">')
    document = _read(f"<h1>{HEADLINE}</h1><p>发布时间：2023-08-11</p>{TEXT}", page, head)
    assert (document.published, document.published_time) == (dt.date(2023, 8, 11), "11:02")


def test_the_address_is_read_from_the_head(page: PageLexicon) -> None:
    head = HEAD.replace(
        "<head>", '<head><link rel="canonical" href="https://example.org/a/1.html">'
    )
    assert _read(TEXT, page, head).url == "https://example.org/a/1.html"


def test_the_description_in_the_head_is_no_text(page: PageLexicon) -> None:
    head = HEAD.replace("<head>", f'<head><meta name="description" content="{BODY[2]}">')
    assert _body(_read(f"<h1>{HEADLINE}</h1>{TEXT}", page, head)) == list(BODY)


def test_unclosed_tags_are_closed_as_browsers_do(page: PageLexicon) -> None:
    items = "<ul><li>云河中心已经竣工，投资三亿元；<li>山口中心已经投运，投资两亿元。</ul>"
    document = _read(f"<h1>{HEADLINE}</h1><p>{BODY[0]}<p>{BODY[1]}{items}<p>{BODY[2]}", page)
    assert _body(document)[:2] == list(BODY[:2])
    assert len(_body(document)) == 5


def test_text_with_a_stray_bracket_is_no_html(page: PageLexicon) -> None:
    document = read_text(f"{HEADLINE}\n\n{BODY[0]}\n\n算力 <1000P 的中心 <b> 类有三座。", page=page)
    assert _body(document)[-1] == "算力 <1000P 的中心 <b> 类有三座。"
