from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest

from kg.cli import main
from kg.schema import Schema


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_extract_prints_turtle(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(article)]) == 0
    text = out(capsys)
    assert "id:东湖智算中心 a kg:ComputingCenter" in text
    assert list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("ending", "format"),
    [
        ("ttl", pyoxigraph.RdfFormat.TURTLE),
        ("trig", pyoxigraph.RdfFormat.TRIG),
        ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
        ("nq", pyoxigraph.RdfFormat.N_QUADS),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
        ("rdf", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_extract_writes_by_the_ending(
    article: Path, home: Path, ending: str, format: pyoxigraph.RdfFormat
) -> None:
    target = home / f"g.{ending}"
    assert main(["extract", str(article), "-o", str(target)]) == 0
    assert list(pyoxigraph.parse(target.read_bytes(), format))


def test_extract_reads_several_files_into_one_graph(
    article: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = home / "b.txt"
    other.write_text(article.read_text(encoding="utf-8") + "又及。\n", encoding="utf-8")
    assert main(["extract", str(article), str(other), "--format", "trig"]) == 0
    assert out(capsys).count(" a kg:Article ") == 2


def test_extract_goes_on_after_a_bad_file(
    article: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "empty.txt").touch()
    assert main(["extract", "empty.txt", str(article)]) == 3
    seen = capsys.readouterr()
    assert "东湖智算中心" in seen.out
    assert seen.err.startswith("kg: empty.txt")


def test_extract_explains_an_article(
    article: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", "--explain", str(article)]) == 0
    assert "[东湖智算中心]" in out(capsys)
    assert main(["extract", "--explain", str(article), "-o", "x.html"]) == 0
    assert "<mark" in (home / "x.html").read_text(encoding="utf-8")
    (home / "b.txt").write_text("又一篇。\n", encoding="utf-8")
    assert main(["extract", "--explain", str(article), "b.txt", "-o", "x.html"]) == 2


def test_build_says_what_it_did_and_only_once(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(article)]) == 0
    assert "读入 1 篇，未变 0 篇" in capsys.readouterr().err
    assert main(["build", str(article)]) == 0
    seen = capsys.readouterr()
    assert "读入 0 篇，未变 1 篇" in seen.err
    assert seen.out == ""


def test_build_then_ask_in_the_same_folder(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "-q", str(article)])
    assert main(["ask", "谁和北山电信公司签约?"]) == 0
    seen = capsys.readouterr()
    assert "海川科技公司" in seen.out
    assert "“当天，北山电信公司与海川科技公司就东湖智算中心建设签订合作协议。”" in seen.out
    assert seen.err == ""


def test_graph_is_taken_from_the_environment(
    graph_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_GRAPH", graph_file)
    assert main(["query", "ASK { ?x a kg:Company }"]) == 0
    assert out(capsys) == "true\n"


def test_query_in_a_pipe_is_tsv(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "-g", graph_file, "SELECT ?e { ?e a kg:ComputingCenter }"])
    assert out(capsys) == "?e\n<https://example.org/kg/id/东湖智算中心>\n"


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_query_in_every_format(
    graph_file: str, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["query", "-g", graph_file, "SELECT * { ?e a kg:Company }", "--format", format]) == 0
    )
    assert "北山电信" in out(capsys)


def test_query_from_a_file(graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "q.rq").write_text("ASK { ?x a kg:Company };\n", encoding="utf-8")
    assert main(["query", "-g", graph_file, "-f", "q.rq"]) == 0
    assert out(capsys) == "true\n"


def test_constructed_graphs_are_turtle(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "-g", graph_file, "CONSTRUCT WHERE { ?e a kg:Park }", "--format", "turtle"])
    assert list(pyoxigraph.parse(out(capsys).encode(), pyoxigraph.RdfFormat.TURTLE)) == []


def test_path_prints_a_chain_with_sources(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["path", "-g", graph_file, "海川科技", "云帆软件", "--within", "3"]) == 0
    text = out(capsys)
    assert "北山电信" in next(line for line in text.splitlines() if line.startswith("1."))
    assert "分别签约" in text


