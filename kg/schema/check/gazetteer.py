"""Checks of the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import Message, SchemaError
from kg.schema.check.problem import Problem
from kg.schema.gazetteer import GazetteerEntry, read_gazetteer_file
from kg.schema.messages import message
from kg.schema.ontology import Ontology


def check_gazetteer(folder: Path, ontology: Ontology) -> list[Problem]:
    """Unreadable files, unknown classes and enclosing names, duplicates, aliases that clash."""
    problems: list[Problem] = []
    entries: list[GazetteerEntry] = []
    for path in sorted(folder.glob("*.tsv")):
        try:
            entries.extend(read_gazetteer_file(path))
        except SchemaError as error:
            problems.append(Problem(f"gazetteer/{path.name}", "", error.problem))
        except UnicodeDecodeError as error:
            text = message("check_encoding", reason=error)
            problems.append(Problem(f"gazetteer/{path.name}", "", text))
    names = {entry.name for entry in entries}
    for entry in entries:
        problems.extend(_problem(entry, text) for text in _faults(entry, names, ontology))
    problems.extend(_duplicates(entries))
    problems.extend(_clashes(entries))
    return problems


def _faults(entry: GazetteerEntry, names: set[str], ontology: Ontology) -> Iterator[Message]:
    if entry.type not in ontology.classes:
        yield message("check_class", name=entry.type)
    elif entry.type not in ontology.entity_classes:
        yield message("check_no_entities", name=entry.type)
    for within in entry.within:
        if within not in names:
            yield message("check_within", name=within)
    forms = (entry.name, *entry.aliases)
    for form in forms:
        if form != form.strip() or not form.isprintable():
            yield message("check_blanks", form=form)
        if len(form) < 2:
            yield message("check_short", form=form)
    for form in {form for form in forms if forms.count(form) > 1}:
        yield message("check_form_twice", form=form)


def _duplicates(entries: list[GazetteerEntry]) -> Iterator[Problem]:
    first: dict[tuple[str, tuple[str, ...]], GazetteerEntry] = {}
    for entry in entries:
        known = first.setdefault((entry.name, entry.within), entry)
        if known is not entry:
            yield _problem(entry, message("check_duplicate", file=known.file, line=known.line))


def _clashes(entries: list[GazetteerEntry]) -> Iterator[Problem]:
    """One word, two things; places of one name in different parts of the country are expected."""
    holders: dict[str, list[GazetteerEntry]] = defaultdict(list)
    for entry in entries:
        for form in dict.fromkeys((entry.name, *entry.aliases)):
            holders[form].append(entry)
    for form, named in holders.items():
        for entry in named[1:]:
            if entry.name != named[0].name:
                other = named[0]
                where = {"file": other.file, "line": other.line}
                yield _problem(entry, message("check_clash", form=form, name=other.name, **where))


def _problem(entry: GazetteerEntry, text: Message) -> Problem:
    where = message("check_line", line=entry.line, name=entry.name)
    return Problem(f"gazetteer/{entry.file}", where, text)
