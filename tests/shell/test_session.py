from __future__ import annotations

from pathlib import Path

import pytest

from kg.render.width import cells
from kg.shell.batch import Script, run_batch
from kg.shell.output import Output
from kg.shell.session import Session
from kg.shell.statement import Kind, classify, narrow
from tests.graph.test_diagnosis import BROKEN


def test_sparql_gives_a_table_of_labels(session: Session) -> None:
    output = session.run("SELECT ?e { ?e a kg:ComputingCenter }")
    assert "│ 东湖智算中心 │" in output.text
    assert output.code == 0


def test_full_width_punctuation_is_accepted_and_said(session: Session) -> None:
    output = session.run("SELECT ？e ｛ ？e a kg:ComputingCenter ｝")
    assert "东湖智算中心" in output.text
    assert output.note == session.texts["narrowed"]


def test_broken_sparql_shows_its_place(session: Session) -> None:
    output = session.run("SELECT ?e { ?e nix:a ?x }")
    assert output.code == 1
    assert output.note.startswith("错误 <输入>:1:16  前缀 nix: 没有声明")
    assert "│ " + " " * 15 + "^" in output.note


def test_updates_are_refused(session: Session) -> None:
    output = session.run("DELETE WHERE { ?s ?p ?o }")
    assert output.code == 1
    assert "DELETE" in output.note


def test_path_is_answered_with_sources(session: Session) -> None:
    output = session.run("PATH FROM 海川科技 TO 云帆软件")
    assert "海川科技" in output.text
    assert "与海川科技、云帆软件分别签约" in output.text


def test_name_shows_its_card(session: Session) -> None:
    output = session.run("北电")
    assert "北山电信（企业）" in output.text
    assert "[1]" in output.text


def test_question_is_answered_with_its_sentence(session: Session) -> None:
    output = session.run("谁和北山电信签约?")
    assert {"海川科技", "云帆软件"} <= {
        line.split()[0] for line in output.text.splitlines() if line
    }
    assert "“北山电信（以下简称北电）与海川科技、云帆软件分别签约，共12家企业参加。”" in output.text


def test_follow_up_takes_what_it_leaves_out_from_before(session: Session) -> None:
    session.run("东湖智算中心")
    assert "南岭市" in session.run("它在哪里?").text


def test_an_unknown_name_is_one_clear_line(session: Session) -> None:
    output = session.run(".show 火星")
    assert (output.code, output.note) == (6, "图里没有“火星”")


def test_not_understood_has_its_own_code(session: Session) -> None:
    assert session.run("你好").code == 5


def test_an_empty_line_does_nothing(session: Session) -> None:
    assert session.run("  ") == Output()


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (".help", ".show .实体"),
        (".帮助", ".show .实体"),
        (".help show", ".show .实体"),
        (".find 智算", "东湖智算中心  算力中心  id:东湖智算中心"),
        (".stats", "kg:Company"),
        (".graphs", "东湖智算中心揭牌"),
        (".edges", "签约合作"),
        (".keys", "Ctrl-C"),
        (".questions", "合作伙伴"),
        (".mode", "table"),
        (".timing", "关"),
        (".set", "timeout"),
        (".show settings", "默认"),
        (".classes", "kg:Company"),
        (".props 企业", "kg:partnerOf"),
        (".count 企业", "4"),
        (".prefix", "PREFIX kg: <"),
        (".help 出处", ".sources"),
        (".limit 5", "5"),
    ],
)
def test_commands(session: Session, command: str, part: str) -> None:
    output = session.run(command)
    assert part in output.text
    assert output.code == 0


def test_help_fits_a_screen(session: Session) -> None:
    assert max(cells(line) for line in session.run(".help").text.splitlines()) <= 100


