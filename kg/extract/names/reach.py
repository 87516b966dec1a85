"""How far a name reaches to the left of its head."""

from __future__ import annotations

from kg.extract.names.row import AtomRow
from kg.model.lexicon.names import Head
from kg.model.text import KNOWN, LATIN, MARK, NUMBER, WORD

BRACKETS = {")": "(", "”": "“", "’": "‘"}
OPENERS = frozenset(BRACKETS.values())
_INSIDE_BRACKETS = frozenset("· -“”、")
_LONGEST_GROUP = 16  # atoms inside a bracket or quotation that is part of a name
_BRAND = 3  # characters of a coined brand
_COINED = 5  # characters of one that the segmenter tore
_NO_BRAND = ("p", "c", "u", "r", "y", "d")  # first letters of tags
_LONGEST_NAME = 24  # atoms; longer ones are sentences that lack a border


class Reach:
    """Walks from a head to the left, as long as a name may go on.

    Args:
        row: The text.
    """

    def __init__(self, row: AtomRow) -> None:
        self.row = row
        self.holders = row.grammar.lexicon.inside.holders

    def left_end(self, head_atom: int, last: int, head: Head) -> int:
        """Index of the leftmost atom that the name can reach."""
        at = head_atom
        own = False
        while at > 0 and last - at < _LONGEST_NAME:
            step = self._step(at - 1, at, last, head, own=own)
            if step is None:
                break
            own = own or any(self._proper(i, head) for i in range(step, at))
            at = step
        return at

    def _proper(self, i: int, head: Head) -> bool:
        return self.row.is_proper(i) or (head.rare and self.row.is_rare(i))

    def _step(self, i: int, right: int, last: int, head: Head, *, own: bool) -> int | None:
        """Take one more atom (or bracket group) on the left; None when the name ends here."""
        row = self.row
        atom, grammar = row.atoms[i], row.grammar
        if atom.kind is MARK:
            return self._step_mark(i)
        if atom.kind is WORD:
            if atom.word in grammar.coordinators:
                return self._step_coordination(i, right, last, head)
            stays = self._step_word(i, right, last, head, own=own)
        elif atom.kind is NUMBER:
            stays = row.folded.startswith(grammar.lexicon.inside.numeral_followers, atom.end)
        else:
            known = atom.kind is KNOWN
            stays = not known or (len(atom.word) > 1 and not (own and row.is_zone(i)))
            stays = stays and atom.word not in grammar.border  # 中国大陆|砚动集团
        return i if stays else None

    def _step_word(self, i: int, right: int, last: int, head: Head, *, own: bool) -> bool:
        """Whether a plain word belongs to the name."""
        row = self.row
        word, grammar = row.atoms[i].word, row.grammar
        if word in grammar.spans:
            return self._line(i, last)
        if own and word in grammar.complete:
            branch = row.atoms[last].word in grammar.branches
            if not (branch and word in grammar.company_ends):
                return False
        if own and word.endswith(grammar.lexicon.facility.tails) and grammar.is_facility(head.type):
            return False  # 甲区重点项目|砚湖智算中心
        return (
            self._may_stand_inside(i, right)
            or self._starts_brand(i, head)
            or (not own and self._coined(i, head))
            or (not own and self._trade_of_place(i, head))
        )

    def _line(self, i: int, last: int) -> bool:
        """砚山|至|北京|全光通道: a line is named by the two places at its ends."""
        row = self.row
        line = row.atoms[last].word.endswith(row.grammar.lines)
        return line and i > 0 and row.is_place(i - 1) and row.is_place(i + 1)

    def _starts_brand(self, i: int, head: Head) -> bool:
        """石梁|爱|运算有限公司: a word or two between a place and the trade of a company."""
        row = self.row
        if head.needs != "none":
            return False
        at = i
        while at >= 0 and self._plain(at) and row.atoms[i].end - row.atoms[at].start <= _BRAND:
            at -= 1
        return at < i and row.is_place(at)

    def _coined(self, i: int, head: Head) -> bool:
        """,|砚|青天|防|科技有限公司: what stands alone before a company's trade is its brand."""
        row = self.row
        if head.needs != "none":
            return False
        at, torn = i, False
        while at >= 0 and row.atoms[i].end - row.atoms[at].start <= _COINED and self._part(at):
            torn = torn or row.is_torn(at)
            at -= 1
        alone = at < 0 or row.atoms[at].kind is MARK or row.atoms[at].word in row.grammar.border
        return torn and alone

    def _part(self, i: int) -> bool:
        """Whether a word can be a piece of a brand that the segmenter tore."""
        atom, grammar = self.row.atoms[i], self.row.grammar
        if atom.kind is not WORD or atom.word in grammar.border or atom.tag[:1] in _NO_BRAND:
            return False
        return len(atom.word) == 1 or atom.word not in grammar.verbs

    def _trade_of_place(self, i: int, head: Head) -> bool:
        """石梁|交通|投资有限公司: a verb between a place and the legal form names a trade."""
        row = self.row
        if head.needs != "none" or i == 0 or row.atoms[i].word not in row.grammar.verbs:
            return False
        before = row.atoms[i - 1]
        if before.kind is WORD and before.word in row.grammar.verbs:
            return self._trade_of_place(i - 1, head)
        zone = any(h.needs == "place" for h in row.grammar.heads.get(before.word, ()))
        coined = before.kind is WORD and before.tag == "x" and row.is_proper(i - 1)
        return zone or coined or before.word in row.grammar.zone_heads or row.is_place(i - 1)

    def _plain(self, i: int) -> bool:
        """Whether an atom is a word that can be part of a coined brand."""
        atom, grammar = self.row.atoms[i], self.row.grammar
        if atom.kind is not WORD or atom.word in grammar.verbs:
            return False
        return not (atom.word in grammar.border or atom.tag[:1] in _NO_BRAND)

    def _may_stand_inside(self, i: int, right: int) -> bool:
        atom, grammar = self.row.atoms[i], self.row.grammar
        if atom.word in grammar.verbs:
            return self.row.folded.startswith(grammar.verb_followers, self.row.atoms[right].start)
        if atom.word in grammar.inside:
            return True
        if atom.word in grammar.border:
            return False
        if atom.tag == "m":
            inside = grammar.lexicon.inside
            if len(atom.word) > 1 and atom.word.endswith(inside.numeral_followers):
                return True  # 一局
            followers = inside.numeral_followers
            if atom.word.startswith(inside.ordinal):
                followers = inside.ordinal_followers
            elif len(atom.word) == 1:
                followers += inside.digit_followers  # 中建八局|二|公司
            return self.row.folded.startswith(followers, atom.end)
        return atom.tag in grammar.tags or self._is_torn_from(i, right)

    def _is_torn_from(self, i: int, right: int) -> bool:
        """中能|瑞新: one character that the segmenter cut off an unknown word."""
        return self.row.is_torn(i) and self.row.is_unknown(right)

    def _step_mark(self, i: int) -> int | None:
        word = self.row.atoms[i].word
        if word in BRACKETS:
            return self._group_start(i, BRACKETS[word])
        if word == "·" and i > 0 and self.row.atoms[i - 1].kind is not MARK:
            return i - 1
        if word in (" ", "-") and i > 0 and self.row.atoms[i - 1].word.isascii():
            # A blank after a Latin name belongs to it, known or not (Acme 数据中心).
            named = self.row.atoms[i - 1].kind in (LATIN, KNOWN)
            return i - 1 if named else None
        return None

    def _group_start(self, i: int, opener: str) -> int | None:
        """Index of the opening bracket of the group that ends at ``i``, if it may be in a name."""
        closer = self.row.atoms[i].word
        for j in range(i - 1, max(-1, i - 1 - _LONGEST_GROUP), -1):
            atom = self.row.atoms[j]
            if atom.word == opener:
                verb = j + 2 == i and self.row.atoms[j + 1].word in self.row.grammar.border
                if verb or (opener == "(" and (j == 0 or not self._can_hold_bracket(j - 1))):
                    return None  # 工厂“变身”数据中心
                return j
            if atom.word == closer or atom.word in self.row.grammar.short_cues:
                return None
            if atom.word == " " and opener == "“":  # a slogan, no name
                return None
            if atom.kind is MARK and atom.word not in _INSIDE_BRACKETS:
                return None
        return None

    def _can_hold_bracket(self, i: int) -> bool:
        atom = self.row.atoms[i]
        return atom.kind in (KNOWN, LATIN) or (
            atom.kind is WORD and atom.word not in self.row.grammar.border
        )

    def _ends_office(self, i: int) -> bool:
        heads = self.row.grammar.heads.get(self.row.atoms[i].word, ())
        return any(self.row.grammar.is_office(head.type) for head in heads)

    def _two_fields(self, i: int, last: int) -> bool:
        """甲省超级计算|与|人工智能研究院: whether only words of trades stand on both sides."""
        row, common = self.row, self.row.grammar.common
        if row.atoms[last].word not in row.grammar.complete:
            return False
        at = i - 1
        while at > 0 and row.atoms[at].word in common:
            at -= 1
        placed = at < i - 1 and row.is_place(at)
        return placed and all(atom.word in common for atom in row.atoms[i + 1 : last])

    def _step_coordination(self, i: int, right: int, last: int, head: Head) -> int | None:
        """工业和信息化局: two fields of one office, with the place or state before them."""
        if i == 0 or not (self.row.grammar.is_office(head.type) or self._two_fields(i, last)):
            return None
        two = self._ends_office(i - 1) or self.row.atoms[right].word in self.holders
        for atom in self.row.atoms[right : last + 1]:
            two = two or atom.kind is KNOWN or atom.tag in ("ns", "nt")
        if two:
            return None  # 砚州新区管委会|与|省发改委
        at = i
        for j in range(i - 1, max(-1, i - 6), -1):
            atom = self.row.atoms[j]
            if atom.kind is KNOWN:
                return i - 1 if at < i and self.row.grammar.is_place(self.row.type_of(j)) else None
            if not self._may_stand_inside(j, j + 1) or atom.kind is not WORD:
                return i - 1 if atom.word in self.row.grammar.national and at < i else None
            if atom.word in self.row.grammar.national:
                return i - 1
            at = j
        return None
