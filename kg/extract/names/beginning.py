"""Where, within its reach, a name begins; and whether what is left is a name at all."""

from __future__ import annotations

from kg.extract.names.reach import BRACKETS, OPENERS
from kg.extract.names.row import AtomRow
from kg.model.lexicon.names import Head
from kg.model.text import KNOWN, MARK, WORD

_SHORT_START = 3  # atoms before the first bracket of a name that is not known by a proper word
_SPECIFIC = 6  # characters of a common phrase that make it one thing


class Beginning:
    """Drops what cannot begin a name.

    Args:
        row: The text.
    """

    def __init__(self, row: AtomRow) -> None:
        self.row = row

    def trim(self, first: int, head_atom: int, head: Head, *, inner: bool) -> int | None:
        """Drop what cannot begin a name; None when what is left is no name."""
        if first == head_atom and not inner:
            return None
        national = self._last_national(first, head_atom)
        rare = head.rare or self._of_zone(head_atom, head)
        proper = [
            i
            for i in range(first, head_atom)
            if self.row.is_proper(i) or (rare and self.row.is_rare(i))
        ]
        if inner and self.row.is_proper_prefix(head_atom):
            proper.append(head_atom)
        grammar = self.row.grammar
        if head.needs == "none":
            return self._trim_legal(first if national is None else national, head_atom, proper)
        if not proper:
            return self._national(first, head_atom)
        if head.needs == "place":
            anchors = [i for i in proper if self._anchors(i, head_atom, head, rare=rare)]
            if not anchors:
                return self._national(first, head_atom)
            places = [i for i in anchors if self.row.type_of(i) != grammar.lexicon.programme.type]
            start = (places or anchors)[0]
            if grammar.is_place(head.type) and grammar.is_division(head.type):
                start = self._lowest(start, head_atom, rare=rare)
        else:
            start = self._after_address(proper, head_atom)
        if national is not None and (national < start or self.row.follows_organization(national)):
            start = national
        while start > first and self.row.atoms[start - 1].word in grammar.keep:
            start -= 1
        return self._open_group(start, first, head_atom)

    def _after_address(self, proper: list[int], head_atom: int) -> int:
        """福建省福州市|数字福建产业园: an address of two places or more is not part of the name."""
        start = at = proper[0]
        while at < head_atom and self.row.is_place(at):
            at += 1
        rest = any(self.row.is_proper(i) for i in proper if i >= at)
        named = rest or (at < head_atom and self.row.atoms[at].word in self.row.grammar.keep)
        return at if at - start > 1 and named else start

    def _lowest(self, start: int, head_atom: int, *, rare: bool) -> int:
        """昆明市|青砚区|开发区: a zone is named by what is lowest in its address."""
        at = start
        while at + 1 < head_atom and self.row.is_place(at) and self.row.is_place(at + 1):
            at += 1
        own = any(
            self.row.is_proper(i) or (rare and self.row.is_rare(i))
            for i in range(at + 1, head_atom)
        )
        return at + 1 if own and at > start else at

    def _last_national(self, first: int, head_atom: int) -> int | None:
        """国家超级计算…: the last word that makes a name of what follows it."""
        found = [
            i
            for i in range(first, head_atom)
            if self.row.atoms[i].word in self.row.grammar.national
        ]
        return found[-1] if found else None

    def _trim_legal(self, first: int, head_atom: int, proper: list[int]) -> int | None:
        start = min(proper[0], head_atom) if proper else first
        if self.row.atoms[first].word in self.row.grammar.national:
            start = first
        while start < head_atom and self.row.atoms[start].kind is MARK:
            start += 1
        # 网|新科|创: a company's brand is often cut at a word that the dictionary happens to know.
        if start > first and self.row.is_torn(start - 1):
            start -= 1
        length = self.row.atoms[head_atom].start - self.row.atoms[start].start
        trades = not proper and all(
            a.word in self.row.grammar.trades or a.word in self.row.grammar.lexicon.inside.trades
            for a in self.row.atoms[start:head_atom]
        )
        return self._open_group(start, first, head_atom) if length >= 2 and not trades else None

    def _open_group(self, start: int, first: int, head_atom: int) -> int:
        """Take in what belongs to the first proper atom.

        Its quotation mark, the word before the bracket that it stands in, the characters that the
        segmenter tore from it (北|大西门).
        """
        opener = self._unclosed(start, head_atom)
        if opener is not None:
            return self._from_mark(opener, first)
        if start > first and self.row.atoms[start - 1].word in ("“", "‘"):
            return start - 1
        if start - 1 > first and self.row.atoms[start - 1].word == "·":
            return start - 2
        if start > first and (self._directed(start) or self._sized(start)):
            return start - 1
        while start > first and (
            (self.row.is_torn(start - 1) and self.row.is_unknown(start))
            or self.row.counts(start - 1)
            or self.row.atoms[start - 1].tag == "j"
        ):
            start -= 1
        return start

    def _from_mark(self, opener: int, first: int) -> int:
        """Where a name begins whose first proper atom stands in quotation marks or a bracket."""
        if self.row.atoms[opener].word != "(":
            return max(first, opener)
        if first == opener:  # 万数|(砚州)投资公司: no word for a name, but for the bracket
            return first - 1 if first and self.row.atoms[first - 1].tag == "m" else first
        return first if opener - first <= _SHORT_START else max(first, opener - 1)

    def _directed(self, start: int) -> bool:
        """东|砚湖产业园: a direction torn from the word that it makes a name of."""
        row = self.row
        direction = row.atoms[start - 1].word in row.grammar.lexicon.inside.directions
        return direction and row.atoms[start].kind is WORD

    def _sized(self, start: int) -> bool:
        """位于|大|砚湾片区: an adjective torn from the name of a place that begins right there."""
        row = self.row
        if row.atoms[start - 1].word not in row.grammar.lexicon.inside.sizes or start < 2:
            return False
        before = row.atoms[start - 2]
        begins = before.kind is MARK or before.tag[:1] in ("v", "p") or row.is_zone(start - 2)
        return begins and row.atoms[start].kind is WORD and row.atoms[start].tag == "ns"

    def _unclosed(self, start: int, head_atom: int) -> int | None:
        """Index of the bracket or quotation mark that is open at ``start`` and closed after it."""
        open_after: list[str] = []
        for i in range(start, head_atom):
            word = self.row.atoms[i].word
            if word in OPENERS:
                open_after.append(word)
            elif word in BRACKETS:
                if not open_after:
                    before = range(start - 1, -1, -1)
                    return next(
                        (j for j in before if self.row.atoms[j].word == BRACKETS[word]), None
                    )
                open_after.pop()
        return None

    def _national(self, first: int, head_atom: int) -> int | None:
        """国家算力监测平台: a common phrase long enough to be one thing of the nation."""
        i = self._last_national(first, head_atom)
        if i is None:
            return None
        end = self.row.atoms[head_atom].end
        return i if end - self.row.atoms[i].end >= _SPECIFIC else None

    def _of_zone(self, head_atom: int, head: Head) -> bool:
        """砚山|开发区|管委会: the office of a zone, which names itself as its zone does."""
        before = self.row.atoms[head_atom - 1].word if head_atom else ""
        return self.row.grammar.is_office(head.type) and before in self.row.grammar.complete

    def _anchors(self, i: int, head_atom: int, head: Head, *, rare: bool) -> bool:
        """Whether an atom says whose office or where a place is."""
        atom = self.row.atoms[i]
        if atom.kind is KNOWN:
            known = self.row.type_of(i)
            chained = head.type in self.row.grammar.lexicon.chains.programme
            return (
                self.row.grammar.is_place(known)
                or self.row.grammar.is_organization(known)
                or (chained and known == self.row.grammar.lexicon.programme.type)
            )
        if rare and self.row.is_rare(i):
            return True
        if len(atom.word) == 1:
            return False
        if i + 1 == head_atom and self.row.grammar.is_stem(atom.word):
            return True  # 砚云|新城 beside 砚云区
        if atom.tag == "x" and i + 1 == head_atom:
            return self.row.grammar.is_place(head.type) or self.row.grammar.is_office(head.type)
        return atom.tag in (("ns", "nt", "x") if self.row.grammar.is_office(head.type) else ("ns",))