def test_every_command_of_the_lexicon_runs(session: Session) -> None:
    for command in session.commands.commands:
        assert session.run(command.name).code in (0, 2)


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (".nix", ".nix"),
        (".s", ".sources"),
        (".mode pdf", "csv"),
        (".show", ".show"),
        (".find", ".find"),
        (".find 火星", "火星"),
        (".sources", "还没有"),
        (".limit x", "最多显示的行数"),
        (".x maybe", "on | off | auto"),
        (".timeout soon", "30s"),
        (".set colour never", "color"),
        (".set write on", ".write"),
        (".props 火星", "火星"),
        (".help 火星", "火星"),
        (".watch", "语句"),
        (".watch -q ASK {}", "语句"),
        (".once", "文件"),
        (".read", "文件"),
    ],
)
def test_wrong_commands_say_what_is_right(session: Session, command: str, part: str) -> None:
    output = session.run(command)
    assert output.code == 2
    assert part in output.note


def test_unique_beginning_is_enough(session: Session) -> None:
    assert session.run(".sta").code == 0


def test_quit_leaves(session: Session) -> None:
    assert session.run(".退出").leave


def test_mode_changes_the_format(session: Session) -> None:
    session.run(".mode csv")
    assert session.run("SELECT ?e { ?e a kg:ComputingCenter }").text.startswith("e\r\n")


def test_limit_cuts_and_says_so(session: Session) -> None:
    session.run(".limit 2")
    output = session.run("SELECT ?e { ?e a kg:Company } ORDER BY ?e")
    assert output.text.count("\n") == 6
    assert "2" in output.note
    assert ".limit 0" in output.note


def test_limit_that_is_just_enough_says_nothing(session: Session) -> None:
    count = session.run("SELECT ?e { ?e a kg:Company }").text.count("\n") - 4
    session.run(f".limit {count}")
    assert session.run("SELECT ?e { ?e a kg:Company }").note == ""


def test_timing_is_noted(session: Session) -> None:
    session.run(".timing on")
    assert " ms" in session.run("ASK {}").note


def test_sources_of_one_answer(session: Session) -> None:
    session.run("谁和北山电信签约?")
    assert session.run(".sources 1").text.startswith("1. ")
    assert session.run(".sources 99").code == 2
    assert "“" in session.run(".sources").text


def test_explain_shows_the_query(session: Session) -> None:
    session.run("谁和北山电信签约?")
    assert "SELECT" in session.run(".explain").text
    assert "SELECT" in session.run(".解释 谁和北山电信签约?").text


def test_batch_stops_at_the_first_error(session: Session) -> None:
    shown: list[Output] = []
    ended = run_batch(session, [Script(["ASK {}", ".nix", "ASK {}"])], shown.append)
    assert (ended.code, sum(output.text != "" for output in shown)) == (2, 1)


def test_batch_can_go_on(session: Session) -> None:
    shown: list[Output] = []
    scripts = [Script(["ASK {}"]), Script([".nix"]), Script(["ASK { ?x a kg:Nix }"])]
    ended = run_batch(session, scripts, shown.append, keep_going=True)
    assert (ended.code, ended.empty) == (2, True)
    assert [output.text for output in shown if output.text] == ["true\n", "false\n"]


def test_batch_ends_with_quit(session: Session) -> None:
    shown: list[Output] = []
    assert run_batch(session, [Script([".quit", "ASK {}"])], shown.append).code == 0
    assert len(shown) == 1


def test_errors_of_a_file_say_its_line_and_column(session: Session) -> None:
    script = """# 查询

ASK { ?x a kg:Company }
  SELECT ?x {
    ?x kg:party .
  }

PATH FROM 海川科技 TO 云帆软件
  NEARBY 3
"""
    shown: list[Output] = []
    run_batch(session, [Script(script.splitlines(), "q.rq")], shown.append, keep_going=True)
    notes = [output.note for output in shown if output.code]
    assert [note.split("  ")[0] for note in notes] == ["错误 q.rq:5:17", "错误 q.rq:9:3"]
    assert "\n  5 │     ?x kg:party ." in notes[0]


