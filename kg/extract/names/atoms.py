"""Atoms: the text as a row of known names, words, Latin words, numbers and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.analysis import Analysis
from kg.extract.names.grammar import Match, NameGrammar
from kg.model import Span
from kg.model.text import Token
from kg.schema import GazetteerEntry

_CERTAIN = 3  # characters; longer names are cut out wherever they stand
_HEAD = 5  # characters of a head that may be torn
_TITLE = 6  # characters of the longest title
_GIVEN = 2  # characters of the longest given name
_NAMES = ("ns", "nr", "nt", "nz")  # beginnings of tags
_RARE = 60  # occurrences in the segmenter's dictionary


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
    rare = {t.start: t.end for t in analysis.tokens if _may_be_two(t)}
    inside_rare = {i for low, high in rare.items() for i in range(low + 1, high)}
    borders = _Borders(frozenset(edges | inside_unknown), frozenset(inside_rare))
    known = iter(_known(folded, grammar, borders))
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


def _may_be_two(token: Token) -> bool:
    """Whether a word is so rare that the end of a place may stand in it (庆|阳燧)."""
    name = token.tag.startswith(_NAMES)
    return len(token.word) > 1 and token.frequency < _RARE and not name


@dataclass(frozen=True, slots=True)
class _Borders:
    """Offsets at which a known name may begin and end.

    Attributes:
        free: Edges of words, and places inside words that the segmenter guessed.
        rare: Places inside words so rare that they are likely two (庆|阳燧 for 庆阳|燧).
    """

    free: frozenset[int]
    rare: frozenset[int]

    def allow(self, match: Match, *, address: bool) -> bool:
        """Whether a match may be cut out; inside an address also from rare words."""
        if match.end - match.start > _CERTAIN:
            return True
        ends = match.end in self.free or (address and match.end in self.rare)
        return match.start in self.free and ends


def _known(folded: str, grammar: NameGrammar, borders: _Borders) -> list[Atom]:
    """Non-overlapping gazetteer names, leftmost and longest first."""
    found = [m for m in grammar.find_known(folded) if _whole(folded, m.start, m.end)]
    found.sort(key=lambda m: (m.start, -m.end))
    atoms: list[Atom] = []
    at = 0
    place = False
    for match in found:
        entry = grammar.known[match.word][0]
        division = grammar.is_place(entry.type)
        address = place and division and match.start == at
        if match.start < at or not borders.allow(match, address=address):
            continue
        if match.word in grammar.inside and _is_part(folded, match, grammar, after=address):
            continue
        atoms.append(Atom(Span(match.start, match.end), match.word, AtomKind.KNOWN, "", entry))
        at, place = match.end, division
    return atoms


def _is_part(folded: str, match: Match, grammar: NameGrammar, *, after: bool) -> bool:
    """Whether a direction says where in a place something is: 砚湖省|东部, 西南|端."""
    if folded.startswith(grammar.lexicon.inside.parts, match.end):
        return True
    nation = any(folded.endswith(n, 0, match.start) for n in grammar.national)
    return after and not nation


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
        if tag == "x" and len(word) > 1:
            return list(_guess(folded, Span(start, end), grammar))
        if len(word) == 2 and word[1] in grammar.within and _ends_head(folded, start, grammar):
            return [
                Atom(Span(start, start + 1), word[0], kind, "n"),
                Atom(Span(start + 1, end), word[1], kind, "f"),
            ]
        office = _office_before_title(word, grammar)
        if office:
            middle = start + len(office)
            return [
                Atom(Span(start, middle), office, kind, "n"),
                Atom(Span(middle, end), word[len(office) :], kind, "n"),
            ]
    return [Atom(Span(start, end), word, kind, tag, frequency=token.frequency)]


def _guess(folded: str, span: Span, grammar: NameGrammar) -> Iterator[Atom]:
    """The atoms of the segmenter's guess at an unknown word."""
    word = span.of(folded)
    person = _person(folded, span, grammar)
    if person == len(word):
        yield Atom(span, word, AtomKind.WORD, "x")
    elif person:
        middle = span.start + person
        yield Atom(Span(span.start, middle), word[:person], AtomKind.WORD, "x")
        yield from _guess(folded, Span(middle, span.end), grammar)
    elif _titled(folded, word, span.start, grammar):
        yield Atom(Span(span.start, span.start + 1), word[0], AtomKind.WORD, "n")
        yield Atom(Span(span.start + 1, span.end), word[1:], AtomKind.WORD, "x")
    elif grammar.cuts.isdisjoint(word):
        yield Atom(span, word, AtomKind.WORD, "x")
    else:
        yield from _cut_guess(word, span.start, grammar)


def _person(folded: str, span: Span, grammar: NameGrammar) -> int:
    """How many characters of a guess after a title are a person's name (董事长|温以安)."""
    before = folded[max(span.start - _TITLE, 0) : span.start]
    if not any(before[-n:] in grammar.titles for n in range(2, len(before) + 1)):
        return 0
    surname = next(
        (n for n in (2, 1) if folded[span.start : span.start + n] in grammar.surnames), 0
    )
    longest = surname + _GIVEN
    if not surname or longest > len(span):
        return 0
    end = span.start + longest
    person = grammar.lexicon.person
    if folded[end - 1] in person.trailing and not folded.startswith(person.verbs, end):
        return longest - 1 if folded[end : end + 1].isalnum() else longest
    return longest if folded[end - 1] not in grammar.cuts else 0


def _titled(folded: str, word: str, start: int, grammar: NameGrammar) -> bool:
    """Whether a guess begins with the end of a title: 甲市|长乙."""
    head = grammar.lexicon.person.place_title
    return word.startswith(head) and folded[max(start - 1, 0) : start + 1] in grammar.titles


def _ends_head(folded: str, at: int, grammar: NameGrammar) -> bool:
    """信息|园内: whether a character ends a head that a word has torn from it."""
    return any(folded[max(at - n, 0) : at + 1] in grammar.heads for n in range(1, _HEAD))


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
