"""The order in which the names of a text are found."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.analysis import Analysis, Known, Mention
from kg.extract.names.apposed import apposed_names
from kg.extract.names.atoms import atomize, of_another
from kg.extract.names.bounds import bounds
from kg.extract.names.candidate import Candidate
from kg.extract.names.cover import Begun, Cover
from kg.extract.names.entities import (
    Draft,
    DraftBook,
    link_short_names,
    normal,
    without_tail,
    written_names,
)
from kg.extract.names.foreign import foreign_names
from kg.extract.names.grammar import NameGrammar, name_grammar
from kg.extract.names.heads import HeadNames
from kg.extract.names.lengthened import lengthened_names
from kg.extract.names.listed import ListedNames
from kg.extract.names.lists import ListNames
from kg.extract.names.nested import nested_names
from kg.extract.names.occasions import occasions
from kg.extract.names.partners import PartnerNames
from kg.extract.names.people import PeopleNames
from kg.extract.names.quotes import QuotedNames
from kg.extract.names.row import AtomRow
from kg.extract.names.shorts import (
    company_shorts,
    declared_names,
    declared_wholes,
    facility_shorts,
)
from kg.extract.names.works import WorkNames
from kg.extract.words import FewWords
from kg.model import Span
from kg.model.text import LATIN
from kg.schema import Schema
from kg.text.fold import fold

_CALLED = re.compile("“([^“”]{3,8})”[^“”]+")  # “砚芯一号”智算中心
_COMMON = 1100  # occurrences in the segmenter's dictionary; such a word is no short name
_SHORT = 2  # characters of a name that may be part of two words by chance
_LONGEST_CHAIN = 60  # characters of an address; 市市市… would else have ever longer names


def find_names(analysis: Analysis, schema: Schema) -> Analysis:
    """The same article with its entities and the places where they are named."""
    grammar = name_grammar(schema)
    atoms = atomize(analysis, grammar)
    row = AtomRow(atoms, analysis.folded, grammar)
    found = _candidates(row, analysis)
    candidates = [c for c in found if c.type]
    closed = [c.span for c in found if not c.type]
    book = DraftBook(grammar)
    for c in candidates:
        book.add(c, c.span.of(analysis.text), c.span.of(analysis.folded))
        _alias_without_tail(c, analysis, book)
    for c in nested_names(candidates, atoms, analysis.folded, grammar):
        book.add(c, c.span.of(analysis.text), c.span.of(analysis.folded), nested=True)
    _declare(analysis, candidates, book)
    link_short_names(book)
    book.drop_unlinked_branches()
    _second_look(analysis, row, book, closed)
    _place_chains(analysis, book)
    _programme_chains(analysis, book)
    return _finish(analysis, book)


def _alias_without_tail(c: Candidate, analysis: Analysis, book: DraftBook) -> None:
    """X项目 is also called X."""
    if not book.grammar.is_facility(c.type):
        return
    folded = c.span.of(analysis.folded)
    plain = without_tail(folded, book.grammar)
    draft = book.find(folded, book.grammar.coarse(c.type))
    if plain != folded and draft is not None:
        short = Span(c.span.start, c.span.start + len(plain))
        book.alias(draft, short.of(analysis.text), plain)
        if plain.endswith("”"):  # “砚州数谷”项目: what is built there is all that is called so
            place = book.find(plain, book.grammar.coarse(book.grammar.lexicon.bounds.type))
            if place is not None and not place.known:
                book.merge(draft, place)


def _candidates(row: AtomRow, analysis: Analysis) -> list[Candidate]:
    """The names found at first sight, without overlap, in order."""
    found = [
        *HeadNames(row).find(),
        *PeopleNames(row).find(),
        *QuotedNames(row).find(),
        *ListedNames(row).find(),
        *WorkNames(row).find(),
        *occasions(row),
        *_gazetteer_names(row),
        *_bylines(analysis, row),
        *_shown_by_short(row),
        *bounds(row),
    ]
    chosen = _without_overlap(found)
    chosen = _with(chosen, ListNames(row, chosen).find())
    chosen = _with(chosen, PartnerNames(row, chosen).find())
    chosen = _with(chosen, apposed_names(row, chosen))
    chosen = _with(chosen, foreign_names(row, chosen))
    chosen = _with(chosen, lengthened_names(row, chosen))
    return _with(chosen, _declared(row, chosen))


def _with(chosen: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, which do not overlap, with further ones, without overlap."""
    new = list(more)
    if not new:
        return chosen
    atoms = {i for c in new for i in range(c.first, c.last + 1)}
    apart: list[Candidate] = []
    rivals: list[Candidate] = []
    for c in chosen:
        (apart if atoms.isdisjoint(range(c.first, c.last + 1)) else rivals).append(c)
    return sorted([*apart, *_without_overlap([*rivals, *new])], key=lambda c: c.span.start)