def test_an_empty_result_says_why(session: Session) -> None:
    output = session.run("SELECT ?x { ?x a kg:Company . ?x kg:builtBy id:没有 }")
    assert output.empty
    assert output.note == "没有结果：“?x kg:builtBy id:没有” 单独就没有匹配"


def test_an_unknown_term_is_marked(session: Session) -> None:
    note = session.run("SELECT ?x { ?x kg:partys ?y }").note
    assert note.splitlines() == [
        "注意 <输入>:1:16  图中没有属性 kg:partys",
        "  1 │ SELECT ?x { ?x kg:partys ?y }",
        "    │                ^",
        "提示：是不是 kg:party（参与方）？",
    ]


def test_what_is_odd_is_said_to_who_sits_there(session: Session) -> None:
    query = "SELECT ?z { ?x a kg:Company . ?y a kg:Agreement }"
    assert session.run(query).note == ""
    session.interactive = True
    note = session.run(query).note
    assert "注意 <输入>:1:8  查询模式中没有变量 ?z" in note
    assert "注意 <输入>:1:31  这部分与前面没有共同变量" in note


def test_explain_counts_the_patterns_of_a_query(session: Session) -> None:
    shown = session.run(".explain SELECT ?a { ?a kg:partnerOf ?b }").text
    assert "?a kg:partnerOf ?b" in shown
    analysed = session.run(".explain analyze SELECT ?a { ?a a kg:Company ; kg:partnerOf ?b }").text
    assert "连同前面" in analysed
    assert "签约" in session.run(".explain PATH FROM 海川科技 TO 云帆软件").text
    assert session.run("EXPLAIN SELECT ?a { ?a kg:partnerOf ?b }").text == shown
    assert "谁" in session.run("EXPLAIN 谁和海川科技签约?").text
    assert session.run("EXPLAIN SELECT ?a {").note.startswith("错误 <输入>:1:12")
    assert session.run(".explain .stats").code == 2


IN_FILES = [q for q, _, _ in BROKEN if classify(q) is Kind.SPARQL and narrow(q) == q]


@pytest.mark.parametrize("marked", IN_FILES)
def test_a_broken_query_inside_a_file_is_marked_there(session: Session, marked: str) -> None:
    before = "# 查询\nASK { ?x a kg:Company }\n\n  # 其次\n  "
    query, _, rest = (before + marked).partition("⸢")
    shown: list[Output] = []
    run_batch(session, [Script((query + rest).splitlines(), "q.rq")], shown.append)
    line, start = query.count("\n") + 1, query.rfind("\n") + 1
    head, text, mark, *_ = shown[-1].note.splitlines()
    assert head.startswith(f"错误 q.rq:{line}:{len(query) - start + 1}  ")
    margin = f"  {line} │ "
    assert text == (margin + (query + rest)[start:].split("\n")[0]).rstrip()
    assert mark.index("^") == len(margin) + cells(query[start:])


def test_path_statements_take_the_defaults_that_they_do_not_say_themselves(
    session: Session,
) -> None:
    listed = session.run(".路径 默认 WITHIN 1 DIRECTED").text
    assert "WITHIN 1" in listed
    assert "≤1" in session.run("PATH FROM 海川科技 TO 云帆软件").text
    assert "≤3" in session.run("PATH FROM 海川科技 TO 云帆软件 不超过 3 跳 UNDIRECTED").text
    assert session.run(".path defaults WITHN 3").code == 1
    assert "WITHIN 1" in session.run(".path defaults").text
    session.run(".path defaults off")
    assert "WITHIN 1" not in session.run(".path defaults").text
    assert "≤4" in session.run("PATH FROM 海川科技 TO 云帆软件").text
    assert session.run(".path other").code == 2


