"""Who speaks: the organisations behind the words of quotes and interviews."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.analysis import Mention
from kg.extract.discourse_state import Memory
from kg.model import Span

_TITLE = 16  # characters between an organisation and the name of its speaker
_NEARBY = 30  # characters around a quote in which its speaker is named
_QUOTE = 400  # the longest quote that is looked through
_APPOSED = (",", "(", ":", "——", " ")
_STOPS = frozenset("。!?,;:、\n")


class Voices:
    """Finds the organisations that speak in one article.

    Args:
        memory: What has been read.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._analysis = memory.analysis
        self._lexicon = memory.lexicon
        self._affiliations = self._find_affiliations()

    def _find_affiliations(self) -> dict[str, str]:
        """The organisation that each person is first named with (甲公司总经理乙; 乙,甲公司董事)."""
        found: dict[str, str] = {}
        after: dict[str, str] = {}
        persons = self._memory.of_class(self._lexicon.classes.person)
        for left, right in pairwise(self._analysis.mentions):
            if left.keys[0] not in persons and right.keys[0] not in persons:
                continue
            gap = self._analysis.folded[left.span.end : right.span.start]
            if self._is_body(left) and self._is_person(right):
                if len(gap) <= _TITLE and not _STOPS & set(gap):
                    found.setdefault(right.keys[0], left.keys[0])
            elif self._is_person(left) and self._is_body(right) and gap in _APPOSED:
                after.setdefault(left.keys[0], right.keys[0])
        return {**after, **found}

    def _is_body(self, mention: Mention) -> bool:
        return self._memory.is_a(mention.keys[0], self._lexicon.classes.organization)

    def _is_person(self, mention: Mention) -> bool:
        return self._memory.is_a(mention.keys[0], self._lexicon.classes.person)

    def quoted(self, span: Span) -> str | None:
        """The organisation of the person in whose quoted words a place stands."""
        block = self._analysis.document.blocks[self._memory.block].span
        folded = self._analysis.folded
        opened = folded.rfind("“", max(block.start, span.start - _QUOTE), span.start)
        if opened < 0 or "”" in folded[opened : span.start]:
            return None
        closed = folded.find("”", span.end, min(block.end, span.end + _QUOTE))
        nearby = [Span(max(opened - _NEARBY, block.start), opened)] if opened > block.start else []
        if 0 <= closed < block.end - 1:
            nearby.insert(0, Span(closed, min(closed + _NEARBY, block.end)))
        for stretch in nearby:
            if any(word in stretch.of(folded) for word in self._lexicon.speech):
                voices = (self._voice(m) for m in self._analysis.mentions_in(stretch))
                found = next((voice for voice in voices if voice), None)
                if found is not None:
                    return found
        return None

    def _voice(self, mention: Mention) -> str | None:
        if self._is_body(mention):
            return mention.keys[0]
        return self._affiliations.get(mention.keys[0])

    def guest(self, index: int) -> str | None:
        """The organisation of who answers in a block of an interview; None in other blocks."""
        block = self._analysis.document.blocks[index].span
        if not self._analysis.folded.startswith(self._lexicon.answers, block.start):
            return None
        outlet = self._lexicon.classes.outlet
        bodies = self._affiliations.values()
        return next((body for body in bodies if not self._memory.is_a(body, outlet)), None)

    def near(self, span: Span) -> str | None:
        """The organisation of the person named last in a sentence, or of who is interviewed."""
        start = self._analysis.sentences[self._memory.sentence].span.start
        spoken = self._memory.mentioned(Span(start, span.start)) if start < span.start else iter(())
        voices = [self._affiliations.get(key) for m in spoken for key in m.keys]
        found = [voice for voice in voices if voice]
        return found[-1] if found else self.guest(self._memory.block)
