"""Why a number may not be said of what the text is about: something nameless owns it."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.analysis import Analysis, Mention
from kg.extract.measures_kinds import Setting, any_of
from kg.extract.measures_shared import Sharing
from kg.model import Span
from kg.model.lexicon.measures import MeasureLexicon

_LISTED = 3  # so many members make a list whose number is a sum, whoever is the topic
_NOMINAL = "nmqabfsjxl"  # parts of speech that modify a noun, by jieba's first letters
_LONGEST = 30  # characters before the head of a nameless subject
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
        self._group = re.compile(any_of(lexicon.groups))
        self._dated = re.compile(rf"\d[日号](?:{any_of(lexicon.dated)})")

    def describes_other(self, setting: Setting) -> bool:
        """Whether the number describes something nameless right after it: 总投资3亿元的某项目."""
        after = setting.after
        return after.startswith("的") and not after.startswith(self._lexicon.abstracts, 1)

    def is_listed(self, analysis: Analysis, setting: Setting, key: str | None) -> bool:
        """Whether the clause before names the holder in a list, so that the number is a sum."""
        clause = clause_before(analysis, setting)
        if clause is None or key is None:
            return False
        named = tuple(
            m for m in analysis.mentions_in(clause) if self._is_facility(analysis, m.keys[0])
        )
        groups = self._sharing.listed(analysis, named)
        return any(
            len(group) >= _LISTED or (len(group) > 1 and any(key in m.keys for m in group))
            for group in groups
        )

    def is_spoken_of_otherwise(self, analysis: Analysis, setting: Setting, key: str) -> bool:
        """Whether a nameless subject has come up in the sentence since it named the holder."""
        start = analysis.sentences[setting.sentence].span.start
        end = setting.quantity.span.start
        if start >= end:
            return False
        mentions = analysis.mentions_in(Span(start, end))
        since = max((m.span.end for m in mentions if key in m.keys), default=start)
        found = [
            match
            for pattern in (self._bearer, self._quoted)
            for match in pattern.finditer(analysis.folded, since, end)
            if not any(m.span.end >= match.start() and m.span.start < match.end() for m in mentions)
        ]
        return any(
            match.re is self._quoted
            or self._is_subject(analysis, setting, match.start(), match.end())
            for match in found
        )

    def is_sum(self, analysis: Analysis, setting: Setting) -> bool:
        """Whether the words before the amount speak of a group of nameless things."""
        clause = clause_before(analysis, setting) or setting.clause
        start, end = clause.start, setting.quantity.span.start
        return self._group.search(analysis.folded, start, end) is not None

    def _is_subject(self, analysis: Analysis, setting: Setting, start: int, end: int) -> bool:
        """Whether a noun and what stands before it in its clause are a subject of their own."""
        clauses = analysis.sentences[setting.sentence].clauses
        clause = next((c for c in clauses if c.start <= start and end <= c.end), None)
        if clause is None or analysis.folded.startswith(self._lexicon.compounds, end):
            return False
        if not 0 < start - clause.start <= _LONGEST:
            return False  # a bare 项目 is the topic again
        modifiers = analysis.tokens_in(Span(clause.start, start))
        return all(token.tag[:1] in _NOMINAL for token in modifiers)

    def is_scope(self, analysis: Analysis, mention: Mention) -> bool:
        """Whether a name only bounds a claim (华东最大的X) or dates the report (某市9月3日电)."""
        end = mention.span.end
        if analysis.folded.startswith(self._lexicon.superlatives, end):
            return True
        return self._dated.search(analysis.folded, end, end + _DATELINE) is not None


def clause_before(analysis: Analysis, setting: Setting) -> Span | None:
    """The clause before that of a quantity, in its sentence."""
    clauses = analysis.sentences[setting.sentence].clauses
    return clauses[setting.number - 1] if setting.number else None
