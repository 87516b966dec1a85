"""People: a surname and a given name beside a title or a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.extract.names.atoms import Atom
from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import KNOWN, LATIN, MARK, WORD

_PREDICATE = ("v", "p", "d")  # parts of speech of what follows a subject
_NAME_TAGS = ("nr", "nrt", "nrfg", "x")
_SHORTEST, _LONGEST = 3, 5  # characters of an unusual name
_GIVEN = 2  # characters of a given name
_DOT = "·"
_DOUBLE = 4  # characters of a name with two surnames
_HAN = ("\u4e00", "\U0003ffff")


class _Found(msgspec.Struct, frozen=True, gc=False):
    first: int
    last: int  # index of the last atom


class PeopleNames:
    """Finds the people of one text."""

    def __init__(self, row: AtomRow) -> None:
        self.atoms = row.atoms
        self._place = row.is_place
        self.folded = row.folded
        self.grammar = row.grammar
        self._indices = row.beginning("person")
        self._dotted = _DOT in row.folded

    def find(self) -> Iterator[Candidate]:
        """People named after or before a title, or before a verb of saying."""
        for i in self._indices:
            atom = self.atoms[i]
            if atom.word in self.grammar.titles or self._makes_title(i):
                yield from self._after_title(i)
                blank = i > 0 and self.atoms[i - 1].word == " "
                before = self._name_ending(i - 2 if blank else i - 1)
                if before is not None and self._may_hold_title(before):
                    yield self._candidate(before, "person/name-title")
            elif atom.word in self.grammar.says:
                before = self._name_ending(i - 1)
                if before is not None and self._speaks(before):
                    yield self._candidate(before, "person/name-verb")

    def _may_hold_title(self, found: _Found) -> bool:
        office = self.atoms[found.last].word.endswith(self.grammar.lexicon.person.not_final)
        return not office and self._opens(found.first, titled=True)

    def _makes_title(self, i: int) -> bool:
        """甲市|长: the end of a place and this character are a title."""
        return (
            self.atoms[i].word == self.grammar.lexicon.person.place_title
            and i > 0
            and self._place(i - 1)
        )

    def _candidate(self, found: _Found, rule: str) -> Candidate:
        span = Span(self.atoms[found.first].start, self.atoms[found.last].end)
        return Candidate(span, self.grammar.lexicon.person.type, rule, found.first, found.last)

    def _after_title(self, i: int) -> Iterator[Candidate]:
        """The name after a title, and further ones joined by 、 (记者甲、乙)."""
        at = i + 1
        while at < len(self.atoms) and self.atoms[at].word in (" ", ":"):
            at += 1
        found = self._name_at(at) or self._unusual_name(at) or self._signature(at)
        while found is not None:
            yield self._candidate(found, "person/title-name")
            at = found.last + 1
            if at >= len(self.atoms) or self.atoms[at].word not in ("、", " "):
                return
            found = self._name_at(at + 1)

    def _name_at(self, i: int) -> _Found | None:
        """A name that begins with atom ``i``."""
        if i >= len(self.atoms):
            return None
        atom = self.atoms[i]
        if atom.kind is LATIN and atom.word[0].isupper():
            return self._latin_name(i)
        if atom.kind is KNOWN:
            return self._begun_by_place(i)
        if not self._han(atom):
            return None
        dotted = self._dotted_name(i) if self._dotted else None
        return dotted or self._chinese_name(i)

    def _chinese_name(self, i: int) -> _Found | None:
        """A surname and one or two characters of given name, in words as they were cut."""
        atom = self.atoms[i]
        surname = self._surname(atom.word)
        if not surname or atom.word in self.grammar.no_person:
            return None
        last = i
        length = len(atom.word)
        while length < len(surname) + 2 and last + 1 < len(self.atoms):
            after = self.atoms[last + 1]
            goes_on = self._given(after) or self._ends_in_function_word(last + 1)
            if length > len(surname) and (self._acts(last + 1) or self._dated(last + 1)):
                break
            if not goes_on or length + len(after.word) > len(surname) + 2:
                break
            last += 1
            length += len(after.word)
        if surname == atom.word and surname not in self.grammar.border and self._namesake(i + 1):
            return _Found(i, i + 1)
        if length == _DOUBLE - 1 and self._doubled(i, last + 1):
            return _Found(i, last + 1)
        likely = last > i or atom.tag in _NAME_TAGS
        return _Found(i, last) if likely and len(surname) < length <= len(surname) + 2 else None

    def _doubled(self, i: int, fourth: int) -> bool:
        """林郑|砚|娥: two surnames and a given name, with a mark or a verb after them."""
        atoms = self.atoms
        if fourth + 1 >= len(atoms):
            return False
        second = self.folded[atoms[i].start + 1]
        last, after = atoms[fourth : fourth + 2]
        given = self._given(last) and len(last.word) == 1 and last.tag[:1] in ("n", "x", "g", "z")
        ends = after.kind is MARK or after.word in self.grammar.ends
        return given and ends and second in self.grammar.surnames

    def _acts(self, i: int) -> bool:
        """尹砚|作|主旨演讲: a verb of one character before what it is done to."""
        atom = self.atoms[i]
        verb = atom.tag[:1] == "v" or atom.word in self.grammar.lexicon.person.trailing
        if len(atom.word) > 1 or not verb or i + 1 >= len(self.atoms):
            return False
        after = self.atoms[i + 1]
        return (
            after.kind is WORD
            and after.tag[:1] in ("n", "a", "b")
            and (after.word not in self.grammar.ends)
        )

    def _dated(self, i: int) -> bool:
        """孙砚|今|(9日): a word for a day before its date."""
        day = self.atoms[i].word in self.grammar.lexicon.person.days
        return (
            day and self.atoms[i].end < len(self.folded) and self.folded[self.atoms[i].end] == "("
        )

    def _begun_by_place(self, i: int) -> _Found | None:
        """副部长吴忠|远: a name that begins like a place elsewhere, between a title and its end."""
        titled = i > 0 and self.atoms[i - 1].word in self.grammar.titles
        if not titled or not self._place(i) or len(self.atoms[i].word) != _GIVEN:
            return None
        if i + 2 >= len(self.atoms) or self.atoms[i].word[0] not in self.grammar.surnames:
            return None
        given, after = self.atoms[i + 1 : i + 3]
        lone = self._han(given) and len(given.word) == 1 and self._given(given)
        ends = after.kind is MARK or after.word in self.grammar.ends
        return _Found(i, i + 1) if lone and (ends or after.tag[:1] == "v") else None

    def _namesake(self, i: int) -> bool:
        """书记张|新竹: a given name that is a place elsewhere, before a mark or a verb."""
        if i + 1 >= len(self.atoms) or self.atoms[i].kind is not KNOWN:
            return False
        after = self.atoms[i + 1]
        goes_on = after.tag[:1] in _PREDICATE  # 杜|新竹|对大家说
        ends = after.kind is MARK or after.word in self.grammar.ends or goes_on
        return len(self.atoms[i].word) == _GIVEN and self._place(i) and ends

    def _unusual_name(self, i: int) -> _Found | None:
        """多吉措姆, 陆安歌: after a title, unknown words before a verb of saying or a mark."""
        last = i
        length = 0
        while last < len(self.atoms) and self._unusual(self.atoms[last], first=last == i):
            length += len(self.atoms[last].word)
            last += 1
        if not _SHORTEST <= length <= _LONGEST or last >= len(self.atoms):
            return None
        after = self.atoms[last]
        ends = after.kind is MARK or after.word in self.grammar.ends
        known = "".join(a.word for a in self.atoms[i:last])
        return _Found(i, last - 1) if ends and not self.grammar.is_common(known) else None

    def _unusual(self, atom: Atom, *, first: bool) -> bool:
        if (
            not self._han(atom)
            or atom.word in self.grammar.says
            or atom.word in self.grammar.no_person
        ):
            return False
        if atom.tag in _NAME_TAGS or (first and atom.word in self.grammar.surnames):
            return not self.grammar.is_common(atom.word)
        plain = len(atom.word) == 1 and atom.tag != "ul"
        return not first and plain and atom.word not in self.grammar.border

    def _signature(self, i: int) -> _Found | None:
        """A name that stands alone on the line after a title."""
        if i + 1 >= len(self.atoms) or not self.atoms[i].word.startswith("\n"):
            return None
        found = self._name_at(i + 1)
        if found is None or (
            found.last + 1 < len(self.atoms)
            and not self.atoms[found.last + 1].word.startswith("\n")
        ):
            return None
        return found

    def _name_ending(self, i: int) -> _Found | None:
        """A name whose last atom is ``i``."""
        for first in (i, i - 1, i - 2):
            if first < 0:
                break
            if self.atoms[first].kind is MARK and self.atoms[first].word != _DOT:
                break
            found = self._name_at(first)
            if found is not None and found.last == i:
                return found
        return None

    def _dotted_name(self, i: int) -> _Found | None:
        """古丽娜·艾山: words joined by middle dots."""
        dot = self._end_of_words(i)
        if dot >= len(self.atoms) or self.atoms[dot].word != _DOT:
            return None
        end = self._end_of_words(dot + 1, inside=True)
        return _Found(i, end - 1) if dot > i and end > dot + 1 else None

    def _end_of_words(self, i: int, *, inside: bool = False) -> int:
        """Index after the at most four words of a transcribed name that begin at ``i``.

        After the dot a lone function character between two words belongs to it (阿布都克里木).
        """
        end = i
        while end < min(i + 4, len(self.atoms)):
            joins = (
                inside and end > i and self._han(self.atoms[end]) and len(self.atoms[end].word) == 1
            )
            onward = joins and end + 1 < len(self.atoms) and self._transcribes(self.atoms[end + 1])
            if not self._transcribes(self.atoms[end]) and not onward:
                break
            end += 1
        return end

    def _transcribes(self, atom: Atom) -> bool:
        if (
            not self._han(atom)
            or atom.word in self.grammar.says
            or atom.word in self.grammar.titles
        ):
            return False
        return atom.word not in self.grammar.border

    def _latin_name(self, i: int) -> _Found | None:
        last = i
        while (
            last + 2 < len(self.atoms)
            and self.atoms[last + 1].word == " "
            and self.atoms[last + 2].kind is LATIN
            and self.atoms[last + 2].word[0].isupper()
        ):
            last += 2
        name = self.folded[self.atoms[i].start : self.atoms[last].end]
        well_formed = name.replace(" ", "").isalpha() and name.upper() != name
        return _Found(i, last) if well_formed and name not in self.grammar.titles else None

    def _ends_in_function_word(self, i: int) -> bool:
        """戴邦和, 周大为: the last character of a given name that is also a function word."""
        word = self.atoms[i].word
        if len(word) > 1 or word not in self.grammar.border:
            return False
        if i + 1 >= len(self.atoms):
            return True
        after = self.atoms[i + 1]
        if word not in self.grammar.final:
            return after.word.startswith("\n")
        return after.kind is MARK or after.word in self.grammar.ends

    def _given(self, atom: Atom) -> bool:
        if atom.kind is not WORD or len(atom.word) > 2 or not self._han(atom):
            return False
        if atom.word in self.grammar.border or atom.word in self.grammar.says:
            return False
        return atom.word not in self.grammar.titles and atom.word not in self.grammar.no_person

    def _surname(self, word: str) -> str:
        for length in (2, 1):
            if word[:length] in self.grammar.surnames and len(word[:length]) == length:
                return word[:length]
        return ""

    def _han(self, atom: Atom) -> bool:
        return atom.kind is WORD and _HAN[0] <= min(atom.word) and max(atom.word) <= _HAN[1]

    def _opens(self, i: int, *, titled: bool = False) -> bool:
        """Whether a name may begin at atom ``i``: nothing joins it to the word before."""
        atom = self.atoms[i]
        if i == 0 or (titled and atom.tag.startswith("nr") and len(atom.word) > 2):
            return True
        before = self.atoms[i - 1]
        if titled and atom.tag == "x" and len(atom.word) == _SHORTEST and self._surname(atom.word):
            office = before.kind is KNOWN or before.word in self.grammar.heads
            if office:  # 甲公司周砚盟副总经理
                return True
        return before.kind is MARK or before.word in self.grammar.border

    def _speaks(self, found: _Found) -> bool:
        """Whether a name before a verb of saying is a person's: whole and at a clause's start."""
        if self.atoms[found.first].kind is LATIN:
            return False  # a company as well as a person
        name = self.folded[self.atoms[found.first].start : self.atoms[found.last].end]
        tags = {self.atoms[i].tag for i in range(found.first, found.last + 1)}
        likely = len(name) == 3 or "nr" in tags or _DOT in name
        return likely and self._opens(found.first)
