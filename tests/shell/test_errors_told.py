"""Errors are said in the language of the interface, with what was expected and one suggestion."""

from __future__ import annotations

import pytest

from kg.render.width import cells
from kg.shell.commands.handler import is_spelled, misuse, takes
from kg.shell.session import Session


@pytest.mark.parametrize(
    ("statement", "code", "lines"),
    [
        (
            "PATH FORM 甲 TO 乙",
            1,
            [
                "错误 <输入>:1:6  这里不该是 “FORM”",
                "  1 │ PATH FORM 甲 TO 乙",
                "    │      ^ 读到 “FORM”，需要：从（FROM）",
                "提示：是不是 FROM？",
            ],
        ),
        (
            "路径 从 甲\n到 乙 不超 3 跳",
            1,
            [
                "错误 <输入>:2:5  这里不该是 “不超”",
                "  2 │ 到 乙 不超 3 跳",
            ],
        ),
        (
            "PATH FROM 甲",
            1,
            [
                "错误 <输入>:1:12  语句没有写完",
                "  1 │ PATH FROM 甲",
                "    │             ^ 需要：到（TO）",
            ],
        ),
        (
            "PATH FROM 甲 TO 乙 LIMIT 3 LIMIT 4",
            1,
            ["错误 <输入>:1:26  LIMIT 重复了；每种子句只写一次"],
        ),
        ("PATH FROM “甲 TO 乙", 1, ["错误 <输入>:1:11  引号 “ 没有配对，缺少 ”"]),
        ("PATH FROM 甲 TO { ?x a kg:Company", 1, ["错误 <输入>:1:16  “{” 没有配对，缺少 “}”"]),
        ("PATH FROM 甲 TO 乙 WITHIN 3..2", 1, ["错误 <输入>:1:25  跳数至少为 1，且小的写在前面"]),
        (
            "PATH FROM 甲 TO 乙 AVOID HUBS 3",
            1,
            [
                "错误 <输入>:1:29  这里不该是 “3”",
                "  1 │ PATH FROM 甲 TO 乙 AVOID HUBS 3",
                "    │                               ^ 读到 “3”，需要：“>”",
            ],
        ),
        (
            "PATH FROM 海川 TO 北山电讯",
            6,
            [
                "错误 <输入>:1:17  图里没有“北山电讯”",
                "  1 │ PATH FROM 海川 TO 北山电讯",
                "    │                   ^",
                "提示：是不是 北山电信？",
            ],
        ),
        (
            "PATH FROM 海川科技\nTO 北山电信 AVOID 没有的公司",
            6,
            [
                "错误 <输入>:2:15  图里没有“没有的公司”",
                "  2 │ TO 北山电信 AVOID 没有的公司",
                "    │                   ^",
            ],
        ),
        ("PATH FROM kg:Compny TO 北山电信", 6, ["错误 <输入>:1:11  图里没有“kg:Compny”"]),
        ("PATH FROM *:Compny TO 北山电信", 1, ["错误 <输入>:1:11  没有叫“Compny”的类"]),
        (
            "PATH FROM 海川科技 TO 北山电信 AVOID CLASS 神仙",
            1,
            ["错误 <输入>:1:36  没有叫“神仙”的类"],
        ),
        (
            "PATH FROM 海川科技 TO 北山电信 STATUS planed",
            1,
            ["错误 <输入>:1:31  没有叫“planed”的状态"],
        ),
        (
            "PATH FROM 海川科技 TO 北山电信 WEIGHT BY suport",
            1,
            ["错误 <输入>:1:34  没有叫“suport”的权重"],
        ),
        (
            "PATH FROM { ?x kg:partnerOf id:海川科技 .\n ?x } TO 北山电信",
            1,
            [
                "错误 <输入>:2:5  这里缺少谓词和宾语",
                "  2 │  ?x } TO 北山电信",
                "    │     ^ 读到 “}”，需要：变量、实体或词项（如 id:… kg:…）、a、“(”",
            ],
        ),
    ],
)
def test_errors_of_paths_show_their_place(
    statement: str, code: int, lines: list[str], session: Session
) -> None:
    output = session.run(statement)
    assert output.code == code
    assert output.note.splitlines()[: len(lines)] == lines


@pytest.mark.parametrize(
    ("edge", "hint"),
    [("签", ["提示：是不是 签约合作？"]), ("operatdBy", ["提示：是不是 operatedBy？"]), ("★", [])],
)
def test_an_unknown_edge_is_answered_with_the_nearest(
    edge: str, hint: list[str], session: Session
) -> None:
    note = session.run(f"PATH FROM 海川科技 TO 北山电信 VIA {edge}").note.splitlines()
    assert note[0].endswith(f"1:28  没有叫“{edge}”的边")
    assert "^ 有：签约合作 (agreement)、" in note[2]
    assert note[3:] == hint


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("FILTER", "FILTER(?x > 3)：只留下满足条件的结果"),
        ("via", "经 甲 | 乙"),
        ("不超过", "不超过 4 跳"),
        ("partnerOf", "kg:partnerOf  合作伙伴"),
        ("企业", "kg:Company  企业"),
        ("timeout", "timeout = 0s  每条语句的时限"),
        ("timeout", "  .timeout .时限"),
    ],
)
def test_help_explains_words_that_are_no_commands(word: str, said: str, session: Session) -> None:
    assert f"\n{said}" in "\n" + session.run(f".help {word}").text


