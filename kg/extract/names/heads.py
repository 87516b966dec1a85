"""Names built from a head noun: from the head to the left as far as a name can reach."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kg.extract.names.atoms import KnownName, entry_of
from kg.extract.names.beginning import Beginning
from kg.extract.names.candidate import Candidate
from kg.extract.names.reach import Reach
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.lexicon.names import Head
from kg.model.text import KNOWN, LATIN, NUMBER, WORD

_BRAND_AND_TRADE = 2  # atoms
_NOUN = 2  # characters of 枢纽
_SPECIFIC = 6  # characters before a common head that make it one thing
_TRADES = ("brand", "branch", "owned")  # needs of heads that are also plain words of a trade
_COMPOUND = 8  # characters
_COMPOUNDING = ("n", "l", "j", "b", "k")  # first letters of tags that go on a compound


class HeadNames:
    """Finds the names of one text that end in a head noun.

    Args:
        row: The text.
    """

    def __init__(self, row: AtomRow) -> None:
        self.row = row
        self.reach = Reach(row)
        self.beginning = Beginning(row)

    def find(self) -> Iterator[Candidate]:
        """All candidates, overlapping ones too."""
        phased: dict[str, list[tuple[str, Candidate]]] = {}
        for last, start, word in self._occurrences():
            for head in self.row.grammar.heads[word]:
                candidate = self._candidate(last, start, head, word)
                if candidate is not None:
                    yield candidate
                    for phase, longer in self._phased(candidate):
                        name = candidate.span.of(self.row.folded)
                        phased.setdefault(name, []).append((phase, longer))
                    break
        for found in phased.values():
            if len({phase for phase, _ in found}) > 1:
                yield from (longer for _, longer in found)

    def _phased(self, project: Candidate) -> Iterator[tuple[str, Candidate]]:
        """…项目|二期: a phase is a thing of its own only where the text has others beside it."""
        row, last = self.row, project.last
        after = row.atoms[last + 1] if last + 1 < len(row.atoms) else None
        tailed = row.atoms[last].word.endswith(row.grammar.lexicon.facility.tails)
        if after is not None and tailed and after.word in row.grammar.phases:
            span = project.span.joined(after.span)
            longer = Candidate(span, project.type, "head/phase", project.first, last + 1)
            yield after.word, longer

    def _occurrences(self) -> Iterator[tuple[int, int, str]]:
        """The longest head that ends at each atom: (atom index, start offset, head)."""
        row, grammar = self.row, self.row.grammar
        seen = -1
        for end, head in grammar.find_heads.ends(row.folded):
            last = row.ending_at(end)
            if last is None or last == seen:
                continue  # inside a word, or part of a longer head
            seen, atom, start = last, row.atoms[last], end - len(head)
            if atom.kind is KNOWN and start > atom.start:
                continue
            if grammar.no_heads.before(atom.word, len(atom.word)) is None:
                yield last, start, head

    def _candidate(self, last: int, start: int, head: Head, word: str) -> Candidate | None:
        # The atom in which the head begins; what stands before the head in it is part of the name.
        atoms, first_of_head = self.row.atoms, last
        while atoms[first_of_head].start > start:
            first_of_head -= 1
        inner = atoms[first_of_head].start < start
        if head.needs == "title" or not self._ends_well(last, head):
            return None
        hidden = inner and len(word) == 1 and not self._may_hide_head(first_of_head, head)
        if hidden or self._names_programme(first_of_head, inner, word):
            return None
        if head.needs in ("brand", "admin", "branch", "owned"):
            first = self._brand_start(first_of_head, inner, head, word)
        else:
            reach = self.reach.left_end(first_of_head, last, head)
            first = self.beginning.trim(reach, first_of_head, head, inner=inner)
        if first is None and not inner and self._placed_after(last, head):
            first = first_of_head
        if first is None or self._a_sort(first_of_head, start, word) or self._a_kind(last):
            return None
        if not inner and self._is_plain(first, first_of_head, last, word):
            return None
        last = self._with_phase(last, head)
        span = Span(atoms[first].start, atoms[last].end)
        if self._counted(first) or self._an_address(span) or self._a_class(span, first, head):
            return None
        return Candidate(span, head.type, f"head/{word}", first, last)

    def _is_plain(self, first: int, head_atom: int, last: int, word: str) -> bool:
        """Whether what stands before a head makes no name of it."""
        return (
            self._too_plain(first, head_atom, word)
            or self._only_where(first, head_atom, word)
            or self._a_trade(first, head_atom, last, word)
            or self._of_model(first, head_atom)
        )

    def _of_model(self, first: int, head_atom: int) -> bool:
        """H100|数据中心: what is in it, but not which one."""
        row = self.row
        model = row.type_of(first) == row.grammar.lexicon.product.type
        return first + 1 == head_atom and model and row.atoms[first].word.isascii()

    def _an_address(self, span: Span) -> bool:
        """书砚路12号园区: a house has a number, no name."""
        return self.row.grammar.house.search(self.row.folded, span.start, span.end) is not None

    def _a_kind(self, last: int) -> bool:
        """砚州示范区|特色产业园: a common compound, whatever stands before it."""
        end = self.row.atoms[last].end
        return self.row.folded.endswith(self.row.grammar.compounds, max(end - _COMPOUND, 0), end)

    def _placed_after(self, last: int, head: Head) -> bool:
        """算力中心(砚州): a place in brackets after a noun of facilities makes a name of it."""
        row = self.row
        return (
            row.grammar.is_facility(head.type)
            and row.atoms[last].word not in row.grammar.plain_heads
            and last + 3 < len(row.atoms)
            and row.atoms[last + 1].word == "("
            and row.may_be_place(last + 2)
            and row.atoms[last + 3].word == ")"
        )

    def _counted(self, first: int) -> bool:
        """8|个|市州数据中心: what is counted is no name."""
        counters = self.row.grammar.counters
        before = self.row.atoms[first - 1] if first else None
        if before is not None and before.tag == "m" and before.word in self.row.grammar.several:
            return True  # 多家|台湾银行
        words = [a.word for a in self.row.atoms[max(first - 4, 0) : first + 1] if a.word != " "]
        return not counters.isdisjoint(words) and any(
            counter in counters and number[-1:].isdigit()
            for number, counter in itertools.pairwise(words[-3:])
        )

    def _a_class(self, span: Span, first: int, head: Head) -> bool:
        """Whether a noun phrase says what something is or is to be: 定位为云南区域数据中心."""
        row, grammar = self.row, self.row.grammar
        if not grammar.is_facility(head.type):
            return False
        if row.folded.endswith(grammar.described_as, 0, span.start):
            return True
        national = row.atoms[first].word in grammar.national
        return national and row.folded.startswith(grammar.classed, span.end)

    def _a_sort(self, head_atom: int, start: int, word: str) -> bool:
        """重大|项目 in one word: a sort of project, no name."""
        atom = self.row.atoms[head_atom]
        if word not in self.row.grammar.plain_heads:
            return False
        return atom.start < start and atom.word[: start - atom.start] in self.row.grammar.sorts

    def _too_plain(self, first: int, head_atom: int, word: str) -> bool:
        """Whether a common head has too little before it to be a name (砚州项目, 氟泵机房)."""
        if word not in self.row.grammar.plain_heads:
            return False
        if self._says_sort(first, head_atom, word):
            return True
        marked = any(a.word in "”)·" for a in self.row.atoms[first:head_atom])
        if marked or (self.row.is_proper(first) and self._numbered(head_atom)):
            return False  # 砚交|1|号|机房
        known = [i for i in range(first, head_atom) if self._says_where(i)]
        length = self.row.atoms[head_atom].start - self.row.atoms[first].start
        other = (i for i in range(first, head_atom) if not self._says_where(i))
        special = any(self._specifies(i) for i in other)
        return length < _SPECIFIC if not known else not special and len(known) < 2

    def _says_sort(self, first: int, head_atom: int, word: str) -> bool:
        """Whether the word before a common head only says what sort of thing it is."""
        before, grammar = self.row.atoms[head_atom - 1].word, self.row.grammar
        company = before in grammar.trades and head_atom - first <= _BRAND_AND_TRADE
        thing = word not in grammar.tails and any(
            head.needs not in _TRADES for head in grammar.heads.get(before, ())
        )
        return before in grammar.sorts or company or thing or before in grammar.company_ends

    def _only_where(self, first: int, head_atom: int, word: str) -> bool:
        """西部枢纽, 东部集群, 亚洲数据中心: a part of the country or of the world names none."""
        row, where = self.row, self.row.atoms[first].word
        if first + 1 != head_atom or word not in row.grammar.everywhere or not row.is_place(first):
            return False
        if where in row.grammar.keep:
            return False  # 亚太数据中心
        return where in row.grammar.inside or self._of_the_world(first)

    def _of_the_world(self, i: int) -> bool:
        """Whether an atom is a country or a continent."""
        entry = entry_of(self.row.atoms[i])
        return entry is not None and entry.file in self.row.grammar.worldly and not entry.within

    def _a_trade(self, first: int, head_atom: int, last: int, word: str) -> bool:
        """砚通数据中心|业务: what somebody or some place has of a trade."""
        row, after = self.row, self.row.atoms[last].end
        if first + 1 != head_atom or word not in row.grammar.everywhere:
            return False
        if row.atoms[first].kind is not KNOWN:
            return False
        if row.folded.startswith(row.grammar.sized, after):
            return self._of_a_nation(first)
        return row.folded.startswith(row.grammar.traded, after)

    def _of_a_nation(self, i: int) -> bool:
        """Whether an atom is a country or a part of one that is no part of anything less."""
        entry, grammar = entry_of(self.row.atoms[i]), self.row.grammar
        if entry is None or not self.row.is_place(i):
            return False
        whole = grammar.known.get(entry.within[0], ()) if entry.within else (entry,)
        return any(one.file in grammar.worldly for one in whole)

    def _says_where(self, i: int) -> bool:
        """Whether an atom is a known name, or a place by the segmenter's dictionary."""
        atom = self.row.atoms[i]
        return atom.kind is KNOWN or (atom.tag == "ns" and self.row.is_proper(i))

    def _numbered(self, head_atom: int) -> bool:
        before = self.row.atoms[max(head_atom - 2, 0) : head_atom]
        return bool(before) and before[0].kind is NUMBER

    def _specifies(self, i: int) -> bool:
        atom = self.row.atoms[i]
        if atom.kind is WORD:
            return atom.word not in self.row.grammar.lead
        return atom.kind is NUMBER or (atom.kind is LATIN and self.row.is_proper(i))

    def _may_hide_head(self, i: int, head: Head) -> bool:
        """Whether a word may end in a head of one character (建设局, but not 常委)."""
        return self.row.grammar.is_office(head.type) or self.row.atoms[i].tag in ("x", "ns")

    def _names_programme(self, head_atom: int, inner: bool, word: str) -> bool:
        """“云海算力”工程: the head only says what the quoted or known programme is."""
        grammar, atoms = self.row.grammar, self.row.atoms
        if inner or word not in grammar.lexicon.programme.nouns:
            return False
        i = head_atom - 1
        while i > 0 and (atoms[i].word in grammar.lead or atoms[i].word in grammar.national):
            i -= 1
        entry = entry_of(atoms[i])
        known = entry is not None and entry.type == grammar.lexicon.programme.type
        return known or atoms[i].word == "”"

    def _brand_start(self, head_atom: int, inner: bool, head: Head, head_word: str) -> int | None:
        """The brand or place right before a weak head (青禾|科技, 甘肃|电信, 东花园|镇)."""
        i = head_atom - 1
        match head.needs:
            case "admin" if inner:
                directed = self.row.atoms[head_atom].word[: -len(head_word)]
                proper = self.row.is_proper_prefix(head_atom)
                plain = directed in self.row.grammar.inside
                counted = directed.isnumeric() and not (i >= 0 and self.row.is_place(i))  # 一山一镇
                return head_atom if proper and not (plain or counted) else None
            case "admin" if i >= 0 and self.row.is_place(i):
                return i if len(head_word) > 1 else None
            case "admin":
                return self._after_place(i)
            case "owned":
                return None if inner or i < 0 else self._owner(i)
            case "branch":
                return self._office(i) if i >= 0 and not inner and self.row.is_place(i) else None
            case _:
                coined = head.type != self.row.grammar.lexicon.product.type
                acts = head_word in self.row.grammar.verbs and self._is_known(i)
                return None if inner or i < 0 or acts else self._brand(i, coined=coined)

    def _is_known(self, i: int) -> bool:
        """恒砚集团|投资: whether the word before is a name already, so that a verb follows it."""
        return i >= 0 and self.row.atoms[i].kind is KNOWN

    def _brand(self, i: int, *, coined: bool) -> int | None:
        """Where a brand that ends with atom ``i`` begins; a place right before it is part of it."""
        row = self.row
        if row.atoms[i].kind is KNOWN:
            return None if row.is_place(i) else i
        if not row.is_proper(i) and not (coined and row.is_coined(i)):
            return None
        while i > 0 and row.is_proper(i - 1) and row.atoms[i - 1].kind is WORD:
            i -= 1
        if i > 0 and len(row.atoms[i].word) == 1 and row.is_torn(i - 1):
            i -= 1  # 中|砚|数科
        return self._office(i - 1) if i > 0 and row.is_place(i - 1) else i

    def _office(self, place: int) -> int:
        """砚湖集团|云南|建投: where the name of an office begins whose place follows its owner."""
        return place - 1 if self.row.follows_organization(place) else place

    def _owner(self, i: int) -> int | None:
        """砚湖集团|西南|总部: where the organisation before a branch (and its place) begins."""
        while i > 0 and self.row.is_place(i):
            i -= 1
        atom, grammar = self.row.atoms[i], self.row.grammar
        if isinstance(atom, KnownName):
            return i if grammar.is_organization(atom.entry.type) else None
        for head in grammar.heads.get(atom.word, ()):
            if grammar.is_organization(head.type) and not grammar.is_office(head.type):
                found = self._candidate(i, atom.start, head, atom.word)
                if found is not None and found.last == i:
                    return found.first
        return None

    def _after_place(self, i: int) -> int | None:
        """怀来县|东花园|镇: at most four characters between a place and the head."""
        end = self.row.atoms[i].end
        while i >= 0 and self.row.atoms[i].kind is WORD and end - self.row.atoms[i].start <= 4:
            word = self.row.atoms[i].word
            if word in self.row.grammar.border or word in self.row.grammar.heads:
                return None
            if i > 0 and self.row.is_place(i - 1):
                return i
            i -= 1
        return None

    def _ends_well(self, last: int, head: Head) -> bool:
        """Whether the head is not the beginning of a longer compound."""
        after = self.row.atoms[last + 1] if last + 1 < len(self.row.atoms) else None
        if after is None or after.kind is not WORD:
            return True
        inside = self.row.grammar.lexicon.inside
        if after.word in inside.verbal_followers:
            return self.row.atoms[last].word not in inside.verbal_heads
        weak = head.needs in ("brand", "admin", "branch", "owned")
        if after.word in self.row.grammar.lengthening or (
            head.needs == "brand" and self._goes_on(after.word)
        ):
            return False  # 枢纽|港, 多卡|高速|互联
        if weak:
            return after.word in self.row.grammar.ends or after.tag[:1] not in _COMPOUNDING
        return after.tag != "k"

    def _goes_on(self, word: str) -> bool:
        """Whether a word can only be part of a compound."""
        grammar = self.row.grammar
        return word in grammar.inside and word not in grammar.ends

    def _with_phase(self, last: int, head: Head) -> int:
        """Take in the phase after a facility (…智算中心二期)."""
        if not self.row.grammar.is_facility(head.type) or last + 1 >= len(self.row.atoms):
            return last
        if self.row.atoms[last + 1].word == "(":
            return self._with_place(last) or self.with_bracketed_phase(self.row, last)
        if self.row.atoms[last].word.endswith(self.row.grammar.lexicon.facility.tails):
            return last
        if self.row.atoms[last + 1].word not in self.row.grammar.phases:
            return last
        tail = (
            last + 2 < len(self.row.atoms)
            and self.row.atoms[last + 2].word in self.row.grammar.tails
        )
        return last + 2 if tail else last + 1

    def _with_place(self, last: int) -> int:
        """The end of a name with its place in brackets, 0 if there is none.

        砚湖数据中心(砚州), 国家枢纽(云南·砚州)节点.
        """
        atoms, at = self.row.atoms, last + 2
        while at < len(atoms) and (
            self.row.may_be_place(at) or (atoms[at].word == "·" and at > last + 2)
        ):
            at += 1
        if at == last + 2 or at >= len(atoms) or atoms[at].word != ")":
            return 0
        after = atoms[at + 1].word if at + 1 < len(atoms) else ""
        parted = atoms[last].word[-_NOUN:] + after in self.row.grammar.heads
        return at + 1 if after and parted else at

    @staticmethod
    def with_bracketed_phase(row: AtomRow, last: int) -> int:
        """The end of a project with its phase in brackets: …项目(一期)."""
        inside = [a.word for a in row.atoms[last + 1 : last + 4]]
        closed = len(inside) == 3 and inside[0] == "(" and inside[2] == ")"
        tailed = row.atoms[last].word.endswith(row.grammar.lexicon.facility.tails)
        return last + 3 if closed and tailed and inside[1] in row.grammar.phases else last
