"""Errors are said in the language of the interface, with what was expected and one suggestion."""

from __future__ import annotations

import pytest

from kg.render.width import cells
from kg.shell.commands.handler import is_spelled, misuse, takes
from kg.shell.session import Session


@pytest.mark.parametrize(
    ("statement", "lines"),
    [
        (
            "PATH FORM 甲 TO 乙",
            [
                "错误 <输入>:1:6  这里不该是 “FORM”",
                "  1 │ PATH FORM 甲 TO 乙",
                "    │      ^ 读到 “FORM”，需要：从（FROM）",
                "提示：是不是 FROM？",
            ],
        ),
        (
            "路径 从 甲\n到 乙 不超 3 跳",
            [
                "错误 <输入>:2:5  这里不该是 “不超”",
                "  2 │ 到 乙 不超 3 跳",
            ],
        ),
        (
            "PATH FROM 甲",
            [
                "错误 <输入>:1:12  语句没有写完",
                "  1 │ PATH FROM 甲",
                "    │             ^ 需要：到（TO）",
            ],
        ),
        (
            "PATH FROM 甲 TO 乙 LIMIT 3 LIMIT 4",
            ["错误 <输入>:1:26  LIMIT 重复了；每种子句只写一次"],
        ),
        ("PATH FROM “甲 TO 乙", ["错误 <输入>:1:11  引号 “ 没有配对，缺少 ”"]),
        ("PATH FROM 甲 TO { ?x a kg:Company", ["错误 <输入>:1:16  “{” 没有配对，缺少 “}”"]),
        ("PATH FROM 甲 TO 乙 WITHIN 3..2", ["错误 <输入>:1:25  跳数至少为 1，且小的写在前面"]),
        (
            "PATH FROM 甲 TO 乙 AVOID HUBS 3",
            [
                "错误 <输入>:1:29  这里不该是 “3”",
                "  1 │ PATH FROM 甲 TO 乙 AVOID HUBS 3",
                "    │                               ^ 读到 “3”，需要：“>”",
            ],
        ),
    ],
)
def test_syntax_errors_of_paths(statement: str, lines: list[str], session: Session) -> None:
    output = session.run(statement)
    assert output.code == 1
    assert output.note.splitlines()[: len(lines)] == lines


def test_an_unknown_edge_is_answered_with_the_nearest(session: Session) -> None:
    statement = "PATH FROM 海川科技 TO 北山电信 VIA {}"
    assert "是不是“签约合作”？" in session.run(statement.format("签")).note
    assert "是不是“operatedBy”？" in session.run(statement.format("operatdBy")).note
    assert session.run(statement.format("★")).note.startswith("没有叫“★”的边；有：签约合作")


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
    ("statement", "lang", "note"),
    [
        (".set limit 十", "zh", "limit 不能是 十：屏幕上最多显示的行数，0 为不限"),
        (".run 没有", "zh", "没有存过语句 没有；.save 可存下一条"),
        (".read 没有.rq", "zh", "没有.rq：没有这个文件或文件夹"),
        (".read 没有.rq", "en", "没有.rq: no such file or folder"),
        (".once 'x", "zh", ".once：引号没有配对"),
        ("SELECT * FROM <https://x.org/g> { ?a ?b ?c }", "zh", "FROM 只能用本库中的图"),
        ("SELECT * { SERVICE <https://x.org/> { ?a ?b ?c } }", "zh", "SERVICE 会访问其他服务器"),
    ],
)
def test_other_errors(statement: str, lang: str, note: str, session: Session) -> None:
    session.runner.screen.lang = lang
    output = session.run(statement)
    assert output.code
    assert output.note.startswith(note)


@pytest.mark.parametrize(
    ("statement", "lang", "note"),
    [
        (".show", "zh", ".show 需要实体的名称"),
        (".show", "en", ".show takes the name of an entity"),
        (".find", "zh", ".find 需要文字"),
        (".read", "zh", ".read 需要文件"),
        (".x 也许", "zh", ".x 的用法：.x on | off | auto"),
        (".watch", "zh", ".watch 的用法：.watch [秒数] [-c] [--until change] 语句"),
        (".watch", "en", "usage: .watch [SECONDS] [-c] [--until change] STATEMENT"),
        (".history 多", "zh", ".history 的用法：.history [条数]"),
        (".set write on", "zh", ".write 的用法：.write on | off"),
    ],
)
def test_misuse_of_commands(statement: str, lang: str, note: str, session: Session) -> None:
    session.runner.screen.lang = lang
    output = session.run(statement)
    assert (output.code, output.note) == (2, note)


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