def test_a_log_has_statements_and_answers(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "sitting.txt"
    session.run(f".log {file}")
    session.run("ASK {\n}")
    session.run("SELECT ?x {")
    session.run(".log off")
    session.run("ASK {}")
    logged = file.read_text(encoding="utf-8")
    assert logged.startswith("kg> ASK {\n  … }\ntrue\n")
    assert "错误 <输入>:1:12" in logged
    assert logged.count("true") == 1


def test_the_last_path_can_be_exported(session: Session, tmp_path: Path) -> None:
    assert session.run(f".export {tmp_path / 'x.ttl'} --path").note == session.texts["last_no_path"]
    session.run("PATH FROM 海川科技 TO 云帆软件")
    plain, proved = tmp_path / "plain.ttl", tmp_path / "proved.ttl"
    session.run(f".export {plain} --path")
    session.run(f".export {proved} --path --with-evidence")
    assert "kg:party" in plain.read_text(encoding="utf-8")
    assert "oa:exact" not in plain.read_text(encoding="utf-8")
    assert "oa:exact" in proved.read_text(encoding="utf-8")


def test_articles_since_a_day_can_be_exported(session: Session, tmp_path: Path) -> None:
    (published,) = (article.published for article in session.runner.graph.articles())
    assert published is not None
    since, later = tmp_path / "since.nq", tmp_path / "later.nq"
    session.run(f".export {since} --since {published[:4]}")
    session.run(f".export {later} --since {int(published[:4]) + 1}")
    assert since.read_text(encoding="utf-8")
    assert later.read_text(encoding="utf-8") == ""
    assert session.run(f".export {since} --since 24").code == 2
    assert session.run(f".export {tmp_path / 'x.csv'} --since 2024").code == 2


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (".枢钮", ".枢纽？"),
        (".set limt 3", "limit？"),
        ("今天天气怎么样?", ".问法 列出可问的内容"),
        (".show 无此公司", "图里没有“无此公司”"),
        (".run 无此语句", "没有存过语句 无此语句"),
    ],
)
def test_what_is_unknown_is_said_with_what_was_probably_meant(
    session: Session, typed: str, part: str
) -> None:
    output = session.run(typed)
    assert output.code
    assert part in output.note


def test_graphs_have_formats_of_their_own(session: Session, tmp_path: Path) -> None:
    query = "CONSTRUCT { ?a kg:partnerOf ?b } WHERE { ?a kg:partnerOf ?b }"
    session.run(".mode dot")
    drawn = session.run(query).text
    assert drawn.startswith("digraph graph_ {")
    assert '[label="海川科技"]' in drawn
    assert '[label="kg:partnerOf"]' in drawn
    assert session.run("SELECT ?a { ?a kg:partnerOf ?b } LIMIT 1").text.startswith("?a\n")
    session.run(".mode table")
    assert session.run(query).text.startswith("@prefix")
    session.run(f"{query} ; > {tmp_path / 'graph.dot'}")
    assert (tmp_path / "graph.dot").read_text(encoding="utf-8") == drawn


def test_an_empty_result_has_no_sources(session: Session) -> None:
    assert session.run(".sources").note == session.texts["no_last"]
    session.run('SELECT ?x { ?x kg:source "nowhere" }')
    assert session.run(".sources").note == session.texts["last_empty"]


def test_a_log_that_cannot_be_written_is_given_up(session: Session, tmp_path: Path) -> None:
    session.run(f".log {tmp_path / 'nowhere' / 'log.txt'}")
    output = session.run("ASK { ?x a kg:Company }")
    assert output.text == "true\n"
    assert "log.txt" in output.note
    assert session.log is None
    assert "log.txt" not in session.run("ASK {}").note


def test_questions_are_listed_by_a_word_or_asked(session: Session) -> None:
    listed = session.run(".questions 投资").text
    assert "投资方" in listed
    assert "位于" not in listed
    asked = session.run(".ask 东湖智算中心由谁承建?").text
    assert asked == session.run("东湖智算中心由谁承建?").text
