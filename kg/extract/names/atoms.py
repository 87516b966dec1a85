"""Atoms: the text as a row of known names, words, Latin words, numbers and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kg.extract.analysis import Analysis
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.letters import letter_places
from kg.extract.names.stems import stem_places
from kg.extract.words import Match
from kg.model import Span
from kg.model.text import KNOWN, LATIN, MARK, NUMBER, WORD, AtomKind, Token
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


class KnownName(msgspec.Struct, frozen=True, gc=False):
    """A name of the gazetteer in the text.

    Attributes:
        start: Where it begins in the view.
        end: One past its last character.
        word: Folded.
        kind: What it is.
        tag: Empty: it is no word of the dictionary.
        frequency: 0, for the same reason.
        entry: The gazetteer's entry; only known names have one.
    """

    start: int
    end: int
    word: str
    kind: AtomKind
    tag: str
    frequency: int
    entry: GazetteerEntry

    @property
    def span(self) -> Span:
        """Its place in the view."""
        return Span(self.start, self.end)


Atom = Token | KnownName
"""One unit of the text; atoms cover it without gap. Most are the tokens that the segmenter cut."""


def entry_of(atom: Atom) -> GazetteerEntry | None:
    """The gazetteer's entry of a known name."""
    return atom.entry if isinstance(atom, KnownName) else None


def atomize(analysis: Analysis, grammar: NameGrammar) -> tuple[Atom, ...]:
    """Cut a text into atoms: known names first, the longest at each place, words between them."""
    folded = analysis.folded
    atoms: list[Atom] = []
    names, torn = _known(analysis, grammar)
    tokens = _mended(analysis, torn) if torn else analysis.tokens
    names.reverse()
    name_start = names[-1].start if names else len(folded)
    at = 0  # known names reach to here
    for token in tokens:
        start, end, kind = token.start, token.end, token.kind
        if start < at or name_start < end:
            part = token
            start = max(start, at)
            while name_start < end:
                if start < name_start:
                    atoms.extend(_words(folded, start, name_start, part, grammar))
                name, part = names.pop(), _PART
                atoms.append(name)
                start = at = name.end
                name_start = names[-1].start if names else len(folded)
            if start < end:
                atoms.extend(_words(folded, start, end, part, grammar))
        elif (
            kind is WORD
            and end - start > 1
            and (token.tag == _UNKNOWN or token.word[-1] in grammar.parting)
        ):  # few words may be two
            atoms.extend(_words(folded, start, end, token, grammar))
        else:
            atoms.append(token)
    return tuple(atoms)


def _may_be_cut(analysis: Analysis, match: Match, *, address: bool) -> bool:
    """Whether a known name may be cut out; inside an address also from rare words.

    Its edges are those of words, or lie inside a word that the segmenter guessed, or inside one so
    rare that it is likely two (庆|阳燧 for 庆阳|燧).
    """
    if match.end - match.start > _CERTAIN:
        return True
    return _is_edge(analysis, match.start) and _is_edge(analysis, match.end, rare=address)


def _is_edge(analysis: Analysis, offset: int, *, rare: bool = False) -> bool:
    if offset == len(analysis.folded):
        return True
    token = analysis.token_at(offset)
    if token.start == offset:
        return True
    if token.tag == _UNKNOWN:
        return token.frequency < _RARE
    return rare and token.frequency < _RARE and not token.tag.startswith(_NAMES)


def _known(analysis: Analysis, grammar: NameGrammar) -> tuple[list[KnownName], list[Token]]:
    """Non-overlapping gazetteer names, leftmost and longest first; the words that are no places."""
    folded = analysis.folded
    found = [m for m in grammar.find_known(folded) if _whole(folded, m)]
    found += [*letter_places(folded, grammar), *stem_places(folded, found, grammar)]
    found.sort(key=lambda m: (m.start, -m.end))
    names: list[KnownName] = []
    torn: list[Token] = []
    at = 0
    place = False
    for match in found:
        if match.start < at:
            continue
        entry = grammar.known[match.word][0]
        division = grammar.is_place(entry.type)
        address = place and division and match.start == at
        letter = match.end - match.start < len(match.word)
        if not (letter or _may_be_cut(analysis, match, address=address)):
            continue
        if match.word in grammar.inside and _is_part(folded, match, grammar, after=address):
            continue
        doubtful = folded[match.start] in grammar.title_ends
        if division and (doubtful or folded[match.end : match.end + 1] in grammar.ways):
            other = _no_place(analysis, match, at, grammar)
            if other is not None:
                torn.append(other)
                continue
        office = match.word[-1] in grammar.bureaus and grammar.is_office(entry.type)
        if office and _of_another(folded, match, names, grammar):
            continue
        word = folded[match.start : match.end]
        names.append(KnownName(match.start, match.end, word, KNOWN, "", 0, entry))
        at, place = match.end, division
    return names, torn


def _of_another(folded: str, match: Match, names: list[KnownName], grammar: NameGrammar) -> bool:
    """Whether an office is not the known one but that of what stands before it: 市|发改委."""
    before = names[-1] if names and names[-1].end == match.start else None
    return of_another(folded, match.start, match.word, before, grammar)


