from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from kg.extract.frames import find_frames
from kg.model import Agreement, Event, Fact, Relation, Signing
from kg.model.lexicon.frames import Frame, FrameLexicon, Inside, Named
from kg.schema import load_schema
from tests.extract.builders import build

# Class of a name without one, by its end.
_CLASSES = {
    "公司": "Company", "集团": "Company", "大学": "Institute", "研究院": "Institute",
    "政府": "GovernmentBody", "智算中心": "ComputingCenter", "二期": "ComputingCenter",
    "实验室": "Laboratory",
    "园区": "Park", "集群": "DataCenterCluster", "枢纽": "ComputingHub",
    "省": "AdministrativeArea", "市": "AdministrativeArea",
    "芯片": "Product", "服务器": "Product", "云": "Product",
}  # fmt: skip
_NAME = re.compile(r"\[([^\[\]|]+)\]")


@dataclass(frozen=True)
class Example:
    entry: str
    text: str
    expected: frozenset[str]

    def __str__(self) -> str:
        return f"{self.entry}: {self.text}"


def _lexicon() -> FrameLexicon:
    return load_schema().lexicon("frames", FrameLexicon)


_Entry = Frame | Named | Inside


def _entries() -> tuple[_Entry, ...]:
    lexicon = _lexicon()
    return (*lexicon.frames, *lexicon.named, *lexicon.inside, *lexicon.staged, *lexicon.tellers)


def _classed(name: re.Match[str]) -> str:
    tail = next(t for t in sorted(_CLASSES, key=len, reverse=True) if name[1].endswith(t))
    return f"[{name[1]}|{_CLASSES[tail]}]"


def _examples() -> list[Example]:
    found = []
    for entry in _entries():
        for example in entry.examples:
            text, _, facts = example.partition(" => ")
            found.append(Example(entry.id, text, frozenset(facts.split("; "))))
    return found


def _counterexamples() -> list[Example]:
    return [Example(e.id, text, frozenset()) for e in _entries() for text in e.counterexamples]


def _said(fact: Fact) -> str:
    match fact:
        case Relation():
            return f"{fact.subject} {fact.predicate} {fact.object}"
        case Agreement():
            return " + ".join(fact.parties)
        case Signing():
            return f"Signing {fact.about}"
        case Event():
            return f"{fact.type} {fact.about} {fact.date or ''}".strip()
        case _:
            raise AssertionError(fact)


def given_by(entry: str, text: str) -> frozenset[str]:
    analysis = build(_NAME.sub(_classed, text))
    facts = find_frames(analysis, load_schema())
    return frozenset(_said(f) for f in facts if f.rule.split("/")[1] == entry)


@pytest.mark.parametrize("example", _examples(), ids=str)
def test_an_example_gives_what_it_says_and_no_more(example: Example) -> None:
    assert given_by(example.entry, example.text) == example.expected


@pytest.mark.parametrize("example", _counterexamples(), ids=str)
def test_a_counterexample_gives_nothing(example: Example) -> None:
    assert given_by(example.entry, example.text) == frozenset()


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry.id)
def test_every_entry_has_examples_and_counterexamples(entry: _Entry) -> None:
    assert entry.examples
    assert entry.counterexamples


def test_entries_have_names_of_their_own() -> None:
    ids = [entry.id for entry in _entries()]
    assert len(ids) == len(set(ids))


def test_relations_and_events_of_the_lexicon_are_in_the_ontology() -> None:
    ontology = load_schema().ontology
    for frame in _lexicon().frames:
        assert {give.split()[1] for give in frame.gives} <= set(ontology.relations)
        assert set(frame.events) <= set(ontology.event_classes)
        for cls in (*frame.agent, *frame.theme, *frame.goal):
            assert cls in ontology.classes