def test_path_writes_the_triples_it_walks(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["path", "-g", graph_file, "海川科技", "云帆软件", "--format", "turtle"]) == 0
    found = list(pyoxigraph.parse(out(capsys).encode(), pyoxigraph.RdfFormat.TURTLE))
    assert {quad.predicate.value.rsplit("#")[-1] for quad in found} == {"party"}


def test_path_explains_what_it_would_search(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["path", "-g", graph_file, "海川科技", "云帆软件", "--explain", "--fail-empty"]
    assert main(arguments) == 0
    assert "SELECT DISTINCT ?n0" in out(capsys)


def test_path_takes_a_whole_statement(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["path", "-g", graph_file, "PATH FROM 海川科技 TO 云帆软件", "--json"]) == 0
    (answer,) = json.loads(out(capsys))["answers"]
    assert [node["label"] for node in answer["path"]["nodes"]] == [
        "海川科技",
        "北山电信",
        "云帆软件",
    ]


def test_ask_as_json(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "-g", graph_file, "--json", "谁和北山电信签约?"]) == 0
    answer = json.loads(out(capsys))
    assert set(answer["plain"]) >= {"海川科技", "云帆软件"}
    evidence = answer["answers"][0]["evidence"][0]
    assert {"article", "begin", "end", "sentence"} <= set(evidence)
    assert {"question", "reading", "query"} <= set(answer)


def test_ask_explains(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "-g", graph_file, "--explain", "谁和北山电信签约?"])
    assert "SELECT" in out(capsys)


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": "q1", "q": "谁和北山电信签约?"}, {"id": "q2", "q": "你好"}]',
        "谁和北山电信签约?\n\n你好\n",
    ],
)
def test_questions_of_a_file_are_answered_one_a_line(
    graph_file: str, home: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "q").write_text(content, encoding="utf-8")
    assert main(["ask", "-g", graph_file, "--questions", "q", "--json"]) == 0
    lines = [json.loads(line) for line in out(capsys).splitlines()]
    assert len(lines) == 2
    assert "海川科技" in lines[0]["plain"]
    assert lines[1]["plain"] == []
    assert lines[1]["error"]


def test_ask_prints_reading_and_query(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "-g", graph_file, "谁和北山电信签约?"])
    reading, query, *_ = out(capsys).splitlines()
    assert reading.startswith("读作：")
    assert query.startswith("查询：SELECT")


def test_ask_speaks_english(
    graph_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    main(["ask", "-g", graph_file, "Who are the partners of 北山电信?"])
    assert out(capsys).startswith("Read as: find partners")


def test_json_is_one_line_with_a_name(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "-g", graph_file, "--json", "谁和北山电信签约?"])
    (line,) = out(capsys).splitlines()
    assert {"id", "question", "reading", "query", "answers", "plain"} <= set(json.loads(line))


def test_json_says_why_there_is_no_answer(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "-g", graph_file, "--json", "你好"]) == 5
    line = json.loads(out(capsys))
    assert (line["plain"], line["code"]) == ([], 5)


def test_query_of_a_question_can_be_run(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "-g", graph_file, "--sparql", "谁和北山电信签约?"]) == 0
    statement = out(capsys)
    assert main(["query", "-g", graph_file, statement, "--format", "csv"]) == 0
    assert "海川科技" in out(capsys)


def test_questions_come_from_stdin(
    graph_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("谁和北山电信签约?\n".encode())))
    assert main(["ask", "-g", graph_file]) == 0
    assert "海川科技" in out(capsys)


def test_a_question_without_answer_fails_a_file_only_if_asked_for(
    graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "q").write_text("东湖智算中心的时延是多少\n谁和北山电信签约?\n", encoding="utf-8")
    argv = ["ask", "-g", graph_file, "--questions", "q"]
    assert main(argv) == 0
    assert main([*argv, "--fail-empty"]) == 4
    assert "[]" in out(capsys)


def test_list_shows_every_relation(capsys: pytest.CaptureFixture[str], schema: Schema) -> None:
    assert main(["ask", "--list"]) == 0
    text = out(capsys)
    assert all(name in text for name in schema.ontology.relations)


def test_list_as_json(capsys: pytest.CaptureFixture[str], schema: Schema) -> None:
    assert main(["ask", "--list", "--json"]) == 0
    lines = [json.loads(line) for line in out(capsys).splitlines()]
    assert {line["name"] for line in lines if line["group"] == "relation"} == set(
        schema.ontology.relations
    )


