"""Short names: those the text declares, and those that a longer name leads one to expect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from kg.extract.names.grammar import NameGrammar
from kg.model import Span
from kg.text.alternatives import any_of
from kg.text.fold import fold_name

_BRACKET = re.compile(r"\(([^()\n]{1,80})\)")
_INNER_BRACKET = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r"[,;]")
_QUOTE = re.compile(r"“([^“”\n]{2,30})”|‘([^‘’\n]{2,30})’")
_KEPT = 4096  # names whose forms are remembered: those of an article are compared again and again
_USUAL = 2  # characters of a brand
_NOUN = 4  # characters of a noun for facilities
_LONGEST_LATIN = 30
_LONGEST_WHOLE = 40  # characters
_SEVERAL = 2  # short names declared at once without quotation marks
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9.&-]{2,}\Z")
_CODE = re.compile(r"[\d.\-/ ]+|[A-Z]{0,4}:?\d{4,6}(?:[.-][A-Z]{2})?|[A-Z]{1,5}[.-](?:US|HK|TW)")


class Declared(msgspec.Struct, frozen=True, gc=False):
    """A short name that the text introduces for the name right before it."""

    name: Span
    short: Span


def declared_names(folded: str, names: Sequence[Span], grammar: NameGrammar) -> Iterator[Declared]:
    """The short names declared right after one of ``names``: (以下简称“X”), (X), 简称X."""
    ends = {span.end: span for span in names}
    for match in _BRACKET.finditer(folded):
        shorts = [Span(*q.span(1)) for q in _QUOTE.finditer(match.group(0)) if q.group(1)]
        if len(shorts) > 1 and any(c in match.group(0) for c in grammar.lexicon.short.several):
            yield from _several(folded, match.start(), sorted(names), shorts)
            continue
        name = ends.get(match.start())
        if name is None:
            yield from _spelled_out(folded, match, ends)
            continue
        if without_legal_form(match.group(1), grammar) != match.group(1):
            # Only a full name: a bracket with a short one may hold an owner or a partner.
            yield from (d for d in _spelled_out(folded, match, ends) if d.short == name)
        cue = _cues(grammar).search(match.group(1))
        inner = Span(match.start(1), match.end(1))
        if cue is not None:
            before = Span(inner.start, inner.start + cue.start()) if cue.start() > 1 else None
            after_start = inner.start + cue.end()
            if after_start < inner.end:
                yield from _after_cue(folded, name, Span(after_start, inner.end), grammar)
            if before is not None:
                yield from _plain(folded, name, before, grammar)
        else:
            yield from _plain(folded, name, inner, grammar)


@lru_cache(maxsize=4)
def _cues(grammar: NameGrammar) -> re.Pattern[str]:
    return re.compile(any_of(grammar.lexicon.short.cues))


def declared_wholes(folded: str, grammar: NameGrammar) -> Iterator[tuple[Span, str]]:
    """Full names, with their class, that nothing but their declared short name sets apart.

    乘云而上智能算力中心(以下简称乘云而上算力中心): it begins where the short name begins, and
    ends in the same noun.
    """
    cues = grammar.lexicon.short.cues
    marks = "".join(("“”: ", *grammar.lexicon.short.copulas))
    for match in _BRACKET.finditer(folded):
        cue = next((c for c in cues if match.group(1).startswith(c)), None)
        short = match.group(1).removeprefix(cue).strip(marks) if cue else ""
        heads = (grammar.heads.get(short[i:]) for i in range(_USUAL, len(short) - 1))
        head = next((found[0] for found in heads if found), None)
        if head is None or not grammar.is_facility(head.type):
            continue
        low = max(match.start() - _LONGEST_WHOLE, 0)
        at = folded.rfind(short[:_USUAL], low, match.start())
        whole = folded[at : match.start()] if at >= 0 else ""
        if whole.isalnum() and whole[-_USUAL:] == short[-_USUAL:] and is_subsequence(short, whole):
            yield Span(at, match.start()), head.type


def _spelled_out(
    folded: str, bracket: re.Match[str], ends: Mapping[int, Span]
) -> Iterator[Declared]:
    """BlueHub(砚湖数据科技有限公司): a bracket with the full name of the Latin one before it."""
    inner = Span(*bracket.span(1))
    if ends.get(inner.end) != inner:
        return  # no name
    before = _LATIN_NAME.search(folded, max(bracket.start() - _LONGEST_LATIN, 0), bracket.start())
    if before is not None:
        yield Declared(inner, Span(*before.span()))


def _several(
    folded: str, at: int, names: Sequence[Span], shorts: Sequence[Span]
) -> Iterator[Declared]:
    """甲公司、乙公司(以下分别简称“甲”“乙”): the short names stand in the order of the names."""
    before = [s for s in names if s.end <= at][-len(shorts) :]
    if len(before) == len(shorts) and "。" not in folded[before[0].start : at]:
        for name, short in zip(before, shorts, strict=True):
            yield Declared(name, Span(at + short.start, at + short.end))


def _after_cue(folded: str, name: Span, span: Span, grammar: NameGrammar) -> Iterator[Declared]:
    short_names = grammar.lexicon.short
    quoted = list(_QUOTE.finditer(folded, span.start, span.end))
    if quoted:
        spans = [Span(*m.span(1 if m.group(1) else 2)) for m in quoted]
    else:
        words = span.of(folded).strip("".join((": ,", *short_names.copulas)))
        start = folded.index(words, span.start) if words else span.start
        cuts = re.finditer(f"[^,;、{''.join(short_names.alternatives)}]+", words)
        spans = [Span(start + m.start(), start + m.end()) for m in cuts][:_SEVERAL]
    for short in spans:
        words = short.of(folded)
        # A field such as 证券代码:600999 says something else.
        if words not in short_names.generic and ":" not in words:
            yield Declared(name, short)


def _plain(folded: str, name: Span, span: Span, grammar: NameGrammar) -> Iterator[Declared]:
    """(砚湖先进院), (BlueHub AI, …): a bracket that holds only another form of the name."""
    words = span.of(folded)
    part = _COMMA.split(words)[0].strip(" “”")
    if len(part) < 2 or _CODE.fullmatch(part) or part in grammar.lexicon.short.generic:
        return
    start = folded.index(part, span.start)
    short = Span(start, start + len(part))
    latin = part.isascii() and any(c.isupper() for c in part)
    if (latin and len(part) <= 40 and part.upper() not in grammar.latin_common) or (
        is_subsequence(part, name.of(folded)) and part not in name.of(folded)[:-1]
    ):
        yield Declared(name, short)


def is_subsequence(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in the same order."""
    rest = iter(name)
    return all(c in rest for c in short)


