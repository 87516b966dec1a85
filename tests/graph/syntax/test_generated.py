"""The grammar beside the parsers of Oxigraph and rdflib, on statements made by chance."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

from kg.graph.syntax.parser import State, read
from kg.graph.syntax.rules import violations

PREFIX = "PREFIX x: <http://x/> "
# Each rule with its alternatives: other rules in angle brackets, the rest as it is written. What
# the recommendation forbids in words cannot come out: variables have one place each, values fit.
RULES = {
    "query": ["<select>", "<ask>", "<construct>", "<describe>"],
    "select": ["SELECT <columns> WHERE <group> <modifiers>", "SELECT * <group> <tail>"],
    "columns": ["?a", "DISTINCT ?a ?b", "REDUCED ?a", "?a (STR(?b) AS ?new)", "(1 + 2 AS ?new)"],
    "ask": ["ASK <group>", "ask where <group>"],
    "construct": ["CONSTRUCT { <plain> } WHERE <group>", "CONSTRUCT WHERE { <plain> }"],
    "describe": ["DESCRIBE x:a", "DESCRIBE ?a WHERE <group>", "DESCRIBE * <group>"],
    "modifiers": ["<tail>", "ORDER BY DESC(?a) ?b <tail>", "ORDER BY STRLEN(?a) (?b) <tail>"],
    "tail": ["", "LIMIT 3", "OFFSET 2", "LIMIT 3 OFFSET 2", "VALUES ?a { 1 UNDEF x:a }"],
    "group": [
        *("{ <block> }", "{ <block> . <member> <block> . }", "{ <member> <member> }", "{ }"),
        "{ <member> . <block> <member> }",
    ],
    "member": [
        *("OPTIONAL <group>", "MINUS <group>", "<group> UNION <group>", "GRAPH ?g <group>"),
        *("FILTER ( <expr> )", "FILTER NOT EXISTS <group>", "FILTER regex(?a, 'x', \"i\")"),
        *("GRAPH x:g <group>", "VALUES (?a ?b) { (1 2) (x:a UNDEF) }", "VALUES ?a { 'x'@zh }"),
        *("{ SELECT ?a <group> LIMIT 1 }", "FILTER x:f(?a, 1)", "FILTER BOUND(?a)"),
    ],
    "block": ["<triples>", "<triples> . <triples>"],
    "triples": ["<subject> <verb> <objects>", "<subject> a x:C ; <verb> <objects> ;", "[ a x:C ]"],
    "subject": ["?a", "?机构", "x:a", "<http://x/甲>", "[]", "( 1 ?a )", "[ x:p ?b ]", "$b"],
    "verb": ["x:p", "?p", "a", "<http://x/p>", "<path>"],
    "path": ["x:p/x:q", "^x:p", "x:p|^x:q", "x:p*", "(x:p/x:q)+", "x:p?", "!x:p", "!(x:p|^a)"],
    "objects": ["<object>", "<object> , <object>"],
    "object": [
        *("?c", "x:b", "'文'", '"文"@zh-cn', '"1"^^x:int', "1", "-2.5", "1e3", "true"),
        *(
            '"""长\n文"""',
            "x:",
            "[ x:p ?d ; x:q 1 ]",
            "( )",
            "( x:a 'b' )",
            r'"\t\"引"',
            "x:a.b",
            "x:%20",
        ),
    ],
    "plain": ["?a x:p ?b", "?a a x:C ; x:q 1 , 2 . ?b x:p ?a", ""],
    "expr": [
        *("?a", "?a = <value>", "<expr> && <expr>", "<expr> || ! ?b", "?a IN (1, x:a)", "(<expr>)"),
        *("?a NOT IN ()", "?a + 1 * -2 > <value>", "?a-1 < 3", "IF(?a, <expr>, 'x')", "?a!=?b"),
        *("EXISTS <group>", "COALESCE(?a, 1)", "isIRI(?a)", "x:f()", "SUBSTR(?a, 1) = 'x'"),
        *("CONCAT()", "LANGMATCHES(LANG(?a), '*')", 'STR(?a) >= "x"', "?a / 2 <= ?b", "RAND() < 1"),
    ],
    "value": ["1", "'x'", "x:a", "+3.5", "false", "<http://x/>"],
    # Oxigraph refuses the prefixes that the recommendation allows after a semicolon.
    "update": ["<one>", "<one> ; <one>", "<one> ;"],
    "one": [
        *("INSERT DATA { <data> }", "DELETE DATA { <data> }", "DELETE WHERE { <plain> }"),
        *("DELETE { <plain> } INSERT { <plain> } WHERE <group>", "CLEAR SILENT ALL"),
        *("INSERT { <plain> } WHERE <group>", "DROP DEFAULT"),
        "WITH x:g DELETE { <plain> } USING x:h WHERE <group>",
        *("CREATE GRAPH x:g", "LOAD <http://x/> INTO GRAPH x:g", "COPY x:a TO DEFAULT"),
        "MOVE GRAPH x:a TO x:b",
    ],
    "data": [
        "x:a x:p 1",
        "GRAPH x:g { x:a x:p 'x' , x:b }",
        "x:a x:p 1 . GRAPH x:g { } x:b a x:C",
        "",
    ],
}
DEEPEST = 4


@st.composite
def statements(draw: st.DrawFn, rule: str) -> str:
    """A statement of a rule; deep down the first alternatives, which are short, are taken."""

    def build(name: str, depth: int) -> str:
        options = RULES[name]
        chosen = draw(st.sampled_from(options)) if depth < DEEPEST else options[0]
        for other in RULES:
            while f"<{other}>" in chosen:
                chosen = chosen.replace(f"<{other}>", build(other, depth + 1), 1)
        return chosen

    return PREFIX + build(rule, 0)


def whole(text: str) -> bool:
    """Whether the grammar and its rules take a text."""
    reading = read(text)
    return reading.state is State.COMPLETE and not violations(reading)


def oxigraph_takes(text: str, rule: str) -> bool:
    try:
        if rule == "query":
            Store().query(text)
        else:
            Store().update(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):  # LOAD and the like fail only when they are run
        return True
    return True


def rdflib_takes(text: str, rule: str) -> bool:
    try:
        (parseQuery if rule == "query" else parseUpdate)(text)
    except Exception:  # noqa: BLE001 - whatever its parser raises
        return False
    return True


@pytest.mark.parametrize("rule", ["query", "update"])
def test_what_is_made_by_the_rules_is_taken_by_all_three(rule: str) -> None:
    @settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
    @given(statements(rule))
    def check(text: str) -> None:
        assert whole(text), text
        assert oxigraph_takes(text, rule), text
        assert rdflib_takes(text, rule), text

    check()


PIECES = st.sampled_from(
    [
        *(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ".",
            ";",
            ",",
            "^^",
            "*",
            "/",
            "|",
            "^",
            "!",
            "+",
            "-",
            "=",
        ),
        *("<", "&&", "?a", "?b", "x:p", "x:q", "a", "1", "'x'", "@zh", "SELECT", "ASK", "WHERE"),
        *("FILTER", "OPTIONAL", "UNION", "GRAPH", "BIND", "AS", "VALUES", "LIMIT", "ORDER", "BY"),
        *("GROUP", "COUNT", "STR", "NOT", "EXISTS", "IN", "UNDEF"),
    ]
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(statements("query"), st.data())
@example("PREFIX x: <http://x/> ASK { ?a x:p 1 . }", None)
def test_one_piece_put_in_left_out_or_changed_is_judged_as_oxigraph_does(
    text: str, data: st.DataObject | None
) -> None:
    if data is not None:
        tokens = read(text).tokens
        at = data.draw(st.integers(6, max(6, len(tokens) - 1)))
        words = [str(token) for token in tokens]
        change = data.draw(st.sampled_from(["in", "out", "other"]))
        put = [] if change == "out" else [data.draw(PIECES)]
        words[at : at + (change != "in")] = put
        text = " ".join(words)
    assert whole(text) == oxigraph_takes(text, "query"), text
