"""What users read is said in their language: no error has its words in the code."""

from __future__ import annotations

import ast
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import errors
from kg.errors import Explanation, Message, QueryError, SchemaError, StoreError
from kg.model.lexicon.interface import Interface
from kg.schema import Schema
from kg.schema.messages import message, reason, told, told_error, told_explanation

PACKAGES = (
    *("cli", "evaluate", "graph", "network", "pipeline", "query", "render", "shell"),
    "schema/check",
)
"""Those whose errors are said from the lexicon."""

BELOW = ("reading", "schema")
"""Those below it, which spell what they say; ``schema/check`` is above."""

SPELLED = ("input_", "schema_")
"""How their keys begin."""

INNER = {Path("query", "paths", "adjacency.py"): "caught where the file is then written anew"}
"""Modules with errors that nobody reads, and why."""

SAYING = {"say", "complain", "_leave"}
"""Functions that print what they are given."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PROSE = re.compile(r"[A-Za-z]{2,}[^\w.]+[A-Za-z]{2,}|[\u4e00-\u9fff]{2,}")


def error_classes() -> set[str]:
    """The names of the classes whose texts users read."""
    found = {
        name
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, errors.KgError)
    }
    # What the shell cannot read as a value is a ValueError, which becomes part of an error.
    return found | {"ValueError", "Explanation", "Problem"}


def called(call: ast.Call) -> str:
    """The bare name of what is called."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def said(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that users will read."""
    name = called(call)
    if name in error_classes() | SAYING:
        yield from call.args
    if name in error_classes() | SAYING | {"Output"}:
        wanted = {"note", "headline", "detail", "hint"}
        yield from (keyword.value for keyword in call.keywords if keyword.arg in wanted)


def literals(argument: ast.AST) -> Iterator[str]:
    """The texts written in an argument; keys of words are none."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    if isinstance(argument, ast.Subscript) or (
        isinstance(argument, ast.Call) and called(argument) in {"message", "join"}
    ):
        return
    for child in ast.iter_child_nodes(argument):
        yield from literals(child)


def offences(source: str) -> list[str]:
    """The texts for users that a module holds."""
    return [
        text
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for argument in said(call)
        for text in literals(argument)
        if PROSE.search(text)
    ]


def modules() -> dict[str, str]:
    """The sources whose errors users read."""
    root = Path(kg.__file__).parent
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in sorted((root / package).rglob("*.py"))
        if path.relative_to(root) not in INNER
    }


def test_no_error_has_its_words_in_the_code() -> None:
    found = {name: texts for name, source in modules().items() if (texts := offences(source))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'raise QueryError("no such thing")',
        'raise QueryError(f"{name} is gone")',
        'raise StoreError(f"{path}: " + "cannot be written")',
        'return errors.UsageError("错误的用法")',
        'raise ValueError(f"{text!r} is no number")',
        'say(f"kg: interrupted")',
        'yield Output(note="nothing found")',
        'Explanation(headline="not closed", detail=detail)',
    ],
)
def test_the_search_finds_words(source: str) -> None:
    assert offences(source)


@pytest.mark.parametrize(
    "source",
    [
        'raise QueryError(message("no_class", name=name, known=" ".join(names)))',
        'raise UsageError(texts["no_saved"].format(name=name))',
        'raise QueryError(f"{place}{headline}", line=line)',
        'yield Output(note=f"{file}: {summary}")',
        'log("an inner matter")',
    ],
)
def test_the_search_finds_nothing_else(source: str) -> None:
    assert not offences(source)


SPLIT_AGAIN = {
    "query/listing.py": "takes apart what its own query has joined",
    "query/questions/nodes.py": "puts together what was typed, which is taken apart again",
    "query/questions/relations.py": "takes that apart",
    "render/exchange.py": "one cell of a table for other programs",
    "render/explain.py": "as the article writes a list",
}
"""Modules that join by Chinese marks whatever the language, and why."""


def test_lists_are_joined_by_the_marks_of_the_language() -> None:
    found = {
        name
        for name, source in modules().items()
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and called(call) == "join"
        for mark in ast.walk(call.func)
        if isinstance(mark, ast.Constant) and set(str(mark.value)) & set("，、；：")
    }
    assert found <= SPLIT_AGAIN.keys()


def keys_in_code() -> set[str]:
    """Every string constant of kg, among them the keys of all messages."""
    root = Path(kg.__file__).parent
    return {
        node.value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_messages_in_code_are_those_of_the_lexicon(schema: Schema) -> None:
    named = {
        call.args[0].value
        for source in modules().values()
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and called(call) == "message" and call.args
        if isinstance(call.args[0], ast.Constant)
    }
    texts = schema.lexicon("errors", Interface).en
    assert named
    assert named <= texts.keys()
    assert texts.keys() - keys_in_code() == {"joint"} - keys_in_code()


def test_what_is_spelled_below_the_lexicon_has_its_english_words(schema: Schema) -> None:
    texts = schema.lexicon("errors", Interface).en
    root = Path(kg.__file__).parent
    found = set()
    for path in (path for package in BELOW for path in sorted((root / package).glob("*.py"))):
        source = path.read_text(encoding="utf-8")
        constants = {
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not [text for text in offences(source) if text not in texts.values()], path
        keys = {key for key in constants if key.startswith(SPELLED)}
        assert all(texts[key] in constants for key in keys), path
        found |= keys
    assert found == {key for key in texts if key.startswith(SPELLED)}


@pytest.mark.parametrize("file", ["errors", "interface", "keywords", "prompt"])
def test_both_languages_say_the_same(file: str, schema: Schema) -> None:
    texts = schema.lexicon(file, Interface)
    assert texts.zh.keys() == texts.en.keys()
    for key, zh in texts.zh.items():
        if file == "keywords":
            continue  # no values are put into them
        spelled = {"english", "chinese"}  # keywords as the language has them
        assert fields(zh) - spelled == fields(texts.en[key]) - spelled, key


def fields(text: str) -> set[str]:
    """The names of the values in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_chinese_messages_are_chinese(schema: Schema) -> None:
    for key, text in schema.lexicon("errors", Interface).zh.items():
        words = "".join(literal for literal, *_ in string.Formatter().parse(text))
        assert CHINESE.search(words) or not re.search(r"[A-Za-z]{2}", words), key
        assert not re.search(r"[\u4e00-\u9fff][,;:!?]|[,;!?][\u4e00-\u9fff]", text), key


