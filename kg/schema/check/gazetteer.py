"""Checks of the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import SchemaError
from kg.schema.check.problem import Problem
from kg.schema.gazetteer import GazetteerEntry, read_gazetteer_file
from kg.schema.ontology import Ontology


def check_gazetteer(folder: Path, ontology: Ontology) -> list[Problem]:
    """Unreadable files, unknown classes and enclosing names, duplicates, aliases that clash."""
    problems: list[Problem] = []
    entries: list[GazetteerEntry] = []
    for path in sorted(folder.glob("*.tsv")):
        try:
            entries.extend(read_gazetteer_file(path))
        except SchemaError as error:
            problems.append(Problem(f"gazetteer/{path.name}", "", str(error)))
        except UnicodeDecodeError as error:
            problems.append(Problem(f"gazetteer/{path.name}", "", f"is not UTF-8: {error}"))
    names = {entry.name for entry in entries}
    for entry in entries:
        problems.extend(_problem(entry, text) for text in _faults(entry, names, ontology))
    problems.extend(_duplicates(entries))
    problems.extend(_clashes(entries))
    return problems


def _faults(entry: GazetteerEntry, names: set[str], ontology: Ontology) -> Iterator[str]:
    if entry.type not in ontology.classes:
        yield f"has the class {entry.type!r}, which the ontology lacks"
    elif entry.type not in ontology.entity_classes:
        yield f"has the class {entry.type!r}, which is no class of entities"
    for within in entry.within:
        if within not in names:
            yield f"is within {within!r}, which is not in the gazetteer"
    forms = (entry.name, *entry.aliases)
    for form in forms:
        if form != form.strip() or not form.isprintable():
            yield f"has blanks around or control characters in {form!r}"
        if len(form) < 2:
            yield f"has the one-character form {form!r}, which would be found everywhere"
    for form in {form for form in forms if forms.count(form) > 1}:
        yield f"has the form {form!r} twice"


def _duplicates(entries: list[GazetteerEntry]) -> Iterator[Problem]:
    first: dict[tuple[str, tuple[str, ...]], GazetteerEntry] = {}
    for entry in entries:
        known = first.setdefault((entry.name, entry.within), entry)
        if known is not entry:
            yield _problem(entry, f"stands already in {known.file}:{known.line}")


def _clashes(entries: list[GazetteerEntry]) -> Iterator[Problem]:
    """One word, two things; places of one name in different parts of the country are expected."""
    holders: dict[str, list[GazetteerEntry]] = defaultdict(list)
    for entry in entries:
        for form in dict.fromkeys((entry.name, *entry.aliases)):
            holders[form].append(entry)
    for form, named in holders.items():
        for entry in named[1:]:
            if entry.name != named[0].name:
                other = f"{named[0].name} ({named[0].file}:{named[0].line})"
                yield _problem(entry, f"has the form {form!r}, which also names {other}")


def _problem(entry: GazetteerEntry, message: str) -> Problem:
    return Problem(f"gazetteer/{entry.file}", f"line {entry.line} ({entry.name})", message)
