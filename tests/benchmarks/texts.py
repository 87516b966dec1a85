"""Texts to measure with: long ones made of the sample articles, and hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
SEED = DATA / "000_cebb56616ef987a2.txt"
SAMPLES = tuple(sorted(p for p in DATA.iterdir() if p.suffix in (".txt", ".html")))
_PLAIN = tuple(path for path in SAMPLES if path.suffix == ".txt" and path != SEED)


def samples() -> tuple[str, ...]:
    """The sample articles that are plain text."""
    return tuple(_read(path) for path in _PLAIN)


def articles(count: int) -> tuple[str, ...]:
    """Articles of the length of the samples, no two alike, made of the samples' paragraphs.

    Every paragraph comes as often as every other. Article after article begins with the head of a
    sample and goes on with paragraphs of others, so that nothing that remembers an article helps.
    """
    heads, bodies = zip(*(_parts(text) for text in samples()), strict=True)
    total = len(heads)
    made = []
    for number in range(count):
        turn, which = divmod(number, total)
        body = [
            bodies[(which + turn * at) % total][at % len(bodies[(which + turn * at) % total])]
            for at in range(len(bodies[which]))
        ]
        made.append("\n".join([heads[which], *body]))
    return tuple(made)


def long_article(length: int) -> str:
    """One article of about this many characters, its paragraphs all in one page."""
    paragraphs: list[str] = []
    written = 0
    for text in articles(10 + length // 300):
        # Headings of lists of other articles would end the article; whole sentences do not.
        body = [line for line in _parts(text)[1] if line.endswith("。") and len(line) > 60]
        # No paragraph may stand twice: a repeated body is left out.
        body = [f"{len(paragraphs) + at}月度通报称，{line}" for at, line in enumerate(body)]
        paragraphs.extend(body)
        written += sum(map(len, body))
        if written > length:
            break
    return "\n".join(["智算中心建设进展", "2024-05-20 09:00", *paragraphs])[:length]


def one_line(length: int) -> str:
    """An article of this many characters without a line end or full stop."""
    text = long_article(length + length // 20)
    for mark in "\n。；;!！?？":
        text = text.replace(mark, "，")
    return text[:length]


HOSTILE = {
    "digits": "1234567890",
    "one digit": "7",
    "brackets": "(",
    "pairs of brackets": "（）",
    "quotation marks": "“",
    "、": "、",
    "，": "，",
    "。": "。",
    "blanks": " ",
    "line ends": "\n",
    "Latin letters": "A",
    "one character": "市",
    "one name": "华为",
    "a list without end": "华为、腾讯、",
    "numbers with units": "3000P、",
    "dates": "2024年5月20日",
    "cues": "未将已拟",
    "heads of names": "公司中心",
    "<": "<",
    "tags": "<p><b>",
    "&": "&amp",
    "table": "|3|4P|\n",
}
"""What a hostile page repeats, by what it is called."""


def hostile(name: str, length: int) -> str:
    """A text of this many characters that repeats one of ``HOSTILE``."""
    unit = HOSTILE[name]
    return (unit * (length // len(unit) + 1))[:length]


def random_unicode(length: int, seed: int = 1) -> str:
    """Characters from everywhere in Unicode, the same on every run.

    Half of them are Chinese, so that words, numbers and marks do come about.
    """
    return "".join(islice(_characters(seed), length))


def _characters(state: int) -> Iterator[str]:
    common = "的公司中心智算万亿元年月日与和在建设签约投资，。、（）“”1234567890PMW% \n"
    while True:
        # A linear congruential generator: chance that is the same everywhere.
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        value = state >> 33
        match value % 4:
            case 0 | 1:
                yield common[(value >> 2) % len(common)]
            case 2:
                yield chr(0x4E00 + (value >> 2) % 0x51A5)
            case _:
                code = (value >> 2) % 0x110000
                yield "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def _read(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _parts(text: str) -> tuple[str, list[str]]:
    """The lines up to the first paragraph, and the paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = next((n for n, line in enumerate(lines) if len(line) > 60), 1)
    return "\n".join(lines[:first]), lines[first:] or lines[-1:]
