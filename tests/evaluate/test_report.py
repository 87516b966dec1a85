from __future__ import annotations

import json

from kg.evaluate import ArticleScore, Mistake, Report, Tally, changes
from kg.evaluate.compare import CATEGORIES, MODES
from kg.evaluate.found import Why


def _score(tally: Tally, *mistakes: Mistake) -> ArticleScore:
    return ArticleScore({mode: dict.fromkeys(CATEGORIES, tally) for mode in MODES}, mistakes, 1)


def test_figures_are_summed_over_articles() -> None:
    report = Report({"a": _score(Tally(1, 1, 0)), "b": _score(Tally(2, 0, 3))})
    assert report.total("core", "events") == Tally(3, 1, 3)
    assert report.total("strict", "facts") == Tally(12, 4, 12)
    assert report.denied == 2


def test_the_lines_show_every_category_and_article() -> None:
    lines = list(Report({"a": _score(Tally(1, 1, 0))}, missing=("b",)).lines())
    assert [line.split()[0] for line in lines[1:7]] == [*CATEGORIES, "facts"]
    assert "P 0.50 R 1.00 F 0.67" in lines[1]
    assert lines[8] == "articles that could not be read: b"
    assert lines[-1].split() == ["a", *["0.67"] * 6]


def test_an_article_without_facts_of_a_category_has_no_figure() -> None:
    assert list(Report({"a": _score(Tally())}).lines())[-1].split() == ["a", *["–"] * 6]


def test_figures_survive_json_and_unchanged_ones_make_no_lines() -> None:
    report = Report({"a": _score(Tally(1, 1, 0))})
    assert list(changes(report, json.loads(json.dumps(report.figures())))) == []


def test_changes_name_the_category_and_the_article() -> None:
    before = Report({"a": _score(Tally(1, 1, 0))}).figures()
    lines = list(changes(Report({"a": _score(Tally(2, 1, 0))}), before))
    assert "core events: f 0.667 -> 0.8, tp 1 -> 2" in lines
    assert "  a events: f 0.667 -> 0.8, tp 1 -> 2" in lines


def test_a_new_article_is_a_change() -> None:
    lines = list(changes(Report({"b": _score(Tally(1, 0, 0))}), {}))
    assert "  b events: f – -> 1.0, tp – -> 1, fp – -> 0, fn – -> 0" in lines


def test_errors_come_with_rule_and_sentence() -> None:
    wrong = Mistake("events", False, True, "云河中心 started", Why("rule/x", "云河中心开工。"))
    late = Mistake("events", True, False, "云河中心 launched", names=("云河中心",))
    lines = Report({"a": _score(Tally(1, 1, 1), wrong, late)}).error_lines(
        {"a": "山口县开会。云河中心上线\n其他"}
    )
    assert list(lines) == [
        "== a",
        "   + events: 云河中心 started",
        "       rule/x: 云河中心开工。",
        "   - events: 云河中心 launched (only bound, status or date)",
        "       云河中心上线",
    ]
