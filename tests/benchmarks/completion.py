"""What a keystroke costs in completion at 50,000 names, as a ratio to a pass over them in Python.

Run ``python -m tests.benchmarks.completion [NAMES]``. Names are made of places, trades and kinds by
a fixed sequence. Each key of each typed text is timed for itself, in CPU time, the best of three.
The yardstick is ``sum(part in name for name in names)`` in the same run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, product

from kg.model.lexicon.edges import EdgeLexicon
from kg.query.completion.making import name_files
from kg.query.completion.names import Name, NameIndex
from kg.query.completion.stored import CompletionIndex
from kg.schema import load_schema
from kg.shell.suggest import Vocabulary, suggest

PLACES = (
    "中国 安徽 甘肃 贵州 内蒙古 宁夏 广东 浙江 江苏 上海 北京 天津 重庆 四川 湖北 湖南 河南 河北"
)
FIRST = "华 中 东 海 金 天 新 科 云 智 信 联 国 广 鼎 恒 瑞 博 远 飞 星 宏 达 源 通"
SECOND = "海 云 达 信 通 科 讯 石 源 泰 安 盛 丰 航 电 力 腾 锐 创 思 维 图 灵 光 芯"
TRADES = "石油 石油化工 电信 移动 数据 智能 计算 能源 电力 银行"
KINDS = "集团 公司 有限公司 股份有限公司 研究院 数据中心"
WANTED = ("中国石油", "中国石油化工集团", "中国石油天然气集团", "壳牌中国", "重庆银行")
TYPED = (
    *("zgsy", "中石化", "shiyou", "kg:中国石", "中国石由", "chongqyh", "谁和中国石油化", "qqqq"),
    *("SELECT ?x { ?x a kg:Company ; kg:party 中石化", "SELECT ?x { ?x kg:party zgsyhg"),
)
IN_SPARQL = "SELECT ?x { ?x kg:party "


def names(count: int) -> list[Name]:
    """So many names, the wanted ones among them."""
    made = (
        f"{place}{first}{second}{trade}{kind}"
        for first, second, trade, place, kind in product(
            *(text.split() for text in (FIRST, SECOND, TRADES, PLACES, KINDS))
        )
    )
    # Every so many, so that all places and kinds occur.
    spread = (label for number, label in enumerate(made) if number % 13 == 0)
    labels = [*WANTED, *islice(spread, count - len(WANTED))]
    return [Name(label, label, f"id:{label}", ("Company",), 37) for label in labels]


def keystrokes(text: str) -> Iterator[str]:
    """The text before the cursor after each key."""
    start = len(IN_SPARQL) if text.startswith(IN_SPARQL) else 0
    for end in range(start + 1, len(text) + 1):
        yield text[:end]


def best(run: Callable[[], object]) -> float:
    """CPU seconds, the best of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def main(count: int) -> None:
    """Print the slowest key of each text, what is offered first, and the ratio."""
    made = names(count)
    started = time.perf_counter()
    files = name_files(made)
    sys.stdout.write(f"{count} names; index made in {time.perf_counter() - started:.1f} s\n")
    index = CompletionIndex(NameIndex(*files.values()))
    schema = load_schema()
    vocabulary = Vocabulary(
        read_index=lambda: index,
        prefixes={"kg": "http://kg/", "id": "http://id/"},
        keywords=schema.lexicon("edges", EdgeLexicon).keywords,
        classes={"kg:Company": "企业"},
        properties={"kg:party": "参与方"},
    )
    suggest("SELECT ?x { ?x kg:party 中国石由", vocabulary)  # loads the grammar and rapidfuzz
    labels = [name.text for name in made]
    yardstick = best(lambda: sum("石油" in label for label in labels))
    sys.stdout.write(
        f"yardstick: {yardstick * 1000:.1f} ms\n{'slowest key':>12} {'ratio':>6}  typed\n"
    )
    for typed in TYPED:
        text = IN_SPARQL + typed if typed.startswith("kg:") else typed
        slowest, at = max(
            (best(partial(suggest, key, vocabulary)), key) for key in keystrokes(text)
        )
        first = [found.label for found in suggest(text, vocabulary)[:1]]
        sys.stdout.write(
            f"{slowest * 1000:9.1f} ms {slowest / yardstick:6.2f}  {typed}  {at!r} -> {first}\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