def test_every_keyword_of_paths_is_explained(session: Session) -> None:
    for forms in session.runner.edges.keywords.values():
        assert session.run(f".help {forms[-1]}").code == 0


@pytest.mark.parametrize("width", [60, 100])
def test_help_fits_the_screen(width: int, session: Session) -> None:
    session.runner.screen.width = width
    for statement in (".help", ".help watch", ".help export"):
        assert max(map(cells, session.run(statement).text.splitlines())) <= width


@pytest.mark.parametrize(
    ("statement", "lang", "code", "note"),
    [
        (
            ".set limit 十",
            "zh",
            2,
            "limit：“十”不是整数（0、1、2……）；屏幕上最多显示的行数，0 为不限",
        ),
        (".set theme red", "zh", 2, "theme：“red”不在可选值之中：dark light contrast mono；配色"),
        (".classes 企业", "zh", 2, ".classes 后面不带内容"),
        (".theme red", "zh", 2, "没有命令 .theme；.help 列出全部；是不是 .set theme？"),
        (".run 没有", "zh", 2, "没有存过语句 没有；.save 可存下一条"),
        (".read 没有.rq", "zh", 3, "没有.rq：没有这个文件或文件夹"),
        (".read 没有.rq", "en", 3, "没有.rq: no such file or folder"),
        (".once 'x", "zh", 2, ".once：引号没有配对"),
        (
            "SELECT * FROM <https://x.org/g> { ?a ?b ?c }",
            "zh",
            1,
            "FROM 只能用本库中的图；限定到一篇文章用 GRAPH <文章> { … }",
        ),
        (
            "SELECT * { SERVICE <https://x.org/> { ?a ?b ?c } }",
            "zh",
            1,
            "SERVICE 会访问其他服务器；须先允许其地址",
        ),
        (".show", "zh", 2, ".show 需要实体的名称"),
        (".show", "en", 2, ".show takes the name of an entity"),
        (".find", "zh", 2, ".find 需要文字"),
        (".read", "zh", 2, ".read 需要文件"),
        (".x 也许", "zh", 2, ".x 的用法：.x on | off | auto"),
        (".watch", "zh", 2, ".watch 的用法：.watch [秒数] [-c] [--until change] 语句"),
        (".watch 2", "zh", 2, ".watch 的用法：.watch [秒数] [-c] [--until change] 语句"),
        (".watch", "en", 2, "usage: .watch [SECONDS] [-c] [--until change] STATEMENT"),
        (".history 多", "zh", 2, ".history 的用法：.history [条数]"),
        (".set write on", "zh", 2, ".write 的用法：.write on | off"),
    ],
)
def test_other_errors(statement: str, lang: str, code: int, note: str, session: Session) -> None:
    session.runner.screen.lang = lang
    output = session.run(statement)
    assert (output.code, output.note) == (code, note)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_a_command_says_what_it_takes(lang: str, session: Session) -> None:
    session.runner.screen.lang = lang
    for command in session.commands.commands:
        shown = session.run(f".help {command.name}").text
        if command.argument:
            assert misuse(session, command).message.endswith(takes(session, command))
        if is_spelled(command):
            assert takes(session, command) in shown


@pytest.mark.parametrize(
    "statement",
    [
        "Who are the partners of 北山电信?",
        "东湖智算中心的算力和投资是多少?",
        "北山电信和海川科技有什么关系?",
        "北山电信和没有的公司有什么关系?",
        "哪些智算中心的算力超过 9000P?",
        "东湖智算中心",
        ".timeline 东湖智算中心",
        "PATH FROM 北山电信 TO 东湖智算中心",
        "PATH FROM 北山电信 TO 东湖智算中心 SINCE 2030",
        "EXPLAIN PATH FROM 北山电信 TO 东湖智算中心",
        ".path defaults",
        ".find 东湖",
    ],
)
def test_english_is_said_without_chinese_marks(statement: str, session: Session) -> None:
    session.runner.screen.lang = "en"
    output = session.run(statement)
    # The sentences behind an answer stand as they were written.
    said = [line for line in output.text.splitlines() if line[:1] not in (" ", "[")]
    assert not set("，、；：（）。") & set("".join([*said, output.note]))
    assert said or output.note
