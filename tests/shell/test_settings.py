from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.graph import open_graph
from kg.shell import pager
from kg.shell.config import config_file, read_config, write_config
from kg.shell.history import KEPT, entries, history_file, open_history
from kg.shell.redirect import Target, split_redirect
from kg.shell.session import Session
from kg.shell.settings import CONFIGURABLE, Settings, duration, from_environment, names
from kg.shell.themes import style, uses_colour


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of each test's own."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "seconds"), [("30", 30), ("30s", 30), ("500ms", 0.5), ("2m", 120), ("1h", 3600)]
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("limit", "-1"),
        ("timeout", "soon"),
        ("color", "red"),
        ("wrap", "maybe"),
        ("ambiguous", "3"),
        ("lang", "中文"),
    ],
)
def test_values_that_do_not_fit_are_refused(name: str, text: str) -> None:
    with pytest.raises(UsageError, match=name):
        Settings().set(name, text, "")


def test_every_setting_can_be_set_to_what_it_says() -> None:
    settings = Settings()
    for name in names():
        settings.set(name, settings.text(name), "test")
    assert settings == Settings(origin=dict.fromkeys(names(), "test"))


def test_every_setting_has_a_meaning(session: Session) -> None:
    assert all(session.texts[f"setting_{name}"] for name in names())


def test_environment_is_taken_over() -> None:
    settings = Settings()
    from_environment(settings, {"KG_TIMEOUT": "2m", "KG_LANG": "en", "KG_WRITE": "on"})
    assert (settings.timeout, settings.lang, settings.write) == (120, Settings().lang, False)
    assert settings.origin == {"timeout": "$KG_TIMEOUT"}


def test_file_is_written_only_when_asked_for_and_read_back(session: Session) -> None:
    assert not read_config(Settings())
    assert "config init" in session.run(".config check").text
    session.settings.limit, session.settings.timeout = 7, 9.0
    assert session.run(".config init").code == 0
    found = Settings()
    assert read_config(found)
    assert all(getattr(found, n) == getattr(session.settings, n) for n in CONFIGURABLE)
    assert "# 每条语句的时限" in config_file().read_text(encoding="utf-8")
    assert session.run(".config init").code == 2
    assert session.run(".config check").code == 0
    assert session.run(".config").text.strip() == str(config_file())


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("limit = -1", "limit"),
        ("colour = 1", "colour"),
        ("write = true", "by hand"),
        ("limit =", "not valid TOML"),
    ],
)
def test_wrong_files_say_what_is_wrong(home: Path, text: str, part: str) -> None:
    path = home / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=part):
        read_config(Settings(), path)


def test_lists_and_switches_of_a_file(home: Path) -> None:
    path = home / "config.toml"
    path.write_text('allow = ["http://a/", "http://b/"]\nwrap = true\n', encoding="utf-8")
    settings = Settings()
    read_config(settings, path)
    assert settings.allowed == {"http://a/", "http://b/"}
    assert settings.wrap
    with pytest.raises(InputError):
        write_config(settings, {}, home / "config.toml" / "below")


def test_history_has_each_entry_once_and_no_secrets(home: Path) -> None:
    history = open_history("http://graph.example/")
    for entry in ("ASK {}", " ASK { ?secret ?a ?b }", "SELECT *\n{ ?s ?p ?o }", "ASK {}", "  "):
        history.append_string(entry)
    assert entries("http://graph.example/") == ["SELECT *\n{ ?s ?p ?o }", "ASK {}"]
    assert history_file("http://graph.example/").stat().st_mode & 0o777 == 0o600


def test_each_graph_has_a_history_of_its_own(home: Path) -> None:
    open_history("a").append_string("ASK {}")
    assert entries("b") == []
    (home / "store").mkdir()
    assert history_file("store") == history_file(str(home / "store"))


