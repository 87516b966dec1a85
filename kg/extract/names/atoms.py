"""Atoms: the text as a row of known names, words, Latin words, numbers and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.analysis import Analysis
from kg.extract.names.grammar import NameGrammar
from kg.model import Span
from kg.model.text import Token
from kg.schema import GazetteerEntry


class AtomKind(StrEnum):
    """What an atom is to the grammar of names."""

    KNOWN = "known"  # a name of the gazetteer
    WORD = "word"
    LATIN = "latin"
    NUMBER = "number"
    MARK = "mark"  # punctuation, blanks, line feeds


@dataclass(frozen=True, slots=True)
class Atom:
    """One unit of the text; atoms cover it without gap.

    Attributes:
        span: In the view.
        word: Folded.
        kind: What it is.
        tag: Part of speech of a word, else empty.
        frequency: How often the segmenter's dictionary counts a word.
        entry: The gazetteer's entry of a known name.
    """

    span: Span
    word: str
    kind: AtomKind
    tag: str = ""
    entry: GazetteerEntry | None = None
    frequency: int = 0

    @property
    def start(self) -> int:
        """Where it begins in the view."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.span.end


def atomize(analysis: Analysis, grammar: NameGrammar) -> tuple[Atom, ...]:
    """Cut a text into atoms: known names first, the longest at each place, words between them."""
    folded = analysis.folded
    edges = {t.start for t in analysis.tokens} | {len(folded)}
    unknown = {t.start: t.end for t in analysis.tokens if t.tag == "x" and len(t.word) > 1}
    inside_unknown = {i for low, high in unknown.items() for i in range(low + 1, high)}
    atoms: list[Atom] = []
    at = 0
    known = iter(_known(folded, grammar, edges, inside_unknown))
    nearest = next(known, None)
    for token in analysis.tokens:
        while nearest is not None and nearest.end <= at:
            nearest = next(known, None)
        start = max(token.start, at)
        if start >= token.end:
            continue
        if nearest is not None and nearest.start < token.end:
            if start < nearest.start:
                atoms.extend(_words(folded, start, nearest.start, token, grammar))
            atoms.append(nearest)
            at = nearest.end
            if at < token.end:
                atoms.extend(_words(folded, at, token.end, _PART, grammar))
                at = token.end
            continue
        atoms.extend(_words(folded, start, token.end, token, grammar))
        at = token.end
    return tuple(atoms)


def _known(
    folded: str, grammar: NameGrammar, edges: set[int], inside_unknown: set[int]
) -> list[Atom]:
    """Non-overlapping gazetteer names, leftmost and longest first."""
    free = edges | inside_unknown
    found = [
        m
        for m in grammar.find_known(folded)
        if ((m.start in free and m.end in free) or m.end - m.start > 3)
        and _whole(folded, m.start, m.end)
    ]
    found.sort(key=lambda m: (m.start, -m.end))
    atoms: list[Atom] = []
    at = 0
    for match in found:
        if match.start < at:
            continue
        entry = grammar.known[match.word][0]
        atoms.append(Atom(Span(match.start, match.end), match.word, AtomKind.KNOWN, "", entry))
        at = match.end
    return atoms


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a stretch does not cut a Latin word or number in two."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (
        (_latin(folded[start]) and _latin(before)) or (_latin(folded[end - 1]) and _latin(after))
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


_PART = Token(0, "", "x")  # what is left of a word when a known name was cut from it


def _words(folded: str, start: int, end: int, token: Token, grammar: NameGrammar) -> list[Atom]:
    word, tag = folded[start:end], token.tag
    if tag == "m" and word[0].isdigit():
        kind = AtomKind.NUMBER
    elif _latin(word[0]):
        kind = AtomKind.LATIN
    elif not word[0].isalnum():
        kind = AtomKind.MARK
    else:
        kind = AtomKind.WORD
        if tag == "x" and len(word) > 1 and not grammar.cuts.isdisjoint(word):
            return list(_cut_guess(word, start, grammar))
        if tag == "x" and len(word) > 1 and _titled(folded, word, start, grammar):
            return [
                Atom(Span(start, start + 1), word[0], kind, "n"),
                Atom(Span(start + 1, end), word[1:], kind, tag),
            ]
        office = _office_before_title(word, grammar)
        if office:
            middle = start + len(office)
            return [
                Atom(Span(start, middle), office, kind, "n"),
                Atom(Span(middle, end), word[len(office) :], kind, "n"),
            ]
    return [Atom(Span(start, end), word, kind, tag, frequency=token.frequency)]


def _titled(folded: str, word: str, start: int, grammar: NameGrammar) -> bool:
    """Whether a guess begins with the end of a title: 甲市|长乙."""
    head = grammar.lexicon.person.place_title
    return word.startswith(head) and folded[max(start - 1, 0) : start + 1] in grammar.titles


def _office_before_title(word: str, grammar: NameGrammar) -> str:
    """党工委|书记: the office with which a word begins that ends in a title, or nothing."""
    return next(
        (
            word[:i]
            for i in range(1, len(word))
            if word[:i] in grammar.heads and word[i:] in grammar.titles
        ),
        "",
    )


def _cut_guess(word: str, start: int, grammar: NameGrammar) -> Iterator[Atom]:
    """The segmenter's guess at an unknown word, without the prepositions that it swallowed."""
    low = 0
    for high in range(1, len(word) + 1):
        if high == len(word) or word[high] in grammar.cuts or word[low] in grammar.cuts:
            tag = "p" if word[low] in grammar.cuts else "x"
            yield Atom(Span(start + low, start + high), word[low:high], AtomKind.WORD, tag)
            low = high
