"""What a quantity is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.analysis import Analysis, Mention, Reference, Topic
from kg.extract.measures_doubts import Doubts, clause_before, without_bracket
from kg.extract.measures_holders import Holders
from kg.extract.measures_kinds import Placed, Setting, latter
from kg.extract.measures_shared import lately
from kg.model import BlockKind, Span
from kg.schema import Schema
from kg.text.alternatives import any_of
from kg.text.spellings import Spellings

_PREMODIFIED = 2  # characters between an amount and the thing that it describes
_MADE = 120  # characters after an amount in which the verb of making and its object stand
_RECENT = 6  # sentences in which a facility was named before
_SUBJECTLESS = Topic()
_SHARED = ""  # no key: the number is a sum over several things


class SubjectReader(Holders):
    """Finds the entities that quantities are said of.

    Args:
        schema: Where the lexicon ``measures`` and the classes stand.
    """

    def __init__(self, schema: Schema) -> None:
        super().__init__(schema)
        lexicon = self._lexicon
        self._circumstances = Spellings(lexicon.circumstances)
        self._made = re.compile(rf"[^,。;:]*?(?:{any_of(lexicon.makes)})(?P<object>[^,。;:]*)")
        self._gives = re.compile(any_of(lexicon.invests))
        self._modifying = re.compile(rf"{lexicon.modifying}[^,。;:]{{0,6}}")
        joiners, open_ends = any_of(lexicon.joiners), any_of(lexicon.open_ends)
        counters = any_of(lexicon.counters_before)
        counted = rf"(?:\d+(?:{counters})[^,。;:]{{0,20}})?"  # 甲、乙等7个项目总投资
        self._list_of = re.compile(rf"(?:(?:{joiners})[^。;:]{{1,120}})?(?:{open_ends}){counted}")
        self._doubts = Doubts(lexicon, self._is_facility)

    def subjects(
        self, analysis: Analysis, placed: Placed, counted: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Keys of what a quantity is said of; empty if that has no name.

        Args:
            analysis: The article.
            placed: The quantity and its kind.
            counted: Whose projects the sentence has counted before: their sums are his.
        """
        described = self._inside(analysis, placed) or self._described(analysis, placed)
        if described is not None:
            return (described,) if described != _SHARED else ()
        if self._is_another(analysis, placed):
            return ()
        candidate = self._before(analysis, placed)
        topic = analysis.topics.get((placed.setting.sentence, placed.setting.number), _SUBJECTLESS)
        if placed.words.kind in self._lexicon.money:
            is_sum = counted or self._doubts.is_sum(analysis, placed.setting)
            if candidate is None and is_sum:
                part = self._doubts.is_part_of_sum(analysis, placed.setting)
                return () if part else counted or self._holder_of_sum(analysis, placed, topic)
            return self._of_money(analysis, placed, candidate, topic)
        if candidate is not None:
            return self._only(analysis, placed, candidate)
        keys = self._silent(analysis, placed, topic)
        return () if self._lists(analysis, placed, keys) else keys

    def _only(self, analysis: Analysis, placed: Placed, holder: Mention) -> tuple[str, ...]:
        """The holder, unless the number is a sum over several."""
        single = len(holder.keys) == 1
        ends = single and self._doubts.is_in_list(analysis, placed.setting, holder)
        return () if ends or not single else holder.keys

    def _is_another(self, analysis: Analysis, placed: Placed) -> bool:
        """Whether the number is said of something that has no name, by the words around it."""
        doubts, setting = self._doubts, placed.setting
        return (
            doubts.describes_other(setting)
            or doubts.is_compared(analysis, setting)
            or doubts.is_wider(analysis, setting)
        )

    def _holder_of_sum(self, analysis: Analysis, placed: Placed, topic: Topic) -> tuple[str, ...]:
        """Who has several nameless projects: a place of the clause before, or the topic."""
        clause = clause_before(analysis, placed.setting)
        for mention in analysis.mentions_in(clause) if clause else ():
            is_place = analysis.type_of(mention.keys[0]) in self._places
            beside = self._circumstance(analysis, mention, clause or mention.span)
            if is_place and not beside and len(mention.keys) == 1:
                return mention.keys
        own = tuple(key for key in topic.subject if not self._is_giver(analysis, key))
        mentions = placed.setting.named
        named = {key for m in mentions if not analysis.is_counted(m) for key in m.keys}
        several = clause is not None and self._lists_things(analysis, clause)
        own = tuple(
            key
            for key in own
            if not self._is_facility(analysis, key) or (key in named and not several)
        )
        return own if len(own) == 1 and not self._counts(analysis, placed, own) else ()

    def _lists_things(self, analysis: Analysis, clause: Span) -> bool:
        facilities = {
            key
            for mention in analysis.mentions_in(clause)
            for key in mention.keys
            if self._is_facility(analysis, key)
        }
        return len(facilities) > 1

    def holding(
        self, analysis: Analysis, mentions: tuple[Mention, ...], placed: Placed
    ) -> Iterator[Mention]:
        """Those of some mentions that may have such a number."""
        return (m for m in mentions if self._holds(analysis, m, placed.words))

    # ---- the thing named in the clause

    def _inside(self, analysis: Analysis, placed: Placed) -> str | None:
        """The thing whose name holds the amount: the 3000P智算中心."""
        span = placed.setting.quantity.number
        for mention in analysis.mentions_between(max(0, span.start - 20), span.end):
            if mention.span.covers(span) and self._is_facility(analysis, mention.keys[0]):
                return mention.keys[0]
        return None

    def _described(self, analysis: Analysis, placed: Placed) -> str | None:
        """The thing that the amount describes: 总投资3亿元的X, 2000P智算中心X."""
        span, clause = placed.setting.quantity.span, placed.setting.clause
        for mention in analysis.mentions_between(span.end, clause.end + 1):
            between = without_bracket(analysis.folded[span.end : mention.span.start])
            if len(between) > _PREMODIFIED + 8:
                return None
            if not self._holds(analysis, mention, placed.words):
                continue
            if not between and placed.words.kind in self._lexicon.money:
                # 获9亿元某基金投资: who gives it
                return mention.keys[0] if self._is_facility(analysis, mention.keys[0]) else None
            if not between or self._modifying.fullmatch(between):
                return mention.keys[0] if not self._opens_list(analysis, mention) else _SHARED
            return None
        return None

    def _opens_list(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether more things stand beside the one that is described: 总投资9亿元的甲、乙."""
        end = mention.span.end
        mark = next((m for m in self._lexicon.joiners if analysis.folded.startswith(m, end)), None)
        if mark is None or mark == ",":
            return False
        following = analysis.mentions_between(end + len(mark), end + len(mark) + 1)
        named = [m for m in following if m.reference is Reference.NAME]  # 甲、首期投资…的乙
        return bool(named) and self._is_facility(analysis, named[0].keys[0])

    def _before(self, analysis: Analysis, placed: Placed) -> Mention | None:
        """The nearest thing named before the amount in its clause that may hold it."""
        clause, span = placed.setting.clause, placed.setting.quantity.span
        weak = favoured = None
        for mention in reversed(placed.setting.named):
            if mention.span.start < clause.start:
                break
            if mention.span.end > span.start or not self._holds(analysis, mention, placed.words):
                continue
            if self._is_beside(analysis, mention) or self._is_listed(analysis, mention, span.start):
                continue
            is_facility = self._is_facility(analysis, mention.keys[0])
            word = self._circumstance(analysis, mention, clause)
            if word is None:
                return favoured if favoured is not None and not is_facility else mention
            if is_facility:
                weak = weak or mention
                if word in self._lexicon.beneficiaries:
                    favoured = favoured or mention
        return weak

    def _is_beside(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether a name is not what the clause speaks of: it gave the money, or is the scope."""
        gave = analysis.folded.startswith(self._lexicon.givers, mention.span.end)
        if gave or analysis.is_counted(mention) or self._doubts.is_scope(analysis, mention):
            return True
        is_place = analysis.type_of(mention.keys[0]) in self._places
        return is_place and self._doubts.is_part_of_name(analysis, mention)

    def _is_listed(self, analysis: Analysis, mention: Mention, number: int) -> bool:
        """Whether a name is one of those that a number counts: 甲、乙等17个项目."""
        return self._list_of.fullmatch(analysis.folded, mention.span.end, number) is not None

    def _lists(self, analysis: Analysis, placed: Placed, keys: tuple[str, ...]) -> bool:
        """Whether a thing is one of those that a number counts."""
        closed = placed.setting.before.endswith(self._lexicon.open_ends)
        return closed and self._counts(analysis, placed, keys)

    def _counts(self, analysis: Analysis, placed: Placed, keys: tuple[str, ...]) -> bool:
        """Whether a thing is one of several whose sum is told: 甲、乙等7个项目总投资."""
        start, number = placed.setting.clause.start, placed.setting.quantity.span.start
        closed = analysis.folded.find(self._lexicon.open_ends[0], start, number) >= 0
        return any(
            self._is_listed(analysis, mention, number)
            for mention in (analysis.mentions_between(start, number) if keys and closed else ())
            if mention.span.end <= number and not set(keys).isdisjoint(mention.keys)
        )

    def _circumstance(self, analysis: Analysis, mention: Mention, clause: Span) -> str | None:
        """The word before a name that says that the number is not said of it."""
        start = mention.span.start
        word = self._circumstances.before(analysis.folded, start)
        return word if word is not None and start - len(word) >= clause.start else None

    # ---- money

    def _of_money(
        self, analysis: Analysis, placed: Placed, candidate: Mention | None, topic: Topic
    ) -> tuple[str, ...]:
        """Who gets the money: what is built with it, before who gives it."""
        if candidate is not None and self._is_facility(analysis, candidate.keys[0]):
            return self._only(analysis, placed, candidate)
        doubts, setting = self._doubts, placed.setting
        unknown = candidate is None and doubts.counts_another(analysis, setting)
        if unknown or doubts.is_part_of_sum(analysis, setting):
            return ()
        made, thing = self._made_with(analysis, placed, candidate)
        if made is not None:
            return (made,) if made != _SHARED else ()
        if candidate is None:
            keys = self._silent(analysis, placed, topic)
            keys = () if self._counts(analysis, placed, keys) else keys
            named = {k for mention in setting.named for k in mention.keys}
            keys = tuple(k for k in keys if k in named or analysis.type_of(k) not in self._places)
            # The money goes into something nameless: it is said of him who spends it, if of any.
            built = any(self._is_facility(analysis, key) for key in keys)
            return () if thing and built else keys
        facility = self._facility_of(analysis, placed, topic)
        gives = self._gives.search(placed.setting.before) is not None
        closes = setting.clause.end - setting.quantity.span.end <= 1
        if facility is not None and (gives or thing == "" or closes):
            return (facility,)
        return self._only(analysis, placed, candidate)

    def _made_with(
        self, analysis: Analysis, placed: Placed, giver: Mention | None
    ) -> tuple[str | None, str | None]:
        """What is made with the money: its key, and the words for it.

        The words are empty where a verb of making stands without an object, and None where there
        is no such verb. Only of a giver's money the next clause may tell what is made with it.
        """
        setting = placed.setting
        end = setting.quantity.span.end
        clauses = analysis.sentences[setting.sentence].clauses
        for clause in clauses[setting.number : setting.number + (1 if giver is None else 2)]:
            start = max(clause.start, end)
            if start >= clause.end:
                continue
            until = min(clause.end, start + _MADE)
            found = self._made.match(analysis.folded, start, until)
            if found is None:
                continue
            for mention in analysis.mentions_between(start, until):
                if self._is_facility(analysis, mention.keys[0]):
                    several = self._opens_list(analysis, mention)
                    return _SHARED if several else mention.keys[0], found["object"]
            return None, found["object"]
        return None, None

    def _facility_of(self, analysis: Analysis, placed: Placed, topic: Topic) -> str | None:
        built = (k for k in topic.subject if self._is_facility(analysis, k))
        found = topic.facility or next(built, None)
        return found if any(found in m.keys for m in lately(analysis, placed.setting)) else None

    # ---- the thing not named in the clause

    def _silent(self, analysis: Analysis, placed: Placed, topic: Topic) -> tuple[str, ...]:
        """The topic, unless the sentence has turned to something nameless meanwhile."""
        keys = self._topic(analysis, placed, topic)
        prefers = placed.words.holders[0] == self._lexicon.facility
        if prefers and not placed.words.subject_first and keys:
            gives = self._is_giver(analysis, keys[0])
            if gives and self._doubts.names_nothing(analysis, placed.setting):
                return ()
        bare = keys and not any(self._is_facility(analysis, key) for key in keys)
        if bare and self._doubts.speaks_of_bare(analysis, placed.setting):
            return ()
        doubted = any(self._is_doubted(analysis, placed.setting, key) for key in keys)
        doubted = doubted or (
            bool(keys) and self._doubts.turns_to_another(analysis, placed.setting, keys)
        )
        return () if doubted else keys

    def _is_doubted(self, analysis: Analysis, setting: Setting, key: str) -> bool:
        """Whether the words before a number speak against a holder that its clause leaves out."""
        named = [m for m in setting.named if key in m.keys]
        if self._doubts.is_spoken_of_otherwise(analysis, setting, named):
            return True
        if named:
            return self._is_only_beside(analysis, named)
        return self._doubts.is_one_of_many(analysis, setting, key)

    def _is_only_beside(self, analysis: Analysis, named: list[Mention]) -> bool:
        """Whether all mentions of a thing name it only beside, as a scope or a site."""
        return all(
            self._is_beside(analysis, m)
            or self._opens_name(analysis, m)
            or analysis.folded.endswith(self._lexicon.sites, 0, m.span.start)
            for m in named
        )

    def _opens_name(self, analysis: Analysis, mention: Mention) -> bool:
        is_place = analysis.type_of(mention.keys[0]) in self._places
        return is_place and self._doubts.opens_name(analysis, mention)

    def _topic(self, analysis: Analysis, placed: Placed, topic: Topic) -> tuple[str, ...]:
        """The topic, as far as it can hold the number."""
        presented = self._presented(analysis, placed)
        if presented is not None:
            return (presented,)
        if self._doubts.is_listed(analysis, placed.setting, topic.facility):
            return ()
        subject = tuple(k for k in topic.subject if self._may_hold(analysis, k, placed.words))
        facilities = tuple(k for k in subject if self._is_facility(analysis, k))
        if len(facilities) == 1 and not placed.words.subject_first:
            return facilities
        givers = all(self._is_giver(analysis, key) for key in subject)
        if len(subject) == 1 and (placed.words.subject_first or not givers):
            return subject
        facility = topic.facility
        if facility is not None and givers and self._may_hold(analysis, facility, placed.words):
            return (facility,)
        return self._told_before(analysis, placed, subject) if len(subject) == 1 else ()

    def _told_before(
        self, analysis: Analysis, placed: Placed, subject: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The facility that was named last, where a company tells a number of what it runs."""
        if self._rank(analysis, subject[0], placed.words) != len(placed.words.holders) - 1:
            return subject
        at = placed.setting.sentence
        for sentence in reversed(analysis.sentences[max(0, at - _RECENT) : at]):
            named = [
                m
                for m in analysis.mentions_in(latter(sentence.span))
                if self._is_facility(analysis, m.keys[0])
            ]
            if named:
                return named[-1].keys if len(named[-1].keys) == 1 else subject
            heads = analysis.document.blocks[sentence.block].kind is BlockKind.HEADING
            if heads and analysis.mentions_in(sentence.span):
                break  # what stands before it is another story
        return subject

    def _presented(self, analysis: Analysis, placed: Placed) -> str | None:
        """What the clause before has just come to speak of: 规模最大的是X,现有机架3000架."""
        clause = clause_before(analysis, placed.setting)
        mentions = analysis.mentions_in(clause) if clause else ()
        if clause is None or not mentions or mentions[-1].span.end != clause.end:
            return None
        before = analysis.folded[clause.start : mentions[-1].span.start]
        is_presented = before.endswith(self._lexicon.presents)
        holds = self._holds(analysis, mentions[-1], placed.words)
        return mentions[-1].keys[0] if is_presented and holds else None


@lru_cache(maxsize=4)
def subject_reader(schema: Schema) -> SubjectReader:
    """The reader of a schema, made once."""
    return SubjectReader(schema)