def test_history_does_not_grow_for_ever() -> None:
    file = history_file("a")
    long = "".join(f"\n# 2024-01-01 00:00:00\n+ASK {{ {n} }}\n" for n in range(KEPT * 2))
    file.write_text(long, encoding="utf-8")
    found = entries("a")
    assert len(found) == KEPT
    assert found[-1] == f"ASK {{ {KEPT * 2 - 1} }}"
    assert file.stat().st_mode & 0o777 == 0o600


def test_history_that_cannot_be_kept_is_none(home: Path) -> None:
    (home / "kg").write_text("in the way", encoding="utf-8")
    open_history("a").append_string("ASK {}")
    assert entries("a") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK {} ; > a.txt", ("ASK {}", Target(">", "a.txt"))),
        ("ASK {};>> a b.txt", ("ASK {}", Target(">>", "a b.txt"))),
        ('谁? ；＞！ "a.csv"', ("谁?", Target(">!", "a.csv"))),
        ("ASK {} ; | grep 'x > y'", ("ASK {}", Target("|", "grep 'x > y'"))),
        ("SELECT * { ?a ?b ?c ;\n ?d ?e }", ("SELECT * { ?a ?b ?c ;\n ?d ?e }", None)),
        ('ASK { ?a ?b "; > x" }', ('ASK { ?a ?b "; > x" }', None)),
        ("ASK {} # ; > x", ("ASK {} # ; > x", None)),
        (
            "ASK { ?a <http://x#y> ?b } ; > c.txt",
            ("ASK { ?a <http://x#y> ?b }", Target(">", "c.txt")),
        ),
    ],
)
def test_target_behind_a_statement(text: str, expected: tuple[str, Target | None]) -> None:
    assert split_redirect(text) == expected


@pytest.mark.parametrize(
    "statement", ["ASK {} > out.txt", ".count 企业 >> out.csv", "谁和北山电信合作 >! out.md"]
)
def test_a_file_without_its_semicolon_is_told_of(
    statement: str, session: Session, home: Path
) -> None:
    output = session.run(statement)
    assert output.code == 2
    assert output.note.startswith("写入文件时")
    assert not list(home.glob("out.*"))


@pytest.mark.parametrize(
    "text",
    ['SELECT * { ?x ?y "a > b.txt"', "ASK {} # > a.txt", "PATH FROM 甲 TO 乙 AVOID HUBS > 3"],
)
def test_what_names_no_file_has_no_target(text: str) -> None:
    assert split_redirect(text) == (text, None)


def test_failed_statement_leaves_no_file(session: Session, home: Path) -> None:
    assert session.run("SELECT { ; > a.csv").code == 1
    assert list(home.iterdir()) == []


def test_once_is_for_one_statement(session: Session, home: Path) -> None:
    session.run(".once a.md")
    assert session.run("SELECT ?e { ?e a kg:ComputingCenter }").text == ""
    assert "| 东湖智算中心 |" in (home / "a.md").read_text(encoding="utf-8")
    assert session.run("ASK {}").text == "true\n"
    session.run(".once -a a.md")
    session.run("ASK {}")
    assert (home / "a.md").read_text(encoding="utf-8").endswith("true\n")


def test_tee_shows_and_writes(session: Session, home: Path) -> None:
    assert "b.txt" in session.run(".tee b.txt").note
    assert session.run("ASK {}").text == "true\n"
    session.run(".tee off")
    session.run("ASK { ?x a kg:Nix }")
    assert (home / "b.txt").read_text(encoding="utf-8") == "true\n"


def test_graph_is_exported_by_the_ending(session: Session, home: Path) -> None:
    assert session.run(".export a.ttl").code == 0
    assert (home / "a.ttl").read_text(encoding="utf-8").startswith("@prefix")
    assert session.run(".export a.ttl").code == 2
    assert session.run(".export >! a.ttl").code == 0
    assert session.run(".export a.xyz").code == 2


