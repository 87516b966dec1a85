"""Checks of the lexicon.

A lexicon file may have any form that its dataclass in ``kg.model.lexicon`` gives it. What is
checked here goes by the names of keys: where a key says that a term of the ontology stands there
(``class``, ``property``, ``kinds`` …), it must be one.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

import kg.model.lexicon
from kg.errors import SchemaError
from kg.schema.check.problem import Problem
from kg.schema.lexicon import read_lexicon
from kg.schema.messages import message
from kg.schema.ontology import Ontology

# What stands under a key. A key with a question mark is also used for other things: only where one
# of its values in a file is such a term must all be.
KEYS = {
    "class": "class",
    "classes": "class",
    "type": "class",
    "types": "class",
    "agent?": "class",
    "theme?": "class",
    "goal?": "class",
    "place?": "class",
    "whole?": "class",
    "part?": "class",
    "lasting?": "class",
    "facility?": "class",
    "organization?": "class",
    "event": "event",
    "events": "event",
    "property": "property",
    "properties": "property",
    "relation": "property",
    "relations": "property",
    "predicate": "property",
    "gives": "property",
    "uses?": "term",
    "kind?": "kind",
    "kinds": "kind",
    "power_kinds": "kind",
    "counts?": "kind",
    "unit": "unit",
    "power_unit": "unit",
    "status": "status",
    "otherwise?": "status",
    "bound": "bound",
    "precision": "precision",
}
SORTS = {
    "class": "check_no_class",
    "event": "check_no_event",
    "property": "check_no_property",
    "kind": "check_no_kind",
    "term": "check_no_such_term",
    "unit": "check_no_unit",
    "status": "check_no_status",
    "bound": "check_no_bound",
    "precision": "check_no_precision",
}
"""What is said where a value is no such term."""

_PREFIXED = re.compile(r"\bkg:([A-Za-z]\w*)")

# A value of a TOML file.
Toml = dict[str, "Toml"] | list["Toml"] | str | int | float | bool


def check_lexicon(folder: Path, ontology: Ontology) -> list[Problem]:
    """Files that are not TOML or do not fit their dataclass, unknown keys and terms."""
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        file = f"lexicon/{path.name}"
        try:
            data: Toml = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(file, "", message("schema_not_toml", reason=error)))
            continue
        problems.extend(_misfit(file, path, data))
        problems.extend(Checker(file, ontology).problems(data))
    return problems


class Checker:
    """Looks through one file.

    Attributes:
        file: Its name, for the problems.
    """

    def __init__(self, file: str, ontology: Ontology) -> None:
        self.file = file
        units = {unit.name for unit in ontology.units.values()}
        self._vocabulary: dict[str, set[str]] = {
            "class": set(ontology.classes),
            "event": set(ontology.event_classes),
            "property": set(ontology.properties),
            "kind": set(ontology.kinds),
            "term": set(ontology.terms),
            "unit": units | set(ontology.units),
            "status": set(ontology.statuses),
            "bound": set(ontology.bounds),
            "precision": set(ontology.precisions),
        }
        self._terms = set(ontology.terms)

    def problems(self, data: Toml) -> Iterator[Problem]:
        """Everything that is wrong in the file."""
        optional: dict[str, list[tuple[str, str]]] = {}
        for path, key, value, table in _leaves(data, (), {}):
            for name in _PREFIXED.findall(value):
                if name not in self._terms:
                    yield Problem(self.file, path, message("check_no_term", name=name))
            if key in KEYS:
                yield from self._required(path, key, value, table)
            elif f"{key}?" in KEYS:
                optional.setdefault(f"{key}?", []).append((path, value))
        for key, found in optional.items():
            known = self._vocabulary[KEYS[key]]
            if any(value in known for _, value in found):
                for path, value in found:
                    if value not in known and value.isascii():
                        yield self._unknown(path, value, KEYS[key])
        yield from self._lists(data, "")

    def _required(
        self, path: str, key: str, value: str, table: dict[str, Toml]
    ) -> Iterator[Problem]:
        sort = KEYS[key]
        known = self._vocabulary[sort]
        words = value.split()
        name = words[1] if key == "gives" and len(words) == 3 else value.removeprefix("-")
        if not name or name in known:
            return
        # A number of no kind may keep whatever unit it has: it never comes into the graph.
        if sort != "unit" or table.get("kinds"):
            yield self._unknown(path, name, sort)

    def _unknown(self, path: str, value: str, sort: str) -> Problem:
        return Problem(self.file, path, message(SORTS[sort], name=value))

    def _lists(self, value: Toml, path: str) -> Iterator[Problem]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from self._lists(inner, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            tables = [(n, x) for n, x in enumerate(value) if isinstance(x, dict)]
            if 2 * sum("examples" in x for _, x in tables) > len(tables):
                for number, table in tables:
                    if not table.get("examples"):
                        where = f"{path}[{number}]"
                        text = message("check_no_examples")
                        yield Problem(self.file, where, text, warning=True)
            for number, table in tables:
                yield from self._lists(table, f"{path}[{number}]")
            texts = [x for x in value if isinstance(x, str)]
            for word in dict.fromkeys(x for x in texts if texts.count(x) > 1):
                text = message("check_word_twice", word=word)
                yield Problem(self.file, path, text, warning=True)


def _leaves(
    value: Toml, path: tuple[str, ...], table: dict[str, Toml]
) -> Iterator[tuple[str, str, str, dict[str, Toml]]]:
    """Every string: where it stands, the key that says what it is, itself, and its table."""
    if isinstance(value, str):
        yield _written(path), _key(path), value, table
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, f"[{number}]"), table)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key), value)


def _key(path: tuple[str, ...]) -> str:
    """The key of a string; in a table directly under a plural key (``classes.facility``), that."""
    names = [(n, step) for n, step in enumerate(path) if not step.startswith("[")]
    at, key = names[-1]
    parent_is_table = len(names) > 1 and names[-2][0] == at - 1
    return "classes" if parent_is_table and names[-2][1] == "classes" else key


def _written(path: tuple[str, ...]) -> str:
    return "".join(
        step if step.startswith("[") or not n else f".{step}" for n, step in enumerate(path)
    )


def _misfit(file: str, path: Path, data: Toml) -> Iterator[Problem]:
    """A file must fit the dataclass it is read into: that with the most keys in common."""
    keys = set(data) if isinstance(data, dict) else set()
    found = max(_roots(), key=lambda kind: _likeness(kind, keys, path.stem), default=None)
    if found is None or _likeness(found, keys, path.stem) <= (0, False):
        yield Problem(file, "", message("check_no_dataclass"), warning=True)
        return
    try:
        read = msgspec.to_builtins(read_lexicon(path, found))
    except SchemaError as error:
        yield Problem(file, "", error.problem)
        return
    for place in _unread(data, read, ()):
        yield Problem(file, _written(place), message("check_key"))


def _unread(
    data: Toml, read: Toml | tuple[Toml, ...], path: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """The keys of a file that its dataclass does not have."""
    if isinstance(data, dict) and isinstance(read, dict):
        for key, inner in data.items():
            if key in read:
                yield from _unread(inner, read[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(data, list) and isinstance(read, (list, tuple)):
        for number, (inner, other) in enumerate(zip(data, read, strict=True)):
            yield from _unread(inner, other, (*path, f"[{number}]"))


def _likeness(kind: type, keys: set[str], name: str) -> tuple[int, bool]:
    fields = {f.name for f in dataclasses.fields(kind)}
    return len(fields & keys) - len(keys - fields), kind.__module__.endswith(f".{name}")


def _roots() -> list[type]:
    """The dataclasses of all lexicon files: those that are no part of another."""
    modules = sorted(m.name for m in pkgutil.iter_modules(kg.model.lexicon.__path__))
    found: dict[str, type] = {}
    for name in modules:
        module = importlib.import_module(f"kg.model.lexicon.{name}")
        for value in vars(module).values():
            if isinstance(value, type) and dataclasses.is_dataclass(value):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    types = " ".join(str(f.type) for kind in found.values() for f in dataclasses.fields(kind))
    parts = set(re.findall(r"\w+", types))
    return [found[name] for name in sorted(found) if found[name].__name__ not in parts]
