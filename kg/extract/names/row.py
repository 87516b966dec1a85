"""The atoms of one text in a row, and what can be said of each in its place."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.names.atoms import Atom, entry_of
from kg.extract.names.grammar import NameGrammar, Rule
from kg.model.text import KNOWN, LATIN, NUMBER, WORD

_RARE = 1100  # occurrences in the segmenter's dictionary; 城市 has 25084, 星河 66
_VERY_RARE = 10  # 五道口 has 3
_COINED = 60
_FREQUENT = 300  # 黎明 has 670
_SURNAME_AND_NAME = 3  # characters
_MORPHEMES = ("g", "zg", "ng", "x")
_NAMES = ("x", "nz", "nr", "nrt", "nrfg", "ns", "nt")  # tags of names and unknown words
_FUNCTION = ("m", "q", "u", "p", "c", "d", "r", "f")  # first letters of tags of function words


class AtomRow:
    """The atoms of one text.

    Args:
        atoms: Cover the text without gap.
        folded: The text.
        grammar: What the words are to names.
    """

    def __init__(self, atoms: Sequence[Atom], folded: str, grammar: NameGrammar) -> None:
        self.atoms = atoms
        self.folded = folded
        self.grammar = grammar
        borders = [atom.start for atom in atoms]
        borders.append(len(folded))
        self._borders = dict(zip(borders, range(len(borders)), strict=True))
        self.known = [i for i, atom in enumerate(atoms) if atom.kind is KNOWN]
        self._begun: dict[Rule, list[int]] = defaultdict(list)
        rules = grammar.rules
        for i, atom in enumerate(atoms):
            for rule in rules[atom.word]:
                self._begun[rule].append(i)

    def starting_at(self, offset: int) -> int | None:
        """Index of the atom that begins with a character, or None if none does."""
        i = self._borders.get(offset)
        return i if i is not None and i < len(self.atoms) else None

    def ending_at(self, offset: int) -> int | None:
        """Index of the atom that ends before a character, or None if none does."""
        i = self._borders.get(offset)
        return i - 1 if i else None

    def whole(self, start: int, end: int) -> tuple[int, int] | None:
        """Indices of the first and last of the atoms that a stretch is made of, or None."""
        first, last = self.starting_at(start), self.ending_at(end)
        return None if first is None or last is None else (first, last)

    def beginning(self, rule: Rule) -> Sequence[int]:
        """Indices of the atoms at which a rule begins, in order."""
        return self._begun[rule]

    def holding(self, offset: int) -> int:
        """Index of the atom that holds a character."""
        return bisect.bisect_right(self.atoms, offset, key=lambda a: a.start) - 1

    def is_proper(self, i: int) -> bool:
        """Whether an atom by itself sets its name apart from others of its kind."""
        atom = self.atoms[i]
        if atom.kind is WORD:
            return self._designates(atom) if atom.tag == "m" else self._proper_word(i)
        if atom.kind is LATIN:
            return self._proper_latin(atom.word)
        return atom.kind is KNOWN or (atom.kind is NUMBER and self._designates(atom))

    def _designates(self, atom: Atom) -> bool:
        """2000|P: a size that tells one facility from others."""
        return self.folded.startswith(self.grammar.designations, atom.end)

    def _proper_word(self, i: int) -> bool:
        atom = self.atoms[i]
        if self.grammar.is_common(atom.word):
            return False
        # The dictionary takes many common words (黎明) and compounds (终端设备) for people.
        person = atom.tag.startswith("nr")
        if person and (len(atom.word) > _SURNAME_AND_NAME or atom.frequency > _FREQUENT):
            return False
        return self._in_run_of_single_characters(i) if len(atom.word) == 1 else atom.tag in _NAMES

    def is_rare(self, i: int) -> bool:
        """A noun that is rare in general and no word of the trade: 星河, 日照, 前沿."""
        atom = self.atoms[i]
        if atom.kind is not WORD or self.grammar.is_common(atom.word):
            return False
        limit = {2: _RARE, 3: _VERY_RARE}.get(len(atom.word), 0)
        if len(atom.word) > 2 and atom.word[0] in self.grammar.degrees:
            return False  # 高功率
        return atom.tag in ("n", "s") and atom.frequency < limit

    def is_coined(self, i: int) -> bool:
        """启明, 中电: a word so rare in general that before a trade it is a brand."""
        atom = self.atoms[i]
        if atom.kind is not WORD or self.grammar.is_common(atom.word):
            return False
        limit = _RARE if atom.tag == "j" else _COINED
        return len(atom.word) == 2 and atom.tag[:1] not in _FUNCTION and atom.frequency < limit

    def is_foreign(self, i: int) -> bool:
        """摩托罗拉: a long word that the dictionary takes for a person from abroad."""
        atom = self.atoms[i]
        person = atom.kind is WORD and atom.tag.startswith("nr")
        return person and len(atom.word) > _SURNAME_AND_NAME and atom.frequency < _FREQUENT

    def _proper_latin(self, word: str) -> bool:
        letters = sum(c.isalpha() for c in word)
        if any(word.endswith(u) and word[: -len(u)].isdigit() for u in self.grammar.designations):
            return True
        if word[0].isdigit() and word.endswith(self.grammar.lexicon.works.units):
            return False  # 10KV电缆
        return letters >= 2 and word.upper() not in self.grammar.latin_common

    def _in_run_of_single_characters(self, i: int) -> bool:
        def loose(j: int) -> bool:
            if not 0 <= j < len(self.atoms):
                return False
            a = self.atoms[j]
            return (
                a.kind is WORD
                and len(a.word) == 1
                and a.word not in self.grammar.border
                and a.word not in self.grammar.inside
                and a.tag[:1] not in _FUNCTION
            )

        if self.atoms[i].tag in _MORPHEMES:  # no word by itself: 砚|江, 中|砚
            return loose(i) and (self.is_torn(i - 1) or self.is_torn(i + 1))
        return loose(i) and (loose(i - 1) or loose(i + 1))

    def is_proper_prefix(self, i: int) -> bool:
        """Whether the word in which a head begins is a name of its own (电力集团 is not)."""
        atom = self.atoms[i]
        if atom.kind is KNOWN:
            return True
        return atom.tag in ("x", "ns", "nt", "nz", "nrt") and atom.word not in self.grammar.common

    def is_place(self, i: int) -> bool:
        """Whether an atom is a known place."""
        return self.atoms[i].kind is KNOWN and self.grammar.is_place(self.type_of(i))

    def may_be_place(self, i: int) -> bool:
        """Whether an atom is a known place, or one by the segmenter's dictionary."""
        return self.is_place(i) or (self.atoms[i].kind is WORD and self.atoms[i].tag == "ns")

    def type_of(self, i: int) -> str:
        """The class of a known name, else the empty string."""
        entry = entry_of(self.atoms[i])
        return entry.type if entry else ""

    def is_zone(self, i: int) -> bool:
        """Whether an atom is a whole zone (贵安新区), in which further names stand."""
        return self.is_place(i) and self.atoms[i].word.endswith(self.grammar.zone_ends)

    def is_torn(self, i: int) -> bool:
        """Whether an atom is one character that can be part of an unknown word."""
        if not 0 <= i < len(self.atoms):
            return False
        atom = self.atoms[i]
        plain = atom.kind is WORD and len(atom.word) == 1
        return (
            plain
            and atom.word not in self.grammar.border
            and atom.tag[:1] not in ("m", "q", "p", "c")
        )

    def is_unknown(self, i: int) -> bool:
        """Whether the dictionary does not know a word, or it is a lone character of one."""
        atom = self.atoms[i]
        return atom.kind is WORD and (atom.tag == "x" or self.is_torn(i))

    def follows_organization(self, i: int) -> bool:
        """Whether the atom before is a known organisation."""
        entry = entry_of(self.atoms[i - 1]) if i else None
        return entry is not None and self.grammar.is_organization(entry.type)

    def counts(self, i: int) -> bool:
        """十三师: a numeral or what it counts, before the place of a name."""
        atom = self.atoms[i]
        return atom.tag == "m" or atom.word in self.grammar.lexicon.inside.numeral_followers
