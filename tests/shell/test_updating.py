from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph, open_graph
from kg.graph.worker import open_in_worker
from kg.schema import Schema
from kg.shell.runner import Runner, Screen
from kg.shell.session import Session


@pytest.fixture(scope="module")
def built(graph: Graph, schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("built") / "kg.store"
    with open_graph(store, read_only=False, schema=schema) as writer:
        writer.load(graph.quads())
    return store


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "kg.store")


@pytest.fixture
def session(store: Path, schema: Schema) -> Iterator[Session]:
    """A sitting at a store that may be changed."""
    with open_in_worker(str(store), schema) as graph:
        session = Session(Runner(graph, schema, Screen(lang="en")), yes=True)
        session.settings.write = True
        yield session
        session.runner.graph.close()


def is_whole(store: Path, schema: Schema) -> bool:
    """Whether the union of a store is that of its articles, class by class."""
    rest = "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } FILTER(?p != rdf:type)"
    with open_graph(store, schema=schema) as graph:
        beside = graph.ask(f"ASK {{ ?s ?p ?o {rest} }}")
        missing = graph.ask("ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { { ?s ?p ?o } } }")
        return not beside and not missing


def count(session: Session, pattern: str) -> str:
    session.settings.mode = "csv"
    return session.run(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").text.split()[1]


def test_what_is_put_into_an_article_is_in_the_union(
    session: Session, store: Path, schema: Schema
) -> None:
    (article,) = session.runner.graph.articles()
    company = "id:新公司 a kg:Company ; skos:prefLabel '新公司'@zh"
    output = session.run(f"INSERT DATA {{ GRAPH <{article.iri}> {{ {company} }} }}")
    assert output.note == "added 2 statements, removed 0, in 1 articles"
    assert count(session, "id:新公司 a kg:Organization") == "1"
    assert is_whole(store, schema)


def test_what_is_taken_out_of_the_union_is_taken_out_of_the_articles(
    session: Session, store: Path, schema: Schema
) -> None:
    before = int(count(session, "?a kg:partnerOf ?b"))
    assert before
    output = session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert output.note == f"added 0 statements, removed {before}, in 1 articles"
    assert count(session, "?a kg:partnerOf ?b") == "0"
    assert count(session, "GRAPH ?g { ?a kg:partnerOf ?b }") == "0"
    assert is_whole(store, schema)


def test_superclasses_go_with_the_class(session: Session, store: Path, schema: Schema) -> None:
    output = session.run("DELETE WHERE { GRAPH ?g { ?e a kg:ComputingCenter } }")
    assert output.code == 0
    assert count(session, "?e a kg:Facility . FILTER NOT EXISTS { ?e a kg:Laboratory }") == "0"
    assert is_whole(store, schema)


def test_dropped_article_is_gone(session: Session, store: Path, schema: Schema) -> None:
    (article,) = session.runner.graph.articles()
    assert session.run(f"DROP GRAPH <{article.iri}>").code == 0
    assert session.runner.graph.articles() == ()
    assert count(session, "?s ?p ?o") == "0"


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ("INSERT DATA { id:甲 kg:partnerOf id:乙 }", "belongs to no article"),
        ("DELETE DATA { id:东湖智算中心 a kg:Facility }", "follows from a narrower class"),
        ("INSERT DATA { GRAPH id:a { _:x kg:partnerOf id:乙 } }", "blank node"),
        ("LOAD <http://127.0.0.1:9/x.ttl> INTO GRAPH id:a", "LOAD reads from another server"),
        (
            "INSERT { GRAPH id:a { ?s ?p ?o } } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
            "SERVICE",
        ),
        ("DELETE WHERE { ?s ?p }", ":1:22"),
    ],
)
def test_what_would_tear_a_store_apart_is_refused(
    session: Session, store: Path, update: str, reason: str
) -> None:
    before = count(session, "?s ?p ?o")
    output = session.run(update)
    assert output.code == 1
    assert reason in output.note
    assert count(session, "?s ?p ?o") == before
    assert not list(store.glob(".rehearsal-*"))


def test_nothing_to_change_is_said(session: Session) -> None:
    output = session.run("DELETE DATA { id:没有 kg:partnerOf id:没有 }")
    assert output.note == "nothing changes"
    assert output.empty


def test_reading_is_all_that_is_allowed_at_first(session: Session) -> None:
    session.settings.write = False
    output = session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert output.code == 1
    assert ".write on" in output.note


@pytest.mark.parametrize(("answer", "left"), [("y", "0"), ("", "some"), ("n\n", "some")])
def test_the_user_is_asked(session: Session, answer: str, left: str) -> None:
    before = count(session, "?a kg:partnerOf ?b")
    session.yes = False
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    session.ask = ask
    session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert f"removes {before}" in asked[0]
    assert count(session, "?a kg:partnerOf ?b") == (before if left == "some" else left)


def test_nobody_to_ask_is_wrong_usage(session: Session) -> None:
    session.yes = False
    output = session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert output.code == 2
    assert "--yes" in output.note


def test_store_that_was_written_meanwhile_is_left_alone(
    session: Session, store: Path, schema: Schema
) -> None:
    session.yes = False

    def ask(_: str) -> str:
        with open_graph(store, read_only=False, schema=schema) as other:
            article = next(iter(other.quads())).graph_name
            other.remove(article)  # type: ignore[arg-type]
        return "y"

    session.ask = ask
    output = session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert output.code == 3
    assert "meanwhile" in output.note


def test_write_is_switched_on_by_a_yes(session: Session) -> None:
    session.settings.write, session.yes = False, False
    session.ask = lambda _: "n"
    assert session.run(".write on").note == "read-only"
    session.ask = lambda _: "y"
    assert "kg!>" in session.run(".write on").note
    assert session.settings.write
    assert session.run(".write off").note == "read-only"


def test_only_stores_are_changed(graph: Graph, schema: Schema) -> None:
    session = Session(Runner(graph, schema, Screen(lang="en")), yes=True)
    assert "only a store folder" in session.run(".write on").note
    session.settings.write = True
    output = session.run("DELETE WHERE { ?a kg:partnerOf ?b }")
    assert (output.code, "only a store folder" in output.note) == (3, True)


def test_another_graph_is_opened_read_only(session: Session, graph_file: Path) -> None:
    assert session.run(f".open {graph_file}").note == str(graph_file)
    assert not session.settings.write
    assert session.run(".open nix").code == 3
    assert session.runner.graph.location == str(graph_file)
