from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.shell.parameters import Parameter, bind, declared
from kg.shell.runner import Runner
from kg.shell.saved import Saved, SavedStatements, parse_saved
from kg.shell.session import Session
from kg.shell.statement import Kind


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Saved statements of each test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def test_declarations_have_type_and_default() -> None:
    assert declared(':org entity, :since date=2020-01-01, :n=20,:words text="甲, 乙"') == (
        Parameter("org", "entity"),
        Parameter("since", "date", "2020-01-01"),
        Parameter("n", "auto", "20"),
        Parameter("words", "text", "甲, 乙"),
    )


@pytest.mark.parametrize("text", ["org", ":org thing", ":org=", ":1a"])
def test_wrong_declarations_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        declared(text)


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("entity", "北电", "<https://example.org/kg/id/北山电信>"),
        ("auto", "北电", "<https://example.org/kg/id/北山电信>"),
        ("auto", "火星", '"火星"'),
        ("auto", "12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("auto", "2024-03", '"2024-03-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "2024", '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("class", "企业", "<https://example.org/kg/ontology#Company>"),
        ("property", "kg:partnerOf", "<https://example.org/kg/ontology#partnerOf>"),
        ("decimal", "1.50", '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("text", '"} DROP ALL #', '"\\"} DROP ALL #"'),
    ],
)
def test_values_become_terms(runner: Runner, type_: str, value: str, term: str) -> None:
    text, bindings = bind("SELECT * { ?s ?p $x }", Kind.SPARQL, {"x": value}, {"x": type_}, runner)
    assert text == "SELECT * { ?s ?p $x }"
    assert {name: str(t) for name, t in bindings.items()} == {"x": term}


@pytest.mark.parametrize(
    ("type_", "value"),
    [("int", "many"), ("date", "soon"), ("decimal", "x"), ("class", "火星")],
)
def test_values_that_do_not_fit_are_refused(runner: Runner, type_: str, value: str) -> None:
    with pytest.raises(UsageError, match=r"^x: "):
        bind("ASK { ?s ?p $x }", Kind.SPARQL, {"x": value}, {"x": type_}, runner)


def test_limits_and_lists_are_spelled_out(runner: Runner) -> None:
    values = {"n": "5", "names": "甲,乙"}
    text, bindings = bind(
        "SELECT * { ?s ?p ?o FILTER(STR(?o) IN ($names)) # $n\n} LIMIT $n",
        Kind.SPARQL,
        values,
        {"names": "list"},
        runner,
    )
    assert text == 'SELECT * { ?s ?p ?o FILTER(STR(?o) IN ("甲", "乙")) # $n\n} LIMIT 5'
    assert bindings == {}


def test_limit_takes_numbers_only(runner: Runner) -> None:
    with pytest.raises(UsageError, match="whole number"):
        bind("SELECT * { ?s ?p ?o } LIMIT $n", Kind.SPARQL, {"n": "1 OFFSET 3"}, {}, runner)


def test_longer_names_are_not_touched(runner: Runner) -> None:
    text, bindings = bind("ASK { $a $ab $abc }", Kind.SPARQL, {"ab": "甲"}, {}, runner)
    assert (text, list(bindings)) == ("ASK { $a $ab $abc }", ["ab"])


def test_paths_take_iris_and_questions_words(runner: Runner) -> None:
    values = {"one": "北电"}
    text, _ = bind("PATH FROM $one TO 海川科技", Kind.PATH, values, {}, runner)
    assert text == "PATH FROM <https://example.org/kg/id/北山电信> TO 海川科技"
    assert bind("谁和$one签约?", Kind.QUESTION, {"one": "北电"}, {}, runner)[0] == "谁和$one签约?"
    assert bind("谁和 $one 签约?", Kind.QUESTION, values, {}, runner)[0] == "谁和 北电 签约?"


