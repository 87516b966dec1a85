"""From names in the text to entities: which names mean the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.shorts import (
    company_shorts,
    contracted,
    is_branch_of,
    is_subsequence,
    only_trades,
    same_branch,
    same_core,
    split_places,
    without_legal_form,
    without_places,
)
from kg.extract.names.stems import district_stems
from kg.model import Span
from kg.schema import GazetteerEntry

_MAIN = 3  # times as often as any other is the main facility named
_UNWRITTEN = re.compile("[“”‘’《》 \n]")
_LONGEST_NOUN = 8  # characters
_NOUN = 4  # characters of a noun that tells one facility of a place from another


def normal(name: str) -> str:
    """The form of a folded name that its spellings share: no quotes, no blanks."""
    if not name.isalnum():  # as most are
        name = _UNWRITTEN.sub("", name)
    return name.casefold()


class Draft(msgspec.Struct, eq=False):
    """An entity in the making.

    Attributes:
        type: Local name of its class.
        rule: The rule that found it first.
        names: Normal form -> the form as first written.
        spans: Where it is named, in the view.
        nested: Where it is named inside a longer name; there it is no mention.
        chains: Addresses that end in it (庆阳市西峰区), as written.
        known: The gazetteer's canonical name, when it has one.
    """

    type: str
    rule: str
    names: dict[str, str] = {}
    spans: list[Span] = []
    known: str | None = None
    nested: list[Span] = []
    chains: dict[str, str] = {}

    def absorb(self, other: Draft) -> None:
        """Take over another draft's names and places."""
        for key, written in other.names.items():
            self.names.setdefault(key, written)
        self.spans.extend(other.spans)
        self.chains |= other.chains
        self.nested.extend(other.nested)
        self.known = self.known or other.known

    @property
    def longest(self) -> str:
        """The normal form of its longest name."""
        return max(self.names, key=lambda n: (len(n), n))


class DraftBook:
    """All entities of a text in the making, with the names that lead to them."""

    def __init__(self, grammar: NameGrammar) -> None:
        self.grammar = grammar
        self.drafts: list[Draft] = []
        self._by_name: dict[tuple[str, str], Draft] = {}
        self._districts = district_stems(grammar)

    def add(
        self, candidate: Candidate, written: str, folded: str, *, nested: bool = False
    ) -> Draft:
        """Add one occurrence of a name; equal names of one coarse class are one entity."""
        span, type_, rule = candidate.span, candidate.type, candidate.rule
        coarse = self.grammar.coarse(type_)
        key = normal(folded)
        entry = self._entry(folded, coarse)
        draft = self._by_name.get((key, coarse))
        if draft is None and entry is not None:
            draft = self._by_name.get((f"={entry}", coarse))
        if draft is None:
            draft = Draft(type_, rule, known=entry)
            self.drafts.append(draft)
        draft.names.setdefault(key, written)
        (draft.nested if nested else draft.spans).append(span)
        self._by_name[(key, coarse)] = draft
        if entry is not None:
            self._by_name[(f"={entry}", coarse)] = draft
        return draft

    def find(self, folded: str, coarse: str) -> Draft | None:
        """The entity that a folded name means."""
        return self._by_name.get((normal(folded), coarse))

    def alias(self, draft: Draft, written: str, folded: str) -> None:
        """Give an entity one more name; another entity of that name is merged into it."""
        key = (normal(folded), self.grammar.coarse(draft.type))
        other = self._by_name.get(key)
        if other is not None and other is not draft:
            self.merge(draft, other)
        draft.names.setdefault(key[0], written)
        self._by_name[key] = draft

    def merge(self, into: Draft, other: Draft) -> None:
        """Make one entity of two."""
        into.absorb(other)
        self.drafts.remove(other)
        coarse = self.grammar.coarse(other.type)
        for name in (*other.names, f"={other.known}"):
            if self._by_name.get((name, coarse)) is other:
                self._by_name[name, coarse] = into

    def drop_unlinked_branches(self) -> None:
        """Drop 浙江公司 where no longer name says whose branch it is."""
        self.drafts = [d for d in self.drafts if not self._is_bare_branch(d)]

    def _is_bare_branch(self, draft: Draft) -> bool:
        if not self.grammar.is_organization(draft.type) or draft.known:
            return False
        for name in draft.names:
            rest = without_legal_form(name, self.grammar)
            entries = self.grammar.known.get(rest)
            if rest == name or not entries or not self.grammar.is_place(entries[0].type):
                return False
        return True

    def _by_letter(self, letter: str) -> list[GazetteerEntry]:
        """What a single character can mean; of several, what was named before."""
        entries = [self.grammar.known[name][0] for name in self.grammar.letters[letter]]
        coarse = self.grammar.coarse
        named = [e for e in entries if (f"={e.name}", coarse(e.type)) in self._by_name]
        return named or entries

    def _entry(self, folded: str, coarse: str) -> str | None:
        entries = self.grammar.known.get(folded, [])
        if folded in self.grammar.letters:
            entries = [*entries, *self._by_letter(folded)]
        if not entries and folded in self._districts:
            inside = self._districts[folded]
            named = [e for e in inside if (f"={e.name}", coarse) in self._by_name]
            entries = [*(named or inside)] if len(named or inside) == 1 else []
        for entry in entries:
            if self.grammar.coarse(entry.type) == coarse:
                return entry.name
        return None