def test_show_prints_the_card(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "-g", graph_file, "东湖智算中心"]) == 0
    text = out(capsys)
    assert "约1200P" in text
    assert "[1] “" in text


def test_show_as_json(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", "-g", graph_file, "--json", "北电"])
    assert json.loads(out(capsys))["kind"] == "card"


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_why_prints_the_sentence(
    graph_file: str, as_json: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", "-g", graph_file, "东湖智算中心", "builtBy", "北山电信", *as_json]) == 0
    assert "由北山电信承建的东湖智算中心" in out(capsys)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_stats_count_the_classes(
    graph_file: str, as_json: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", "-g", graph_file, *as_json]) == 0
    assert "Company" in out(capsys)


def test_interface_speaks_english(
    graph_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "en_GB.UTF-8")
    main(["stats", "-g", graph_file])
    assert "1 articles" in out(capsys)


def test_export_to_stdout_is_turtle(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "-g", graph_file]) == 0
    assert "id:北山电信 a kg:Company" in out(capsys)


def test_export_as_csv_gives_nodes_and_edges(graph_file: str, home: Path) -> None:
    assert main(["export", "-g", graph_file, "-o", "n.csv"]) == 0
    edges = list(csv.DictReader(io.StringIO((home / "n.csv").read_text(encoding="utf-8"))))
    nodes = list(csv.DictReader(io.StringIO((home / "n.nodes.csv").read_text(encoding="utf-8"))))
    assert len(edges) == 2
    assert len(nodes) == 3


@pytest.mark.parametrize("ending", ["html", "svg", "gexf", "graphml", "dot", "csv"])
def test_network_is_drawn(graph_file: str, home: Path, ending: str) -> None:
    target = home / f"n.{ending}"
    assert main(["network", "-g", graph_file, "-o", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert "海川科技" in text
    if ending in ("svg", "gexf", "graphml"):
        ET.fromstring(text)


def test_network_around_one_says_what_it_left_out(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["network", "-g", graph_file, "--format", "dot", "--around", "海川科技", "--depth", "1"]
    assert main(argv) == 0
    seen = capsys.readouterr()
    assert "云帆软件" not in seen.out
    assert "共 3 个主体，取 2 个" in seen.err


def test_network_is_a_table_unless_told(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["network", "-g", graph_file]) == 0
    assert "│ 北山电信 │ 企业 │      2 │" in out(capsys)


@pytest.mark.parametrize(
    ("options", "seen", "unseen"),
    [
        (["--edges", "--status", "denied"], "西河集团", "海川科技"),
        (["--class", "企业", "--edges"], "海川科技", "西河集团"),
        (["--place", "南岭市", "--edges"], "海川科技", "云帆软件"),
        (["--since", "2025"], "", "北山电信"),
        (["--sources", "2"], "", "北山电信"),
        (["--between", "project"], "", "海川科技"),
        (["--edges", "--format", "csv"], "海川科技", "西河集团"),
        (["--format", "json"], '"betweenness"', "西河集团"),
    ],
)
def test_network_is_filtered(
    options: list[str],
    seen: str,
    unseen: str,
    graph_file: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["network", "-g", graph_file, *options]) == 0
    text = out(capsys)
    assert seen in text
    assert unseen not in text


def test_network_knows_its_classes(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "-g", graph_file, "--class", "nix"]) == 2
    assert "企业 (Company)" in capsys.readouterr().err


def test_shell_runs_statements(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["shell", graph_file, "-e", "ASK { ?x a kg:Company }", "-e", ".mode csv"]
    assert main(argv) == 0
    assert out(capsys).startswith("true\n")


def test_shell_builds_articles_in_memory(
    article: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["shell", str(article), "-e", "谁和海川科技公司签约?"]) == 0
    assert "北山电信公司" in out(capsys)
    assert sorted(path.name for path in home.iterdir()) == ["a.txt"]


def test_shell_runs_a_file(graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "s.kg").write_text("# 注释\nASK {}\n.quit\n", encoding="utf-8")
    assert main(["shell", graph_file, "-f", "s.kg"]) == 0
    assert out(capsys) == "true\n"


def test_check_finds_no_error_in_our_own_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