def test_saved_statement_is_a_file_that_says_what_it_takes(home: Path) -> None:
    saved = Saved("签约方", "SELECT * { $org ?p ?o }", declared(":org entity"), "谁签约")
    kept = SavedStatements(home)
    path = kept.put(saved)
    assert path.read_text(encoding="utf-8") == (
        "# description: 谁签约\n# param: :org entity\nSELECT * { $org ?p ?o }\n"
    )
    assert kept.get("签约方") == saved
    assert kept.names() == ["签约方"]
    with pytest.raises(UsageError, match="-f"):
        kept.put(saved)
    kept.put(saved, replace=True)
    kept.remove("签约方")
    with pytest.raises(UsageError, match="签约方"):
        kept.get("签约方")


@pytest.mark.parametrize("name", ["../a", "", "a/b", ".a"])
def test_names_stay_in_the_folder(home: Path, name: str) -> None:
    with pytest.raises(UsageError):
        SavedStatements(home).put(Saved(name, "ASK {}"))


def test_comments_of_a_statement_are_its_own() -> None:
    assert parse_saved("x", "# 注释\nASK {}").text == "# 注释\nASK {}"


def test_save_and_run(session: Session) -> None:
    assert session.run(
        ".save 伙伴 :org entity, :n=1 := SELECT ?b { $org kg:partnerOf ?b } ORDER BY ?b LIMIT $n"
    ).note.endswith("伙伴.rq")
    assert "云帆软件" in session.run(".run 伙伴 org=北电").text
    shown = session.run(".run 伙伴 org=北电 n=5").text
    assert "云帆软件" in shown
    assert "海川科技" in shown
    assert ":org entity" in session.run(".run 伙伴 --help").text
    assert "伙伴" in session.run(".queries").text
    assert "SELECT" in session.run(".queries show 伙伴").text


def test_missing_values_are_asked_for_or_wrong_usage(session: Session) -> None:
    session.run(".save 伙伴 :org entity := SELECT ?b { $org kg:partnerOf ?b }")
    output = session.run(".run 伙伴")
    assert (output.code, "org" in output.note) == (2, True)
    session.ask = lambda _: "北电\n"
    assert "海川科技" in session.run(".run 伙伴").text
    session.parameters["org"] = "海川科技"
    assert "北山电信" in session.run(".run 伙伴").text
    assert session.run(".run 伙伴 orgs=北电").code == 2


def test_parameters_of_the_sitting(session: Session) -> None:
    session.run(".param set org 北电")
    assert session.run(".param").text == "org = 北电\n"
    assert "海川科技" in session.run("SELECT ?b { $org kg:partnerOf ?b }").text
    assert "?org" not in session.run("SELECT ?b { ?org kg:partnerOf ?b }").text
    session.run(".param unset org")
    assert session.run(".param").text == ""


@pytest.mark.parametrize(
    "command",
    [".save 甲 := ASK {}", ".save 甲:=ASK {}", ".save 甲 ASK {}", ".save -f 甲 := ASK {}"],
)
def test_a_statement_without_parameters_is_saved(command: str, session: Session) -> None:
    assert session.run(command).code == 0
    assert session.run(".queries show 甲").text == "ASK {}\n"


def test_parameters_may_belong_to_the_last_statement(session: Session) -> None:
    assert "结果" in session.run(".save 甲 :n int").note
    session.run("SELECT ?e { ?e a kg:Company }")
    session.run(".save 甲 :n int")
    assert ":n int" in session.run(".queries show 甲").text


def test_the_last_statement_is_saved(session: Session) -> None:
    session.run("ASK { ?x a kg:Company }")
    session.run("SELECT ?e { ?e a kg:ComputingCenter }")
    session.run(".save 中心")
    assert "东湖智算中心" in session.run(".run 中心").text
    session.run(".queries drop 中心")
    assert session.run(".run 中心").code == 2


@pytest.mark.parametrize("command", [".save", ".run", ".run x y", ".queries what", ".param set x"])
def test_wrong_usage(session: Session, command: str) -> None:
    assert session.run(command).code == 2
