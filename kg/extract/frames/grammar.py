"""The frame lexicon, compiled for matching; built once per schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.frames.lines import SLOT, Slot
from kg.extract.frames.triggers import TriggerFinder
from kg.model.lexicon.frames import FrameLexicon
from kg.schema import Schema
from kg.text.alternatives import any_of


@dataclass(frozen=True, slots=True)
class Give:
    """One relation that a frame gives, by roles."""

    subject: str
    predicate: str
    object: str


class FrameGrammar:
    """Everything that the frame engine looks words up in.

    Attributes:
        lexicon: The lexicon file.
        gives: Frame id -> relations.
        weak: Rules of relations that are only implied.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.lexicon = lexicon = schema.lexicon("frames", FrameLexicon)
        self.gives = {
            frame.id: tuple(Give(*give.split()) for give in frame.gives) for frame in lexicon.frames
        }
        weak = [
            (give.predicate, frame.id)
            for frame in lexicon.frames
            if frame.weak
            for give in self.gives[frame.id]
        ]
        weak += [(entry.gives, entry.id) for entry in (*lexicon.staged, *lexicon.tellers)]
        self.weak = frozenset(f"{predicate}/{id_}" for predicate, id_ in weak)
        self.triggers = TriggerFinder(lexicon.frames, lexicon.words.hidden)
        marks = lexicon.markers
        self.markers = {
            word: role
            for role, words in (
                ("other", marks.other), ("benefit", marks.benefit), ("object", marks.object),
                ("basis", marks.basis), ("", marks.plain),
                ("place", marks.place), ("about", marks.about), ("delegate", marks.delegate),
                ("with", marks.with_), ("agent", marks.agent),
            )
            for word in words
        }  # fmt: skip
        self._longest_marker = max(map(len, self.markers))
        self._marker_ends = frozenset(word[-1] for word in self.markers)
        self._coarse: dict[tuple[str, ...], frozenset[str]] = {}
        self.tails = {
            entry.id: re.compile("|".join(map(re.escape, entry.tails)))
            for entry in lexicon.named
            if entry.tails
        }
        self._compile_lists()
        self._compile_places()
        self._compile_verbs()
        self._compile_agreements()
        self._compile_dates()
        self._compile_people()

    def _compile_lists(self) -> None:
        marks, words = self.lexicon.markers, self.lexicon.words
        together = _any(words.together).pattern
        rest = f"(?:{any_of(words.rest)})"
        joins = f"(?:{rest}?(?:{any_of(marks.join)})|(?:{any_of(marks.kin)}))"
        self.join = re.compile(f"{joins}(?:{together})?")
        # A conjunct that is no known name: 甲、某某中心和乙.
        last = any_of([word for word in marks.join if word not in marks.with_])
        between = f"[^、,;:。{SLOT}]{{1,14}}?"
        self.join_unnamed = re.compile(
            f"{rest}?(?:、{between}(?:{any_of(marks.join)})|(?:{last}){between}、)"
        )
        # A described conjunct: 甲、总投资5亿元的乙.
        kinds = any_of((*words.appositions, *words.owned))
        of = any_of(words.of)
        self.join_described = re.compile(f"{rest}?(?:、[^、,;:。]{{1,24}}){{1,3}}(?:{of})")
        named = any_of((*words.count_nouns, *words.heads, *words.appositions))
        self.list_close = re.compile(f"{rest}{SLOT}?[^,;:。{SLOT}]{{0,8}}?(?:{named})")
        works = any_of(words.works)
        self.projects = re.compile(
            f"(?:、[^、,;:。!?{SLOT}]{{1,14}}){{0,4}}{rest}[^、,;:。!?{SLOT}]{{0,12}}?(?:{works})"
        )  # 、某电子等项目
        self.project = re.compile(f"[^、,;:。!?]{{1,24}}?(?:{works})")
        # What follows the last known name of a list: 甲、某某中心等项目.
        self.list_tail = re.compile(f"(?:、[^、,;:。{SLOT}]{{1,14}}){{1,4}}{rest}")
        # The last conjunct described: 甲和世界最大的投资机构乙.
        self.join_last = re.compile(
            f"{rest}?(?:{last})[^、,;:。]{{1,24}}?(?:{any_of(words.of)}|(?P<kind>{kinds}))"
        )
        of = f"(?:{any_of(words.of)})?"
        self.apposition = re.compile(f"{of}[^,;:。、{SLOT}]{{0,12}}(?:{kinds}){of}")
        self._compile_far_markers(kinds)
        self.kin_gap = re.compile(f"(?:{any_of(words.of)})?(?:{any_of(words.appositions)})?")
        self.of = frozenset(words.of)
        # 甲子公司(中标): what belongs to it and has no name.
        self.relatives = re.compile(f"(?:{any_of(words.relatives)})(?!{SLOT})")
        self.relative_starts = frozenset(word[0] for word in words.relatives)
        self.relative = frozenset(words.relative)
        self.listed = frozenset(words.listed)
        self.glued = tuple(words.glued)
        self.heads = _any(words.heads)
        self.inside = _any(words.inside)
        self.modifying = re.compile(f"[^,;:。!?{SLOT}]{{0,24}}(?:{any_of(words.relative)})")
        self.among, self.rest = tuple(words.among), tuple(words.rest)
        self.expansion = _any(words.expansion)
        self.beyond = _any(words.beyond)
        self.several = _any(words.several)
        self.counted = re.compile(f"[^,;:。{SLOT}]{{0,12}}(?:{any_of(words.heads)})")
        listed = any_of([w for w in words.listed if len(w) == 1])
        self.relative_list = re.compile(
            f"(?:{listed})[^,;:。、{SLOT}]{{2,20}}?(?:{any_of(words.relative)})"
        )

    def _compile_places(self) -> None:
        marks, words = self.lexicon.markers, self.lexicon.words
        inside = f"(?P<inside>{any_of((*words.within, *words.inside))})?"
        self.possessed = re.compile(f"{inside}(?:{any_of(words.of)})")
        self.possessed_at_all = re.compile(f"{SLOT}{self.possessed.pattern}{SLOT}")
        # 在丙市某街道: a part of it without a known name.
        part = f"[^,;:。!?{SLOT}{''.join(words.of)}]{{1,12}}?(?:{any_of(words.areas)})"
        self.within_area = re.compile(f"(?:{part})?{inside}")
        road = f"[^,;:。!?{SLOT}{''.join(words.of)}]{{1,6}}?(?:{any_of(words.ways)})"
        self.road_of = re.compile(f"(?P<road>{road})(?:{any_of(words.of)})")
        # 在丙, 丙内: what a clause begins with that only says where.
        self.place_opens = re.compile(f"(?:{any_of(marks.place)})?{SLOT}")
        # 在丙, 而在丙: the name comes right after.
        self.scene_said = re.compile(f"(?:{any_of(marks.place)}){SLOT}")
        self.scene_opens = re.compile(f"[^,;:。!?{SLOT}]{{0,2}}{self.scene_said.pattern}")
        self.parts_of_place = re.compile(f"(?:{any_of(words.within)})*+")

    def _compile_far_markers(self, kinds: str) -> None:
        """Markers that a description parts from its name: 与来自丙国的乙, 就成立丁签约."""
        marks, words = self.lexicon.markers, self.lexicon.words
        marked = self._marked_with()
        relative, near = any_of(words.relative), "[^,;:。!?、]"
        self.far_ends = (*words.relative, *words.appositions, *words.owned)
        self.far_with = re.compile(
            f"(?P<marker>{marked}){near}{{1,30}}?(?:{relative}|(?P<kind>{kinds}))$"
        )
        self.describing = re.compile(f"[^,;:。!?、{SLOT}]{{1,30}}(?:{relative})")
        light = f"(?:{any_of((*words.light, *words.together))}|[{SLOT} ])*+"
        about = any_of(marks.about)
        self.far_about = re.compile(f"{light}(?P<marker>{about})[^,;:。!?、{SLOT}]{{1,16}}$")

    def _marked_with(self) -> str:
        """A marker of a partner, but not as the end or the beginning of a word (参与, 同意)."""
        words = self.lexicon.words.unmarked

        def marker(mark: str) -> str:
            longer = [word for word in words if word != mark]
            ends = (word.removesuffix(mark) for word in longer if word.endswith(mark))
            begins = [word.removeprefix(mark) for word in longer if word.startswith(mark)]
            before = "".join(f"(?<!{re.escape(word)})" for word in ends)
            return f"{before}{re.escape(mark)}(?!{any_of(begins)})"

        marks = sorted(self.lexicon.markers.with_, key=lambda m: (-len(m), m))
        return "|".join(map(marker, marks))

    def _compile_verbs(self) -> None:
        marks, words = self.lexicon.markers, self.lexicon.words
        light = f"(?:{any_of((*words.light, *words.together))})*+"
        self.light = re.compile(light)
        # 丁正式在某科学城的实验楼内(落成): a place without a known name.
        named = "".join(f"(?<!{re.escape(head)})" for head in words.heads)
        where = f"[^,;:。!?、{SLOT}]{{2,24}}?{named}"
        how = f"(?:{any_of((*words.light, *words.together))}|{SLOT})*+"
        self.somewhere = re.compile(f"{how}(?:{any_of(marks.place)})(?P<place>{where}){light}$")
        self.light_words = frozenset(words.light)
        self.parts = re.compile(f"(?:{any_of(words.parts)})++")
        self.goes_on = re.compile(f"(?:{any_of(words.goes_on)})|$|[,;:。!?…]")
        also = f"(?:{any_of(words.also_held)})[^,;:。]{{1,30}}?"
        self.ceremony = re.compile(
            f"(?:[^,;:。{SLOT}]{{0,12}}?|{also})(?:{any_of(words.ceremony)})"
        )
        self.customers = _any(words.customers)
        self.each = _any(words.each)
        self.given = re.compile(f"[^,;:。!?{SLOT}]{{0,6}}?(?:{any_of(words.given)})")
        self.held = _any(words.held)
        self.schemes = tuple(sorted(words.schemes, key=len, reverse=True))
        self.moreover = _any(words.moreover)
        self.copula = _any(words.copula)
        self.as_ = _any(words.as_)
        self.pushes = _any(words.pushing)
        # 《甲与乙共建丁框架协议》
        self.deed = re.compile(f"《[^《》]*(?:{any_of(words.deeds)})》")
        self.building = _any(words.building)
        self.purpose = re.compile(f"(?:{any_of(words.purpose)}){light}$")
        self.in_charge = _any(words.in_charge)
        self.entrusting = re.compile(f"(?:{any_of(words.entrusting)}){light}$")
        self.taking_part = re.compile(f"(?:{any_of(words.taking_part)})$")
        self.leading = _any(words.leading)
        self.doubt = _any(words.doubt)
        self.identifies = re.compile(f"{light}(?:{any_of(words.identifying)})")
        self.has_ranked = re.compile(
            f"(?:{any_of(words.within)})*(?:{any_of(words.having)})?(?:{any_of(words.of)})?"
        )
        self.wide = frozenset(words.wide)
        self.ranked = re.compile(
            f"[^,;:。!?{SLOT}]{{0,24}}?(?:{any_of(words.structures)})(?:{any_of(words.heads)})?(?::|—+,?)?"
        )
        structure = f"(?:{any_of(words.structures)})(?:{any_of(words.heads)})?"
        self.bare_structure = re.compile(f"{light}[^,;:。!?、{SLOT}]{{0,2}}?{structure}")
        # 某街道二期项目: a subject that is no known name.
        body = f"(?:{structure}|(?:{any_of(self.lexicon.people.elsewhere)}))"
        self.nameless = re.compile(f"{light}(?P<modifier>[^,;:。!?、{SLOT}]{{2,24}}?){body}")
        self.amounts = re.compile(f"[0-9]|{any_of(words.amounts)}")
        self.afterwards = _any(words.afterwards)
        self.label_mark = re.compile(f"(?::|{any_of(words.copula)}|{any_of(words.expansion)})++")

    def _compile_agreements(self) -> None:
        words = self.lexicon.words
        self.ruled = re.compile(f"(?:{any_of(words.ruling)})[,:]$")
        self.together = re.compile(f"(?!{any_of(words.not_together)})(?:{any_of(words.together)})")
        delegates = any_of(self.lexicon.markers.delegate)
        how = any_of((*words.light, *words.at))
        self.by_delegates = re.compile(f"(?:{delegates})(?:{how})*+$")
        self.delegated = re.compile(f"(?:{delegates})(?:{any_of(words.sides)})")
        self.several_sides = _any([word for word in words.sides if word in words.all_parties])
        self.attending = _any(words.attending)
        self.separately = _any(words.separately)
        self.serially = _any(words.serially)
        self.admitting = _any(words.admitting)
        self.all_parties = _any(words.all_parties)
        self.condition = _any(words.condition)
        self.joint = re.compile(f"(?:{any_of(words.joint)})[^,;:。]{{0,16}}$")
        numerals = "".join(map(re.escape, words.numerals))
        number = f"(?:(?P<number>{SLOT})|[0-9{numerals}]{{1,6}})"
        nouns = any_of((*words.counters, *words.count_nouns))
        self.count = re.compile(f"(?:{any_of(words.rest)}){number}(?:{nouns})*+")

        self.bare_with = re.compile(
            f"[^,;:。!?{SLOT}]{{0,10}}?(?:{self._marked_with()})[^,;:。!?]+"
        )
        self.going_on = _any((*words.going_on, *words.together))
        between = f"(?:{any_of((*words.between, *words.of))})?"
        self.adjoining = re.compile(f"{between}[^,;:。!?、{SLOT}]{{0,8}}")

    def _compile_dates(self) -> None:
        words = self.lexicon.words
        self.since = _any(words.since)
        self.same_day = re.compile(
            f"(?:^|[,;:。])(?:{any_of(words.same_day)})|(?:{any_of(words.ceremony)})(?:{any_of(words.at)}),"
        )
        self.wire = tuple(words.wire)
        self.dateline = _any(words.wire)

    def _compile_people(self) -> None:
        people, words = self.lexicon.people, self.lexicon.words
        titles = any_of((*people.titles, *people.reporters))
        self.place_end = re.compile(f"(?:{any_of(people.heads)})")
        titles = f"(?:{titles}|^(?:{any_of(people.heads)}))"
        self.title_end = re.compile(f"{titles}(?:[ ]|{any_of(words.light)})*+$")
        self.office = re.compile(f"[^,;:。!?{SLOT}]*?{titles}")
        self.also = tuple(people.also)
        self.unknown_part = re.compile(
            f"(?:{any_of(people.also)})(?P<part>[^,;:。!?、 {SLOT}]{{1,6}})$"
        )
        self.chief = re.compile(f"(?:{any_of(people.deputies)})?(?:{any_of(people.titles)})")
        self.bodies = re.compile(f"(?:{any_of(people.deputy)})?(?P<body>{any_of(people.bodies)})")
        self.on_site = re.compile(f"(?:{any_of(people.sites)})$")
        levels = "".join(map(re.escape, people.levels))
        offices = any_of((*people.place_offices,))
        self.elliptical = re.compile(
            f"(?:{any_of(people.deputy)})?(?P<level>[{levels}])(?:{offices})"
        )
        self.place_title = re.compile(f"[{levels}](?:{any_of(people.heads)})")
        self.former = tuple(people.former)
        heads = any_of(people.heads)
        self.elsewhere = re.compile(f"[^{SLOT}]{{0,12}}(?:{any_of(people.elsewhere)})(?!{heads})")
        self.sole = re.compile(f"(?<!{any_of(people.vice)})(?:{any_of(people.sole)})$")
        self.official = _any(people.official)
        self.reporter = re.compile(f"[^{SLOT}]{{0,4}}(?:{any_of(people.reporters)})")

    def coarse(self, slot: Slot) -> frozenset[str]:
        """The top classes of what a slot means."""
        known = self._coarse.get(slot.types)
        if known is None:
            known = frozenset(map(self.schema.ontology.coarse, slot.types))
            self._coarse[slot.types] = known
        return known

    def after_list(self, text: str, end: int) -> int:
        """Where a list really ends whose last known name ends at a position: 甲、某乙等企业."""
        tail = self.list_tail.match(text, end)
        end = tail.end() - len(self.lexicon.words.rest[0]) if tail else end
        close = self.list_close.match(text, end)
        return close.end() if close else (tail.end() if tail else end)

    def marker(self, text: str, low: int, high: int) -> tuple[str, int]:
        """The role that the words before ``high`` give, and where the marker begins."""
        if high <= low or text[high - 1] not in self._marker_ends:
            return "", high
        for length in range(min(self._longest_marker, high - low), 0, -1):
            role = self.markers.get(text[high - length : high])
            if role is not None:
                return role, high - length
        return "", high


def _any(words: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words)})")


@lru_cache(maxsize=4)
def frame_grammar(schema: Schema) -> FrameGrammar:
    """The grammar of a schema; the same object on every call."""
    return FrameGrammar(schema)
