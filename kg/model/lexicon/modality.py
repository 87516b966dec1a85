"""How it is said that something holds, will hold, or does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.facts import Status


class Side(StrEnum):
    """Where the words stand that a cue speaks of."""

    AFTER = "after"  # 拟投资: what follows the cue
    BEFORE = "before"  # 消息不实: what precedes it
    BOTH = "both"  # 终止与甲的合作, 合作终止


class Reach(StrEnum):
    """How far a cue's scope goes."""

    CLAUSE = "clause"  # to the ends of its clause
    SENTENCE = "sentence"  # over the clauses beyond, until another cue says otherwise
    BESIDE = "beside"  # the word next to it


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
AFTER, BEFORE, BOTH = Side
CLAUSE, SENTENCE, BESIDE = Reach


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give what is in their scope a status.

    Attributes:
        status: The status.
        words: The words; ``甲…乙`` are two words of one clause, at most twenty characters apart.
        side: Which side of the words the scope lies on.
        reach: How far it goes.
        weak: Whether it gives way to another cue just before it (将累计).
        refutes: Whether the words refute a rumour told before them.
        of_numbers: Whether numbers, too, can be in its scope.
        confirmed_by: Words of which one must follow (in this sentence or the next) for the cue to
            count; if none does, the cue means ``otherwise``.
        otherwise: Status of an unconfirmed cue.
        examples: Sentences in which the part in ⟦⟧ has the status.
        counterexamples: Sentences in which the part in ⟦⟧ has another one.
    """

    status: Status
    words: tuple[str, ...]
    side: Side = Side.AFTER
    reach: Reach = Reach.CLAUSE
    weak: bool = False
    refutes: bool = False
    of_numbers: bool = True
    confirmed_by: tuple[str, ...] = ()
    otherwise: Status | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Words between an old value and the new one.

    Attributes:
        before: Words before the old value (由, 从).
        current: Words that say the old value holds today (目前的).
        to: Words between the two (上调至).
    """

    before: tuple[str, ...]
    current: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Words that show how far a facility has come.

    Attributes:
        begun: Agreed, approved or started (签约, 开工): its size and cost are still plans.
        building: The same, of verbs whose object is the facility (共建).
        finished: It exists (投运, 竣工).
        running: It exists, if it is named beside the words (现有).
        hidden: Words that look like one of these and are none (运营中心).
        parts: Nouns for parts of a facility that stand for it (主体结构).
        ceremonies: Nouns after one of these that it only names (开工仪式).
        counted: Nouns for them that a number follows (重大项目16个).
        counters: What stands after that number.
        grouped: Words for several projects that begin together (个重大项目).
        facility: Local name of the class that progress is asked of.
        lasting: Local names of classes that are never built as one (clusters, hubs).
    """

    begun: tuple[str, ...]
    building: tuple[str, ...]
    finished: tuple[str, ...]
    running: tuple[str, ...]
    hidden: tuple[str, ...]
    parts: tuple[str, ...]
    ceremonies: tuple[str, ...]
    counted: tuple[str, ...]
    counters: tuple[str, ...]
    grouped: tuple[str, ...]
    facility: str
    lasting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModalityLexicon:
    """All words of modality.

    Attributes:
        cues: In no particular order; the longest words win where several begin.
        hidden: Words that look like a cue and are none (未来, 将军, 不仅).
        holders: Nouns that stand for the matter of the clauses before (该项目, 方案).
        deals: The same for agreements (该合同, 双方合作).
        openers: Words that may stand before such a noun (目前合同).
        pointers: Beginnings of a noun that points back over a full stop (上述, 该).
        agreements: Words of which a clause about an agreement has one.
        answers: Verbs after which a rumour ends and a speaker's own words begin.
        conclude: Verbs whose denial is about their subject, too (协议未能签署).
        beginnings: Verbs after which 已 says nothing of the numbers that follow (已签约).
        breaks: Words that end the scope carried over from the clause before.
        disposing: Cues that also mark an object before its verb, and then say nothing (将).
        intending: Words before a verb of ending that make it a mere intention (拟终止).
        modifying: Particles between a modifier and its noun (的).
        also: Adverbs that part two predicates of one subject (也).
        change: Words of changed values.
        progress: Words of a facility's progress.
    """

    cues: tuple[Cue, ...]
    hidden: tuple[str, ...]
    holders: tuple[str, ...]
    deals: tuple[str, ...]
    openers: tuple[str, ...]
    pointers: tuple[str, ...]
    agreements: tuple[str, ...]
    answers: tuple[str, ...]
    conclude: tuple[str, ...]
    beginnings: tuple[str, ...]
    breaks: tuple[str, ...]
    disposing: tuple[str, ...]
    intending: tuple[str, ...]
    modifying: tuple[str, ...]
    also: tuple[str, ...]
    change: Change
    progress: Progress
