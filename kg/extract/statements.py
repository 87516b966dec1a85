"""Superlatives and uniqueness: what the article or a speaker claims of an entity.

Such words are never a plain fact. They are kept as they stand, with who says them, of what, and
within which place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.analysis import Analysis, Mention, Topic
from kg.extract.cues import alternation, gapped
from kg.extract.discourse_words import referring_finder
from kg.extract.modality import status_of
from kg.model import Span, Statement
from kg.model.lexicon.statements import Claim, StatementLexicon
from kg.model.text import Sentence
from kg.schema import Schema

_GAP = "…"
_JOINING = "、"
_HEAD = 14  # characters between the words of a claim and the name they belong to
_WINDOW = 200  # characters around the words of a claim in which names are looked for
_LEFT = 30
_RIGHT = 24
_SPEECH = 14
_QUOTES = "“”‘’\"'《》「」"
_VERB = "v"
_ENDING = ("v", "r", "p")


def find_statements(analysis: Analysis, schema: Schema) -> list[Statement]:
    """The claims of an article, in the order of the text.

    Args:
        analysis: The article; names and discourse must have been found.
        schema: Where the lexicon ``statements`` stands.
    """
    finder = _finder(schema)
    found: dict[Span, Statement] = {}
    for index, sentence in enumerate(analysis.sentences):
        if not finder.may_claim(analysis.folded, sentence.span):
            continue
        for number, clause in enumerate(sentence.clauses):
            triggers = finder.find(analysis.folded, clause)
            if not triggers:
                continue
            ahead = analysis.folded.startswith(finder.lexicon.ahead, clause.start)
            topic = analysis.topics.get((index, number + ahead), Topic())
            place = _Place(analysis, schema, finder.lexicon, sentence, clause, topic, ahead)
            for trigger, claim in triggers:
                statement = place.statement(trigger, claim)
                if statement is not None:
                    found.setdefault(Span(*_words_span(statement)), statement)
    return list(found.values())


def _words_span(statement: Statement) -> tuple[int, int]:
    span = statement.evidence[0].span
    return span.start, span.end


class _Finder:
    def __init__(self, lexicon: StatementLexicon) -> None:
        self.lexicon = lexicon
        self._claims = {
            word: claim for claim in lexicon.claims for word in claim.words if _GAP not in word
        }
        self._pattern = alternation([*lexicon.hidden, *self._claims])
        pairs = [(word, claim) for claim in lexicon.claims for word in claim.words if _GAP in word]
        self._pairs = [claim for _, claim in pairs]
        firsts = {word.split(_GAP)[0] for word, _ in pairs}
        self._opening = alternation({*self._claims, *firsts})
        self._paired = re.compile("|".join(f"({gapped(word).pattern})" for word, _ in pairs))

    def may_claim(self, folded: str, span: Span) -> bool:
        """Whether a stretch holds a claim's word, or the first of a claim's two words."""
        return self._opening.search(folded, span.start, span.end) is not None

    def find(self, folded: str, clause: Span) -> list[tuple[Span, Claim]]:
        """The words of claims in a clause; those of two words first, for they say more."""
        found = [
            (Span(*match.span()), self._pairs[(match.lastindex or 1) - 1])
            for match in self._paired.finditer(folded, clause.start, clause.end)
        ]
        taken = [span for span, _ in found]
        for match in self._pattern.finditer(folded, clause.start, clause.end):
            span, claim = Span(*match.span()), self._claims.get(match.group())
            if claim is not None and not any(span.overlaps(other) for other in taken):
                found.append((span, claim))
        return found


@cache
def _finder(schema: Schema) -> _Finder:
    return _Finder(schema.lexicon("statements", StatementLexicon))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim stands."""

    analysis: Analysis
    schema: Schema
    lexicon: StatementLexicon
    sentence: Sentence
    clause: Span
    topic: Topic
    ahead: bool

    def statement(self, trigger: Span, claim: Claim) -> Statement | None:
        start = max(self.clause.start, trigger.start - _WINDOW)
        window = Span(start, min(self.clause.end, trigger.end + _WINDOW))
        names = self.analysis.mentions_in(window)
        counted = self.analysis.folded[trigger.end : trigger.end + 1].isdigit()
        if counted or any(name.span.overlaps(trigger) for name in names):
            return None
        after = self._named_after(trigger, names) if claim.before_name else None
        start = self._start(trigger, names)
        end = self._until(after, trigger) if after else self._end(trigger, claim)
        words = Span(start, self._trimmed(start, end))
        subject = after.keys[0] if after else self._subject(words, names)
        if subject is None or self._is_a(subject, self.lexicon.person):
            return None
        return Statement(
            evidence=(self.analysis.evidence(words),),
            rule=f"statement/{claim.name}",
            status=status_of(self.analysis, trigger, self.schema),
            subject=subject,
            words=words.of(self.analysis.text),
            scope=self._scope(words, trigger, subject),
            attributed_to=self._speaker(trigger),
        )

    def _is_a(self, key: str, cls: str) -> bool:
        return self.schema.ontology.is_a(self.analysis.type_of(key), cls)

    # ------------------------------------------------------------ subject

    def _named_after(self, trigger: Span, names: tuple[Mention, ...]) -> Mention | None:
        """The name that the words stand before, as in 全省唯一的甲中心."""
        for name in names:
            if name.span.start < trigger.end:
                continue
            gap = self.analysis.folded[trigger.end : name.span.start]
            if gap in self.lexicon.equating:
                return name
            if len(gap) > _HEAD or re.search(r"[,;:、。]", gap) or self._acts(gap, trigger.end):
                return None
            return None if self._is_a(name.keys[0], self.lexicon.place) else name
        return None

    def _acts(self, gap: str, start: int) -> bool:
        """Whether a verb stands in a gap outside a modifier."""
        tail = start + gap.rfind(self.lexicon.modifying) + 1
        if tail >= start + len(gap):
            return False
        tokens = self.analysis.tokens_between(tail, start + len(gap))
        return any(token.tag == _VERB for token in tokens)

    def _subject(self, words: Span, names: tuple[Mention, ...]) -> str | None:
        """What stands before the words, or else what the clause is about, if the noun fits it."""
        text, inside = self.analysis.folded, self.analysis.mentions_in(words)
        candidates = [self.topic.facility]
        if words.start == self.clause.start and not self.ahead:
            return None  # 全国最大的中心昨日开工: what it is called is not said here
        if not text.startswith(self.lexicon.pointers, self.clause.start):
            candidates = [self._silent(), self.topic.facility]
            before = [name for name in names if name.span.end <= words.start]
            if before and not self.ahead:
                candidates = [self._before(before, words)]
        within = {key for mention in inside for key in mention.keys}
        for key in candidates:
            if key is not None and key not in within and self._fits(key, words):
                return key
        return None

    def _before(self, before: list[Mention], words: Span) -> str | None:
        """The mention before the words that is no modifier of them."""
        for name in before:
            gap = self.analysis.folded[name.span.end : words.start]
            if self.lexicon.modifying not in gap and len(name.keys) == 1:
                return name.keys[0]
        return None

    def _fits(self, key: str, words: Span) -> bool:
        """Whether an entity is of the kind that the noun at the end of the words can mean."""
        text = words.of(self.analysis.folded)
        heads = referring_finder(self.schema).heads
        noun = max((word for word in heads if text.endswith(word)), key=len, default=None)
        if noun is None:
            return True
        coarse = self.schema.ontology.coarse
        kind = coarse(self.analysis.type_of(key))
        return any(coarse(cls) == kind for cls in heads[noun].classes)

    def _silent(self) -> str | None:
        return self.topic.subject[0] if len(self.topic.subject) == 1 else None

    # ------------------------------------------------------------ words

    def _start(self, trigger: Span, names: tuple[Mention, ...]) -> int:
        """Where the words of a claim begin: after the verb, or with the place it is made of."""
        if self.analysis.folded.startswith(self.lexicon.verbs, trigger.start):
            return trigger.start
        low = max(self.clause.start, trigger.start - _LEFT)
        text = self.analysis.folded[low : trigger.start]
        start = low
        for verb in self.lexicon.verbs:
            at = text.rfind(verb)
            inside = any(n.span.start < low + at < n.span.end for n in names)
            if at >= 0 and not inside:
                start = max(start, low + at + len(verb))
        said = start > low
        for name in names:
            if said and start <= name.span.start:
                break  # 是甲枢纽两大集群之一: the name belongs to the words
            if name.span.end <= trigger.start and not self._is_a(name.keys[0], self.lexicon.place):
                gap = self.analysis.folded[name.span.end : trigger.start]
                start = start if self.lexicon.modifying in gap else max(start, name.span.end)
        start = next((n.span.start for n in names if n.span.start < start < n.span.end), start)
        if self.analysis.folded.startswith(self.lexicon.openers, start):
            start += max(
                len(w) for w in self.lexicon.openers if self.analysis.folded.startswith(w, start)
            )
        return self._after_joining(start, trigger)

    def _after_joining(self, start: int, trigger: Span) -> int:
        """Leave out what a claim is only listed beside, as in 两大集群之一、中部唯一的集群."""
        text = self.analysis.folded[start : trigger.start]
        at = text.rfind(_JOINING)
        if at < 0:
            return start
        listed = text[:at]
        superlative = self._finder_matches(listed)
        return start if superlative else start + at + 1

    def _finder_matches(self, text: str) -> bool:
        """Whether the text before 、 is a claim of the same noun (等级最高、规模最大的)."""
        claims = (w for c in self.lexicon.claims for w in c.words if _GAP not in w)
        return text.endswith(tuple(claims))

    def _until(self, after: Mention, trigger: Span) -> int:
        gap = self.analysis.folded[trigger.end : after.span.start]
        equating = next((e for e in self.lexicon.equating if gap == e), "")
        return trigger.end + len(self.lexicon.modifying) if equating else after.span.start

    def _end(self, trigger: Span, claim: Claim) -> int:
        """Where they end: with the noun after 的, or with the words themselves."""
        if not claim.before_name:
            return trigger.end
        limit = min(self.clause.end, trigger.end + _RIGHT)
        end = trigger.end
        tokens = self.analysis.tokens_between(trigger.end, limit)
        open_modifier = any(token.word == self.lexicon.modifying for token in tokens)
        for token in tokens:
            if token.word == _JOINING:
                if not self._finder_matches(self.analysis.folded[token.end : trigger.end + 12]):
                    rest = self.analysis.folded[token.end : limit]
                    if not any(w in rest[:8] for c in self.lexicon.claims for w in c.words):
                        break
            elif token.word == self.lexicon.modifying:
                open_modifier = False
            elif not open_modifier and token.tag.startswith(_ENDING) and token.tag != "vn":
                break
            end = token.end
        return min(end, limit)

    def _trimmed(self, start: int, end: int) -> int:
        text = self.analysis.folded
        while end > start + 1 and text[end - 1] in _QUOTES + _JOINING + ", ":
            end -= 1
        return end

    # ------------------------------------------------------------ scope and speaker

    def _scope(self, words: Span, trigger: Span, subject: str) -> str | None:
        """What the words name before the trigger: a place, or a group such as a hub."""
        if words.start >= trigger.start:
            return None
        named = self.analysis.mentions_between(words.start, trigger.start)
        scopes = [mention.keys[0] for mention in named if mention.keys[0] != subject]
        return scopes[-1] if scopes else None

    def _speaker(self, trigger: Span) -> str | None:
        """Who says so, as far as the sentence tells."""
        span = self.sentence.span
        start = max(span.start, trigger.start - _WINDOW)
        window = Span(start, min(span.end, trigger.end + _WINDOW))
        for mention in self.analysis.mentions_in(window):
            key = mention.keys[0]
            if not (
                self._is_a(key, self.lexicon.person) or self._is_a(key, self.lexicon.organization)
            ):
                continue
            said = self.analysis.folded[mention.span.end : mention.span.end + _SPEECH]
            said = re.split(r"[,;。“”]", said)[0]
            if any(said.endswith(verb) or said.startswith(verb) for verb in self.lexicon.speech):
                outside = mention.span.end <= trigger.start or trigger.end <= mention.span.start
                return key if outside else None
        return None
