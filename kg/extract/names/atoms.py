"""Atoms: the text as a row of known names, words, Latin words, numbers and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.analysis import Analysis
from kg.extract.names.grammar import Match, NameGrammar
from kg.extract.names.letters import letter_places
from kg.model import Span
from kg.model.text import AtomKind, Token
from kg.schema import GazetteerEntry

_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
_OFFICE = 2  # characters; an office and a title together are longer
_CERTAIN = 3  # characters; longer names are cut out wherever they stand
_HEAD = 5  # characters of a head that may be torn
_TITLE = 6  # characters of the longest title
_GIVEN = 2  # characters of the longest given name
_NAMES = ("ns", "nr", "nt", "nz")  # beginnings of tags
_UNKNOWN = "x"
_RARE = 60  # occurrences in the segmenter's dictionary


class Atom(NamedTuple):
    """One unit of the text; atoms cover it without gap. A tuple, for there are very many.

    Attributes:
        start: Where it begins in the view.
        end: One past its last character.
        word: Folded.
        kind: What it is.
        tag: Part of speech of a word, else empty.
        entry: The gazetteer's entry of a known name.
        frequency: How often the segmenter's dictionary counts a word.
    """

    start: int
    end: int
    word: str
    kind: AtomKind
    tag: str = ""
    entry: GazetteerEntry | None = None
    frequency: int = 0

    @property
    def span(self) -> Span:
        """Its place in the view."""
        return Span(self.start, self.end)


def atomize(analysis: Analysis, grammar: NameGrammar) -> tuple[Atom, ...]:
    """Cut a text into atoms: known names first, the longest at each place, words between them."""
    folded = analysis.folded
    atoms: list[Atom] = []
    at, kind = 0, AtomKind.WORD
    known = iter(_known(folded, grammar, _borders(analysis)))
    nearest = next(known, None)
    nearest_start = nearest.start if nearest else len(folded)
    for token in analysis.tokens:
        begin, end, word, _, tag, frequency = token
        start = max(begin, at)
        if start >= end:
            continue
        while nearest is not None and nearest.end <= at:
            nearest = next(known, None)
            nearest_start = nearest.start if nearest else len(folded)
        if nearest is not None and nearest_start < end:
            if start < nearest_start:
                atoms.extend(_words(folded, start, nearest_start, token, grammar))
            atoms.append(nearest)
            at = nearest.end
            if at < end:
                atoms.extend(_words(folded, at, end, _PART, grammar))
                at = end
            continue
        if start == begin and _stays(folded, token, grammar):
            atoms.append(Atom(start, end, word, kind, tag, None, frequency))
            at = end
            continue
        atoms.extend(_words(folded, start, end, token, grammar))
        at = end
    return tuple(atoms)


def _stays(folded: str, token: Token, grammar: NameGrammar) -> bool:
    """Whether a token is a known Chinese word that is one atom, as most are."""
    start, _, word, _, tag, _ = token
    if tag == _UNKNOWN or not _FIRST_HAN <= word[0] <= _LAST_HAN:
        return False
    if len(word) == 1:
        return True
    parting = grammar.within if len(word) == _OFFICE else grammar.title_ends
    return word[-1] not in parting or not _parted(folded, start, word, grammar)


def _borders(analysis: Analysis) -> _Borders:
    """Where known names may begin and end, by the words of a text; one pass, for it is long."""
    free = {len(analysis.folded)}
    rare: set[int] = set()
    for start, end, _, _, tag, frequency in analysis.tokens:
        free.add(start)
        length = end - start
        if length > 1 and frequency < _RARE:
            if tag == _UNKNOWN:
                free.update(range(start + 1, end))
            elif not tag.startswith(_NAMES):
                rare.update(range(start + 1, end))
    return _Borders(free, rare)


@dataclass(frozen=True, slots=True)
class _Borders:
    """Offsets at which a known name may begin and end.

    Attributes:
        free: Edges of words, and places inside words that the segmenter guessed.
        rare: Places inside words so rare that they are likely two (庆|阳燧 for 庆阳|燧).
    """

    free: set[int]
    rare: set[int]

    def allow(self, match: Match, *, address: bool) -> bool:
        """Whether a match may be cut out; inside an address also from rare words."""
        if match.end - match.start > _CERTAIN:
            return True
        ends = match.end in self.free or (address and match.end in self.rare)
        return match.start in self.free and ends


def _known(folded: str, grammar: NameGrammar, borders: _Borders) -> list[Atom]:
    """Non-overlapping gazetteer names, leftmost and longest first."""
    found = [m for m in grammar.find_known(folded) if _whole(folded, m.start, m.end)]
    found.extend(letter_places(folded, grammar))
    found.sort(key=lambda m: (m.start, -m.end))
    atoms: list[Atom] = []
    at = 0
    place = False
    for match in found:
        entry = grammar.known[match.word][0]
        division = grammar.is_place(entry.type)
        address = place and division and match.start == at
        letter = match.end - match.start < len(match.word)
        if match.start < at or not (letter or borders.allow(match, address=address)):
            continue
        if match.word in grammar.inside and _is_part(folded, match, grammar, after=address):
            continue
        word = folded[match.start : match.end]
        atoms.append(Atom(match.start, match.end, word, AtomKind.KNOWN, "", entry))
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


_PART = Token(0, 0, "", AtomKind.WORD, "x")  # what is left of a word that a name was cut from


def _words(folded: str, start: int, end: int, token: Token, grammar: NameGrammar) -> Iterable[Atom]:
    word, tag = folded[start:end], token.tag
    first = word[0]
    if not _FIRST_HAN <= first <= _LAST_HAN:  # most words are Chinese: no need to look further
        kind = _kind(first, tag)
        if kind is not AtomKind.WORD:
            return (Atom(start, end, word, kind, tag, None, token.frequency),)
    length = end - start
    if length > 1:
        if tag == "x":
            return _guess(folded, Span(start, end), grammar)
        parted = _parted(folded, start, word, grammar)
        if parted:
            middle = start + parted
            last = "f" if length == _OFFICE else "n"
            return (
                Atom(start, middle, word[:parted], AtomKind.WORD, "n"),
                Atom(middle, end, word[parted:], AtomKind.WORD, last),
            )
    return (Atom(start, end, word, AtomKind.WORD, tag, None, token.frequency),)


def _kind(first: str, tag: str) -> AtomKind:
    """What a word is by its first character."""
    if tag == "m" and first.isdigit():
        return AtomKind.NUMBER
    if _latin(first):
        return AtomKind.LATIN
    return AtomKind.WORD if first.isalnum() else AtomKind.MARK


def _parted(folded: str, start: int, word: str, grammar: NameGrammar) -> int:
    """How many characters of a word belong to what stands before the rest of it, or 0."""
    if len(word) > _OFFICE:
        return len(_office_before_title(word, grammar))
    return 1 if word[1] in grammar.within and _ends_head(folded, start, grammar) else 0


def _guess(folded: str, span: Span, grammar: NameGrammar) -> Iterator[Atom]:
    """The atoms of the segmenter's guess at an unknown word."""
    word = span.of(folded)
    person = _person(folded, span, grammar)
    if person == len(word):
        yield Atom(span.start, span.end, word, AtomKind.WORD, "x")
    elif person:
        middle = span.start + person
        yield Atom(span.start, middle, word[:person], AtomKind.WORD, "x")
        yield from _guess(folded, Span(middle, span.end), grammar)
    elif _titled(folded, word, span.start, grammar):
        yield Atom(span.start, span.start + 1, word[0], AtomKind.WORD, "n")
        yield Atom(span.start + 1, span.end, word[1:], AtomKind.WORD, "x")
    elif grammar.cuts.isdisjoint(word):
        yield Atom(span.start, span.end, word, AtomKind.WORD, "x")
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
            yield Atom(start + low, start + high, word[low:high], AtomKind.WORD, tag)
            low = high
