"""jieba's cut of Chinese characters, done over with the same result in about half the time.

The dictionary and the model of unknown words are jieba's own. jieba looks each stretch up twice,
once for its graph of words and once for their weights, and takes a logarithm for each; here both
are one look-up in a table of weights.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from jieba import finalseg

_COMMON = re.compile(r"[\u4e00-\u9fd5]+")  # what jieba takes for Chinese
_KEPT = 8192  # stretches of single characters whose words are remembered
_PREFIX = 1.0  # no weight is positive: stands for the beginning of a word that is none itself


class Cutter:
    """Cuts runs of Chinese characters by a dictionary.

    Args:
        frequencies: Words and their beginnings with the counts of jieba's dictionary (0 for what
            only begins a word).
        total: The sum of the counts.
    """

    def __init__(self, frequencies: dict[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._unknown = math.log(1) - math.log(total)
        self._log_total = math.log(total)
        self._weights: dict[str, float] = {}

    @staticmethod
    def fits(run: str) -> bool:
        """Whether a run holds only characters that jieba takes for Chinese."""
        return _COMMON.fullmatch(run) is not None

    def __call__(self, run: str) -> list[str]:
        """The words of a run, in order; see ``fits``."""
        words: list[str] = []
        length, ends = len(run), self._route(run)
        at = single = 0  # the characters from ``single`` to ``at`` are no words together
        while at < length:
            end = ends[at]
            if end - at > 1:
                if single < at:
                    words.extend(self._singles(run[single:at]))
                words.append(run[at:end])
                single = end
            at = end
        if single < length:
            words.extend(self._singles(run[single:]))
        return words

    def _route(self, run: str) -> list[int]:
        """Where the word that begins at each character ends, on the way of the highest weight."""
        length = len(run)
        weights, frequencies, unknown = self._weights, self._frequencies, self._unknown
        best = [0.0] * (length + 1)
        ends = [0] * length
        for start in range(length - 1, -1, -1):
            highest, chosen = unknown + best[start + 1], 0
            for end in range(start + 1, length + 1):
                word = run[start:end]
                weight = weights.get(word)
                if weight is None:
                    if word not in frequencies:
                        break
                    weight = self._look_up(word)
                if weight != _PREFIX:
                    sum_ = weight + best[end]
                    # The first word replaces the unknown character, however rare it is; of equal
                    # ways jieba takes the longer word.
                    if not chosen or sum_ >= highest:
                        highest, chosen = sum_, end
            best[start], ends[start] = highest, chosen or start + 1
        return ends

    def _look_up(self, word: str) -> float:
        """The weight of a word of the dictionary, or ``_PREFIX``; it is remembered."""
        count = self._frequencies[word]
        weight = math.log(count) - self._log_total if count else _PREFIX
        self._weights[word] = weight
        return weight

    def _singles(self, run: str) -> tuple[str, ...] | str:
        """The words in a stretch of characters that are no words of the dictionary together."""
        if len(run) == 1 or self._frequencies.get(run):
            return run  # a word of the dictionary that a better way has parted stays parted
        return _unknown_words(run)


@lru_cache(maxsize=_KEPT)
def _unknown_words(run: str) -> tuple[str, ...]:
    return tuple(finalseg.cut(run))