def link_short_names(book: DraftBook) -> None:
    """Merge entities whose name is a short form of exactly one other entity's name."""
    by_coarse: dict[str, list[Draft]] = {}
    for draft in book.drafts:
        by_coarse.setdefault(book.grammar.coarse(draft.type), []).append(draft)
    for _, drafts in sorted(by_coarse.items()):
        if len(drafts) == 1:
            continue
        pool = _Pool(drafts)
        for short in drafts:
            longer = _longer(short, pool, book.grammar) if short in pool else None
            if longer is not None:
                book.merge(longer, short)
                pool.merged(longer, short)


class _Pool:
    """The entities of one coarse class, by the characters of their names.

    A short form holds no character that the full name lacks, so that few pairs need be compared.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._left = dict.fromkeys(drafts)
        self._characters = Counter("".join([name for draft in drafts for name in draft.names]))
        self._held: dict[str, dict[Draft, None]] = {}  # by those characters that were asked for

    def __contains__(self, draft: Draft) -> bool:
        return draft in self._left

    def holding(self, name: str) -> Iterable[Draft]:
        """The entities of which some name may hold all characters of a name."""
        if not name or 1 in map(self._characters.__getitem__, name):
            return ()  # only the entity that is called so, as most are
        rarest = min(name, key=self._characters.__getitem__)
        if rarest not in self._held:
            holding = (d for d in self._left if any(rarest in n for n in d.names))
            self._held[rarest] = dict.fromkeys(holding)
        return [draft for draft in self._held[rarest] if draft in self._left]

    def merged(self, into: Draft, other: Draft) -> None:
        """Leave out an entity that another has taken over."""
        self._left.pop(other)
        for character in self._held.keys() & set[str]().union(*other.names):
            self._held[character][into] = None


def _longer(short: Draft, pool: _Pool, grammar: NameGrammar) -> Draft | None:
    """The one entity that ``short`` is a short form of, or None if none or several fit."""
    fits: dict[Draft, None] = {}
    for name in short.names:
        plain = without_tail(name, grammar)
        others = [d for d in pool.holding(plain) if d is not short and d not in fits]
        if not others:
            continue
        characters = frozenset(plain)
        for draft in others:
            if any(
                len(n) > len(name)
                and characters.issubset(n)
                and is_short_for(name, n, draft.type, grammar)
                for n in draft.names
            ) and _may_be_one(short, draft, grammar):
                fits[draft] = None
    if len(fits) > 1 and grammar.is_facility(short.type):
        # Of several facilities the one that the article is about is called by the short name.
        first, second = sorted(fits, key=lambda d: -len(d.spans))[:2]
        return first if len(first.spans) >= _MAIN * len(second.spans) else None
    return next(iter(fits)) if len(fits) == 1 else None


def _may_be_one(short: Draft, longer: Draft, grammar: NameGrammar) -> bool:
    """Whether neither places nor what is known beforehand tell two entities apart."""
    known = short.known in (None, longer.known) or _may_lengthen(short, longer, grammar)
    return (
        known
        and _places_agree(short, longer, grammar)
        and not _of_two_kinds(short, longer, grammar)
    )


def _of_two_kinds(short: Draft, longer: Draft, grammar: NameGrammar) -> bool:
    """砚州大数据中心 beside 砚州大数据展示中心: what is left out says that it is another thing."""
    if not grammar.is_facility(short.type):
        return False
    name, full = (without_tail(d.longest, grammar) for d in (short, longer))
    if name in full or not is_subsequence(name, full):
        return False
    kinds = {_kind(name, grammar), _kind(full, grammar)} - {None, grammar.lexicon.works.type}
    return len(kinds) > 1


def _kind(name: str, grammar: NameGrammar) -> str | None:
    """The class of the noun that a facility's name ends in."""
    ends = (name[-n:] for n in range(_LONGEST_NOUN, 1, -1))
    return next((grammar.heads[end][0].type for end in ends if end in grammar.heads), None)


