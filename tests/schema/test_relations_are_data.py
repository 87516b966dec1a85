"""Relation types are data: no code names a relation of the ontology."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.schema import Schema

# The help texts of the command line: examples for readers, as in docstrings. They are shown, never
# looked up, and must name what exists.
EXAMPLES = Path("cli", "parser.py")


def _strings(tree: ast.AST) -> Iterator[str]:
    """The string constants of a module that are not docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield node.value if isinstance(node.value, str) else ""


def _offences(source: str, names: frozenset[str]) -> list[str]:
    found = _strings(ast.parse(source))
    separators = str.maketrans(dict.fromkeys(":/#.,;()[]{}<>|^?*+", " "))
    return [text for text in found if names & set(text.translate(separators).split())]


def test_no_code_names_a_relation(schema: Schema) -> None:
    ontology = schema.ontology
    inverses = {ontology.inverse(name) or name for name in ontology.relations}
    names = frozenset(ontology.relations) | inverses
    root = Path(kg.__file__).parent
    offences = {
        str(path.relative_to(root)): found
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root) != EXAMPLES
        and (found := _offences(path.read_text(encoding="utf-8"), names))
    }
    assert offences == {}


def test_examples_of_the_command_line_name_what_exists(schema: Schema) -> None:
    source = (Path(kg.__file__).parent / EXAMPLES).read_text(encoding="utf-8")
    named = set(re.findall(r"\bkg:([A-Za-z]\w*)", source))
    assert named
    assert named <= set(schema.ontology.terms)


def test_the_search_finds_names_in_code_and_not_in_docstrings() -> None:
    source = '"""About isFoo."""\nX = "?a kg:isFoo ?b"\nY = "isFoo"\nZ = "isFoobar"\n'
    assert _offences(source, frozenset({"isFoo"})) == ["?a kg:isFoo ?b", "isFoo"]
