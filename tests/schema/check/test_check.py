"""``kg check`` finds every planted problem, and none in the files that ship."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.schema import Schema
from kg.schema.check import Problem, check


@pytest.fixture
def root(tmp_path: Path, schema: Schema) -> Path:
    """A copy of the ontology with a gazetteer and a lexicon of its own."""
    for name in ("kg.ttl", "shapes.ttl"):
        shutil.copy(schema.root / name, tmp_path / name)
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "lexicon").mkdir()
    return tmp_path


def _gazetteer(root: Path, *lines: str) -> None:
    text = "\n".join(["name\tclass\taliases\twithin", *lines])
    (root / "gazetteer" / "a.tsv").write_text(text, encoding="utf-8")


def _lexicon(root: Path, text: str) -> list[Problem]:
    (root / "lexicon" / "a.toml").write_text(text, encoding="utf-8")
    misfits = ("dataclass", "does not fit")  # that these files fit no dataclass is not the point
    return [p for p in check(root) if not any(words in p.message for words in misfits)]


def _edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_nothing_is_wrong_with_what_ships(schema: Schema) -> None:
    assert [str(p) for p in check(schema.root) if not p.warning] == []


def test_nothing_is_wrong_with_the_bare_ontology(root: Path) -> None:
    assert check(root) == []


def test_a_problem_says_where_it_is() -> None:
    assert str(Problem("kg.ttl", "Ship", "sinks")) == "kg.ttl: Ship: sinks"
    assert str(Problem("kg.ttl", "", "leaks", warning=True)) == "kg.ttl: warning: leaks"
    assert Problem("kg.ttl", "", "漏水", warning=True).told("zh") == "kg.ttl：警告：漏水"


def test_problems_are_told_in_the_language_of_their_reader(root: Path) -> None:
    _gazetteer(root, "甲岭\tCompeny\t甲")
    assert [problem.told("zh") for problem in check(root)] == [
        "gazetteer/a.tsv：第 2 行（甲岭）：本体中没有类 Compeny",
        "gazetteer/a.tsv：第 2 行（甲岭）：“甲”只有一个字，处处都会误认",
    ]


def test_an_error_of_reading_does_not_say_the_file_again(root: Path) -> None:
    _gazetteer(root, "甲岭")
    assert [str(problem) for problem in check(root)] == [
        "gazetteer/a.tsv: line 2: expected 4 columns"
    ]


def test_an_unreadable_ontology_is_the_only_problem(root: Path) -> None:
    (root / "kg.ttl").write_text("kg:A a", encoding="utf-8")
    assert len(check(root)) == 1


TERM = 'rdfs:label "船"@zh, "ship"@en ; rdfs:comment "船。"@zh, "A ship."@en .'


@pytest.mark.parametrize(
    ("turtle", "entry", "message"),
    [
        (
            'kg:Ship a owl:Class ; rdfs:label "船"@zh ; rdfs:comment "船"@zh, "s"@en .',
            "Ship",
            "has no rdfs:label in en",
        ),
        ('kg:Ship a owl:Class ; rdfs:label "船"@zh, "ship"@en .', "Ship", "rdfs:comment in zh"),
        (f"kg:Ship a owl:Class ; rdfs:subClassOf kg:Nothing ; {TERM}", "Nothing", "not declared"),
        (f"kg:Ship a owl:Class ; rdfs:subClassOf kg:Nothing ; {TERM}", "Ship", "which is no class"),
        (f"kg:Ship a owl:Class ; rdfs:subClassOf kg:Ship ; {TERM}", "Ship", "its own superclass"),
        (f"kg:tows a owl:ObjectProperty ; rdfs:range kg:Entity ; {TERM}", "tows", "no rdfs:domain"),
        (
            f"kg:tows a owl:ObjectProperty ; rdfs:domain kg:Entity ; rdfs:range kg:Shp ; {TERM}",
            "tows",
            "the range Shp, which is no class",
        ),
        (
            f"kg:tows a owl:ObjectProperty ; rdfs:subPropertyOf kg:pulls ; {TERM}",
            "tows",
            "subproperty of pulls, which is no property",
        ),
        (
            f"kg:tows a owl:ObjectProperty ; kg:derivedFrom kg:pulls ; {TERM}",
            "tows",
            "derived from pulls, which is no property",
        ),
        (
            f"kg:tows a owl:ObjectProperty ; owl:inverseOf kg:partyTo ; {TERM}",
            "tows",
            "which has another inverse",
        ),
        (
            "kg:tows a owl:ObjectProperty ; owl:inverseOf kg:pulls ; rdfs:domain kg:Person ;"
            f" rdfs:range kg:Place ; {TERM} kg:pulls a owl:ObjectProperty ; rdfs:domain kg:Place ;"
            f" rdfs:range kg:Place ; {TERM}",
            "tows",
            "differ in domain and range",
        ),
        (
            'kg:Ship a owl:Class ; rdfs:label "企业"@zh, "s"@en .',
            "Ship",
            "shares the label “企业” with Company",
        ),
        (
            f'kg:Ship a owl:Class ; {TERM} kg:Ship rdfs:label "舰"@zh .',
            "Ship",
            "has several rdfs:label in zh",
        ),
        (
            f'unit:X a kg:Unit, owl:NamedIndividual ; kg:symbol "W" ; {TERM}',
            "X",
            "shares the symbol “W” with W",
        ),
    ],
)
def test_a_defect_of_the_ontology_is_found(
    root: Path, turtle: str, entry: str, message: str
) -> None:
    _edit(root / "kg.ttl", lambda text: f"{text}\n{turtle}\n")
    problems = [p for p in check(root) if p.file == "kg.ttl"]
    assert [p for p in problems if p.entry == entry and message in p.message], problems


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sh:targetClass kg:Agreement", "sh:targetClass kg:Agrement", "not declared"),
        ("unit:M2", "unit:M3", "not declared"),
        ("kg:exact kg:atLeast", "kg:atLeast", "does not allow exact"),
        ('"An agreement is part of at most one signing"@en', '"?"@fr', "no sh:message in en"),
        ("@prefix sh:", "@prefix", "is not Turtle"),
    ],
)
def test_a_defect_of_the_shapes_is_found(root: Path, old: str, new: str, message: str) -> None:
    _edit(root / "shapes.ttl", lambda text: text.replace(old, new))
    found = [p for p in check(root) if p.file == "shapes.ttl" and message in p.message]
    assert found


def test_missing_shapes_are_found(root: Path) -> None:
    (root / "shapes.ttl").unlink()
    assert check(root) == [Problem("shapes.ttl", "", "there is no such file")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["甲岭\tCompany\t\t\t\t"], "expected 4 columns"),
        (["甲岭\tCompeny"], "Compeny, which the ontology lacks"),
        (["甲岭\tMeasurement"], "no class of entities"),
        (["甲岭\tPlace\t\t乙省"], "“乙省”, which is not in the gazetteer"),
        (["甲岭\tPlace\t甲"], "one-character form “甲”"),
        (["甲岭\tPlace\t甲岭 "], "blanks around"),
        (["甲岭\tPlace\t甲甲|甲甲"], "“甲甲” twice"),
        (["甲岭\tPlace", "甲岭\tPlace"], "stands already in a.tsv, line 2"),
        (
            ["甲岭\tPlace\t甲地", "甲山\tPlace\t甲地"],
            "“甲地”, which also names “甲岭” (a.tsv, line 2)",
        ),
    ],
)
def test_a_defect_of_the_gazetteer_is_found(root: Path, lines: list[str], message: str) -> None:
    _gazetteer(root, *lines)
    assert [p for p in check(root) if message in p.message]


def test_a_gazetteer_in_another_encoding_is_named(root: Path) -> None:
    (root / "gazetteer" / "a.tsv").write_bytes("甲岭".encode("gb18030"))
    assert [p.file for p in check(root)] == ["gazetteer/a.tsv"]


def test_places_of_one_name_in_different_provinces_are_no_clash(root: Path) -> None:
    _gazetteer(root, "甲省\tPlace", "乙省\tPlace", "丙区\tPlace\t\t甲省", "丙区\tPlace\t\t乙省")
    assert check(root) == []


@pytest.mark.parametrize(
    ("toml", "entry", "message"),
    [
        ('x = "', "", "is not TOML"),
        ('[[head]]\ntype = "Compny"', "head[0].type", "no class Compny"),
        ('[[f]]\ngives = ["theme tows agent"]', "f[0].gives[0]", "no property tows"),
        ('[[f]]\nproperty = "-tows"', "f[0].property", "no property tows"),
        ('[[u]]\nkinds = ["pue", "mass"]', "u[0].kinds[1]", "no kind mass"),
        ('[[u]]\nunit = "KG"\nkinds = ["pue"]', "u[0].unit", "no unit KG"),
        ('[[e]]\nevents = ["Sinking"]', "e[0].events[0]", "no event Sinking"),
        ('[[c]]\nstatus = "sunk"', "c[0].status", "no status sunk"),
        ('[[b]]\nbound = "below"', "b[0].bound", "no bound below"),
        ('[classes]\nfirm = "Firm"', "classes.firm", "no class Firm"),
        ('[[r]]\ntheme = ["Place"]\n[[r]]\ntheme = ["Plce"]', "r[1].theme[0]", "no class Plce"),
        ('q = "?x kg:tows ?y"', "q", "no kg:tows"),
        ('words = ["将", "将"]', "words", "“将” twice"),
        (
            '[[c]]\nexamples = ["甲"]\n[[c]]\nexamples = ["乙"]\n[[c]]\nwords = ["丙"]',
            "c[2]",
            "has no examples",
        ),
    ],
)
def test_a_defect_of_a_lexicon_is_found(root: Path, toml: str, entry: str, message: str) -> None:
    problems = _lexicon(root, toml)
    assert [p for p in problems if p.entry == entry and message in p.message], problems


@pytest.mark.parametrize(
    "toml",
    [
        'kind = "suffix"',  # a word of the author's, no quantity
        'theme = "Light or dark"',  # the key means something else here
        '[[u]]\nunit = "PERCENT"\nkinds = []',  # a number of no kind keeps its unit
        '[[f]]\ngives = ["theme builtBy agent"]\nevents = ["Launch"]',
    ],
)
def test_what_may_be_is_not_reported(root: Path, toml: str) -> None:
    assert _lexicon(root, toml) == []


def test_a_file_that_does_not_fit_its_dataclass_is_found(root: Path) -> None:
    (root / "lexicon" / "surnames.toml").write_text('single = "王"\ndouble = []', encoding="utf-8")
    (problem,) = check(root)
    assert problem.file == "lexicon/surnames.toml"
    assert "Expected `array`" in problem.message


def test_a_key_that_nothing_reads_is_found(root: Path, schema: Schema) -> None:
    text = (schema.root / "lexicon" / "statements.toml").read_text(encoding="utf-8")
    text = text.replace("counterexamples", "counterexample", 1).replace(
        "openers", "opener = []\nopeners"
    )
    (root / "lexicon" / "statements.toml").write_text(text, encoding="utf-8")
    found = [p.entry for p in check(root) if "no key" in p.message]
    assert found == ["opener", "claims[0].counterexample"]


def test_a_file_that_no_dataclass_is_for_is_a_warning(root: Path) -> None:
    (root / "lexicon" / "a.toml").write_text('xyzzy = "x"', encoding="utf-8")
    assert [p.warning for p in check(root)] == [True]


def test_all_problems_are_reported_at_once(root: Path) -> None:
    _gazetteer(root, "甲岭\tCompeny", "乙岭\tCompeny")
    (root / "shapes.ttl").unlink()
    assert len(_lexicon(root, 'type = "Compny"')) == 4
