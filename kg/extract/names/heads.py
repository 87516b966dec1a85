"""Names built from a head noun: from the head to the left as far as a name can reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.names.atoms import Atom, AtomKind
from kg.extract.names.grammar import NameGrammar
from kg.model import Span
from kg.model.lexicon.names import Head

_BRACKETS = {")": "(", "”": "“", "’": "‘"}
_LONGEST_GROUP = 16  # atoms inside a bracket or quotation that is part of a name
_RARE = 1100  # occurrences in the segmenter's dictionary; 城市 has 25084, 星河 66
_BRAND_AND_TRADE = 2  # atoms
_SHORT_START = 3  # atoms before the first bracket of a name that is not known by a proper word
_SPECIFIC = 6  # characters of a common phrase that make it one thing
_LONGEST_NAME = 24  # atoms; longer ones are sentences that lack a border


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name.

    Attributes:
        span: In the view.
        type: Local name of its class.
        rule: The rule that found it.
        first: Index of its first atom.
        last: Index of its last atom.
        short: Shorter forms of the name inside it, as spans of the view.
    """

    span: Span
    type: str
    rule: str
    first: int
    last: int
    short: tuple[Span, ...] = ()


class HeadNames:
    """Finds the names of one text that end in a head noun."""

    def __init__(self, atoms: Sequence[Atom], folded: str, grammar: NameGrammar) -> None:
        self.atoms = atoms
        self.folded = folded
        self.grammar = grammar
        self._at_start = {a.start: i for i, a in enumerate(atoms)}
        self._at_end = {a.end: i for i, a in enumerate(atoms)}

    def find(self) -> Iterator[Candidate]:
        """All candidates, overlapping ones too."""
        for last, start, word in self._occurrences():
            for head in self.grammar.heads[word]:
                candidate = self._candidate(last, start, head, word)
                if candidate is not None:
                    yield candidate
                    break

    def _occurrences(self) -> Iterator[tuple[int, int, str]]:
        """The longest head that ends at each atom: (atom index, start offset, head)."""
        best: dict[int, tuple[int, str]] = {}
        for match in self.grammar.find_heads(self.folded):
            last = self._at_end.get(match.end)
            if last is None or self.atoms[last].word.endswith(self.grammar.not_heads):
                continue
            if self.atoms[last].kind is AtomKind.KNOWN and match.start > self.atoms[last].start:
                continue
            if match.start < best.get(last, (match.end, ""))[0]:
                best[last] = (match.start, match.word)
        for last, (start, word) in sorted(best.items()):
            yield last, start, word

    def _candidate(self, last: int, start: int, head: Head, word: str) -> Candidate | None:
        # The atom in which the head begins; what stands before the head in it is part of the name.
        first_of_head = last
        while self.atoms[first_of_head].start > start:
            first_of_head -= 1
        inner = self.atoms[first_of_head].start < start
        if head.needs == "title" or not self._ends_well(last, head):
            return None
        if self._names_programme(first_of_head, inner, word):
            return None
        if inner and len(word) == 1 and not self._may_hide_head(first_of_head, head):
            return None
        if head.needs in ("brand", "admin", "branch"):
            first = self._brand_start(first_of_head, inner, head, word)
        else:
            first = self._left_end(first_of_head, last, head)
            if first is not None:
                first = self._trim(first, first_of_head, inner, head)
        if first is None or (not inner and self._too_plain(first, first_of_head, word)):
            return None
        last = self._with_phase(last, head)
        span = Span(self.atoms[first].start, self.atoms[last].end)
        return Candidate(span, head.type, f"head/{word}", first, last)

    def _too_plain(self, first: int, head_atom: int, word: str) -> bool:
        """Whether a common head has too little before it to be a name (中卫项目, 氟泵机房)."""
        if word not in self.grammar.plain_heads:
            return False
        before = self.atoms[head_atom - 1]
        company = before.word in self.grammar.trades and head_atom - first <= _BRAND_AND_TRADE
        if company or before.word in self.grammar.company_ends:
            return True
        if word not in self.grammar.tails and before.word in self.grammar.heads:
            return True
        if any(a.word in "”)·" for a in self.atoms[first:head_atom]):
            return False
        known = [i for i in range(first, head_atom) if self.atoms[i].kind is AtomKind.KNOWN]
        length = self.atoms[head_atom].start - self.atoms[first].start
        special = [i for i in range(first, head_atom) if self._specifies(i)]
        return length < _SPECIFIC if not known else not special and len(known) < 2

    def _specifies(self, i: int) -> bool:
        atom = self.atoms[i]
        if atom.kind is AtomKind.WORD:
            return atom.word not in self.grammar.lead
        return atom.kind is AtomKind.NUMBER or (atom.kind is AtomKind.LATIN and self.is_proper(i))

    def _may_hide_head(self, i: int, head: Head) -> bool:
        """Whether a word may end in a head of one character (建设局, but not 常委)."""
        return self.grammar.is_office(head.type) or self.atoms[i].tag in ("x", "ns")

    def _names_programme(self, head_atom: int, inner: bool, word: str) -> bool:
        """“东数西算”工程: the head only says what the quoted or known programme is."""
        if inner or word not in self.grammar.lexicon.programme.nouns:
            return False
        i = head_atom - 1
        while i > 0 and self.atoms[i].word in self.grammar.lead:
            i -= 1
        entry = self.atoms[i].entry
        known = entry is not None and entry.type == self.grammar.lexicon.programme.type
        return known or self.atoms[i].word == "”"

    # -- the left end ------------------------------------------------------------------------------

    def _left_end(self, head_atom: int, last: int, head: Head) -> int | None:
        """Index of the leftmost atom that the name can reach."""
        at = head_atom
        own = False
        while at > 0 and last - at < _LONGEST_NAME:
            step = self._step(at - 1, at, last, head, own=own)
            if step is None:
                break
            own = own or any(self.is_proper(i) for i in range(step, at))
            at = step
        return at

    def _step(self, i: int, right: int, last: int, head: Head, *, own: bool) -> int | None:
        """Take one more atom (or bracket group) on the left; None when the name ends here."""
        atom = self.atoms[i]
        if atom.kind is AtomKind.MARK:
            return self._step_mark(i, right)
        if atom.kind is AtomKind.NUMBER:
            followers = self.grammar.lexicon.inside.numeral_followers
            return i if self.folded.startswith(followers, atom.end) else None
        if atom.kind is AtomKind.LATIN:
            return i
        if atom.kind is AtomKind.KNOWN:
            return i
        if own and atom.word in self.grammar.complete:
            return None
        if atom.word in self.grammar.coordinators:
            return self._step_coordination(i, right, last, head)
        return i if self._may_stand_inside(i, right) else None

    def _may_stand_inside(self, i: int, right: int) -> bool:
        atom, grammar = self.atoms[i], self.grammar
        if atom.word in grammar.verbs:
            follower = self.folded[self.atoms[right].start :][:6]
            return any(follower.startswith(f) for f in grammar.verb_followers)
        if atom.word in grammar.inside:
            return True
        if atom.word in grammar.border:
            return False
        if atom.tag == "m":
            followers = grammar.lexicon.inside.numeral_followers
            return atom.word.startswith("第") or self.folded.startswith(followers, atom.end)
        return atom.tag in grammar.tags or self._is_torn_from(i, right)

    def _is_torn_from(self, i: int, right: int) -> bool:
        """中能|瑞新: one character that the segmenter cut off an unknown word."""
        return self._torn(i) and self._is_unknown(right)

    def _step_mark(self, i: int, right: int) -> int | None:
        word = self.atoms[i].word
        if word in _BRACKETS:
            return self._group_start(i, _BRACKETS[word])
        if word == "·" and i > 0 and self.atoms[i - 1].kind is not AtomKind.MARK:
            return i - 1
        if word == " " and i > 0:
            left, after = self.atoms[i - 1], self.atoms[right]
            if AtomKind.LATIN in (left.kind, after.kind) and left.kind is AtomKind.LATIN:
                return i - 1
        if word == "-" and i > 0 and self.atoms[i - 1].kind is AtomKind.LATIN:
            return i - 1
        return None

    def _group_start(self, i: int, opener: str) -> int | None:
        """Index of the opening bracket of the group that ends at ``i``, if it may be in a name."""
        closer = self.atoms[i].word
        for j in range(i - 1, max(-1, i - 1 - _LONGEST_GROUP), -1):
            atom = self.atoms[j]
            if atom.word == opener:
                if opener == "(" and (j == 0 or not self._can_hold_bracket(j - 1)):
                    return None
                return j
            if atom.word == closer or atom.word in self.grammar.short_cues:
                return None
            if atom.kind is AtomKind.MARK and atom.word not in ("·", " ", "-", "“", "”", "、"):
                return None
        return None

    def _can_hold_bracket(self, i: int) -> bool:
        atom = self.atoms[i]
        return atom.kind in (AtomKind.KNOWN, AtomKind.LATIN) or (
            atom.kind is AtomKind.WORD and atom.word not in self.grammar.border
        )

    def _step_coordination(self, i: int, right: int, last: int, head: Head) -> int | None:
        """工业和信息化局: two fields of one office, with the place or state before them."""
        if not self.grammar.is_office(head.type) or i == 0:
            return None
        for atom in self.atoms[right : last + 1]:
            if atom.kind is AtomKind.KNOWN or atom.tag in ("ns", "nt"):
                return None
        at = i
        for j in range(i - 1, max(-1, i - 6), -1):
            atom = self.atoms[j]
            if atom.kind is AtomKind.KNOWN:
                return i - 1 if at < i and self.grammar.is_place(self._type(j)) else None
            if not self._may_stand_inside(j, j + 1) or atom.kind is not AtomKind.WORD:
                return i - 1 if atom.word in self.grammar.national and at < i else None
            if atom.word in self.grammar.national:
                return i - 1
            at = j
        return None

    # -- what the name must hold -------------------------------------------------------------------

    def _trim(self, first: int, head_atom: int, inner: bool, head: Head) -> int | None:
        """Drop what cannot begin a name; None when what is left is no name."""
        national = self._last_national(first, head_atom)
        proper = [
            i
            for i in range(first, head_atom)
            if self.is_proper(i) or (head.rare and self._is_rare(i))
        ]
        if inner and self._proper_prefix(head_atom):
            proper.append(head_atom)
        grammar = self.grammar
        if head.needs == "none":
            return self._trim_legal(first if national is None else national, head_atom, proper)
        if not proper:
            return self._national(first, head_atom)
        if head.needs == "place":
            anchors = [i for i in proper if self._anchors(i, head)]
            if not anchors:
                return self._national(first, head_atom)
            start = anchors[0]
        else:
            start = self._after_address(proper, head_atom)
        if national is not None and (national < start or self._follows_organization(national)):
            start = national
        while start > first and self.atoms[start - 1].word in grammar.keep:
            start -= 1
        return self._open_group(start, first, head_atom)

    def _after_address(self, proper: list[int], head_atom: int) -> int:
        """福建省福州市|数字福建产业园: an address of two places or more is not part of the name."""
        start = at = proper[0]
        while at < head_atom and self._is_place(at):
            at += 1
        rest = [i for i in proper if i >= at]
        named = bool(rest) or (at < head_atom and self.atoms[at].word in self.grammar.keep)
        return at if at - start > 1 and named else start

    def _last_national(self, first: int, head_atom: int) -> int | None:
        """国家超级计算…: the last word that makes a name of what follows it."""
        found = [i for i in range(first, head_atom) if self.atoms[i].word in self.grammar.national]
        return found[-1] if found else None

    def _follows_organization(self, i: int) -> bool:
        entry = self.atoms[i - 1].entry if i else None
        return entry is not None and self.grammar.is_organization(entry.type)

    def _trim_legal(self, first: int, head_atom: int, proper: list[int]) -> int | None:
        start = min(proper[0], head_atom) if proper else first
        if self.atoms[first].word in self.grammar.national:
            start = first
        while start < head_atom and self.atoms[start].kind is AtomKind.MARK:
            start += 1
        length = self.atoms[head_atom].start - self.atoms[start].start
        return self._open_group(start, first, head_atom) if length >= 2 else None

    def _open_group(self, start: int, first: int, head_atom: int) -> int:
        """Take in what belongs to the first proper atom: its quotation mark, the word before the
        bracket that it stands in, the characters that the segmenter tore from it (北|大西门).
        """
        opener = self._unclosed(start, head_atom)
        if opener is not None:
            if self.atoms[opener].word != "(":
                return max(first, opener)
            return first if opener - first <= _SHORT_START else max(first, opener - 1)
        if start > first and self.atoms[start - 1].word in ("“", "‘"):
            return start - 1
        if start - 1 > first and self.atoms[start - 1].word == "·":
            return start - 2
        while start > first and (
            (self._torn(start - 1) and self._is_unknown(start))
            or self._counts(start - 1)
            or self.atoms[start - 1].tag == "j"
        ):
            start -= 1
        return start

    def _counts(self, i: int) -> bool:
        """十三师: a numeral or what it counts, before the place of a name."""
        atom = self.atoms[i]
        return atom.tag == "m" or atom.word in self.grammar.lexicon.inside.numeral_followers

    def _unclosed(self, start: int, head_atom: int) -> int | None:
        """Index of the bracket or quotation mark that is open at ``start`` and closed after it."""
        open_after: list[str] = []
        for i in range(start, head_atom):
            word = self.atoms[i].word
            if word in _BRACKETS.values():
                open_after.append(word)
            elif word in _BRACKETS:
                if not open_after:
                    before = range(start - 1, -1, -1)
                    return next((j for j in before if self.atoms[j].word == _BRACKETS[word]), None)
                open_after.pop()
        return None

    def _torn(self, i: int) -> bool:
        atom = self.atoms[i]
        plain = atom.kind is AtomKind.WORD and len(atom.word) == 1
        return (
            plain and atom.word not in self.grammar.border and atom.tag[:1] not in ("m", "q", "p")
        )

    def _is_unknown(self, i: int) -> bool:
        return self.atoms[i].kind is AtomKind.WORD and self.atoms[i].tag == "x"

    def _national(self, first: int, head_atom: int) -> int | None:
        """国家算力监测平台: a common phrase long enough to be one thing of the nation."""
        i = self._last_national(first, head_atom)
        if i is None:
            return None
        end = self.atoms[head_atom].end
        return i if end - self.atoms[i].end >= _SPECIFIC else None

    def _anchors(self, i: int, head: Head) -> bool:
        """Whether an atom says whose office or where a place is."""
        atom = self.atoms[i]
        if atom.kind is AtomKind.KNOWN:
            known = self._type(i)
            return self.grammar.is_place(known) or self.grammar.is_organization(known)
        tags = ("ns", "nt", "x") if self.grammar.is_office(head.type) else ("ns",)
        return atom.tag in tags and len(atom.word) > 1

    def _brand_start(self, head_atom: int, inner: bool, head: Head, head_word: str) -> int | None:
        """The brand or place right before a weak head (商汤|科技, 甘肃|移动, 东花园|镇)."""
        if inner:
            return head_atom if self._proper_prefix(head_atom) and head.needs == "admin" else None
        i = head_atom - 1
        if i < 0:
            return None
        atom = self.atoms[i]
        if atom.kind is AtomKind.KNOWN:
            is_place = self.grammar.is_place(self._type(i))
            if head.needs == "admin":
                return i if is_place and len(head_word) > 1 else None
            return i if is_place == (head.needs == "branch") else None
        if head.needs == "branch":
            return None
        if head.needs == "admin":
            return self._after_place(i)
        if not self.is_proper(i):
            return None
        while i > 0 and self.is_proper(i - 1) and self.atoms[i - 1].kind is AtomKind.WORD:
            i -= 1
        return i - 1 if i > 0 and self._is_place(i - 1) else i

    def _after_place(self, i: int) -> int | None:
        """怀来县|东花园|镇: at most four characters between a place and the head."""
        end = self.atoms[i].end
        while i >= 0 and self.atoms[i].kind is AtomKind.WORD and end - self.atoms[i].start <= 4:
            if self.atoms[i].word in self.grammar.border:
                return None
            if i > 0 and self._is_place(i - 1):
                return i
            i -= 1
        return None

    def _ends_well(self, last: int, head: Head) -> bool:
        """Whether the head is not the beginning of a longer compound."""
        if last + 1 >= len(self.atoms):
            return True
        after = self.atoms[last + 1]
        if after.kind is AtomKind.KNOWN and head.needs == "brand":
            return True
        if after.kind is not AtomKind.WORD:
            return True
        if head.needs in ("brand", "admin", "branch"):
            return after.word in self.grammar.ends or after.tag[:1] not in ("n", "l", "j", "b", "k")
        return after.tag != "k"

    def _with_phase(self, last: int, head: Head) -> int:
        """Take in the phase after a facility (…智算中心二期)."""
        if not self.grammar.is_facility(head.type) or last + 1 >= len(self.atoms):
            return last
        if self.atoms[last + 1].word == "(" and last + 3 < len(self.atoms):
            closed = self.atoms[last + 3].word == ")" and self._is_place(last + 2)
            return last + 3 if closed else last
        if self.atoms[last].word.endswith(tuple(self.grammar.tails)):
            return last
        if self.atoms[last + 1].word not in self.grammar.phases:
            return last
        tail = last + 2 < len(self.atoms) and self.atoms[last + 2].word in self.grammar.tails
        return last + 2 if tail else last + 1

    # -- atoms -------------------------------------------------------------------------------------

    def is_proper(self, i: int) -> bool:
        """Whether an atom by itself sets its name apart from others of its kind."""
        atom = self.atoms[i]
        if atom.kind is AtomKind.KNOWN:
            return True
        if atom.kind is AtomKind.LATIN:
            return self._proper_latin(atom.word)
        if atom.kind is AtomKind.NUMBER or atom.tag == "m":
            return self.folded.startswith(self.grammar.designations, atom.end)
        if atom.kind is not AtomKind.WORD or atom.word in self.grammar.common:
            return False
        if atom.word in self.grammar.border or atom.word in self.grammar.verbs:
            return False
        if len(atom.word) == 1:
            return self._in_run_of_single_characters(i)
        if atom.tag in ("x", "nz", "nr", "nrt", "nrfg", "ns", "nt"):
            return True
        return False

    def _is_rare(self, i: int) -> bool:
        """A noun that is rare in general and no word of the trade: 星河, 日照, 前沿."""
        atom = self.atoms[i]
        if atom.kind is not AtomKind.WORD or atom.word in self.grammar.common:
            return False
        if atom.word in self.grammar.border or atom.word in self.grammar.verbs:
            return False
        return len(atom.word) == 2 and atom.tag in ("n", "s") and atom.frequency < _RARE

    def _proper_latin(self, word: str) -> bool:
        letters = sum(c.isalpha() for c in word)
        if any(word.endswith(u) and word[: -len(u)].isdigit() for u in self.grammar.designations):
            return True
        return letters >= 2 and word.upper() not in self.grammar.latin_common

    def _in_run_of_single_characters(self, i: int) -> bool:
        def loose(j: int) -> bool:
            if not 0 <= j < len(self.atoms):
                return False
            a = self.atoms[j]
            return (
                a.kind is AtomKind.WORD
                and len(a.word) == 1
                and a.word not in self.grammar.border
                and a.word not in self.grammar.inside
                and a.tag[:1] not in ("m", "q", "u", "p", "c", "d", "r", "f")
            )

        return loose(i) and (loose(i - 1) or loose(i + 1))

    def _proper_prefix(self, i: int) -> bool:
        """Whether the word in which a head begins is a name of its own (电力集团 is not)."""
        atom = self.atoms[i]
        return atom.kind is AtomKind.KNOWN or atom.tag in ("x", "ns", "nt", "nz", "nrt")

    def _is_place(self, i: int) -> bool:
        return self.atoms[i].kind is AtomKind.KNOWN and self.grammar.is_place(self._type(i))

    def _type(self, i: int) -> str:
        entry = self.atoms[i].entry
        return entry.type if entry else ""
