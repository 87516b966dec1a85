"""Where a statement goes wrong, and how to say it.

The engine's parser reports the furthest place that any of its rules looked at, which is often the
end of the query; the LALR parser of ``kg.graph.syntax`` stops at the first piece that is wrong.
What the parser accepts and the engine does not is looked for in the rules beyond the grammar, and
at last in what the engine says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from kg.errors import Explanation, QuerySyntaxError
from kg.graph.sparql import position
from kg.graph.syntax.expected import in_words
from kg.graph.syntax.habits import habit
from kg.graph.syntax.parser import Reading, State, keywords, read
from kg.graph.syntax.prefixes import WELL_KNOWN
from kg.graph.syntax.problem import Problem
from kg.graph.syntax.rules import undeclared, violations
from kg.graph.syntax.slots import Part, next_slot
from kg.graph.syntax.wide import NARROW
from kg.model.lexicon.interface import Interface
from kg.schema import Schema
from kg.schema.ontology import Ontology

_ENGINE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_ENDS_TRIPLE = frozenset([".", ";", ",", "}", "]", ""])
_STRING = re.compile(r"(['\"])(?:(?!\1)[^\\\n]|\\.)*\1")
_ESCAPE = re.compile(r"\\[^tbnrf\"'\\]")
_BRACKETS = (("RBRACE", "}"), ("RPAR", ")"), ("RSQB", "]"))
_CLOSING = {"}": "{", ")": "(", "]": "["}
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_MISSING = {Part.PREDICATE: "no_predicate", Part.OBJECT: "no_object"}


def diagnose(
    text: str, prefixes: Mapping[str, str], schema: Schema, said: str = "", lang: str = "en"
) -> QuerySyntaxError:
    """What is wrong with a statement that the engine refuses, and where.

    Args:
        text: The statement.
        prefixes: Those that need no declaration.
        schema: What the terms of the statement mean, and how it is said.
        said: What the engine said.
        lang: The language to say it in.
    """
    problem = find_problem(text, prefixes, said)
    if problem.key == "no_object":
        problem = _with_range(problem, schema.ontology, lang)
    return as_error(problem, text, schema.lexicon("interface", Interface).texts(lang), said)


def _with_range(problem: Problem, ontology: Ontology, lang: str) -> Problem:
    """The problem of a missing object with the classes that it may be of."""
    predicate = problem.values["predicate"]
    term = ontology.properties.get(predicate.removeprefix("kg:"))
    if term is None or not term.range:
        return problem
    names = [f"kg:{name} ({ontology.label(name, lang)})" for name in term.range]
    return _with(problem, "range", classes=", ".join(names))


def as_error(
    problem: Problem, text: str, texts: Mapping[str, str], said: str = ""
) -> QuerySyntaxError:
    """A problem of a text as an error with its place."""
    line, column = position(text, problem.start)
    headline = texts[f"syntax_{problem.key}"].format(**problem.values)
    place = texts["syntax_place"].format(line=line, column=column)
    explanation = Explanation(
        headline,
        detail=_detail(problem, text, texts),
        hint=texts[f"hint_{problem.hint}"].format(**problem.values) if problem.hint else "",
        said=said,
    )
    return QuerySyntaxError(f"{place}{headline}", line=line, column=column, explanation=explanation)


def _detail(problem: Problem, text: str, texts: Mapping[str, str]) -> str:
    if not problem.expected:
        return ""
    key = "syntax_read" if problem.end > problem.start else "syntax_needed"
    found = text[problem.start : problem.end]
    return texts[key].format(found=found, expected=in_words(problem.expected, texts))


def find_problem(text: str, prefixes: Mapping[str, str], said: str = "") -> Problem:
    """The first thing that is wrong with a statement that the engine refuses."""
    reading = read(text)
    if reading.state is not State.COMPLETE:
        return _unreadable(reading)
    for problem in violations(reading):
        return problem
    for problem in undeclared(reading, prefixes):
        return _with_known_prefix(problem, prefixes)
    if relative := _relative_iri(reading):
        return relative
    return _engine_says(reading, said)


def _relative_iri(reading: Reading) -> Problem | None:
    """The first IRI that needs a BASE, if there is none."""
    if any(token.type == "BASE" for token in reading.tokens):
        return None
    for token in reading.tokens:
        if token.type == "IRIREF" and not _ABSOLUTE.match(token.value):
            return Problem(token.start_pos or 0, token.end_pos or 0, "relative_iri")
    return None


def _unreadable(reading: Reading) -> Problem:
    found, at = reading.found, reading.at
    end = at + len(found)
    if problem := _wide(reading) or _unclosed(reading):
        return problem
    if not reading.tokens:
        return _hinted(reading, Problem(at, end, "start", {"found": found}))
    slot = next_slot(reading)
    if slot.part in _MISSING and found in _ENDS_TRIPLE:
        values = {"found": found, "predicate": slot.predicate}
        return Problem(at, end, _MISSING[slot.part], values, reading.expected)
    if not found:
        return _ended(reading)
    problem = Problem(at, end, "unexpected", {"found": found}, reading.expected)
    return _hinted(reading, problem)


def _unclosed(reading: Reading) -> Problem | None:
    """A text or IRI that begins at the place and does not end, or holds what it cannot."""
    found, at = reading.found, reading.at
    if (text := _STRING.match(reading.text, at)) and (escape := _ESCAPE.search(text.group())):
        start, written = at + escape.start(), escape.group()
        return Problem(start, start + 2, "bad_escape", {"found": written}, hint="escape")
    if found[:1] in ("'", '"'):
        return Problem(at, at + 1, "open_quote", {"found": found[:1]})
    if found[:1] == "<" and "IRIREF" in reading.expected and "COMPARED" not in reading.expected:
        return Problem(at, at + len(found), "bad_iri")
    return None


def _ended(reading: Reading) -> Problem:
    at = reading.at
    for terminal, bracket in _BRACKETS:
        if terminal in reading.expected:
            return Problem(at, at, "open_bracket", {"bracket": bracket}, reading.expected)
    return Problem(at, at, "ended", expected=reading.expected)


def _wide(reading: Reading) -> Problem | None:
    """Full-width punctuation at the place, or at the end of the name before it.

    The recommendation lets names hold such characters, so they may be read as a part of one.
    """
    before = reading.tokens[-1] if reading.tokens else None
    if reading.found[:1] in NARROW:
        at = reading.at
    elif before is not None and before.type in ("VAR", "PNAME_LN") and before.value[-1] in NARROW:
        at = (before.end_pos or 0) - 1
    else:
        return None
    found = reading.text[at]
    values = {"found": found, "ascii": NARROW[found]}
    return Problem(at, at + 1, "wide", values, hint="wide" if values["ascii"].strip() else "")


def _hinted(reading: Reading, problem: Problem) -> Problem:
    """The problem with what was probably meant."""
    found = reading.found
    if known := habit(reading):
        return _with(problem, known)
    words = [w for name in reading.expected for w in keywords(name) if w.isalpha()]
    near = get_close_matches(found.upper(), sorted(words), n=1, cutoff=0.7)
    if near and found.isascii():
        return _with(problem, "word", word=near[0])
    if "DOT" in reading.expected and (found[:1] in "?$<" or ":" in found):
        return _with(problem, "dot")
    if not found.isascii() and ":" not in found and "PNAME_LN" in reading.expected:
        return _with(problem, "entity", found=found)
    if found in _CLOSING:
        return _bracket(reading, problem)
    return problem


def _bracket(reading: Reading, problem: Problem) -> Problem:
    """The problem of a closing bracket with what is open before it."""
    opened: list[tuple[str, int]] = []
    for token in reading.tokens:
        if token.value in _CLOSING.values():
            opened.append((token.value, token.start_pos or 0))
        elif token.value in _CLOSING and opened:
            opened.pop()
    if not opened:
        return _with(problem, "closes_nothing")
    bracket, at = opened[-1]
    if bracket == _CLOSING[reading.found]:
        return problem
    line, column = position(reading.text, at)
    return _with(problem, "still_open", bracket=bracket, line=str(line), column=str(column))


def _with(problem: Problem, hint: str, **values: str) -> Problem:
    return Problem(
        problem.start,
        problem.end,
        problem.key,
        {**problem.values, **values},
        problem.expected,
        hint,
    )


def _with_known_prefix(problem: Problem, prefixes: Collection[str]) -> Problem:
    prefix = problem.values["prefix"]
    if prefix in WELL_KNOWN:
        return _with(problem, "prefix", iri=WELL_KNOWN[prefix])
    near = get_close_matches(prefix, [*sorted(prefixes), *WELL_KNOWN], n=1, cutoff=0.5)
    if near:
        return _with(problem, "near_prefix", near=near[0])
    return _with(problem, "declare", prefix=prefix)


def _engine_says(reading: Reading, said: str) -> Problem:
    """What the engine finds wrong in what the grammar and its rules allow."""
    match = _ENGINE.match(said)
    if not match:
        return Problem(0, 0, "refused", {"reason": said or "?"})
    at = _offset(reading.text, int(match[1]), int(match[2]))
    reason = " ".join(match[3].split())
    before = [t for t in reading.tokens if (t.start_pos or 0) <= at]
    if "IRI" in reason and (iris := [t for t in before if t.type == "IRIREF"]):
        return Problem(iris[-1].start_pos or 0, iris[-1].end_pos or 0, "bad_iri")
    return Problem(at, at, "refused", {"reason": reason})


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
