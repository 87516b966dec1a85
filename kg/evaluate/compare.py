"""Gold facts and found facts, matched one to one.

A found entity is a gold entity if one of its labels is one of the gold names, blanks, quotation
marks, width and case left aside, and its coarse type agrees. *Core* compares what is said; *strict*
also compares bound and status of measures and the date of events.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kg.evaluate.found import Found, FoundEntity, FoundEvent, FoundMeasure, Statement, Why
from kg.evaluate.gold import Gold, GoldEvent, GoldMeasure
from kg.model.lexicon.evaluation import EvaluationLexicon
from kg.schema import Schema

CATEGORIES: Final = ("entities", "partners", "relations", "measures", "events")
FACTS: Final = CATEGORIES[1:]
MODES: Final = ("core", "strict")

_STRICT_ONLY: Final = {"measures": 2, "events": 1}  # how much of a key only strict compares
_IGNORED = frozenset("“”\"'‘’「」『』《》 \u3000\t\n")


@dataclass(frozen=True, slots=True)
class Tally:
    """True positives, false positives and false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what is right that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error.

    Attributes:
        category: One of ``CATEGORIES``.
        missed: Whether a gold fact was not found; else something was found that is not gold.
        core: Whether it is an error in core as well; else only bound, status or date differ.
        words: The fact in words.
        why: The rule that found it and the sentence; None if it was missed, or is an entity.
        names: Names of the entities in it, to look for the place in the text.
    """

    category: str
    missed: bool
    core: bool
    words: str
    why: Why | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The result for one article.

    Attributes:
        tallies: By mode and category.
        mistakes: All errors of strict, in the order of the categories.
        denied: How many facts are asserted that the text denies.
    """

    tallies: Mapping[str, Mapping[str, Tally]]
    mistakes: tuple[Mistake, ...] = ()
    denied: int = 0


def score(gold: Gold, found: Found, schema: Schema) -> ArticleScore:
    """Compare what was found in one article with its gold facts."""
    words = schema.lexicon("evaluation", EvaluationLexicon)
    money = {name for name, kind in schema.ontology.kinds.items() if len(kind.units) > 1}
    comparison = _Comparison(gold, found, frozenset(words.skipped_kinds), frozenset(money))
    return replace(comparison.score(), denied=_denied(gold, comparison))


def fold(label: str) -> str:
    """The form in which labels are compared."""
    text = unicodedata.normalize("NFKC", label)
    return "".join(char for char in text if char not in _IGNORED).casefold()


def _denied(gold: Gold, comparison: _Comparison) -> int:
    """How many denied facts are asserted, without those that are also stated."""
    denied = gold.negated
    probe = replace(
        gold,
        partners=denied.partners,
        relations=denied.relations,
        measures=denied.measures,
        events=denied.events,
    )
    asserted = replace(comparison, gold=probe).score().tallies["core"]
    stated = replace(comparison, gold=probe, found=as_found(gold)).score().tallies["core"]
    return sum(max(0, asserted[name].tp - stated[name].tp) for name in FACTS)


