from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import memory_graph
from kg.shell.prompt import Words
from kg.shell.runner import Runner
from kg.shell.session import Session
from kg.shell.suggest import Vocabulary, suggest
from kg.shell.vocabulary import read_names, read_vocabulary


def texts(before: str, runner: Runner) -> list[str]:
    return [found.text for found in suggest(before, read_vocabulary(runner))]


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("谁和bsdx", "北山电信"),
        ("SELECT ?x { ?x kg:party 北山", "id:北山电信"),
        ("SELECT ?x { ?x a kg:Agreement ; ", "kg:party"),
        ("SELECT ?x { ?x a 算力中", "kg:ComputingCenter"),
        ("PATH FROM 海川科技 TO 云帆软件 AS tu", "turtle"),
        (".props 算力中", "ComputingCenter"),
        (".help li", "limit"),
        (".set mo", "mode"),
        (".格式 c", "csv"),
        (".show bsdx", "北山电信"),
    ],
)
def test_a_graph_gives_what_is_suggested(before: str, first: str, runner: Runner) -> None:
    assert texts(before, runner)[:1] == [first]


def test_saved_queries_are_suggested(
    runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    from kg.shell.commands.keeping import saved_statements
    from kg.shell.saved import Saved

    saved_statements().put(Saved("partners", "ASK {}", ()))
    assert texts(".run pa", runner) == ["partners"]


def test_another_graph_has_other_words(session: Session) -> None:
    words = Words(session)
    before = words.vocabulary
    words.renew()
    assert words.vocabulary is before
    session.runner = replace(session.runner, graph=memory_graph())
    words.renew()
    assert before.names.find("北山")
    assert words.vocabulary.names.find("北山") == []


def test_the_words_of_a_store_are_read_when_the_first_is_typed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Runner] = []
    given = read_vocabulary(session.runner)
    monkeypatch.setattr(session.runner.graph, "revision", 1)

    def counted(runner: Runner) -> Vocabulary:
        read.append(runner)
        return given

    monkeypatch.setattr("kg.shell.vocabulary.read_vocabulary", counted)
    words = Words(session)
    assert read == []
    assert words.vocabulary is words.vocabulary
    assert words.vocabulary.names is given.names
    assert read == [session.runner]


def test_names_are_read_once(runner: Runner) -> None:
    assert read_names(runner) is read_names(runner)
