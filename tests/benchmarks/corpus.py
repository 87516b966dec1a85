"""A corpus of any size whose identities are known, and what a build makes of it.

    python -m tests.benchmarks.corpus                      # 1,000 and 10,000 articles
    python -m tests.benchmarks.corpus 10000 100000         # other sizes
    python -m tests.benchmarks.corpus --workers 2 10000    # several processes

Each article names a few things of a seeded world by any of their names: companies with and without
their legal form, branches of operators under three names, governments, parks that are called alike
in every city, all of them now and then in Traditional characters. A line for each size says how
long a build takes (wall and CPU time), what it needs, and how well the things were found again:
precision and recall over all pairs of mentions, as far as extraction found the mentions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import opencc

from kg.graph.identity import fold_label, resolve
from kg.pipeline import Options, build
from kg.pipeline.archive import Archive
from kg.schema import load_schema

_SYLLABLES = "砚岭澜璟禾穗峰麓瀚翎珩屿霖翊昀晟钧铎衡岚沐泓湛澄烁煜棠榆枫槿桐柏森茂"
_TRADES = ("数据科技", "智能科技", "云计算", "信息技术", "网络科技", "新能源", "半导体", "软件")
_FORMS = ("有限公司", "股份有限公司", "有限责任公司")
_OPERATORS = ("移动", "电信", "联通")
_TRADITIONAL = 50  # one article in so many


@dataclass(frozen=True)
class Thing:
    """Something of the world.

    Attributes:
        name: Which it is.
        forms: What articles call it; all mean it and nothing else, given its place.
        place: The city that an article names along with it, or the empty string.
    """

    name: str
    forms: tuple[str, ...]
    place: str = ""


class World:
    """All things, and articles about them; the same for a seed."""

    def __init__(self, articles: int, seed: int = 1) -> None:
        self.seed = seed
        self._converter = opencc.OpenCC("s2t")
        self._cities = [
            (entry.name, entry.within[0])
            for entry in load_schema().gazetteer
            if entry.file == "divisions.tsv" and entry.name.endswith("市") and entry.within
            if entry.within[0].endswith("省")
        ]
        count = max(articles // 20, 20)
        self._companies = [*self._named_companies(count)]
        self._branches = [*self._operators()]
        self._offices = [
            Thing(f"{city}政府", (f"{city}政府", f"{city}人民政府")) for city, _ in self._cities
        ]
        self._parks = [
            Thing(f"{city}园", (f"{city}大数据产业园", "大数据产业园"), city)
            for city, _ in self._cities
        ]
        self._centres = [*self._named_centres(count)]

    def pick(self, *key: object) -> int:
        """A number that looks like chance and is the same for a key."""
        text = "/".join(map(str, (self.seed, *key)))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

    def _brand(self, *key: object) -> str:
        n = len(_SYLLABLES)
        number = self.pick("brand", *key)
        return _SYLLABLES[number % n] + _SYLLABLES[number // n % n]

    def _named_companies(self, count: int) -> Iterator[Thing]:
        seen = set()
        for number in range(count):
            city = self._cities[self.pick("seat", number) % len(self._cities)][0][:-1]
            trade = _TRADES[self.pick("trade", number) % len(_TRADES)]
            core = f"{city}{self._brand(number)}{trade}"
            if core not in seen:
                seen.add(core)
                form = _FORMS[self.pick("form", number) % len(_FORMS)]
                yield Thing(core, (core + form, core + form, core))

    def _operators(self) -> Iterator[Thing]:
        for province in sorted({province for _, province in self._cities}):
            for operator in _OPERATORS:
                short = province[:-1]
                forms = (
                    f"{short}{operator}",
                    f"中国{operator}{short}公司",
                    f"中国{operator}{short}分公司",
                )
                yield Thing(f"{operator}@{province}", forms)

    def _named_centres(self, count: int) -> Iterator[Thing]:
        for number in range(count):
            city = self._cities[self.pick("site", number) % len(self._cities)][0]
            name = f"{self._brand('centre', number)}智算中心"
            yield Thing(f"{name}@{city}", (name, name, f"{name}项目"), city)

    def article(self, number: int) -> tuple[dict[str, str], dict[str, str]]:
        """One article as a line of JSON, and which thing each name in it means."""
        named: dict[str, str] = {}

        def of(things: list[Thing], role: str) -> tuple[str, str]:
            thing = things[self.pick(number, role) % len(things)]
            form = thing.forms[self.pick(number, role, "form") % len(thing.forms)]
            named[form] = thing.name
            return form, thing.place

        first, _ = of(self._companies, "first")
        second, _ = of(self._companies, "second")
        branch, _ = of(self._branches, "branch")
        office, _ = of(self._offices, "office")
        centre, city = of(self._centres, "centre")
        park, other = of(self._parks, "park")
        day = 1 + self.pick(number, "day") % 28
        power = 100 * (1 + self.pick(number, "power") % 40)
        place = f"{centre}位于{city}，由{first}承建，规划算力{power}P，总投资{day}亿元。"
        park_text = f"{park}位于{other}，{branch}已经入驻。" if self.pick(number) % 2 else ""
        if not park_text:
            named.pop(park)
            named.pop(branch)
        text = (
            f"{centre}建设有了新进展\n\n2024-05-{day:02} 09:00\n\n"
            f"5月{day}日，{first}与{second}签订战略合作协议，共同建设{centre}。{place}"
            f"{office}与{second}签署合作协议。{park_text}\n"
        )
        if self.pick(number, "script") % _TRADITIONAL == 0:
            traditional = self._converter.convert
            text = traditional(text)
            named = {traditional(form): thing for form, thing in named.items()}
        return {"text": text, "url": f"http://c.example/{number}"}, named


def found_again(store: Path, world: World, count: int) -> tuple[float, float, float]:
    """Precision and recall over pairs of mentions, and the share of mentions that were found."""
    with Archive(store) as archive:
        kept = archive.kept()
        sources = {sha256: name for name, sha256 in archive.places().values()}
    gold = {}
    for number in range(count):
        record, named = world.article(number)
        gold[record["url"]] = named
    identity = resolve(one for each in kept.values() for one in each.named)
    both: Counter[tuple[str, str]] = Counter()
    seen = 0
    for sha256, each in kept.items():
        nodes = {}
        for one in each.named:
            node = identity.iris[sha256, one.key].value
            for name in (one.profile.name, *one.profile.aliases):
                nodes[fold_label(name)] = node
        for form, thing in gold[sources[sha256]].items():
            node = nodes.get(fold_label(form), "")
            if node:
                both[thing, node] += 1
                seen += 1
    things: Counter[str] = Counter()
    merged: Counter[str] = Counter()
    for (thing, node), count in both.items():
        things[thing] += count
        merged[node] += count
    right = sum(n * (n - 1) for n in both.values())
    precision = right / max(sum(n * (n - 1) for n in merged.values()), 1)
    recall = right / max(sum(n * (n - 1) for n in things.values()), 1)
    return precision, recall, seen / max(sum(map(len, gold.values())), 1)


def measure(count: int, *, workers: int, seed: int) -> dict[str, Any]:
    """Build a store of so many articles, and again."""
    world = World(count, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps(world.article(number)[0], ensure_ascii=False) + "\n")
        wall, cpu = time.monotonic(), _cpu()
        report = build([path], Path(folder) / "s", options=Options(workers=workers))
        wall, cpu = time.monotonic() - wall, _cpu() - cpu
        again = _cpu()
        unchanged = build([path], Path(folder) / "s").unchanged
        again = _cpu() - again
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(p.stat().st_size for p in (Path(folder) / "s").rglob("*") if p.is_file())
        precision, recall, share = found_again(Path(folder) / "s", world, count)
    return {
        "articles": count,
        "workers": workers,
        "statements": report.quads,
        "wall s": round(wall, 1),
        "articles/s": round(count / wall, 1),
        "CPU ms/article": round(1000 * cpu / count, 2),
        "again CPU ms/article": round(1000 * again / count, 3),
        "unchanged": unchanged,
        "peak MiB": round(peak),
        "store MiB": round(size / 2**20),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "mentions found": round(share, 3),
    }


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Print a line of JSON for each size, and how the costs of the last two compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    costs = []
    for count in args.sizes:
        found = measure(count, workers=args.workers, seed=args.seed)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        costs.append((1 / found["articles/s"], found["CPU ms/article"]))
    if len(costs) > 1:
        elapsed, cpu = (last / first for first, last in zip(costs[0], costs[-1], strict=True))
        sys.stdout.write(
            f"an article, last size to first: elapsed time {elapsed:.2f}, CPU time {cpu:.2f}\n"
        )


if __name__ == "__main__":
    main()
