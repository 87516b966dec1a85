"""The figures of many articles: summed, as text, as JSON, and against an earlier run.

Lines with words are messages, so that they can be said in another language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate.compare import CATEGORIES, FACTS, MODES, ArticleScore, Mistake, Tally
from kg.schema.messages import message

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of a collection.

    Attributes:
        scores: By article, in order.
        missing: Articles with gold facts that could not be read; all their facts count as missed.
    """

    scores: Mapping[str, ArticleScore]
    missing: tuple[str, ...] = ()

    @property
    def denied(self) -> int:
        """How many facts are asserted that the texts deny."""
        return sum(score.denied for score in self.scores.values())

    def total(self, mode: str, category: str) -> Tally:
        """The sum over all articles; ``facts`` are all categories but entities."""
        names = FACTS if category == "facts" else (category,)
        tallies = (s.tallies[mode][name] for s in self.scores.values() for name in names)
        return sum(tallies, Tally())

    def figures(self) -> dict[str, Any]:
        """All figures as JSON has them, the same for the same scores."""
        articles = {
            name: {
                mode: {category: _figures(tally) for category, tally in tallies.items()}
                for mode, tallies in score.tallies.items()
            }
            for name, score in self.scores.items()
        }
        totals = {
            mode: {c: _figures(self.total(mode, c)) for c in (*CATEGORIES, "facts")}
            for mode in MODES
        }
        return {
            _ALL: totals,
            "denied": self.denied,
            "missing": list(self.missing),
            "articles": articles,
        }

    def lines(self) -> Iterator[str]:
        """The figures as lines of text: a table over all articles and one by article."""
        columns = (*CATEGORIES, "facts")
        yield f"{'':12}" + "".join(f"{mode:>24}" for mode in MODES)
        for column in columns:
            yield f"{column:12}" + "".join(
                f"{_prf(self.total(mode, column)):>24}" for mode in MODES
            )
        yield message("eval_denied", count=self.denied)
        if self.missing:
            yield message("eval_missing", names=self.missing)
        yield ""
        yield f"{'strict F1':24}" + "".join(f"{column:>11}" for column in columns)
        for name, score in self.scores.items():
            tallies = score.tallies["strict"]
            facts = sum((tallies[column] for column in FACTS), Tally())
            cells = [*(tallies[column] for column in CATEGORIES), facts]
            yield f"{name:24}" + "".join(f"{_f1(tally):>11}" for tally in cells)

    def error_lines(self, texts: Mapping[str, str] | None = None) -> Iterator[str]:
        """Every error, with the rule and the sentence where something was found.

        Args:
            texts: The text of each article, to show a sentence in which a missed fact may stand.
        """
        for name, score in self.scores.items():
            if score.mistakes:
                yield f"== {name}"
            text = (texts or {}).get(name, "")
            for mistake in score.mistakes:
                yield from _error(mistake, text)


def changes(report: Report, before: Mapping[str, Any]) -> Iterator[str]:
    """What differs between a report and the figures of an earlier one, as lines of text."""
    now = report.figures()
    for mode in MODES:
        for category in (*CATEGORIES, "facts"):
            old, new = _get(before, _ALL, mode, category), _get(now, _ALL, mode, category)
            if old != new:
                yield f"{mode} {category}: {_change(old, new)}"
    if before.get("denied") != now["denied"]:
        count = f"{before.get('denied')} -> {now['denied']}"
        yield message("eval_denied", count=count)
    names = {**dict(before.get("articles", {})), **now["articles"]}
    for name in sorted(names):
        for category in CATEGORIES:
            path = ("articles", name, "strict", category)
            old, new = _get(before, *path), _get(now, *path)
            if old != new:
                yield f"  {name} {category}: {_change(old, new)}"


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "p": round(tally.precision, 3),
        "r": round(tally.recall, 3),
        "f": round(tally.f1, 3),
        "tp": tally.tp,
        "fp": tally.fp,
        "fn": tally.fn,
    }


def _prf(tally: Tally) -> str:
    return f"P {tally.precision:.2f} R {tally.recall:.2f} F {tally.f1:.2f}"


def _f1(tally: Tally) -> str:
    return f"{tally.f1:.2f}" if tally.tp + tally.fp + tally.fn else "–"


def _get(figures: Mapping[str, Any], *path: str) -> Mapping[str, float]:
    found = figures
    for name in path:
        found = found.get(name) or {}
    return found


def _change(old: Mapping[str, float], new: Mapping[str, float]) -> str:
    shown = ("f", "tp", "fp", "fn")
    parts = [f"{name} {old.get(name, '–')} -> {new.get(name, '–')}" for name in shown]
    return ", ".join(
        part for part in parts if part.split(" -> ")[0].split()[-1] != part.split()[-1]
    )


def _error(mistake: Mistake, text: str) -> Iterator[str]:
    sign = "-" if mistake.missed else "+"
    line = f"   {sign} {mistake.category}: {mistake.words}"
    yield line if mistake.core else message("eval_not_core", line=line)
    if mistake.why is not None:
        yield f"       {mistake.why.rule}: {mistake.why.sentence}"
    elif mistake.missed:
        sentence = _sentence(text, mistake.names)
        if sentence:
            yield f"       {sentence}"


def _sentence(text: str, names: tuple[str, ...]) -> str:
    """The first sentence in which all the names stand, or else the first of them."""
    sentences = [s.strip() for s in text.replace("\n", "。").split("。") if s.strip()]
    for wanted in (names, names[:1]):
        for sentence in sentences:
            if wanted and all(name in sentence for name in wanted):
                return sentence
    return ""
