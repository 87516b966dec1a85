"""Questions with known answers, and how good given answers are; the rule of ``data/questions``.

    python -m tests.query.scoring          # what is reached now
    python -m tests.query.scoring --save   # keep it as what must not be lost

``asked.json`` holds more questions of the same form, in the words of many people. Over the gold
facts only the questions are tried; over the extracted ones extraction counts too.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.evaluate import read_gold_folder
from kg.graph import Graph
from kg.query.answer import Plain
from kg.query.questions import ask
from kg.schema import Schema, load_schema
from kg.text.fold import fold

DATA = Path(__file__).parents[2] / "data"
DEVELOPMENT = DATA / "questions" / "dev.json"
ASKED = Path(__file__).parent / "asked.json"
FIGURES = Path(__file__).parent / "question_figures.json"
Question = dict[str, Any]
Key = tuple[object, ...]
_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」『』《》 "))


def questions(path: Path) -> list[Question]:
    """The questions of a file."""
    loaded: list[Question] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def one_name() -> dict[str, str]:
    """Each name of the gold facts to one that stands for all names of the same entity."""
    first: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    for gold in read_gold_folder(DATA / "gold"):
        for entity in gold.entities:
            keys = [(entity.type, _plain(name)) for name in (entity.name, *entity.aliases)]
            for key in keys[1:]:
                first[root(key)] = root(keys[0])
    found: dict[str, list[str]] = defaultdict(list)
    for key in list(first):
        found[key[1]].append("|".join(root(key)))
    return {name: min(roots) for name, roots in found.items()}


def score(question: Question, given: Sequence[Plain], names: dict[str, str]) -> float:
    """How good the answers to one question are: F1 over their set, 0 to 1."""
    expected = _keys(question["answers"], names)
    optional = {_name(name, names) for name in question.get("optional", ())}
    found = [k for k in _keys(given, names) if k in expected or k[1] not in optional]
    if not expected or not found:
        return float(not expected and not found)
    left, hits = list(found), 0
    for key in expected:
        match = next((one for one in left if _same(key, one)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return 2 * hits / (len(expected) + len(found))


def mean_score(graph: Graph, asked: Iterable[Question], schema: Schema) -> float:
    """The mean score over questions; one that is refused has no answer."""
    names = one_name()
    scores = [score(one, _answers(graph, one["q"], schema), names) for one in asked]
    return sum(scores) / len(scores)


def _answers(graph: Graph, question: str, schema: Schema) -> list[Plain]:
    try:
        return ask(graph, question, schema).plain
    except KgError:
        return []


def _plain(name: str) -> str:
    folded = fold(name).lower().translate(_QUOTES)
    return folded.replace("（", "(").replace("）", ")")


def _name(name: str, names: dict[str, str]) -> str:
    return names.get(_plain(name), _plain(name))


def _keys(answers: Sequence[Any], names: dict[str, str]) -> list[Key]:
    """The answers in a form in which they can be compared, each once."""
    keys: list[Key] = []
    for answer in answers:
        if isinstance(answer, bool):
            keys.append(("truth", answer))
        elif isinstance(answer, str):
            keys.append(("name", _name(answer, names)))
        elif "path" in answer:
            chains = (answer["path"], *answer.get("also", ()))
            keys.append(("path", *(tuple(_name(n, names) for n in chain) for chain in chains)))
        elif "value" in answer:
            status = answer.get("status")
            keys.append(("number", float(answer["value"]), answer.get("unit"), status))
        else:
            numbers = (answer.get("declared"), answer.get("named"))
            keys += [("number", float(n), None, None) for n in numbers if n is not None]
    return list(dict.fromkeys(keys))


def _same(expected: Key, found: Key) -> bool:
    if expected[0] != found[0]:
        return False
    if expected[0] == "path":
        chain = found[1]
        assert isinstance(chain, tuple)
        return chain in expected[1:] or chain[::-1] in expected[1:]
    if expected[0] == "number":
        wanted, value = expected[1], found[1]
        assert isinstance(wanted, float)
        assert isinstance(value, float)
        near = abs(wanted - value) <= 0.005 * max(abs(wanted), 1e-12)
        return near and all(
            None in (a, b) or a == b for a, b in zip(expected[2:], found[2:], strict=True)
        )
    return expected == found


def figures(schema: Schema, graphs: dict[str, Graph]) -> dict[str, dict[str, float]]:
    """The mean score of every set of questions over every graph."""
    sets = {"dev": questions(DEVELOPMENT), "asked": questions(ASKED)}
    return {
        name: {of: round(mean_score(graph, asked, schema), 3) for of, asked in sets.items()}
        for name, graph in graphs.items()
    }


def main() -> int:
    """Print the figures, and keep them if asked to."""
    import kg
    from tests.query.goldgraph import gold_graph

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--save", action="store_true", help=f"keep them in {FIGURES.name}")
    args = parser.parse_args()
    schema = load_schema()
    with tempfile.TemporaryDirectory() as folder:
        kg.build([DATA / "*.txt", DATA / "*.html"], Path(folder) / "kg.store")
        with kg.open(Path(folder) / "kg.store") as extracted:
            graphs = {"gold": gold_graph(schema), "extracted": extracted}
            text = json.dumps(figures(schema, graphs), indent=1) + "\n"
    sys.stdout.write(text)
    if args.save:
        FIGURES.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
