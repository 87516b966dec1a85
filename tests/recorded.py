"""A sitting at the shell with the 25 sample articles, written into the README.

    python -m tests.recorded            # write it anew

The statements are those of somebody who looks into who builds computing centres with whom. They
run in the real shell, whose answers are taken as they are.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import kg
from kg.graph.worker import open_in_worker
from kg.schema import load_schema
from kg.shell.runner import Runner, Screen
from kg.shell.session import Session

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "README.md"
WIDTH = 110
STATEMENTS = (
    ".count 企业",
    "谁和中国电信安徽公司签约?",
    ".sources 1",
    "PATH FROM 华为 TO 科大讯飞 WITHIN 4 HOPS",
    "SELECT ?中心 ?算力 {\n"
    "  ?中心 kg:hasMeasurement ?m .\n"
    "  ?m kg:quantityKind kg:computingPower ; kg:value ?算力 ; kg:status kg:actual\n"
    "} ORDER BY DESC(?算力) ?中心 LIMIT 5",
    ".sources 1",
    "SELECT ?城市 { VALUES _ ?中心 kg:locatedIn ?城市 } ORDER BY ?城市 LIMIT 5",
    ".save 伙伴 :org entity, :n=5 := "
    "SELECT ?伙伴 { $org kg:partnerOf ?伙伴 } ORDER BY ?伙伴 LIMIT $n",
    ".run 伙伴 org=安徽电信 n=3",
    "SELECT ?伙伴 { id:中国电信安徽公司 kg:patnerOf ?伙伴 }",
    "SELECT ？a ｛ ？a kg:partnerOf ？b",
    ".explain SELECT ?a { ?a a kg:Company ; kg:partnerOf ?b }",
    ".hubs 3",
    "SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b ; > partners.csv",
    "DELETE WHERE { ?a kg:partnerOf ?b }",
)

Answered = tuple[str, str]
"""A statement, and all that the shell says to it."""


def sitting(folder: Path) -> Iterator[Answered]:
    """Build a store of the sample articles and run the statements.

    Args:
        folder: An empty one, for the store and what the statements write.
    """
    schema = load_schema()
    with chdir(ROOT):
        kg.build(["data"], folder / "kg.store")
    with chdir(folder), open_in_worker("kg.store", schema) as graph:
        session = Session(Runner(graph, schema, Screen(width=WIDTH)), interactive=True)
        session.settings.limit = 20
        for statement in STATEMENTS:
            output = session.run(statement)
            said = [output.text.rstrip("\n"), output.note]
            yield statement, "\n".join(part for part in said if part)


def recorded(page: str) -> list[Answered]:
    """The statements and answers that the page shows."""
    block = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert block is not None
    parts = re.split(r"^kg> ", block[1], flags=re.MULTILINE)[1:]
    found = []
    for part, statement in zip(parts, STATEMENTS, strict=True):
        shown = _typed(statement).removeprefix("kg> ")
        assert part.startswith(shown), f"the page does not show {statement!r}"
        found.append((statement, part.removeprefix(shown).strip("\n")))
    return found


def _typed(statement: str) -> str:
    return "kg> " + statement.replace("\n", "\n  … ")


def main() -> None:
    """Write the sitting into the page."""
    import os

    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        lines = [f"{_typed(statement)}\n{said}" for statement, said in sitting(Path(folder))]
    text = "\n\n".join(lines).replace(str(folder), "~")
    page = PAGE.read_text(encoding="utf-8")
    block = f"```text\n{text}\n```"
    page = re.sub(r"```text\n.*?```", lambda _: block, page, count=1, flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
