"""Words; the only door to jieba.

jieba cuts runs of Chinese characters only. Numbers, Latin words, blanks and marks are cut here,
because jieba keeps a list per character: a page of ten million digits would cost gigabytes.
"""

from __future__ import annotations

import itertools
import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jieba

from kg.model.text import AtomKind, Token
from kg.text.cut import Cutter

_UNKNOWN = "x"
_OTHER = {"number": (AtomKind.NUMBER, "m"), "latin": (AtomKind.LATIN, "eng")}
_MET = 100_000  # words whose entries are remembered
_LONGEST_MET = 40  # characters of such a word; no long line of letters is kept

_PIECES = re.compile(
    r"""(?P<han>[\u4e00-\u9fd5]{1,2000})  # what jieba takes for Chinese; some 100 bytes each
      | (?P<rare>[\u3400-\u9fff〇\uf900-\ufaff\U00020000-\U0003ffff])
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
        tokenizer.initialize()
        tags = _dictionary_tags()
        # In order: jieba counts a new word by the words that it is made of, new ones too.
        for word, tag in sorted((kept or {}).items()):
            tokenizer.add_word(word)
            tags.setdefault(word, tag)
        for word, tag in sorted((words or {}).items()):
            tokenizer.add_word(word)
            tags[word] = tag
        self._cut = Cutter(tokenizer.FREQ, tokenizer.total)
        self._entries = _Entries(tags, tokenizer.FREQ)

    def tokens(self, folded: str) -> tuple[Token, ...]:
        """The words of a folded text, in order, covering it without gap."""
        words: list[str] = []
        for piece in _PIECES.finditer(folded):
            word = piece.group()
            if piece.lastgroup == "han":
                words.extend(self._cut(word))
            else:
                words.append(word)
        ends = list(itertools.accumulate(map(len, words)))
        entries = map(self._entries.__getitem__, words)
        # The constructor of a named tuple is a function of Python: it would cost as much again.
        new = tuple.__new__
        return tuple(
            [
                new(Token, (start, end, word, kind, tag, frequency))
                for start, end, word, (kind, tag, frequency) in zip(
                    (0, *ends), ends, words, entries, strict=False
                )
            ]
        )


class _Entries(dict[str, tuple[AtomKind, str, int]]):
    """The kind, part of speech and count of words, filled as words are met.

    The whole dictionary does not fit the processor's cache.
    """

    def __init__(self, tags: dict[str, str], frequencies: dict[str, int]) -> None:
        super().__init__()
        self._tags = tags
        self._frequencies = frequencies

    def __missing__(self, word: str) -> tuple[AtomKind, str, int]:
        if len(self) >= _MET:
            self.clear()
        piece = _PIECES.fullmatch(word)
        group = piece.lastgroup if piece else None
        if group in _OTHER:
            entry = *_OTHER[group], 0
        else:
            kind = AtomKind.WORD if word[0].isalnum() else AtomKind.MARK
            entry = kind, self._tags.get(word, _UNKNOWN), self._frequencies.get(word, 0)
        if len(word) <= _LONGEST_MET:
            self[word] = entry
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
