from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.shell import keys as prompt_keys
from kg.shell import prompt, repl
from kg.shell.session import Session


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PipeInput]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def test_statement_runs_and_ctrl_d_leaves(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK { ?x a kg:Company }\r\x04")
    assert repl.run_repl(session, first=["hello"]) == 0
    seen = capsys.readouterr()
    assert seen.out == "true\n"
    assert seen.err.startswith("hello\n")


def test_ctrl_c_clears_the_line(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK {\x03ASK {}\r.quit\r")
    assert repl.run_repl(session) == 0
    assert capsys.readouterr().out == "true\n"


def test_open_statement_goes_on_in_the_next_line(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK {\r}\r\r.quit\r")
    repl.run_repl(session)
    assert capsys.readouterr().out == "true\n"


def test_alt_enter_runs_at_once(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK {\x1b\r.quit\r")
    repl.run_repl(session)
    assert ":1:6" in capsys.readouterr().err


def test_tab_completes_a_chinese_name(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("谁和海川\t签约?\r.quit\r")
    repl.run_repl(session)
    assert "北山电信" in capsys.readouterr().out


def test_tab_puts_in_what_all_have_in_common(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text(".s\t\x03.quit\r")
    assert repl.run_repl(session) == 0


def test_history_is_kept_for_its_owner_only(
    session: Session, keys: PipeInput, tmp_path: Path
) -> None:
    keys.send_text("ASK {}\r.quit\r")
    repl.run_repl(session)
    (path,) = (tmp_path / "kg" / "history").iterdir()
    assert "ASK {}" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_history_leaves_no_file(session: Session, keys: PipeInput, tmp_path: Path) -> None:
    keys.send_text(".quit\r")
    repl.run_repl(session, history=False)
    assert not (tmp_path / "kg").exists()


def test_completion_waits_for_the_second_character(session: Session) -> None:
    completer = prompt._Completer(prompt.Words(session))  # noqa: SLF001
    typing, asked = CompleteEvent(text_inserted=True), CompleteEvent(completion_requested=True)
    assert not list(completer.get_completions(Document("谁和海"), typing))
    assert [c.text for c in completer.get_completions(Document("谁和海"), asked)] == ["海川科技"]
    assert [c.text for c in completer.get_completions(Document("谁和海川"), typing)] == ["海川科技"]


def test_function_keys_change_what_is_set(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    f2, f3, f4, f9 = "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[20~"
    keys.send_text(f"{f2}{f3}{f4}{f9}.set labels\r.quit\r")
    assert repl.run_repl(session) == 0
    assert capsys.readouterr().out == "labels: prefixed\n"
    settings = session.settings
    assert (settings.complete, settings.keys, settings.expanded) == (False, "vi", "on")


def test_explain_and_source_keys(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("谁和北山电信签约?\x1b[15~\r\x1b[17~\x1b[18~.quit\r")  # F5, Enter, F6, F7
    assert repl.run_repl(session) == 0
    shown = capsys.readouterr().out
    assert "SELECT" in shown
    assert "【" in shown


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("ASK", " {}"), ("SELECT *", "\n{ ?s ?p ?o }"), ("DEL", None), ("", None), ("xyz", None)],
)
def test_grey_text_is_the_rest_of_an_entry_but_never_of_an_update(
    typed: str, rest: str | None
) -> None:
    history = InMemoryHistory(["ASK {}", "SELECT *\n{ ?s ?p ?o }", "DELETE WHERE { ?s ?p ?o }"])
    history._loaded_strings = list(history.load_history_strings())  # noqa: SLF001
    buffer = Buffer(history=history, document=Document(typed))
    found = prompt._AutoSuggest().get_suggestion(buffer, buffer.document)  # noqa: SLF001
    assert (found and found.text) == rest


def test_whole_entries_go_back_whatever_was_typed(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK {}\r.timing\rxyz\x10\x10\x0e\x10\r.quit\r")
    assert repl.run_repl(session) == 0
    assert capsys.readouterr().out.startswith("true\n")


def test_editor_key_does_not_run(
    session: Session,
    keys: PipeInput,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nprintf "ASK {}" > "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    keys.send_text("x\x1b[19~")  # F8
    keys.send_text("\x03.quit\r")
    assert repl.run_repl(session) == 0
    assert capsys.readouterr().out == ""


def test_completing_a_prefix_declares_it(
    session: Session, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("ASK { ?x foa\tname ?y };\r.quit\r")
    assert repl.run_repl(session) == 0
    assert capsys.readouterr().out == "false\n"


def test_tab_starts_only_the_completion_that_was_asked_for(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    completer = prompt._Completer(prompt.Words(session))  # noqa: SLF001
    buffer = Buffer(completer=completer, complete_while_typing=True, document=Document("."))
    started: list[str] = []
    monkeypatch.setattr(buffer, "start_completion", lambda **_: started.append("asked"))
    buffer.on_text_insert += lambda _: started.append("typed")
    prompt_keys._complete(buffer, tuple)  # noqa: SLF001
    assert started == ["asked"]


def test_a_closing_brace_stands_under_what_it_closes(
    session: Session, keys: PipeInput, tmp_path: Path
) -> None:
    keys.send_text("ASK {\r?x ?y ?z\r};\r.quit\r")
    assert repl.run_repl(session) == 0
    (path,) = (tmp_path / "kg" / "history").iterdir()
    assert "+ASK {\n+  ?x ?y ?z\n+};" in path.read_text(encoding="utf-8")