def _declared(row: AtomRow, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Where the short names that the text declares stand, though they hold a known name."""
    by_span = {c.span: c for c in chosen if c.type}
    types: dict[str, str] = {}
    for d in declared_names(row.folded, list(by_span), row.grammar):
        types.setdefault(d.short.of(row.folded), by_span[d.name].type)
    for end, word in FewWords(types).ends(row.folded):
        start = end - len(word)
        whole = row.whole(start, end)
        if whole is not None and (whole[0] < whole[1] or row.atoms[whole[0]].kind is LATIN):
            yield Candidate(Span(start, end), types[word], "declared", *whole)


def _shown_by_short(row: AtomRow) -> Iterator[Candidate]:
    """Names that only their declared short name shows to be names."""
    for span, type_ in declared_wholes(row.folded, row.grammar):
        whole = row.whole(span.start, span.end)
        if whole is not None:
            yield Candidate(span, type_, "declared/whole", *whole)


def _gazetteer_names(row: AtomRow) -> Iterator[Candidate]:
    for i in row.known:
        yield Candidate(row.atoms[i].span, row.type_of(i), "gazetteer", i, i)


def _bylines(analysis: Analysis, row: AtomRow) -> Iterator[Candidate]:
    """The makers of the page, as reading has found them; their names need not end at words."""
    lexicon = row.grammar.lexicon
    for byline in analysis.document.bylines:
        type_ = lexicon.bylines.outlet if byline.role == "outlet" else lexicon.person.type
        first, last = row.holding(byline.span.start), row.holding(byline.span.end - 1)
        if first == last and byline.role != "outlet" and row.is_place(first):
            continue  # 记者周砚军 台北 5月1日: where it was written
        yield Candidate(byline.span, type_, f"byline/{byline.role}", first, last)


def _without_overlap(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The longest of each group of overlapping candidates; at equal length the first."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for c in sorted(candidates, key=_precedence):
        atoms = range(c.first, c.last + 1)
        if taken.isdisjoint(atoms):
            taken.update(atoms)
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.span.start)


def _precedence(c: Candidate) -> tuple[bool, int, bool, int, str]:
    """What stands around a name tells more of it than its end: 议员周砚盟, “砚湖云算”调度系统."""
    span, rule = c.span, c.rule
    around = rule in ("declared", "person/title-name") or rule.startswith("quoted/")
    return (not rule.startswith("byline/"), span.start - span.end, not around, span.start, rule)


def _declare(analysis: Analysis, candidates: Sequence[Candidate], book: DraftBook) -> None:
    grammar = book.grammar
    by_span = {c.span: c for c in candidates}
    for d in declared_names(analysis.folded, list(by_span), grammar):
        coarse = grammar.coarse(by_span[d.name].type)
        draft = book.find(d.name.of(analysis.folded), coarse)
        if draft is not None:
            book.alias(draft, d.short.of(analysis.text), d.short.of(analysis.folded))


def _expected(draft: Draft, grammar: NameGrammar) -> list[str]:
    """The names of an entity and the short names that they lead one to expect."""
    shorts = list(draft.names)
    if draft.rule == "foreign":
        shorts += [fold(w).casefold() for w in draft.names.values()]  # with their blanks
    if grammar.is_organization(draft.type):
        shorts += [s for n in draft.names for s in company_shorts(n, grammar)]
    elif grammar.is_facility(draft.type):
        shorts += [s for n in draft.names for s in facility_shorts(n, grammar)]
        marked = (fold(w) for w in draft.names.values() if not w[0].isalnum())
        shorts += [m.group(1) for w in marked if (m := _CALLED.match(w))]
    return shorts


def _second_look(analysis: Analysis, row: AtomRow, book: DraftBook, closed: Sequence[Span]) -> None:
    """Find the names and expected short names of the entities where no name was found yet."""
    grammar = book.grammar
    owners, placeless = _wanted(book)
    taken = [*closed, *(span for draft in book.drafts for span in draft.spans)]
    covered = Cover(len(row.folded), taken)
    begun, person = Begun(book, covered), grammar.lexicon.person.type
    folded = analysis.folded.casefold()
    if len(folded) != len(analysis.folded):
        folded = analysis.folded
    found = [(end - len(word), -end, word) for end, word in FewWords(owners).ends(folded)]
    for start, before_end, word in sorted(found):
        end = -before_end
        draft, span = owners[word], Span(start, end)
        given = begun.given(span) if draft.type == person else None
        if not (given or covered.is_free(start, end) or begun.opens(start)):
            continue  # as most are: they are the names that were found
        if not _well_placed(row, start, end):
            continue
        # 一流的人工智能实验室: no short form of 甲市人工智能实验室
        described = word in placeless and folded.endswith(grammar.described, 0, start)
        if described or _is_common_word(row, span):
            continue
        if grammar.is_office(draft.type) and _elsewhere(row, start, word):
            continue
        if given is not None:
            begun.take_away(given)
            covered.release([given])
        covered.release(begun.inside(span, draft))
        if covered.add(span):
            book.alias(draft, span.of(analysis.text), span.of(analysis.folded))
            draft.spans.append(span)
    book.drafts = [draft for draft in book.drafts if draft.spans or draft.nested]


def _well_placed(row: AtomRow, start: int, end: int) -> bool:
    """Whether a stretch is made of whole words, or is long and begins or ends with one."""
    borders = [row.starting_at(start), row.ending_at(end)]
    return None not in borders or (end - start > _SHORT and borders != [None, None])


def _wanted(book: DraftBook) -> tuple[dict[str, Draft], set[str]]:
    """The (short) names that mean one entity each, and those that leave out a facility's place."""
    grammar = book.grammar
    wanted: dict[str, Draft | None] = {}
    placeless: set[str] = set()
    for draft in book.drafts:
        shorts = _expected(draft, grammar)
        if grammar.is_facility(draft.type):
            placeless.update(short for short in shorts if short not in draft.names)
        for short in dict.fromkeys(shorts):
            if len(short) >= 2 and not grammar.is_common(short):
                wanted[short] = None if wanted.get(short, draft) is not draft else draft
    return {short: draft for short, draft in wanted.items() if draft is not None}, placeless


def _elsewhere(row: AtomRow, start: int, word: str) -> bool:
    """Whether a name of an office is that of another place's here."""
    i = row.starting_at(start)
    before = row.atoms[i - 1] if i else None
    return of_another(row.folded, start, word, before, row.grammar)


def _is_common_word(row: AtomRow, span: Span) -> bool:
    """Whether a stretch is one word, and a frequent one."""
    i = row.starting_at(span.start)
    if i is None or row.atoms[i].end != span.end:
        return False
    return row.atoms[i].tag not in ("x", "") and row.atoms[i].frequency > _COMMON


def _place_chains(analysis: Analysis, book: DraftBook) -> None:
    """庆阳市西峰区: the whole chain is another name of the lowest place."""
    places = sorted(
        (span, i)
        for i, draft in enumerate(book.drafts)
        if book.grammar.is_place(draft.type)
        for span in draft.spans
    )
    start: Span | None = None
    for (left, _), (right, i) in itertools.pairwise(places):
        adjacent = left.end == right.start
        if not adjacent or not book.grammar.is_division(book.drafts[i].type):
            start = None
            continue
        start = start or left
        chain = start.joined(right)
        if len(chain) > _LONGEST_CHAIN:
            start = None
            continue
        draft = book.drafts[i]
        draft.chains.setdefault(normal(chain.of(analysis.folded)), chain.of(analysis.text))


def _programme_chains(analysis: Analysis, book: DraftBook) -> None:
    """“云海算力”东岭枢纽: the whole is another name of the hub."""
    grammar = book.grammar
    programme = grammar.lexicon.programme.type
    ends = {span.end: span for d in book.drafts if d.type == programme for span in d.spans}
    for draft in book.drafts:
        if draft.type not in grammar.lexicon.chains.programme:
            continue
        for span in draft.spans:
            quoted = analysis.folded[span.start - 1 : span.start] == "”"
            before = ends.get(span.start - 1 if quoted else span.start)
            if before is not None:
                chain = Span(before.start - 1 if quoted else before.start, span.end)
                name = normal(chain.of(analysis.folded))
                draft.chains.setdefault(name, chain.of(analysis.text))


def _first_place(draft: Draft) -> Span:
    return min((*draft.spans, *draft.nested))


def _finish(analysis: Analysis, book: DraftBook) -> Analysis:
    entities: dict[str, Known] = {}
    mentions: list[Mention] = []
    for draft in sorted(book.drafts, key=_first_place):
        name, *aliases = written_names(draft)
        key = name if name not in entities else f"{name} {draft.type}"
        entities[key] = Known(
            key, name, draft.type, tuple(aliases), draft.rule, (*draft.spans, *draft.nested)
        )
        spans = draft.spans if len(draft.spans) == 1 else sorted(set(draft.spans))
        mentions.extend([Mention(span, (key,)) for span in spans])
    mentions.sort(key=lambda m: m.span.start)
    return analysis.with_names(entities, tuple(mentions))
