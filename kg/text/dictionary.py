"""jieba's dictionary, words that it learns, and its way of cutting Chinese characters.

jieba loads the dictionary and counts what is added to it; jieba-rs cuts by these counts, which
gives the words that jieba finds in a tenth of the time.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jieba
import rjieba

PARTING = "\n"  # no Chinese character: a word that no run holds


class Dictionary:
    """The words that Chinese is cut into.

    Args:
        learned: Further words to be kept whole, in an order that is always the same: jieba counts
            each by the words that it is made of, learned ones too.

    Attributes:
        counts: How often jieba counts a word; 0 for what only begins one.
        tags: Part of speech of a word that was not learned.
    """

    def __init__(self, learned: Iterable[str] = ()) -> None:
        # jieba attaches a handler to stderr when it is imported and reports its loading there.
        logging.getLogger("jieba").setLevel(logging.CRITICAL + 1)
        tokenizer: Any = jieba.Tokenizer()  # its attributes are not typed
        tokenizer.tmp_dir = _cache_folder()
        tokenizer.initialize()
        for word in learned:
            tokenizer.add_word(word)
        self.counts: dict[str, int] = tokenizer.FREQ
        self.tags = _tags()
        self._cutter: rjieba.Jieba = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
        for word, count in self.counts.items():
            if count:
                self._cutter.add_word(word, count, "")
        # jieba's total counts a word twice that its file has twice, or that was known when it was
        # learned. All weights are made of the total, so it must be the same here.
        again = tokenizer.total - sum(self.counts.values())
        self._cutter.add_word(PARTING, again, "")

    def cut(self, runs: Iterable[str]) -> list[str]:
        """The words of runs of characters that jieba takes for Chinese, in order.

        Between those of two runs stands ``PARTING``.
        """
        return self._cutter.cut(PARTING.join(runs))


def _tags() -> dict[str, str]:
    # jieba.posseg would read the same column, but tags with a Viterbi pass that halves the speed.
    columns = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(columns[0::3], columns[2::3], strict=True))


def _cache_folder() -> str | None:
    """A folder of this user for jieba's cached dictionary (its default is the shared /tmp)."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(base) if base else Path.home() / ".cache") / "kg"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return str(folder)