@lru_cache(maxsize=_KEPT)
def company_shorts(name: str, grammar: NameGrammar) -> tuple[str, ...]:
    """The short names that a company's full name leads one to expect, the longest first.

    北京青禾科技有限公司 -> 青禾科技, 青禾; 中国移动通信集团云南有限公司 -> 云南移动.
    """
    core = _INNER_BRACKET.sub("", name)
    stripped = without_legal_form(core, grammar)
    shorts = [stripped] if stripped != name else []
    brand = ([stripped, *without_places(stripped, grammar)])[-1]
    shorts.append(brand)
    shorts.extend(_with_one_trade(brand, grammar))
    while trade := _trade_at_end(brand, grammar):
        brand = brand[: -len(trade)]
        shorts.append(brand)
    shorts.extend(without_places(name, grammar))
    rest = without_places(stripped, grammar)
    if rest and len(rest[-1]) > _USUAL:
        # 云南远山 for 云南远山金属控股集团: the place and the first two characters of the brand.
        brief = stripped[: -len(rest[-1])] + rest[-1][:_USUAL]
        legal = core.removeprefix(stripped)
        forms = (s for s in grammar.lexicon.legal.suffixes if legal.startswith(s) and s != legal)
        shorts += [brief, *(brief + form for form in forms)]
    shorts.extend(_operator_shorts(name, grammar))
    return tuple(s for s in dict.fromkeys(shorts) if len(s) >= 2 and s != name)


def _operator_shorts(name: str, grammar: NameGrammar) -> list[str]:
    """云南移动, 移动云南公司: the operator and the place that a branch's full name holds."""
    branch = _branch(name, grammar)
    if branch is None:
        return []
    operator, place = branch
    return [f"{stem}{operator}" for stem in _place_stems(place, grammar)]


def same_branch(one: str, other: str, grammar: NameGrammar) -> bool:
    """Whether two names mean the branch of one operator in one place."""
    branch = _branch(one, grammar)
    return branch is not None and branch == _branch(other, grammar)


@lru_cache(maxsize=_KEPT)
def _branch(name: str, grammar: NameGrammar) -> tuple[str, str] | None:
    """(operator, canonical place) of 中国移动通信集团云南有限公司 and 云南移动; None for others."""
    operator = next((o for o in grammar.lexicon.short.operators if o in name), None)
    if operator is None:
        return None
    places = _places_in(name, grammar)
    return (operator, places[0]) if len(places) == 1 else None


def _places_in(name: str, grammar: NameGrammar) -> list[str]:
    """The canonical names of the places inside a name; of overlapping ones the longest."""
    found: list[str] = []
    at = 0
    for match in sorted(grammar.find_known(name), key=lambda m: (m.start, -m.end)):
        entry = grammar.known[match.word][0]
        if match.start >= at and grammar.is_place(entry.type):
            at = match.end
            if match.word not in grammar.national:
                found.append(entry.name)
    return list(dict.fromkeys(found))


