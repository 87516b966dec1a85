"""The names that come nearest to one that nobody has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator


def nearest(key: str, names: Iterable[str]) -> list[str]:
    """The names that have something in common with a key, the nearest first.

    Of those that are written equally like it, one that sounds the same (青栏, 青岚) comes first.

    Args:
        key: What was typed, as names are compared (``kg.query.compact``).
        names: In the same form.
    """
    scored = sorted(_scores(key, names)) if key else []
    found = [name for _, name in scored]
    if same := sum(score == scored[0][0] for score, _ in scored[1:]):
        found[: same + 1] = _sounding_alike_first(key, found[: same + 1])
    return found


def _scores(key: str, names: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Distance of the names that have something in common with the key; 0 is equal."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    characters = set(key)
    for name in names:
        shared = len(characters & set(name))
        if 2 * shared < min(len(characters), 4):
            continue
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > 0.3 and (ratio := matcher.ratio()) > 0.3:
            inside = key in name or name in key or in_order(key, name)
            yield -ratio - inside, name


def _sounding_alike_first(key: str, names: list[str]) -> list[str]:
    from kg.text.pinyin import readings  # 0.2 s, for a name that is not there

    sounds = set(readings(key))
    return sorted(names, key=lambda name: sounds.isdisjoint(readings(name)))


def in_order(short: str, name: str) -> bool:
    """Whether the characters stand in the name in this order, as in a short form."""
    rest = iter(name)
    return all(character in rest for character in short)