def as_found(gold: Gold) -> Found:
    """Gold facts as if they had been found."""
    return Found(
        entities={
            entity.id: FoundEntity(
                frozenset((entity.name, *entity.aliases)), frozenset((entity.type,))
            )
            for entity in gold.entities
        },
        partners=frozenset((min(a, b), max(a, b)) for a, b in gold.partners),
        relations=frozenset(gold.relations),
        measures=tuple(
            FoundMeasure(m.s, m.kind, m.value, m.unit or "", m.bound or "", m.status or "")
            for m in gold.measures
        ),
        events=tuple(FoundEvent(e.s, e.kind, e.date) for e in gold.events),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """Which gold entity each found one is, and how well the entities were found."""

    gold_id: dict[str, str]
    tally: Tally
    mistakes: tuple[Mistake, ...]

    def to(self, iri: str) -> str:
        """The gold entity of a found one, or a mark for one that is none."""
        return self.gold_id.get(iri, "?" + iri)


Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One article's gold facts and found facts."""

    gold: Gold
    found: Found
    skipped: frozenset[str]
    money: frozenset[str]
    _titles: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._titles.update({entity.id: entity.name for entity in self.gold.entities})

    def score(self) -> ArticleScore:
        """All categories in both modes."""
        match = self._match()
        tallies: dict[str, dict[str, Tally]] = {m: {"entities": match.tally} for m in MODES}
        mistakes = list(match.mistakes)
        for category in FACTS:
            core = self._facts(category, match, strict=False)
            strict = self._facts(category, match, strict=True)
            tallies["core"][category] = core.tally
            tallies["strict"][category] = strict.tally
            mistakes.extend(self._mistakes(category, core, strict))
        return ArticleScore(tallies, tuple(mistakes))

    def _match(self) -> _Match:
        names = {e.id: {fold(n) for n in (e.name, *e.aliases)} for e in self.gold.entities}
        types = {e.id: e.type for e in self.gold.entities}
        gold_id: dict[str, str] = {}
        taken: set[str] = set()
        mistakes: list[Mistake] = []
        for iri, entity in sorted(self.found.entities.items()):
            labels = {fold(label) for label in entity.labels}
            hits = [id_ for id_, folded in names.items() if labels & folded]
            if not hits:
                said = f"{'/'.join(sorted(entity.labels))} a {'/'.join(sorted(entity.types))}"
                mistakes.append(Mistake("entities", False, True, said))
                continue
            best = max(hits, key=lambda i: (types[i] in entity.types, len(labels & names[i])))
            gold_id[iri] = best
            if types[best] in entity.types and best not in taken:
                taken.add(best)
                continue
            typed = f"typed {'/'.join(sorted(entity.types))} for {types[best]}"
            said = f"{self._titles[best]}: {'split' if best in taken else typed}"
            mistakes.append(Mistake("entities", False, True, said))
        missed = [e for e in self.gold.entities if e.id not in taken]
        mistakes.extend(
            Mistake("entities", True, True, f"{e.name} a {e.type}", names=(e.name,)) for e in missed
        )
        wrong = len(mistakes) - len(missed)
        return _Match(gold_id, Tally(len(taken), wrong, len(missed)), tuple(mistakes))

    def _facts(self, category: str, match: _Match, *, strict: bool) -> _Facts:
        gold: dict[Key, None] = {}
        found: dict[Key, Statement] = {}
        if category == "partners":
            gold = dict.fromkeys((min(a, b), max(a, b)) for a, b in self.gold.partners)
            for a, b in sorted(self.found.partners):
                first, second = sorted((match.to(a), match.to(b)))
                found.setdefault((first, second), (a, "", b))
        elif category == "relations":
            gold = dict.fromkeys(self.gold.relations)
            for s, p, o in sorted(self.found.relations):
                found.setdefault((match.to(s), p, match.to(o)), (s, p, o))
        elif category == "measures":
            gold = dict.fromkeys(self._measures(self.gold.measures, str, strict))
            for measure in self.found.measures:
                for key in self._measures([measure], match.to, strict):
                    found.setdefault(key, measure.claim)
        else:
            gold = dict.fromkeys(_event(event, event.s, strict) for event in self.gold.events)
            for event in self.found.events:
                found.setdefault(_event(event, match.to(event.s), strict), event.claim)
        return _Facts(gold, found)

    def _measures(
        self,
        measures: Iterable[GoldMeasure | FoundMeasure],
        subject: Callable[[str], str],
        strict: bool,
    ) -> Iterable[Key]:
        for m in measures:
            if m.kind in self.skipped:
                continue
            unit = (m.unit or "") if m.kind in self.money else ""
            key: Key = (subject(m.s), m.kind, float(f"{m.value:.3g}"), unit)
            yield (*key, m.bound or "exact", m.status or "actual") if strict else key

    def _mistakes(self, category: str, core: _Facts, strict: _Facts) -> Iterable[Mistake]:
        core_keys = core.wrong | core.missed
        for missed, keys in ((True, strict.missed), (False, strict.wrong)):
            for key in sorted(keys, key=str):
                short = key[: len(key) - _STRICT_ONLY.get(category, 0)]
                yield Mistake(
                    category,
                    missed,
                    short in core_keys,
                    self._words(key),
                    None if missed else self._why(strict.found[key]),
                    tuple(self._titles[x] for x in key if isinstance(x, str) and x in self._titles),
                )

    def _words(self, key: Key) -> str:
        return " ".join(self._word(part) for part in key if part != "")

    def _word(self, part: Hashable) -> str:
        if not isinstance(part, str):
            return f"{part:g}" if isinstance(part, float) else str(part)
        if part.startswith("?"):
            entity = self.found.entities.get(part[1:])
            return "?" + (min(entity.labels) if entity else part.rsplit("/", 1)[-1])
        return self._titles.get(part, part)

    def _why(self, statement: Statement) -> Why | None:
        subject, predicate, object_ = statement
        if predicate:
            return self.found.why.get(statement)
        # A pair of partners is stated by a claim in either direction.
        return next(
            (
                why
                for (s, p, o), why in self.found.why.items()
                if p not in ("about", "party") and {s, o} == {subject, object_}
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts of one category: gold, and found with the statements they stand for."""

    gold: dict[Key, None]
    found: dict[Key, Statement]

    @property
    def tally(self) -> Tally:
        right = len(self.gold.keys() & self.found.keys())
        return Tally(right, len(self.found) - right, len(self.gold) - right)

    @property
    def wrong(self) -> set[Key]:
        return self.found.keys() - self.gold.keys()

    @property
    def missed(self) -> set[Key]:
        return self.gold.keys() - self.found.keys()


def _event(event: GoldEvent | FoundEvent, subject: str, strict: bool) -> Key:
    return (subject, event.kind, event.date or "") if strict else (subject, event.kind)
