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
CHINESE = (
    ".文章",
    ".count 企业",
    ".枢纽 5",
    "谁和中国电信安徽公司签约?",
    ".出处 1",
    "长三角智算中心",
    "它由谁运营?",
    "算力是多少?",
    "SELECT ?中心 ?算力 {\n"
    "  ?中心 a kg:ComputingCenter ; kg:hasMeasurement ?m .\n"
    "  ?m kg:quantityKind kg:computingPower ; kg:value ?算力 ; kg:status kg:actual\n"
    "} ORDER BY DESC(?算力) ?中心 LIMIT 4",
    ".sources 1",
    "SELECT ?中心 ?建设方 { VALUES _ ?中心 kg:builtBy ?建设方 } ORDER BY ?中心 ?建设方",
    "_1.建设方",
    "算力超过2000P的智算中心有哪些?",
    "长三角智算中心和坝上云智算中心的算力差多少?",
    "投资最多的项目是哪些?",
    "海川中卫智算中心的投资有什么变化?",
    ".历程 海川中卫智算中心",
    ".矛盾",
    "腾讯和日照市签约了吗?",
    "日照百亿算力港",
    "华为和科大讯飞有什么关系?",
    "PATH SHORTEST 3 FROM 华为 TO 腾讯",
    ".导出 华为-腾讯.ttl --path --with-evidence",
    "路径 从 华为 到 浪潮信息 经 签约合作 不超过 4 跳 附 出处",
    "PATH FROM 中国移动 TO 华为",
    ".路径 默认 不超过 1 跳",
    "PATH FROM 华为 TO 科大讯飞",
    ".路径 默认 关",
    "SELECT ?伙伴 { id:中国电信安徽公司 kg:patnerOf ?伙伴 }",
    "SELECT ?伙伴 { id:中国电信安徽公司 kg:partnerOf ?伙伴 } ORDER BY ?伙伴 LIMIT 3",
    "_1 和谁合作?",
    "SELECT ？园区 ｛ ？园区 a kg:Park ； kg:locatedIn",
    "SELECT ?x { ?x foaf:name ?名 }",
    'SELECT ?企业 { ?企业 a kg:Company ; kg:locatedIn "芜湖市" }',
    "EXPLAIN SELECT ?a { ?a a kg:Company ; kg:partnerOf ?b }",
    ".解释 华为参与了哪些智算中心?",
    ".save 伙伴 :org entity, :n=5 := "
    "SELECT ?伙伴 { $org kg:partnerOf ?伙伴 } ORDER BY ?伙伴 LIMIT $n",
    ".run 伙伴 org=安徽电信 n=3",
    ".语句",
    "SELECT ?企业 (COUNT(DISTINCT ?文章) AS ?篇数) {\n"
    "  ?企业 a kg:Company ; kg:mentionedIn ?文章\n"
    "} GROUP BY ?企业 HAVING (COUNT(DISTINCT ?文章) > 2) ORDER BY DESC(?篇数) ?企业",
    "_1.企业 出现在哪些文章里?",
    "SELECT ?园区 ?所在 { ?园区 a kg:Park ; kg:locatedIn ?所在 } ORDER BY ?园区 LIMIT 3",
    ".上次 markdown",
    "SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b ; > partners.csv",
    ".网络 大庆油田公司",
    ".网络 华为 2 华为.html",
    "CONSTRUCT { ?p kg:partnerOf ?o } WHERE { VALUES ?p { id:韶关学院 } ?p kg:partnerOf ?o }",
    ".设置 limit 3",
    "SELECT ?企业 { ?企业 a kg:Company } ORDER BY ?企业",
    ".设置 limt 20",
    ".帮助 导出",
    "DELETE WHERE { ?a kg:partnerOf ?b }",
    "火星智算中心在哪里?",
    "今天天气怎么样?",
)
ENGLISH = (
    ".hubs 3",
    "Who built 坝上云智算中心?",
    "When was it launched?",
    "SELECT ?x { ?x kg:partnrOf id:华为 }",
    "SELECT ?x { ?x kg:partnerOf id:华为",
    ".help sources",
)
STATEMENTS = (*CHINESE, *ENGLISH)
OPENED = {"zh": "$ kg shell kg.store", "en": "$ kg shell kg.store --lang en"}

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
        for lang, statements in (("zh", CHINESE), ("en", ENGLISH)):
            runner = Runner(graph, schema, Screen(width=WIDTH, lang=lang))
            session = Session(runner, interactive=True)
            session.settings.limit = 20
            for statement in statements:
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
        said = part.removeprefix(shown)
        for line in OPENED.values():
            said = said.replace(line, "")
        found.append((statement, said.strip("\n")))
    return found


def _typed(statement: str) -> str:
    return "kg> " + statement.replace("\n", "\n  … ")


def main() -> None:
    """Write the sitting into the page."""
    import os

    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        lines = [f"{_typed(statement)}\n{said}" for statement, said in sitting(Path(folder))]
    lines.insert(len(CHINESE), OPENED["en"])
    text = "\n\n".join([OPENED["zh"], *lines]).replace(str(folder), "~")
    page = PAGE.read_text(encoding="utf-8")
    block = f"```text\n{text}\n```"
    page = re.sub(r"```text\n.*?```", lambda _: block, page, count=1, flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
