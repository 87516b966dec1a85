"""Sorted strings in one piece of memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate


class Strings(Sequence[str]):
    """Different strings in the order of their code points, which is also that of UTF-8.

    Nothing is decoded before it is asked for, so that many thousand names in a mapped file cost
    nothing to open.

    Args:
        offsets: Where each begins in ``data``; one more for the end.
        data: All of them in UTF-8.
    """

    def __init__(self, offsets: Sequence[int], data: memoryview) -> None:
        self.offsets, self.data = offsets, data

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """The table of these strings, each once."""
        encoded = sorted({string.encode() for string in strings})
        offsets = array("Q", accumulate(map(len, encoded), initial=0))
        return cls(offsets, memoryview(b"".join(encoded)))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # never sliced
        return str(self._bytes(index), "utf-8")

    def find(self, string: str) -> int:
        """The place of a string, or -1."""
        wanted = string.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if bytes(self._bytes(middle)) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and bytes(self._bytes(low)) == wanted else -1

    def _bytes(self, index: int) -> memoryview:
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.data[self.offsets[index] : self.offsets[index + 1]]
