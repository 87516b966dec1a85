"""The rules 1 to 9 of the path statement, each by its number."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path as File

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, SchemaError
from kg.graph import vocabulary as v
from kg.query.paths.budget import Budget
from kg.query.paths.result import Reason
from kg.schema import Schema
from tests.query.paths.builders import (
    ASKS,
    WEB,
    ask,
    chains,
    deal,
    graph_of,
    text,
)


@pytest.fixture(scope="module")
def weighed(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """The schema with a view whose edges have a confidence and a number of their own."""
    root = tmp_path_factory.mktemp("ontology") / "ontology"
    shutil.copytree(schema.root, root)
    with File(root, "lexicon", "edges.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[views]]\nname = "owns"\nzh = "持股"\nen = "owns"\nweight = "金额"\nrank = 1\n'
            'pattern = "?via kg:owner ?from ; kg:owned ?to . '
            'OPTIONAL { ?via kg:conf ?conf } OPTIONAL { ?via kg:amount ?weight }"\n'
            'triples = [["?via", "kg:owner", "?from"], ["?via", "kg:owned", "?to"]]\n'
        )
    return Schema(root)


def owns(one: str, other: str, conf: float | None = None, amount: int | None = None) -> str:
    """A share as Turtle, with its confidence and amount where they are known."""
    more = f" ; kg:conf {conf}" if conf is not None else ""
    more += f" ; kg:amount {amount}" if amount is not None else ""
    return f"id:share{one}{other} kg:owner id:{one} ; kg:owned id:{other}{more} .\n"


# -- 1 to 5: the graph that is searched --------------------------------------------------------


def test_rule_1_places_classes_and_literals_are_not_walked(schema: Schema) -> None:
    turtle = (
        "id:a kg:locatedIn id:p . id:d kg:locatedIn id:p .\n"
        "id:a kg:partOf kg:Company . id:d kg:partOf kg:Company .\n"
        'id:a kg:deploys "x" . id:d kg:deploys "x" .\n'
        + deal("x", "a", "b") + deal("y", "b", "c") + deal("z", "c", "d")
    )  # fmt: skip
    assert chains(ask(turtle, ASKS, schema)) == ["abcd"]
    assert chains(ask(turtle, f"{ASKS} VIA 位于", schema)) == ["apd"]


def test_rule_2_an_agreement_is_one_hop_and_can_be_asked_for(schema: Schema) -> None:
    turtle = deal("x", "a", "b") + deal("y", "b", "d") + deal("z", "b", "d") + deal("w", "a", "d")
    (item,) = ask(turtle, ASKS, schema).items
    assert item.path is not None
    (hop,) = item.path.hops
    assert hop.edge.via == v.INDIVIDUALS + "w"
    assert chains(ask(turtle, f"{ASKS} AVOID NODE id:w", schema)) == ["abd"]
    (item,) = ask(turtle, f"{ASKS} THROUGH id:z", schema).items
    assert item.path is not None
    assert [hop.edge.via for hop in item.path.hops] == [v.INDIVIDUALS + "x", v.INDIVIDUALS + "z"]


def test_rule_3_clauses_filter_before_a_path_is_chosen(schema: Schema) -> None:
    turtle = (
        deal("old", "a", "d", date="2019-05-01")
        + deal("x", "a", "b", date="2022") + deal("y", "b", "d", date="2023-04")
        + deal("z", "a", "c")
    )  # fmt: skip
    answer = ask(turtle, f"{ASKS} SINCE 2021", schema)
    assert chains(answer) == ["abd"]
    assert answer.report is not None
    assert answer.report.undated == 1
    assert "1 条边没有日期" in text(answer, schema)
    assert chains(ask(turtle, "PATH FROM id:a TO id:c SINCE 2021 UNDATED", schema)) == ["ac"]
    assert not chains(ask(turtle, "PATH FROM id:a TO id:c SINCE 2021", schema))


@pytest.mark.parametrize(
    ("date", "clause", "kept"),
    [
        ("2021-06-30", "SINCE 2021-06", True),
        ("2021-05-31", "SINCE 2021-06", False),
        ("2021", "SINCE 2021-06", True),
        ("2021-06-30", "UNTIL 2021-06", True),
        ("2021-07-01", "UNTIL 2021-06", False),
        ("2021", "UNTIL 2021-06", True),
        ("2022", "UNTIL 2021-06", False),
        ("2021-06", "SINCE 2021 UNTIL 2021", True),
    ],
)
def test_rule_3_dates_that_can_lie_within_the_bounds_are_kept(
    schema: Schema, date: str, clause: str, *, kept: bool
) -> None:
    answer = ask(deal("x", "a", "d", date=date), f"{ASKS} {clause}", schema)
    assert bool(answer.items) is kept


def test_rule_4_an_agreement_of_three_is_no_path_through_itself(schema: Schema) -> None:
    turtle = deal("x", "a", "b", "d")
    assert chains(ask(turtle, f"PATH ALL {ASKS[5:]}", schema)) == ["ad"]
    assert not ask(turtle, f"{ASKS} WITHIN 2..4", schema).items
    assert not ask(turtle, f"{ASKS} THROUGH id:b", schema).items
    with pytest.raises(QueryError, match="two different ends"):
        ask(turtle, "PATH FROM id:a TO id:a", schema)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("PATH FROM id:d TO id:a", ["dba"]),
        ("PATH FROM id:a TO id:d DIRECTED", ["abd"]),
        ("PATH FROM id:d TO id:a DIRECTED", []),
        ("PATH FROM id:d TO id:a VIA ^母公司 | 签约 DIRECTED", ["dba"]),
        ("PATH FROM id:a TO id:d VIA ^母公司 | 签约", []),
    ],
)
def test_rule_5_direction(schema: Schema, statement: str, found: list[str]) -> None:
    turtle = "id:a kg:subsidiaryOf id:b .\n" + deal("x", "d", "b")
    assert chains(ask(turtle, statement, schema)) == found


# -- 6 to 9: which paths, how many, in which order ---------------------------------------------


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("", ["abd", "acd"]),
        ("ALL SHORTEST", ["abd", "acd"]),
        ("ANY", ["abd"]),
        ("SHORTEST", ["abd"]),
        ("SHORTEST 3", ["abd", "acd", "abcd"]),
        ("SHORTEST 2 GROUPS", ["abd", "acd", "abcd", "acbd"]),
        ("CHEAPEST 3", ["abd", "acd", "abcd"]),
        ("ALL", ["abd", "acd", "abcd", "acbd"]),
    ],
)
def test_rule_6_selectors(schema: Schema, selector: str, found: list[str]) -> None:
    assert chains(ask(WEB, f"PATH {selector} FROM id:a TO id:d", schema)) == found


def test_rule_6_sets_are_searched_by_pair_and_pairs_without_a_path_listed_once(
    schema: Schema,
) -> None:
    turtle = WEB + deal("y", "e", "f")
    answer = ask(turtle, "PATH ANY FROM id:a, id:e TO id:d, id:f", schema)
    assert chains(answer) == ["abd", "ef"]
    assert answer.report is not None
    assert [(p.start.label, p.goal.label) for p in answer.report.without] == [
        ("a", "f"),
        ("e", "d"),
    ]


def test_rule_6_of_many_pairs_without_a_path_some_are_named(schema: Schema) -> None:
    goals = [f"g{n}" for n in range(20)]
    turtle = WEB + "".join(deal(f"y{goal}", goal, f"h{goal}") for goal in goals)
    ends = ", ".join(f"id:{goal}" for goal in goals)
    answer = ask(turtle, f"PATH FROM id:a TO id:b, {ends} WITHIN 2", schema)
    *_, last = (answer.note or "").splitlines()[-1].split("；")
    assert last.startswith("另有 15 对没有路径：")
    assert last.count("–") == 10
    assert last.endswith("…")


def test_rule_7_bounds(schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "".join(deal(f"x{n}", f"n{n}", f"n{n + 1}") for n in range(9))
    assert ask(line, "PATH FROM id:n0 TO id:n4", schema).note is None
    wider = ask(line, "PATH FROM id:n0 TO id:n6", schema)
    assert "放宽到 8 跳" in (wider.note or "")
    assert not ask(line, "PATH FROM id:n0 TO id:n9", schema).items
    assert ask(line, "PATH FROM id:n0 TO id:n9 WITHIN 12", schema).items
    with pytest.raises(QueryError, match="at most 12"):
        ask(line, "PATH FROM id:n0 TO id:n9 WITHIN 13", schema)
    star = "".join(deal(f"l{n}", "a", f"m{n}") + deal(f"r{n}", f"m{n}", "d") for n in range(60))
    every = ask(star, "PATH ALL FROM id:a TO id:d", schema)
    assert len(every.items) == 50
    assert "只给前 50 条" in (every.note or "")
    monkeypatch.setattr("kg.query.paths.run.Budget", partial(Budget, expansions=1))
    short = ask(line, "PATH FROM id:n0 TO id:n4", schema)
    assert not short.items
    assert short.report is not None
    assert [pair.kind for pair in short.report.without] == [Reason.CUT_SHORT]
    assert "未穷尽" in (short.note or "")


def test_rule_8_order_is_total(schema: Schema) -> None:
    turtle = (
        deal("x1", "a", "b", date="2020") + deal("x2", "b", "d")
        + deal("x3", "a", "c", date="2021") + deal("x4", "c", "d")
        + deal("x5", "a", "e") + deal("x6", "e", "d")
        + deal("x7", "a", "f") + deal("x8", "f", "d")
    )  # fmt: skip
    assert chains(ask(turtle, ASKS, schema)) == ["acd", "abd", "aed", "afd"]


FACTS = [
    deal("x1", "a", "b", "c", date="2021-03"), deal("x2", "b", "d"), deal("x3", "c", "d"),
    "id:a kg:subsidiaryOf id:e .\n", "id:d kg:subsidiaryOf id:e .\n", "id:d kg:partOf id:e .\n",
    "id:a owl:sameAs id:h .\n", deal("x4", "h", "g"), deal("x5", "g", "d"),
]  # fmt: skip


@settings(max_examples=12)
@given(st.permutations(FACTS))
@example(FACTS[::-1])
def test_rule_8_order_of_the_triples_does_not_change_a_byte(
    schema: Schema, facts: list[str]
) -> None:
    statement = "PATH SHORTEST 2 GROUPS FROM id:a TO id:d"
    answers = [ask(graph_of(some), statement, schema) for some in (FACTS, facts)]
    for format in ("text", "table", "json", "dot", "html"):
        one, other = (text(answer, schema, format) for answer in answers)
        assert one == other


def test_rule_9_cost_of_confidence_is_that_of_their_product(weighed: Schema) -> None:
    turtle = (
        owns("a", "d", 0.3) + owns("a", "b", 0.9) + owns("b", "d", 0.8)
        + owns("a", "c") + owns("c", "d", 1.0)
    )  # fmt: skip
    answer = ask(turtle, "PATH CHEAPEST 3 FROM id:a TO id:d WEIGHT BY 置信代价", weighed)
    assert chains(answer) == ["abd", "acd", "ad"]
    costs = [item.path.cost for item in answer.items if item.path]
    assert costs == pytest.approx([0.3285, 0.6931, 1.2040], abs=1e-4)
    assert " ? " in text(answer, weighed, "table")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("PATH FROM id:a TO id:d CONFIDENCE >= 0.6", ["abd"]),
        ("PATH FROM id:a TO id:d CONFIDENCE >= 0.5", ["abd", "acd"]),
        ("PATH CHEAPEST FROM id:a TO id:d WEIGHT BY 金额", ["acd"]),
    ],
)
def test_rule_9_confidence_and_the_numbers_of_a_view(
    weighed: Schema, statement: str, found: list[str]
) -> None:
    turtle = (
        owns("a", "d", 0.3) + owns("a", "b", 0.6, 9) + owns("b", "d", 0.6, 9)
        + owns("a", "c", None, 1) + owns("c", "d", None, 1)
    )  # fmt: skip
    answer = ask(turtle, statement, weighed)
    assert chains(answer) == found
    assert answer.report is not None
    assert (answer.report.unknown, answer.report.unweighed) in ((2, 0), (0, 1))


def test_rule_9_a_weight_below_nothing_is_refused(weighed: Schema) -> None:
    with pytest.raises(SchemaError, match="0 or more"):
        ask(owns("a", "d", 0.5, -1), ASKS, weighed)


def test_rule_9_newer_facts_are_nearer(schema: Schema) -> None:
    turtle = (
        deal("x", "a", "d") + deal("old", "e", "f", date="2010")
        + deal("y", "a", "b", date="2024-01") + deal("z", "b", "d", date="2023-06-15")
    )  # fmt: skip
    assert chains(ask(turtle, "PATH CHEAPEST FROM id:a TO id:d WEIGHT 新近", schema)) == ["abd"]
