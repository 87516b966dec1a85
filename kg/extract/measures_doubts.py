"""Why a number may not be said of what the text is about: something nameless owns it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from itertools import pairwise

from kg.extract.analysis import Analysis, Mention
from kg.extract.measures_kinds import Setting, latter
from kg.extract.measures_shared import Sharing
from kg.model import Span
from kg.model.lexicon.measures import MeasureLexicon
from kg.text.alternatives import any_of

_LISTED = 3  # so many members make a list whose number is a sum, whoever is the topic
_NOMINAL = "nmqabfsjxlz"  # parts of speech that modify a noun, by jieba's first letters
_PLACE = "ns"  # tag
_ACTING = ("v", "d", "p", "t")
_NAMES = ("nz", "nr", "nt", "ns", "nrt", "x")  # tags
_NEAR = 6  # clauses before a number in which its subject is said
_OPENING = 4  # characters of a clause in which a bare noun opens it
_LOOSE = "pucrxdm"  # parts of speech that no name of a project holds
_LONGEST = 30  # characters before the head of a nameless subject
_RECENT = 300  # characters before a sentence in which its topic was named
_BRACKET = re.compile(r"^\s?\([^()]*\)")
_DATELINE = 8  # characters between a place and the word that closes a dateline


class Doubts:
    """The doubts about the holders of numbers.

    Args:
        lexicon: The words.
        is_facility: Whether an entity of an article is something built.
    """

    def __init__(
        self, lexicon: MeasureLexicon, is_facility: Callable[[Analysis, str], bool]
    ) -> None:
        self._lexicon = lexicon
        self._is_facility = is_facility
        self._sharing = Sharing(lexicon)
        self._bearer = re.compile(any_of(lexicon.bearers))
        self._quoted = re.compile(rf"[“\"][^“”\"]{{2,16}}[”\"](?={any_of(lexicon.predicates)})")
        self._wider = re.compile(rf"(?:{any_of(lexicon.wider)})(?!{any_of(lexicon.not_wider)})")
        bearers = any_of(lexicon.bearers)
        after, before = any_of(lexicon.counters), any_of(lexicon.counters_before)
        counted = rf"(?:{bearers})[^,。;:\d]?\d+(?:{after})"
        counting = rf"\d(?:{before})(?:[^,。;:]{{0,14}})(?:{bearers})"
        self._group = re.compile(f"{any_of(lexicon.groups)}|{counted}|{counting}")
        self._part = re.compile(any_of(lexicon.part))
        self._owned = re.compile(rf"[^,。;:、\d]{{1,16}}?(?:{any_of(lexicon.works)})")
        makes = any_of(word for word in lexicon.makes if len(word) > 1)
        self._made = re.compile(rf"(?:{makes})[^,。;:\d]{{2,24}}?(?:{bearers})")
        self._counted = re.compile(rf"(?P<who>[^\W\d_]{{2,5}})\d+(?:{before})")
        self._dated = re.compile(rf"\d(?:{any_of(lexicon.days)})(?:{any_of(lexicon.dated)})")

    def describes_other(self, setting: Setting) -> bool:
        """Whether the number describes something nameless right after it: 总投资3亿元的某项目."""
        after = without_bracket(setting.after)
        return after.startswith(self._lexicon.modifying) and not after.startswith(
            self._lexicon.abstracts, 1
        )

    def is_compared(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether the number is only what another is held against: 较去年的180万."""
        return analysis.folded.startswith(self._lexicon.comparing, setting.clause.start)

    def is_wider(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether the clause speaks of a whole without a name: 我国机架总规模."""
        start, end = setting.clause.start, setting.quantity.span.start
        found = self._wider.search(analysis.folded, start, end) if start < end else None
        # 全省 may mean a province that is known.
        return found is not None and not analysis.mentions_between(found.start(), found.end())

    def names_nothing(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether the sentence speaks of something built that has no name."""
        start, end = setting.opening, setting.quantity.span.start
        return start < end and any(
            not _is_named(setting.named, head)
            for head in self._bearer.finditer(analysis.folded, start, end)
        )

    def is_listed(self, analysis: Analysis, setting: Setting, key: str | None) -> bool:
        """Whether the clause before names the holder in a list, so that the number is a sum."""
        clause = clause_before(analysis, setting)
        if clause is None or key is None:
            return False
        mentions = analysis.mentions_in(clause)
        if len(mentions) < 2:
            return False
        named = tuple([m for m in mentions if self._is_facility(analysis, m.keys[0])])
        groups = self._sharing.listed(analysis, named)
        return any(
            len(group) >= _LISTED or (len(group) > 1 and any(key in m.keys for m in group))
            for group in groups
        )

    def is_in_list(self, analysis: Analysis, setting: Setting, holder: Mention) -> bool:
        """Whether a holder is one of a list, so that the number is a sum: 甲、乙投资9亿元."""
        start, end = setting.clause.start, setting.quantity.span.start
        kind = self._is_facility(analysis, holder.keys[0])
        for one, other in pairwise(analysis.mentions_between(start, end)):
            if holder in (one, other) and holder.keys != (other if holder is one else one).keys:
                gap = analysis.folded[one.span.end : other.span.start]
                alike = self._is_facility(analysis, one.keys[0]) is kind
                alike = alike and self._is_facility(analysis, other.keys[0]) is kind
                if alike and gap in self._lexicon.coordinating:
                    return True
        return False

    def is_one_of_many(self, analysis: Analysis, setting: Setting, key: str) -> bool:
        """Whether a holder that the sentence does not name was last named as one in a list."""
        end, number = setting.opening, setting.quantity.span.start
        if any(key in m.keys for m in analysis.mentions_between(number, number + 1)):
            return False
        before = analysis.mentions_between(max(0, end - _RECENT), end)
        at = next((at for at in range(len(before) - 1, -1, -1) if key in before[at].keys), None)
        return at is not None and len(self._sharing.list_of(analysis, before, at)) >= _LISTED

    def is_spoken_of_otherwise(
        self, analysis: Analysis, setting: Setting, own: list[Mention]
    ) -> bool:
        """Whether a nameless subject has come up in the sentence since it named the holder."""
        start, end = setting.opening, setting.quantity.span.start
        if start >= end:
            return False
        since = own[-1].span.end if own else start
        folded = analysis.folded
        for head in self._bearer.finditer(folded, since, end):
            if not _is_named(setting.named, head) and self._is_subject(analysis, setting, head):
                return True
        quoted = self._quoted.finditer(folded, since, end)
        return any(not _is_named(setting.named, words) for words in quoted)

    def is_sum(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether the words before the amount speak of a group of nameless things."""
        clause = clause_before(analysis, setting) or setting.clause
        start, end = clause.start, setting.quantity.span.start
        if self._group.search(analysis.folded, start, end) is not None:
            return True
        earlier = self._group.search(analysis.folded, setting.opening, end)
        since = analysis.mentions_between(earlier.end(), end) if earlier else ()
        return earlier is not None and not any(
            self._is_facility(analysis, m.keys[0]) for m in since
        )

    def is_part_of_sum(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether an amount is that of some of several things: 19个项目,其中甲投资40亿元."""
        start, end = setting.opening, setting.quantity.span.start
        if start >= end:
            return False
        several = self._group.search(analysis.folded, start, end)
        part = several and self._part.search(analysis.folded, start, end)
        return bool(part)

    def _is_subject(self, analysis: Analysis, setting: Setting, head: re.Match[str]) -> bool:
        """Whether a noun and what stands before it in its clause are a subject of their own."""
        start, end = head.span()
        clauses = analysis.sentences[setting.sentence].clauses
        clause = clauses[max(0, bisect.bisect_right(clauses, start, key=lambda c: c.start) - 1)]
        if end > clause.end or analysis.folded.startswith(self._lexicon.compounds, end):
            return False
        if not 0 < start - clause.start <= _LONGEST:
            return False  # a bare 项目 is the topic again
        modifiers = analysis.tokens_between(clause.start, start)
        if end == clause.end and modifiers[0].tag == _PLACE:
            return True  # 砚溪大成产业园,总投资1亿元: of a place, whatever its name is made of
        if end == clause.end and len(modifiers) > 1 and modifiers[-1].tag[:1] == "v":
            modifiers = modifiers[:-1]  # 某厂水质提升工程,总投资1亿元
        return all(token.tag[:1] in _NOMINAL for token in modifiers)

    def is_part_of_name(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether a place only opens or closes a longer name: 某市供热工程, 智算中心(某市)."""
        start, end = mention.span.start, mention.span.end
        if analysis.folded[start - 1 : start] == "(" and analysis.folded[end : end + 1] == ")":
            return True
        before = analysis.mentions_between(max(start - _LONGEST, 0), start)
        if before and before[-1].span.end == start:
            return self._is_facility(analysis, before[-1].keys[0])  # 某铁路|砚溪段
        until = min(end + _LONGEST, analysis.sentence_at(start).span.end)
        for head in self._bearer.finditer(analysis.folded, end, until):
            between = analysis.tokens_between(end, head.start())
            if any(token.tag[:1] in _LOOSE for token in between):
                return False
            if analysis.folded.startswith(self._lexicon.predicates, head.end()):
                return True
        return False

    def opens_name(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether a place is the beginning of an unknown name that acts: 某市乙村中心正在扩容."""
        end = mention.span.end
        until = min(end + _LONGEST, analysis.sentence_at(end).span.end)
        head = self._bearer.search(analysis.folded, end, until)
        if head is None or head.start() == end:
            return False
        between = analysis.tokens_between(end, head.start())
        following = analysis.tokens_between(head.end(), head.end() + 1)
        acts = bool(following) and following[0].tag in _ACTING
        return acts and all(token.tag[:1] in _NOMINAL for token in between)

    def speaks_of_bare(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether a bare noun for no known thing opens a clause: 项目投产后,年产值9亿元."""
        clauses = analysis.sentences[setting.sentence].clauses
        end = setting.quantity.span.start
        for clause in clauses[max(setting.number - _NEAR, 0) : setting.number + 1]:
            if clause.start >= end:
                break
            head = self._bearer.search(analysis.folded, clause.start, clause.start + _OPENING)
            covered = head and any(
                mention.span.overlaps(Span(*head.span()))
                for mention in analysis.mentions_between(clause.start, head.end())
            )
            compound = head and analysis.folded.startswith(self._lexicon.compounds, head.end())
            if head and not (covered or compound):
                return True
        return False

    def counts_another(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether a clause counts what somebody without a known name has: 某市28个."""
        counted = self._counted.match(analysis.folded, setting.clause.start)
        if counted is None or counted.end() > setting.quantity.span.start:
            return False
        tokens = analysis.tokens_between(counted.start(), counted.end("who"))
        unknown = len(tokens) == 1 and tokens[0].tag in _NAMES
        return unknown and not analysis.mentions_between(counted.start(), counted.end())

    def turns_to_another(self, analysis: Analysis, setting: Setting, keys: tuple[str, ...]) -> bool:
        """Whether a sentence without some facility tells of the making of one without a name."""
        if not any(self._is_facility(analysis, key) for key in keys):
            return False
        if any(key in mention.keys for mention in setting.named for key in keys):
            return False
        start, end = setting.opening, setting.quantity.span.start
        made = self._made.search(analysis.folded, start, end)
        return made is not None and not analysis.mentions_between(made.start(), made.end())

    def is_scope(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether a name bounds a claim (华东最大的X), dates a report, or has a work (X的工程)."""
        end = mention.span.end
        if analysis.folded.startswith(self._lexicon.superlatives, end):
            return True
        if analysis.folded[end : end + 1] == self._lexicon.modifying:
            return self._owned.match(analysis.folded, end + 1) is not None
        return self._dated.search(analysis.folded, end, end + _DATELINE) is not None


def _is_named(mentions: tuple[Mention, ...], words: re.Match[str]) -> bool:
    """Whether words belong to a mention, or stand right after it."""
    start, end = words.span()
    return any(m.span.end >= start and m.span.start < end for m in mentions)


def without_bracket(after: str) -> str:
    """What follows a number, without a bracket right after it."""
    return _BRACKET.sub("", after) if "(" in after[:2] else after


def clause_before(analysis: Analysis, setting: Setting) -> Span | None:
    """The clause before that of a quantity, in its sentence."""
    clauses = analysis.sentences[setting.sentence].clauses
    return latter(clauses[setting.number - 1]) if setting.number else None
