"""Names of the makers of a page, where the page names them as such.

No dictionary of names is needed: a name stands after a label (责任编辑：), after the word for
reporters in a bracket or on a line of its own, or before the word for taking photographs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model.lexicon.page import Label, PageLexicon
from kg.reading.noise import folded

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_PERSON = re.compile(
    rf"[{_HAN}]+(?:[·•‧・][{_HAN}]+)*|[A-Z][A-Za-z'’-]*(?: [A-Z][A-Za-z'’.-]*){{0,3}}"
)
_IS_HAN = re.compile(rf"[{_HAN}]")
_BREAK = re.compile(r"[|;。<>【】\[\]()《》#]|  +")
_BLANK = re.compile(r"[\s,:;!?]")
_ORGANISATION = re.compile(rf"[{_HAN}A-Za-z0-9&·.（）()-]+")

_MAX_NAME = 4
_SHORTEST_OUTLET = 3
_MAX_FOREIGN = 15


@dataclass(frozen=True, slots=True)
class NamedMaker:
    """A maker named in a line.

    Attributes:
        role: ``reporter``, ``author``, ``editor`` or ``outlet``.
        start: Where the name begins.
        end: One past its end.
        label_start: Where the label (or the name, if it comes first) begins.
    """

    role: str
    start: int
    end: int
    label_start: int


class Makers:
    """Finds makers by the words of a page lexicon; lines are given folded."""

    def __init__(self, lexicon: PageLexicon) -> None:
        self._roles = {folded(w): label for label in lexicon.labels for w in label.words}
        self._label = re.compile(rf"({_any(self._roles)})")
        reporters = _any(map(folded, lexicon.reporters.words))
        qualifiers = _any(map(folded, lexicon.qualifiers.words))
        self._reporter = re.compile(rf"((?:{qualifiers})*)({reporters})[ :|/]{{0,3}}")
        self._outlet_ends = tuple(map(folded, lexicon.outlet_ends.words))
        self._own = frozenset(map(folded, lexicon.own.words))
        self._no_names = tuple(map(folded, lexicon.no_names.words))
        self._credits = tuple(sorted(map(folded, lexicon.credits.words), key=len, reverse=True))
        self._filed = tuple(sorted(map(folded, lexicon.filed.words), key=len, reverse=True))
        self._connectors = re.compile(rf".*(?:{_any(map(folded, lexicon.connectors.words))})")
        filed = _any(map(folded, lexicon.filed.words))
        self._wired = re.compile(rf"(?:\d{{1,2}}\D)?\d{{1,2}}\D(?:{filed})")
        self._photo = re.compile(rf"([{_HAN}]{{2,4}}) ?(?:{_any(self._credits)})[)\]】。 ]*\Z")

    def is_outlet(self, word: str) -> bool:
        """Whether a word is named like a medium."""
        if not 2 <= len(word) <= 16 or _BLANK.search(word) is not None:
            return False
        if word in self._own or word in self._no_names:
            return False
        return word.endswith(self._outlet_ends)

    def labelled(self, line: str, stops: Sequence[int] = ()) -> list[NamedMaker]:
        """The makers that a line names after labels or after the word for reporters.

        Args:
            line: A credit line, the inside of a bracket or a caption.
            stops: Offsets at which a name ends at the latest.
        """
        found: list[NamedMaker] = []
        marks = self._marks(line)
        for index, (match, label) in enumerate(marks):
            end = self._value_end(line, marks, index)
            end = min([end, *(s for s in stops if s >= match.end())])
            if label is None:
                found.extend(self._before(line, match, found))
                found.extend(self._people(line, "reporter", match, end))
            elif label.role == "outlet":
                found.extend(self._outlet(line, match, end))
            else:
                found.extend(self._people(line, label.role, match, end))
        return found

    @staticmethod
    def _value_end(line: str, marks: list[tuple[re.Match[str], Label | None]], index: int) -> int:
        if index + 1 == len(marks):
            return len(line)
        match, label = marks[index + 1]
        end = match.start()
        if label is None:  # what stands before the word for reporters is their medium
            while end > marks[index][0].end() and line[end - 1] not in " |:/(,、":
                end -= 1
        return end

    def photographers(self, line: str) -> list[NamedMaker]:
        """The name before the word for taking photographs at the end of a caption."""
        match = self._photo.search(line)
        if match is None or match.group(1).startswith(self._no_names):
            return []
        return [NamedMaker("reporter", match.start(1), match.end(1), match.start(1))]

    def _marks(self, line: str) -> list[tuple[re.Match[str], Label | None]]:
        marks: list[tuple[re.Match[str], Label | None]] = []
        for match in self._label.finditer(line):
            label = self._roles[match.group(1)]
            after = line[match.end() : match.end() + 3].lstrip(" ")
            colon = after[:1] in (":", "|", "/")
            inside = match.start() > 0 and _IS_HAN.match(line, match.start() - 1) is not None
            if inside and (label.role == "outlet" or not colon):
                continue  # 资金来源:, 总编辑 李二
            bare = label.bare and line[match.end() : match.end() + 1] == " "
            if colon or bare or (label.role == "outlet" and self._follows_blank(line, match)):
                marks.append((match, label))
        marks.extend((match, None) for match in self._reporter.finditer(line))
        marks.sort(key=lambda mark: (mark[0].start(), mark[0].end()))
        return [m for i, m in enumerate(marks) if i == 0 or m[0].start() >= marks[i - 1][0].end()]

    @staticmethod
    def _follows_blank(line: str, match: re.Match[str]) -> bool:
        return match.start() > 0 and line[match.end() : match.end() + 2].startswith(" :")

    def _before(
        self, line: str, match: re.Match[str], found: list[NamedMaker]
    ) -> Iterator[NamedMaker]:
        """The medium that stands directly before the word for reporters."""
        low = max([0, *(m.end for m in found)])
        before = re.search(rf"[{_HAN}A-Za-z0-9·-]+ ?\Z", line[low : match.start()])
        if before is None:
            return
        word = before.group().rstrip()
        start = low + before.start()
        connector = self._connectors.match(word)
        if connector is not None:
            word, start = word[connector.end() :], start + connector.end()
        if 2 <= len(word) <= 12 and word not in self._own and word not in self._roles:
            yield NamedMaker("outlet", start, start + len(word), start)

    def _outlet(self, line: str, match: re.Match[str], end: int) -> Iterator[NamedMaker]:
        start = self._value_start(line, match.end(), end)
        stop = _BREAK.search(line, start, end)
        value = line[start : stop.start() if stop else end].split(" ")[0].rstrip(" ,、:-·")
        name = _ORGANISATION.match(value)
        if name is not None and self._is_named(name.group()):
            yield NamedMaker("outlet", start, start + len(name.group()), match.start())

    def _is_named(self, word: str) -> bool:
        """Whether the value of a label for outlets is a name: not 互联网, not a key such as sp."""
        if word in self._no_names or word in self._own:
            return False
        return len(word) > 2 or (len(word) == 2 and _IS_HAN.match(word) is not None)

    def _people(self, line: str, role: str, match: re.Match[str], end: int) -> Iterator[NamedMaker]:
        start = self._value_start(line, match.end(), end)
        stop = _BREAK.search(line, start, end)
        label_start = match.start()
        for person in _PERSON.finditer(line, start, stop.start() if stop else end):
            if person.group() in self._credits:
                continue  # 记者 甲 摄影 乙
            wired = self._wired.match(line, person.end()) is not None
            word = self._name(person.group(), wired=wired)
            if word is None or line[person.end() : end].lstrip(" ").startswith(":"):
                return  # no name, or the label of something else
            found = role
            if len(word) >= _SHORTEST_OUTLET and self.is_outlet(word):
                found = "outlet"
            elif len(word) > _MAX_NAME and not _is_foreign(word):
                return
            yield NamedMaker(found, person.start(), person.start() + len(word), label_start)
            label_start = person.start()

    def _name(self, word: str, *, wired: bool) -> str | None:
        """The name in a run of characters, or None if the run is no name.

        Args:
            word: The run.
            wired: Whether a day and a word such as 电 follow, so that it ends with a place.
        """
        if word.startswith(self._no_names) and len(word) != 3:
            return None
        filed = next((f for f in self._filed if word.endswith(f) and len(word) > len(f)), "")
        if filed or wired:
            # A name of three characters, or of two, and a place of two or more.
            bare = word.removesuffix(filed)
            if len(bare) < _MAX_NAME:
                return None
            return bare[:3] if len(bare) > _MAX_NAME else bare[:2]
        for credit in self._credits:
            if word.endswith(credit) and len(word) - len(credit) >= 2:
                word = word[: -len(credit)]
                break
        return word if len(word) >= 2 else None

    @staticmethod
    def _value_start(line: str, start: int, end: int) -> int:
        while start < end and line[start] in " :|/":
            start += 1
        return start


def _is_foreign(word: str) -> bool:
    return len(word) <= _MAX_FOREIGN and (word[0] < "\u0250" or any(c in word for c in "·•‧・"))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