def test_surroundings_of_an_entity_are_part_of_the_graph(session: Session, home: Path) -> None:
    assert session.run(".export a.nt --entity 海川科技 --depth 0").code == 0
    assert session.run(".export b.nt --entity 海川科技").code == 0
    near, wider = ({*(home / f).read_text("utf-8").splitlines()} for f in ("a.nt", "b.nt"))
    assert near < wider
    assert any("/海川科技> <https://example.org/kg/ontology#partnerOf>" in line for line in near)
    assert any("#exact> " in line for line in near)
    with open_graph(home / "b.nt") as part:
        held = {str(quad.triple) for quad in part.quads()}
    everything = session.runner.graph.construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert held <= set(map(str, everything))


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("", 2),
        ("a.ttl --entity 火星", 6),
        ("a.ttl --entity 海川科技 --depth far", 2),
        ("a.csv --entity 海川科技", 2),
        ('"a.ttl', 2),
    ],
)
def test_wrong_exports(session: Session, argument: str, code: int) -> None:
    assert session.run(f".export {argument}").code == code


def test_statements_of_a_file(session: Session, home: Path) -> None:
    (home / "a.rq").write_text("ASK {}\n;\n.nix\nASK {}\n", encoding="utf-8")
    output = session.run(".read a.rq")
    assert (output.text, output.code) == ("true\n", 2)


def test_editor_gives_the_statement(
    session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = home / "editor.sh"
    script.write_text('#!/bin/sh\ncat "$1" > before\necho "ASK {}" > "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert session.run(".edit SELECT").text == "true\n"
    assert (home / "before").read_text(encoding="utf-8") == "SELECT"
    monkeypatch.setenv("VISUAL", "false")
    assert session.run(".edit").code == 2
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "$EDITOR" in session.run(".edit").note


def test_watch_ends_with_a_change(session: Session, home: Path) -> None:
    state = iter("aab")

    def refresh() -> None:
        (home / "q.rq").write_text(f'SELECT ("{next(state)}" AS ?x) {{}}', encoding="utf-8")

    session.refresh = refresh  # type: ignore[method-assign]
    output = session.run(".watch 1ms --until change .read q.rq")
    assert (output.text.count("│ a │"), output.text.count("│ b │")) == (2, 1)


def test_expanded_and_wrapped_tables(session: Session) -> None:
    session.runner.screen.width = 30
    query = "SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b LIMIT 1"
    session.run(".x auto")
    assert "│" in session.run(query).text
    session.runner.screen.width = 20
    assert "── 1 ──" in session.run(query).text
    session.run(".x off")
    session.run(".wrap on")
    assert "…" not in session.run(query).text


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PAGER": "cat"}, ["cat"]),
        ({"PAGER": "cat -v"}, ["cat", "-v"]),
        ({"PAGER": "no-such-pager"}, []),
    ],
)
def test_pager_is_the_users(environment: dict[str, str], words: list[str]) -> None:
    assert pager.command(environment) == words


def test_only_what_does_not_fit_is_paged() -> None:
    assert pager.fits("甲\n" * 9, 80, 10)
    assert not pager.fits("甲\n" * 10, 80, 10)
    assert not pager.fits("甲" * 41, 80, 10)
    assert pager.fits("\x1b[1m" + "甲" * 40 + "\x1b[0m", 80, 10)


def test_pager_gets_the_text(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "sh -c 'cat > paged'")
    assert pager.page("甲\n")
    assert (home / "paged").read_text(encoding="utf-8") == "甲\n"
    monkeypatch.setenv("PAGER", "no-such-pager")
    assert not pager.page("甲\n")


@pytest.mark.parametrize(
    ("color", "environment", "expected"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_when_colours_are_used(color: str, environment: dict[str, str], expected: bool) -> None:
    assert uses_colour(color, environment) is expected


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "mono"])
def test_without_colour_every_theme_is_mono(theme: str) -> None:
    assert style(theme, colour=False).style_rules == style("mono", colour=True).style_rules
    assert all("ansi" not in rule for _, rule in style("mono", colour=True).style_rules)