def test_a_message_is_said_in_a_language_with_what_is_in_it() -> None:
    inner = message("no_number", text="甲")
    error = QueryError(message("about", name="x", problem=inner))
    assert str(error) == "x: “甲” is no number"
    assert told_error(error, "zh") == "x：“甲”不是数"


def test_parts_of_a_message_are_joined_as_the_language_does() -> None:
    found = message("there_are", known=["乙", "丙"])
    assert found.endswith("乙, 丙")
    assert told(found, "zh").endswith("乙、丙")


def test_a_message_outlives_the_way_between_processes() -> None:
    sent = pickle.loads(pickle.dumps(StoreError(message("store_busy", path="s"))))
    assert told_error(sent, "zh") == "s：另一个进程正在写这个图库；请稍后再试"


def test_an_error_of_the_words_themselves_is_said_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr("kg.schema.messages.load_schema", lambda: Schema(tmp_path))
    with pytest.raises(SchemaError) as raised:
        message("joint")
    assert told_error(raised.value, "zh").endswith("errors.toml: there is no such file")


def test_what_is_no_message_is_left_as_it_is() -> None:
    assert told("x", "zh") == "x"
    assert told_error(QueryError("x"), "zh") == "x"
    assert told_explanation(Explanation("a", "b", "c", "d"), "zh") == Explanation(
        "a", "b", "c", "d"
    )


def test_an_error_without_words_says_nothing() -> None:
    assert QueryError().message == ""


def test_reasons_of_the_system() -> None:
    assert told(reason(FileNotFoundError(2, "No such file")), "zh") == "没有这个文件或文件夹"
    assert told(reason(OSError(10_000, "odd")), "zh") == "odd"
    assert isinstance(reason(FileNotFoundError(2, "No such file")), Message)
