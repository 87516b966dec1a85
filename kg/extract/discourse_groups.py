"""What words for several things mean: 双方, 两地, 前者."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.extract.analysis import Analysis, Mention
from kg.extract.discourse_state import Group, Memory
from kg.extract.discourse_voices import Voices
from kg.extract.discourse_words import FORMER, Referring
from kg.model import Span
from kg.model.lexicon.discourse import Several

POINTED_WITHIN = 4  # sentences back that a pointing word reaches
HELD = 20  # mentions of the clause that are looked at
_SEVERAL_WITHIN = 4
_SEVERAL_USUAL = 12
_PAIR_WITHIN = 8
_NEAR = 200  # characters in which a partner without a name was told of

Keys = tuple[str, ...]


class Groups:
    """Resolves the words for several things of one article.

    Args:
        memory: What has been read.
        voices: Who speaks.
    """

    def __init__(self, memory: Memory, voices: Voices) -> None:
        self.memory = memory
        self.voices = voices
        self._analysis: Analysis = memory.analysis
        self._lexicon = memory.lexicon
        self._last_several: dict[tuple[str, ...], Group] = {}

    def several(self, referring: Referring) -> Keys:
        """What 双方 or 三地 means."""
        entry = referring.entry
        assert isinstance(entry, Several)
        if self._with_unknown(referring.span):
            return ()
        keys = self._together(entry, referring.span)
        facility = self._lexicon.classes.facility
        if not keys and entry.count == 2 and facility in entry.classes:
            pair = self.memory.parallel(facility)
            keys = pair.keys if pair else ()
        last = self._last_several.get(entry.words)
        if not keys and last and self.memory.sentence - last.sentence <= _SEVERAL_USUAL:
            keys = last.keys
        if keys:
            self._last_several[entry.words] = Group(keys, self.memory.sentence, "")
        return keys

    def _together(self, entry: Several, span: Span) -> Keys:
        """The nearest group of the right number, or those named in one sentence."""
        groups = [g for g in reversed(self.memory.groups) if g.acting]
        for back in range(_SEVERAL_WITHIN + 1):
            index = self.memory.sentence - back
            for group in groups:
                if group.sentence != index or len(group.keys) != entry.count:
                    continue
                if self.all_fit(group.keys, entry.classes):
                    return group.keys
            gathered = self._gathered(entry, span, back) if back <= 1 else ()
            if gathered:
                return gathered
        return ()

    def _with_unknown(self, span: Span) -> bool:
        """Whether the sentence has just told of a partner that has no name: 甲与我院签约,双方…."""
        sentence, folded = (
            self._analysis.sentences[self.memory.sentence].span,
            self._analysis.folded,
        )
        if sentence.start >= span.start:
            return False
        mentions = self._analysis.mentions_between(sentence.start, span.start)
        starts = {mention.span.start for mention in mentions}
        for mention in mentions[-HELD:]:
            at = mention.span.end
            word = next((w for w in self._lexicon.together if folded.startswith(w, at)), "")
            end = at + len(word)
            if word and folded.startswith(self._lexicon.speaker, end) and end not in starts:
                return True
            beside = folded.endswith(self._lexicon.together, 0, mention.span.start)
            if beside and self.memory.opens_name(mention):
                return True  # 甲与丙市某文旅签约
        return False

    def all_fit(self, keys: Keys, classes: tuple[str, ...]) -> bool:
        """Whether each of the entities is of one of the classes."""
        return all(self.memory.is_any(key, classes) for key in keys)

    def _gathered(self, entry: Several, span: Span, back: int) -> Keys:
        """The things named in a sentence, if their number is right, the speaker's body included."""
        index = self.memory.sentence - back
        if index < 0:
            return ()
        sentence = self._analysis.sentences[index].span
        stretch = Span(sentence.start, max(min(sentence.end, span.start), sentence.start + 1))
        there = [m for m in self.memory.mentioned(stretch) if not self.located(m)]
        named = [key for m in self._lowest(there) for key in m.keys]
        keys = tuple(dict.fromkeys(key for key in named if self.all_fit((key,), entry.classes)))
        organization = self._lexicon.classes.organization
        if organization in entry.classes and not self._any(keys, organization):
            return ()  # places named in one sentence are not yet parties
        if len(keys) == entry.count:
            return keys
        voice = self.voices.near(span)
        if len(keys) == entry.count - 1 and voice and voice not in keys:
            return (voice, *keys)
        return ()

    def _any(self, keys: Keys, cls: str) -> bool:
        return any(self.memory.is_a(key, cls) for key in keys)

    def _lowest(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions without the higher places of addresses (甲省|乙市)."""
        place = self._lexicon.classes.place
        return [
            m
            for m, after in itertools.zip_longest(mentions, mentions[1:])
            if after is None
            or m.span.end != after.span.start
            or not (self._any(m.keys, place) and self._any(after.keys, place))
        ]

    def located(self, mention: Mention) -> bool:
        """Whether a place is only where something happens (在甲州)."""
        start = mention.span.start
        before = self._analysis.folded[max(start - 4, 0) : start]
        return self.memory.is_a(mention.keys[0], self._lexicon.classes.place) and before.endswith(
            self._lexicon.locating
        )

    def one_of_pair(self, referring: Referring) -> Keys:
        """What 前者 or 后者 means."""
        pair = self._pair()
        if pair is None:
            return ()
        self.memory.pair = Group(pair.keys, self.memory.sentence, pair.kind)
        return pair.keys[:1] if referring.way is FORMER else pair.keys[1:2]

    def _pair(self) -> Group | None:
        """The pair meant: the one meant before, unless another of its kind was named since."""
        memory = self.memory
        for group in reversed(memory.groups):
            if memory.sentence - group.sentence > POINTED_WITHIN:
                break
            if memory.pair and (
                group.sentence < memory.pair.sentence or group.kind != memory.pair.kind
            ):
                continue
            if len(group.keys) == 2 and group.kind not in ("", self._lexicon.classes.place):
                return group
        if memory.pair and memory.sentence - memory.pair.sentence <= _PAIR_WITHIN:
            return memory.pair
        return memory.parallel(self._lexicon.classes.facility)
