"""The Chinese words of the rules stand in the lexicon: no code has one in a string."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

import kg

HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

SPELLED = {
    "cli/parser.py": "examples of commands, in the names that their users type",
    "reading/datelines.py": "a mark that only looks like a character (丨)",
    "text/fold.py": "a character that the two scripts share, of which only its word tells the form",
    "text/numbers.py": "numerals, which are digits",
    "text/quantities.py": "the numeral one",
    "text/time_grammar.py": "numerals, and the units that follow them in a date",
    "text/times.py": "the units of a date",
    "text/units.py": "numerals that multiply",
}
"""Modules with Chinese characters in their strings, and why."""


def written(source: str) -> list[str]:
    """The strings of a module that show Chinese characters; docstrings are none.

    The bounds of a class of characters are written as escapes, so they are not found.
    """
    documenting = {
        (node.value.lineno, node.value.col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if HAN.search(token.string)
        and token.type != tokenize.COMMENT
        and token.start not in documenting
    ]


def test_no_chinese_word_stands_in_the_code() -> None:
    root = Path(kg.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if written(path.read_text(encoding="utf-8"))
    }
    assert found == SPELLED.keys()


@pytest.mark.parametrize(
    "source", ['a = "的"', 'a = f"{b}的{c}"', 'a = (\n    rf"[^,]+"\n    r"的"\n)']
)
def test_the_search_finds_words(source: str) -> None:
    assert written(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""甲"""\n',
        'def a():\n    """甲"""\n',
        'a = 1\n"""甲"""\n',
        "a = 1  # 甲",
        r'a = "[\u4e00-\u9fff]"',
        'a = "，、“”"',
    ],
)
def test_the_search_finds_nothing_else(source: str) -> None:
    assert not written(source)