def of_another(
    folded: str, start: int, word: str, before: Atom | None, grammar: NameGrammar
) -> bool:
    """Whether the office of a name at ``start`` is that of what stands right before it."""
    inside = grammar.lexicon.inside
    if not word.endswith(inside.offices) or word.startswith(grammar.nations):
        return False
    holder = entry_of(before) if before is not None else None
    if before is None or holder is None:
        return folded.endswith(inside.holders, 0, start)
    known = grammar.known.get(word)
    own = known is None or holder.name in known[0].within
    return not own and before.word not in grammar.national


def _no_place(analysis: Analysis, match: Match, at: int, grammar: NameGrammar) -> Token | None:
    """The word that what looks like a place is a part of, if it begins after ``at``."""
    folded, start = analysis.folded, match.start
    road = grammar.road.match(folded, match.end)
    if road is not None and analysis.token_at(start).start == start:  # 位于|砚州路|南
        return Token(start, road.end(), folded[start : road.end()], WORD, "ns")
    end = start + 1
    if folded[start] not in grammar.title_ends or folded[end] not in grammar.surnames:
        return None
    for first in range(max(at, end - _TITLE), start):  # 董事长|沙砚庆
        if folded[first:end] in grammar.titles and analysis.token_at(first).start == first:
            short = match.end - end == 1
            return Token(first, end, folded[first:end], WORD, "n") if short else None
    return None


def _mended(analysis: Analysis, words: list[Token]) -> list[Token]:
    """The words of a text, in their place those that the segmenter tore for a place."""
    tokens: list[Token] = []
    words.reverse()
    for token in analysis.tokens:
        word = words[-1] if words else None
        if word is None or token.end <= word.start:
            tokens.append(token)
        elif token.end >= word.end:
            tokens.append(word)
            words.pop()
            if token.end > word.end:
                rest = analysis.folded[word.end : token.end]
                tokens.append(Token(word.end, token.end, rest, WORD, "x"))
    return tokens


def _is_part(folded: str, match: Match, grammar: NameGrammar, *, after: bool) -> bool:
    """Whether a direction says where in a place something is: 砚湖省|东部, 西南|端."""
    if folded.startswith(grammar.lexicon.inside.parts, match.end):
        return True
    nation = any(folded.endswith(n, 0, match.start) for n in grammar.national)
    return after and not nation


def _whole(folded: str, match: Match) -> bool:
    """Whether a match does not cut a Latin word or number in two."""
    start, end, word = match.start, match.end, match.word
    if not (word[0].isascii() or word[-1].isascii()):
        return True
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (
        (_latin(folded[start]) and _latin(before)) or (_latin(folded[end - 1]) and _latin(after))
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


_PART = Token(0, 0, "", WORD, "x")  # what is left of a word that a name was cut from


def _words(folded: str, start: int, end: int, token: Token, grammar: NameGrammar) -> Iterable[Atom]:
    """The atoms of a word, or of a part of one."""
    word, tag = folded[start:end], token.tag
    kind = _kind(word[0], tag)
    length = end - start
    if kind is WORD and length > 1:
        if tag == _UNKNOWN:
            return _guess(folded, Span(start, end), grammar)
        parted = _parted(folded, start, word, grammar)
        if parted:
            middle = start + parted
            last = "f" if length == _OFFICE else "n"
            return (
                Token(start, middle, word[:parted], kind, "n"),
                Token(middle, end, word[parted:], kind, last),
            )
    return (Token(start, end, word, kind, tag, token.frequency),)


def _kind(first: str, tag: str) -> AtomKind:
    """What a word is by its first character."""
    if tag == "m" and first.isdigit():
        return NUMBER
    if _latin(first):
        return LATIN
    return WORD if first.isalnum() else MARK


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
        yield Token(span.start, span.end, word, WORD, "x")
    elif person:
        middle = span.start + person
        yield Token(span.start, middle, word[:person], WORD, "x")
        yield from _guess(folded, Span(middle, span.end), grammar)
    elif word[0] in grammar.openers and not folded[max(span.start - 1, 0) : span.start].isalnum():
        yield Token(span.start, span.start + 1, word[0], WORD, "c")
        yield from _guess(folded, Span(span.start + 1, span.end), grammar)
    elif _titled(folded, word, span.start, grammar):
        yield Token(span.start, span.start + 1, word[0], WORD, "n")
        yield Token(span.start + 1, span.end, word[1:], WORD, "x")
    elif grammar.cuts.isdisjoint(word):
        yield Token(span.start, span.end, word, WORD, "x")
    else:
        yield from _cut_guess(word, span.start, grammar)


def _person(folded: str, span: Span, grammar: NameGrammar) -> int:
    """How many characters of a guess after a title are a person's name (董事长|温以安)."""
    before = folded[max(span.start - _TITLE, 0) : span.start]
    if before[-1:] not in grammar.title_ends:
        return 0
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
            yield Token(start + low, start + high, word[low:high], WORD, tag)
            low = high
