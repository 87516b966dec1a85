"""The form in which names are compared, with the way back to the text.

Beyond ``kg.text.fold`` (script, width), case, blanks and quotation marks do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.text.fold import fold

_DROPPED = frozenset("“”\"'‘’《》 \t\n\r")


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without what does not count.

    Attributes:
        text: What is left, folded and in lower case.
        places: For each character of ``text`` its place in the text it was made from.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text that a stretch of ``text`` was made from."""
        return self.places[start], self.places[end - 1] + 1

    def whole(self, original: str, start: int, end: int) -> bool:
        """Whether a stretch neither cuts a Latin word or number nor runs over a Chinese blank.

        Blanks separate Chinese words that nothing else separates; in Latin names they belong to
        the name.
        """
        first, last = self.places[start], self.places[end - 1]
        if first > 0 and _joined(original[first - 1], original[first]):
            return False
        if last + 1 < len(original) and _joined(original[last], original[last + 1]):
            return False
        return not any(
            original[before + 1 : here].isspace()
            and not (original[before].isascii() or original[here].isascii())
            for before, here in pairwise(self.places[start:end])
            if here > before + 1
        )


def compact(text: str) -> Compact:
    """Leave out of a text what does not count for the comparison of names."""
    kept = [
        (lowered, at)
        for at, character in enumerate(fold(text))
        if character not in _DROPPED
        for lowered in _lower(character)
    ]
    return Compact("".join(c for c, _ in kept), tuple(at for _, at in kept))


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one Latin word or one number."""
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
