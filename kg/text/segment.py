"""Words; the only door to jieba.

jieba cuts runs of Chinese characters only. Numbers, Latin words, blanks and marks are cut here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from kg.model.text import LATIN, MARK, NUMBER, WORD, AtomKind, Token
from kg.text.dictionary import PARTING, Dictionary

_UNKNOWN = "x"
_OTHER = {"number": (NUMBER, "m"), "latin": (LATIN, "eng")}
_MET = 100_000  # words whose entries are remembered
_LONGEST_MET = 40  # characters of such a word; no long line of letters is kept
_HAN = (
    "\u4e00",
    "\u9fd6",
)  # the first character that jieba takes for Chinese, and that after the last

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
    """Cuts folded text into words; holds a dictionary of its own.

    Args:
        words: Words to be kept whole, with their part of speech; they are added to this
            segmenter's dictionary only.
        kept: Further words to be kept whole; the part of speech given here counts only where the
            dictionary has none.
    """

    def __init__(
        self, words: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None
    ) -> None:
        words, kept = words or {}, kept or {}
        dictionary = Dictionary((*sorted(kept), *sorted(words)))
        dictionary.tags = {**kept, **dictionary.tags, **words}
        self._cut = dictionary.cut
        self._entries = _Entries(dictionary)

    def tokens(self, folded: str) -> tuple[Token, ...]:
        """The words of a folded text, in order, covering it without gap."""
        pieces = list(map(re.Match.group, _PIECES.finditer(folded)))
        first, past = _HAN
        # All runs at once: a call costs as much as cutting some words.
        next_word = iter(self._cut([piece for piece in pieces if first <= piece < past])).__next__
        words: list[str] = []
        for piece in pieces:
            if first <= piece < past:
                words.extend(iter(next_word, PARTING))
            else:
                words.append(piece)
        ends = list(itertools.accumulate(map(len, words)))
        entries = map(self._entries.__getitem__, words)
        return tuple(
            [
                Token(start, end, word, kind, tag, count)
                for start, end, (word, kind, tag, count) in zip(
                    (0, *ends), ends, entries, strict=False
                )
            ]
        )


class _Entries(dict[str, tuple[str, AtomKind, str, int]]):
    """The kind, part of speech and count of words, filled as words are met.

    The whole dictionary does not fit the processor's cache. The word itself is given too, so that
    all tokens of a word share one string, which is found faster in tables of words.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        super().__init__()
        self._tags = dictionary.tags
        self._counts = dictionary.counts

    def __missing__(self, word: str) -> tuple[str, AtomKind, str, int]:
        if len(self) >= _MET:
            self.clear()
        piece = _PIECES.fullmatch(word)
        group = piece.lastgroup if piece else None
        if group in _OTHER:
            entry = word, *_OTHER[group], 0
        else:
            kind = WORD if word[0].isalnum() else MARK
            entry = word, kind, self._tags.get(word, _UNKNOWN), self._counts.get(word, 0)
        if len(word) <= _LONGEST_MET:
            self[word] = entry
        return entry