def is_branch_of(short: str, name: str, grammar: NameGrammar) -> bool:
    """浙江公司 for the branch of an operator there: a place and a bare legal form."""
    branch = _branch(name, grammar)
    rest = without_legal_form(short, grammar)
    entries = grammar.known.get(rest)
    return bool(branch and rest != short and entries and entries[0].name == branch[1])


def only_trades(rest: str, grammar: NameGrammar) -> bool:
    """Whether the rest of a name says only its trade and legal form (金属控股集团有限公司)."""
    if rest in grammar.company_ends:
        return True
    rest = without_legal_form(f"  {rest}", grammar).strip()
    while rest:
        trade = _trade_at_end(f"  {rest}", grammar)
        if not trade:
            return rest in grammar.company_ends
        rest = rest[: -len(trade)]
    return True


def same_core(one: str, other: str, grammar: NameGrammar) -> bool:
    """Whether two company names differ in their legal form only (…科技公司, …科技有限公司)."""
    cores = [without_legal_form(n, grammar) for n in (one, other)]
    return cores[0] == cores[1] and one != cores[0] and other != cores[1]


@lru_cache(maxsize=_KEPT)
def contracted(name: str, grammar: NameGrammar) -> str:
    """A name in its usual contraction (砚州高新区管委会 for …高新技术产业开发区管理委员会)."""
    for long, short in grammar.lexicon.short.contractions:
        name = name.replace(long, short)
    return name


@lru_cache(maxsize=_KEPT)
def split_places(name: str, grammar: NameGrammar) -> tuple[tuple[str, ...], str]:
    """The canonical names of the places inside a name, and the name without them."""
    places: list[str] = []
    rest: list[str] = []
    at = 0
    for match in sorted(grammar.find_known(name), key=lambda m: (m.start, -m.end)):
        entry = grammar.known[match.word][0]
        if match.start >= at and grammar.is_place(entry.type):
            rest.append(name[at : match.start])
            places.append(entry.name)
            at = match.end
    return tuple(places), "".join((*rest, name[at:]))


@lru_cache(maxsize=_KEPT)
def facility_shorts(name: str, grammar: NameGrammar) -> tuple[str, ...]:
    """The short forms that a facility's name leads one to expect: without its place, or clipped."""
    placeless = [short for short in without_places(name, grammar) if len(short) > _NOUN]
    return (*placeless, *_clipped(name, grammar))


def _clipped(name: str, grammar: NameGrammar) -> list[str]:
    """砚州超算 for 国家超级计算砚州中心 and 砚州超算中心: a place and the noun without its end."""
    places, noun = split_places(contracted(name, grammar), grammar)
    if len(places) != 1:
        return []
    ends = [n[:_USUAL] for n in grammar.lexicon.short.clipped if noun.endswith(n)]
    return [stem + end for stem in _place_stems(places[0], grammar) for end in ends]


def _place_stems(place: str, grammar: NameGrammar) -> list[str]:
    entry = grammar.known[fold_name(place)][0]
    return sorted(
        {fold_name(entry.name), *map(fold_name, entry.aliases)}, key=lambda s: (-len(s), s)
    )


@lru_cache(maxsize=_KEPT)
def without_legal_form(name: str, grammar: NameGrammar) -> str:
    """A company's name without 有限公司, 集团 and the like at its end."""
    for suffix in grammar.lexicon.legal.suffixes:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


@lru_cache(maxsize=_KEPT)
def without_places(name: str, grammar: NameGrammar) -> tuple[str, ...]:
    """The name without the first, the first two … places at its beginning; never a bare noun."""
    for length in range(min(9, len(name) - 2), 1, -1):
        entries = grammar.known.get(name[:length])
        rest = name[length:]
        if entries and grammar.is_place(entries[0].type):
            if rest in grammar.common or rest in grammar.company_ends:
                return ()
            return (rest, *without_places(rest, grammar))
    return ()


def _with_one_trade(name: str, grammar: NameGrammar) -> list[str]:
    """砚原电子 for 砚原电子科技: the brand with the first of two words for its trade."""
    trade = _trade_at_end(name, grammar)
    last = next((trade[i:] for i in range(1, len(trade)) if trade[i:] in grammar.trades), "")
    first = trade.removesuffix(last)
    return [name.removesuffix(last)] if last and first in grammar.trades else []


def _trade_at_end(name: str, grammar: NameGrammar) -> str:
    lengths = range(min(grammar.longest_trade, len(name) - 2), 0, -1)
    return next((name[-n:] for n in lengths if name[-n:] in grammar.trades), "")
