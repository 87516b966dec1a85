"""Makers named inside running text: at the head of a dateline, in the last bracket, in captions."""

from __future__ import annotations

import re
from functools import cache

from kg.model.lexicon.page import PageLexicon
from kg.reading.colophon import colophon
from kg.reading.names import Makers, NamedMaker
from kg.reading.noise import folded

_BRACKET = re.compile(r"[(\[【<]([^()\[\]【】<>]{2,60})[)\]】>]")
_PEOPLE = re.compile(r"[\u3400-\u9fff]{2,4}(?:[ 、][\u3400-\u9fff]{2,4})*")

_HEAD = 100
_TAIL = 70
_OUTLET = 16
_ROLE = 8


class Datelines:
    """Finds them by the words of a page lexicon; lines are given folded."""

    def __init__(self, lexicon: PageLexicon) -> None:
        self._makers: Makers = colophon(lexicon).makers
        wire = "|".join(sorted(map(folded, lexicon.wire.words), key=len, reverse=True))
        # 云河晚报山口9月1日讯, 云河网消息; the place and the day are optional.
        self._wire = re.compile(
            rf"[【\[]?([^\s,。:;()\[\]【】“”|]{{2,{_OUTLET}}}?(?: [^\s\d,。:;()|]{{2,6}})?)"
            rf"(?:((?:\d{{1,2}}\D)?\d{{1,2}}\D)? ?(?:{wire})(?=[\s(,:【\]】]|$)"
            r"|\d{1,2}\D\d{1,2}\D[|丨])"
        )
        self._modifying = lexicon.modifying.words
        self._reporters = tuple(map(folded, lexicon.reporters.words))

    def paragraph(self, line: str) -> list[NamedMaker]:
        """The makers that a paragraph names at its two ends."""
        makers: list[NamedMaker] = []
        after = 0
        wire = self._wire.match(line[:_HEAD])
        if wire is not None:
            after = wire.end()
            makers.extend(self._outlet(wire))
        for bracket in _BRACKET.finditer(line[:_HEAD]):
            if bracket.start() == 0 and self._heads(line, bracket):
                name = bracket.span(1)
                makers.append(NamedMaker("outlet", *name, name[0]))
                after = bracket.end()
            elif bracket.start() == after or bracket.start() == after + 1:
                makers.extend(self._inside(bracket, people=after > 0))
            elif bracket.start() < _OUTLET:
                makers.extend(self._inside(bracket, people=False))
        makers.extend(self._last_bracket(line))
        return makers

    def caption(self, line: str) -> list[NamedMaker]:
        """The photographer whom a caption names."""
        if any(word in line for word in self._reporters):
            return [m for m in self._makers.labelled(line) if m.role != "author"]
        return self._makers.photographers(line)

    def _last_bracket(self, line: str) -> list[NamedMaker]:
        low = max(len(line) - _TAIL, 0)
        tail = line[low:]
        last = None
        for bracket in _BRACKET.finditer(tail):
            last = bracket
        if last is None or len(tail) - last.end() > 1 or low + last.start() < _OUTLET:
            return []
        makers = self._inside(last, people=False)
        return [NamedMaker(m.role, low + m.start, low + m.end, low + m.label_start) for m in makers]

    def _inside(self, bracket: re.Match[str], *, people: bool) -> list[NamedMaker]:
        inside, start = bracket.group(1), bracket.start(1)
        makers = self._makers.labelled(inside)
        # 云河晚报讯(林一鸣 周大同 山口报记者 王一): the first of them need no label.
        unlabelled = inside[: min((m.label_start for m in makers), default=len(inside))].rstrip(
            " 、"
        )
        if people and _PEOPLE.fullmatch(unlabelled):
            makers[:0] = [
                NamedMaker(self._role(m.group()), m.start(), m.end(), m.start())
                for m in re.finditer(r"[^ 、]+", unlabelled)
            ]
        return [
            NamedMaker(m.role, start + m.start, start + m.end, start + m.label_start)
            for m in makers
        ]

    def _heads(self, line: str, bracket: re.Match[str]) -> bool:
        """【云河网】(记者林一鸣): whether a medium in brackets opens a dateline."""
        beside = line[bracket.end() : bracket.end() + _ROLE]
        reporters = beside.startswith("(") and beside[1:].startswith(self._reporters)
        return reporters and self._makers.is_outlet(bracket.group(1))

    def _role(self, word: str) -> str:
        """Whether a word of a dateline's bracket is a medium (砚州台) or one of its people."""
        return "outlet" if len(word) > 2 and self._makers.is_outlet(word) else "reporter"

    def _outlet(self, wire: re.Match[str]) -> list[NamedMaker]:
        """The medium of a dateline; the place that may follow it is cut off."""
        word, start = wire.group(1), wire.start(1)
        ends = [i for i in range(2, len(word) + 1) if self._makers.is_outlet(word[:i])]
        if not ends or word.endswith(self._modifying):
            return []  # 根据云河区政府8月发布的消息
        return [NamedMaker("outlet", start, start + ends[-1], start)]


@cache
def datelines(lexicon: PageLexicon) -> Datelines:
    """The finder by a lexicon; made once."""
    return Datelines(lexicon)
