"""Words; the only door to jieba.

jieba cuts runs of Chinese characters only. Numbers, Latin words, blanks and marks are cut here,
because jieba keeps a list per character: a page of ten million digits would cost gigabytes.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jieba

from kg.model.text import Token
from kg.text.cut import Cutter

_UNKNOWN = "x"
_TAGS = {"number": "m", "latin": "eng"}  # of the pieces that are no Chinese words
_LONGEST_RUN = 2000  # jieba's cost per run is linear, its memory about 300 bytes a character

_PIECES = re.compile(
    r"""(?P<han>[\u3400-\u9fff〇\uf900-\ufaff\U00020000-\U0003ffff]+)
      | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?![\dA-Za-z]))
      | (?P<latin>[A-Za-z0-9]+)
      | (?P<blank>[ ]+|\n)
      | (?P<mark>(?P<one>.)(?P=one)*)""",
    re.VERBOSE | re.DOTALL,
)


class Segmenter:
    """Cuts folded text into words; holds a jieba tokenizer of its own.

    Args:
        words: Words to be kept whole, with their part of speech; they are added to this
            segmenter's dictionary only.
        kept: Further words to be kept whole; the part of speech given here counts only where the
            dictionary has none.
    """

    def __init__(
        self, words: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None
    ) -> None:
        # jieba attaches a handler to stderr when it is imported and reports its loading there.
        logging.getLogger("jieba").setLevel(logging.CRITICAL + 1)
        tokenizer: Any = jieba.Tokenizer()  # its attributes are not typed
        tokenizer.tmp_dir = _cache_folder()
        self._jieba = tokenizer
        self._jieba.initialize()
        self._tags = _dictionary_tags()
        for word, tag in (kept or {}).items():
            self._jieba.add_word(word)
            self._tags.setdefault(word, tag)
        for word, tag in (words or {}).items():
            self._jieba.add_word(word)
            self._tags[word] = tag
        self._cutter = Cutter(tokenizer.FREQ, tokenizer.total)
        # The entries of words met: the whole dictionary does not fit the processor's cache.
        self._met: dict[str, tuple[str, int]] = {}

    def tokens(self, folded: str) -> tuple[Token, ...]:
        """The words of a folded text, in order, covering it without gap."""
        tokens: list[Token] = []
        for piece in _PIECES.finditer(folded):
            kind, start = piece.lastgroup, piece.start()
            if kind == "han":
                self._cut_han(piece.group(), start, tokens)
            else:
                tokens.append(Token(start, piece.group(), _TAGS.get(kind or "", _UNKNOWN)))
        return tuple(tokens)

    def _cut_han(self, run: str, start: int, tokens: list[Token]) -> None:
        met = self._met
        cut = self._cutter if self._cutter.fits(run) else self._jieba.cut
        for low in range(0, len(run), _LONGEST_RUN):
            for word in cut(run[low : low + _LONGEST_RUN]):
                tag, frequency = met.get(word) or self._entry(word)
                tokens.append(Token(start, word, tag, frequency))
                start += len(word)

    def _entry(self, word: str) -> tuple[str, int]:
        """A word's part of speech and count; only words of the dictionary are remembered."""
        entry = self._tags.get(word, _UNKNOWN), self._jieba.FREQ.get(word, 0)
        if word in self._tags:
            self._met[word] = entry
        return entry


def _dictionary_tags() -> dict[str, str]:
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
