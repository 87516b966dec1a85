"""Names that their quotation marks, their neighbours or their spelling give away.

Programmes and products: 《…行动计划》, “…”工程, “…云”, 青鸟910B, K800.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.atoms import Atom, KnownName
from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.lexicon.names import Head
from kg.model.text import LATIN
from kg.text.alternatives import any_of
from kg.text.numbers import NUMERALS

_QUOTED = re.compile(r"“([^“”\n,。;:!?]{2,16})”|《([^《》\n。;!?]{3,40})》")
_VERSION = re.compile(r"[\u4e00-\u9fff]{2,6}\d\.\d")
_BEFORE_FACILITY, _BEFORE_INSTITUTE = 4, 2  # characters
_LONGEST_HEAD = 8  # characters
_NUMBER = 3  # characters of 2.0
_NEAR = 40  # characters


@lru_cache(maxsize=4)
def _numbered(grammar: NameGrammar) -> re.Pattern[str]:
    ends = any_of(grammar.lexicon.product.numbered)
    return re.compile(f"[{NUMERALS}]{{1,2}}(?:{ends})")


class QuotedNames:
    """Finds programmes and products of one text."""

    def __init__(self, row: AtomRow) -> None:
        self.atoms = row.atoms
        self.folded = row.folded
        self.grammar = row.grammar
        self._whole = row.whole
        self._known, self._models_at = row.known, row.beginning("model")
        self._numbered = _numbered(self.grammar)

    def find(self) -> Iterator[Candidate]:
        """All candidates, in no particular order."""
        for match in _QUOTED.finditer(self.folded):
            if match.group(1):
                yield from self._quoted(Span(*match.span(1)))
            else:
                yield from self._title(Span(*match.span(2)))
        yield from self._models()

    def _title(self, span: Span) -> Iterator[Candidate]:
        """《…行动方案》: the kinds of document that are programmes."""
        words = span.of(self.folded)
        for ending, type_ in self.grammar.document_heads:
            if words.endswith(ending) and len(words) > len(ending) + 2:
                yield from self._candidate(span, type_, "title")
                return

    def _quoted(self, span: Span) -> Iterator[Candidate]:
        lexicon = self.grammar.lexicon
        words = span.of(self.folded)
        following = self.folded[span.end + 1 : span.end + 8]
        if following.startswith(self.grammar.ordered_sorts):
            for word in self.grammar.ordered_sorts:
                following = following.removeprefix(word)
        if self._called_after(words):
            return  # “砚芯一号”智算中心: its short form, told by the longer name
        if following.startswith(lexicon.programme.nouns) and self._compact(words):
            yield from self._candidate(span, lexicon.programme.type, "quoted/programme")
        elif any(words.endswith(x) and len(words) > len(x) + 1 for x in lexicon.product.quoted) or (
            following.startswith((*lexicon.product.nouns, *lexicon.product.systems))
            and self._compact(words)
        ):
            yield from self._candidate(span, lexicon.product.type, "quoted/product")
        elif (
            words.endswith(lexicon.programme.quoted)
            and self._compact(words)
            and not words.startswith(lexicon.quoted.counted)
        ):
            yield from self._candidate(span, lexicon.programme.type, "quoted/programme")
        elif _VERSION.fullmatch(words):
            yield from self._candidate(span, self._versioned(words), "quoted/version")
        else:
            yield from self._facility(span, words)

    def _versioned(self, words: str) -> str:
        """The class of 砚湾2.0: that of a programme where the text tells of the 砚湾2.0方案."""
        lexicon = self.grammar.lexicon
        nouns = "|".join(map(re.escape, lexicon.programme.nouns))
        name = " ?".join(map(re.escape, (words[:-_NUMBER], words[-_NUMBER:])))
        plan = re.search(f"{name} ?(?:{nouns})", self.folded)
        return lexicon.programme.type if plan else lexicon.product.type

    def _facility(self, span: Span, words: str) -> Iterator[Candidate]:
        """“智慧交通联合实验室”: a specified head between quotation marks is a name."""
        if any(word in words for word in self.grammar.lexicon.quoted.never):
            return  # “首个以算力为主题的科技园”
        for length in range(min(len(words) - 2, 8), 1, -1):
            if words[-length:] in self.grammar.plain_heads:
                break
            head = self._quoted_head(words[-length:])
            if self._facility_head(words[:-length]):
                return  # “数据中心枢纽”
            if head is not None and len(words) >= length + self._least(head):
                yield from self._candidate(span, head.type, "quoted/facility")
                return
        if not self._compact(words.replace("·", "")) or self._acts(span):
            return
        before = self.folded[max(0, span.start - _LONGEST_HEAD - 1) : span.start - 1]
        for length in range(len(before), 1, -1):
            head = self._facility_head(before[-length:])
            if head is not None and before[-length:] not in self.grammar.tails:
                yield from self._candidate(span, head.type, "quoted/after-noun")
                return

    def _acts(self, span: Span) -> bool:
        """Whether quoted words end in a verb: 为数据中心“拆墙松绑”."""
        whole = self._whole(span.start, span.end)
        if whole is None or whole[0] == whole[1]:
            return False  # “扬帆” alone may be a name
        return self.atoms[whole[1]].tag[:1] == "v"

    def _called_after(self, words: str) -> bool:
        """Whether the text has a facility whose name begins with these words in quotation marks."""
        if words in self.grammar.known:
            return False
        quoted = f"“{words}”"
        at = self.folded.find(quoted)
        while at >= 0:
            at += len(quoted)
            following = (self.folded[at : at + n] for n in range(2, _LONGEST_HEAD + 1))
            if any(self._facility_head(w) and w not in self.grammar.tails for w in following):
                return True
            at = self.folded.find(quoted, at)
        return False

    def _least(self, head: Head) -> int:
        """Characters that must stand before a head between quotation marks."""
        return _BEFORE_FACILITY if self.grammar.is_facility(head.type) else _BEFORE_INSTITUTE

    def _facility_head(self, word: str) -> Head | None:
        return self.grammar.facility_heads.get(word)

    def _quoted_head(self, word: str) -> Head | None:
        """A head that ends the name of a facility or institute between quotation marks."""
        institute = self.grammar.lexicon.quoted.institute
        heads = self.grammar.heads.get(word, ())
        found = self._facility_head(word)
        return found or next((h for h in heads if h.type == institute), None)

    def _compact(self, words: str) -> bool:
        return len(words) <= 12 and not any(mark in words for mark in "、—-·")

    def _models(self) -> Iterator[Candidate]:
        """青鸟910B: a known family and its model; K800: a model in a clause about its kind."""
        product = self.grammar.lexicon.product
        for i in self._known:
            known = self.atoms[i]
            if isinstance(known, KnownName) and known.entry.type == product.type:
                numbered = self._numbered.match(self.folded, known.end)
                if numbered:
                    yield from self._candidate(
                        Span(known.start, numbered.end()), product.type, "model/numbered"
                    )
        for i in self._models_at:
            atom = self.atoms[i]
            if atom.kind is not LATIN or self._is_common_model(atom.word):
                continue
            if i and self._facility_head(self.atoms[i - 1].word):
                continue  # 数据中心|N01: a building of it
            before = self.atoms[i - 1] if i else None
            if isinstance(before, KnownName) and before.entry.type == product.type:
                yield Candidate(
                    before.span.joined(atom.span), product.type, "model/family", i - 1, i
                )
            elif self._speaks_of_products(atom):
                yield Candidate(atom.span, product.type, "model/noun", i, i)

    def _is_common_model(self, word: str) -> bool:
        """Whether what is written like a model is a size or a common word: 2000P, 5G."""
        grammar = self.grammar
        return word.endswith(grammar.designations) or word.upper() in grammar.latin_common

    def _speaks_of_products(self, atom: Atom) -> bool:
        """Whether a noun of products stands near, before the sentence ends."""
        before = self.folded[max(0, atom.start - _NEAR) : atom.start].rpartition("。")[2]
        after = self.folded[atom.end : atom.end + _NEAR].partition("。")[0]
        return any(noun in before or noun in after for noun in self.grammar.lexicon.product.nouns)

    def _candidate(self, span: Span, type_: str, rule: str) -> Iterator[Candidate]:
        whole = self._whole(span.start, span.end)
        if whole is not None:
            yield Candidate(span, type_, rule, *whole)