def _places_agree(one: Draft, other: Draft, grammar: NameGrammar) -> bool:
    """Whether the places in the names of two entities do not tell them apart."""
    if not grammar.is_facility(one.type):
        return True
    places = [{p for n in d.names for p in split_places(n, grammar)[0]} for d in (one, other)]
    return not (places[0] and places[1]) or not places[0].isdisjoint(places[1])


def _may_lengthen(short: Draft, longer: Draft, grammar: NameGrammar) -> bool:
    """Whether a known name may have a longer form that the gazetteer lacks (富士康集团)."""
    if longer.known:
        return False
    if not grammar.is_organization(short.type):
        return True
    return any(
        only_trades(name[len(s) :], grammar) or _is_channel(s, name, longer.type, grammar)
        for name in longer.names
        for s in short.names
        if name.startswith(s)
    )


def _is_channel(outlet: str, name: str, type_: str, grammar: NameGrammar) -> bool:
    """砚州网-云南频道: a channel of a medium is the medium itself."""
    channel = name.startswith(outlet) and name.endswith(grammar.lexicon.bylines.channels)
    return channel and grammar.is_outlet(type_)


def is_short_for(short: str, name: str, type_: str, grammar: NameGrammar) -> bool:
    """Whether ``short`` is a usual short form of ``name`` for things of a class."""
    coarse = grammar.coarse(type_)
    if contracted(short, grammar) == contracted(name, grammar):
        return True
    if grammar.is_outlet(type_) and (
        (len(short) >= _NOUN and name.endswith(short)) or _is_channel(short, name, type_, grammar)
    ):
        return True
    if grammar.is_organization(coarse):
        return (
            short in company_shorts(name, grammar)
            or _office_short(short, name)
            or short in without_places(name, grammar)
            or same_core(short, name, grammar)
            or is_branch_of(short, name, grammar)
            or (name.startswith(short) and only_trades(name[len(short) :], grammar))
            or same_branch(short, name, grammar)
        )
    if grammar.is_place(coarse) and not grammar.is_facility(coarse):
        return short in without_places(name, grammar) and not grammar.known.get(short)
    if grammar.is_facility(coarse):
        return _facility_short(short, name, grammar)
    return False


def _office_short(short: str, name: str) -> bool:
    """云岭新区管委会 for 云岭新区管理委员会; 砚湖市政府 for 砚湖市人民政府."""
    return (
        len(short) >= 4
        and short[:2] == name[:2]
        and short[-1] == name[-1]
        and len(name) - len(short) <= 4
        and is_subsequence(short, name)
    )


def _facility_short(short: str, name: str, grammar: NameGrammar) -> bool:
    """砚湖集群 for 砚湖数据中心集群; 东岭智算中心 for 东岭(砚湖)智算中心."""
    plain, full = without_tail(short, grammar), without_tail(name, grammar)
    if plain == full or _same_place(contracted(plain, grammar), contracted(full, grammar), grammar):
        return True
    if len(plain) < _NOUN or _phase_of(plain, grammar) != _phase_of(full, grammar):
        return False
    if full.startswith(plain) and full[len(plain) :] in grammar.plain_heads:
        return True
    if plain[-2:] != full[-2:]:
        return False
    owner = full[: -len(plain)] in grammar.known
    joined = full[: -len(plain)].endswith(tuple(grammar.coordinators))  # 甲园区和|乙园区项目
    whole = full.endswith(plain) and (len(plain) > _NOUN or owner) and not joined
    begins = plain[:2] == full[:2] or (len(plain) >= 6 and plain[-3:] == full[-3:])
    return whole or (begins and is_subsequence(plain, full))


def _same_place(short: str, name: str, grammar: NameGrammar) -> bool:
    """砚州超算中心 for 国家超级计算砚州中心: one place, wherever it stands, and one noun."""
    places, noun = split_places(short, grammar)
    others, full = split_places(name, grammar)
    same = len(places) == 1 and places == others[-1:]
    return same and _NOUN <= len(noun) < len(full) and full.endswith(noun)


def without_tail(name: str, grammar: NameGrammar) -> str:
    """A facility's name without 项目, 工程 and the like at its end."""
    tails = grammar.lexicon.facility.tails
    if name.endswith(tails):
        for tail in tails:
            if name.endswith(tail) and len(name) > len(tail) + 3:
                return name[: -len(tail)]
    return name


def _phase_of(name: str, grammar: NameGrammar) -> str:
    """The phase that a name carries at its end or before its last noun, or the empty string."""
    return next((p for p in grammar.ordered_phases if p in name), "")


def written_names(draft: Draft) -> Sequence[str]:
    """The names of an entity as written, the longest first, then in order of first use."""
    if len(draft.names) == 1 and not draft.chains:
        return tuple(draft.names.values())
    longest = draft.longest
    others = {k: w for k, w in (draft.names | draft.chains).items() if k != longest}
    return (draft.names[longest], *others.values())
