"""Modifiers and heads: the role that is marked before a modifier is that of the name it describes.

与甲市企业乙签约, 与来自丙国的乙签约, 与甲控股的乙签约: in all of them 乙 signs.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import Line
from kg.extract.frames.phrase import Phrase

_PASSED = ("with", "agent")
_ORGANIZATION = {"Organization"}


def heads_only(
    grammar: FrameGrammar, line: Line, found: tuple[Phrase, ...], low: int
) -> tuple[Phrase, ...]:
    """The phrases with the roles of modifiers passed on to what they modify.

    Args:
        grammar: The lexicon.
        line: The sentence.
        found: Its phrases, each with the role that is marked right before it.
        low: Where the first of them may be marked.
    """
    kept: list[Phrase] = []
    for phrase in found:
        before = kept[-1] if kept else None
        if before is not None and phrase.role == "" and _modifies(grammar, line, before, phrase):
            listed = before.slots[:-1] if _only_last(grammar, before, phrase) else ()
            slots = (*listed, *phrase.slots)
            modified = replace(phrase, role=before.role, start=before.start, slots=slots)
            kept[-1:] = [replace(before, before=True), modified]
        elif phrase.role == "":
            kept.append(_marked_far(grammar, line, kept, low, phrase))
        else:
            kept.append(phrase)
    return tuple(kept)


def _only_last(grammar: FrameGrammar, before: Phrase, phrase: Phrase) -> bool:
    """Whether only the last name of a list opens the next: 甲、乙集团|乙公司."""
    alike = all(grammar.coarse(slot) == _ORGANIZATION for slot in (*before.slots, phrase.slots[0]))
    return alike and before.end == phrase.slots[0].at


def _modifies(grammar: FrameGrammar, line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase only describes the next: 甲市企业乙, 甲集团乙公司, 甲控股的乙."""
    low, high = before.end, phrase.slots[0].at
    if before.role == "place" or (before.of and before.role not in _PASSED):
        return False
    if low == high:
        return True
    if grammar.apposition.fullmatch(line.text, low, high):
        return before.role in _PASSED or not (
            grammar.far_with.search(line.text, low, high)
            or grammar.join.match(line.text, low, high)
            or grammar.pushes.match(line.text, low, high)  # 甲推进公司乙项目
        )
    if before.role not in _PASSED or grammar.coarse(phrase.slots[0]) != _ORGANIZATION:
        return False
    if not grammar.describing.fullmatch(line.text, low, high):
        return False
    return not grammar.triggers.is_verb_in(line.text[low:high])


def _marked_far(
    grammar: FrameGrammar, line: Line, kept: list[Phrase], low: int, phrase: Phrase
) -> Phrase:
    """The role of a marker that a description parts from its name: 与来自丙国的乙, 就成立丁签约."""
    high = phrase.slots[0].at
    if line.text.endswith(grammar.far_ends, low, high):
        outside = list(kept)
        while outside and outside[-1].of and outside[-1].role in ("", "other"):
            outside.pop()
        for before in (outside, kept) if len(outside) < len(kept) else (kept,):
            start = before[-1].end if before else low
            found = grammar.far_with.search(line.text, start, high)
            if found and not clausal(grammar, line, found, found.end("marker")):
                return replace(phrase, role="with", start=found.start("marker"))
    about = grammar.far_about.match(line.text, kept[-1].end, high) if kept else None
    return replace(phrase, role="about", start=about.start("marker")) if about else phrase


def clausal(grammar: FrameGrammar, line: Line, found: re.Match[str], low: int) -> bool:
    """Whether a description holds a verb of its own: 与甲签约的乙, but not 与最大的投资机构乙.

    Args:
        grammar: The lexicon.
        line: The sentence.
        found: The description up to its noun, if it has one, which is the group ``kind``.
        low: Where it begins.
    """
    high = found.end()
    if found["kind"]:
        ends = [line.text.rfind(of, low, high) for of in grammar.relative]
        # 投资机构: a verb right before the noun is a part of it.
        high = max(ends) if max(ends) >= 0 else found.start("kind") - 1
    return grammar.triggers.is_verb_in(line.text[low:high])
