"""How it is said who did what to whom: the frames of relations, agreements and events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.lexicon.frames_people import People


class Pattern(StrEnum):
    """Where the arguments of a trigger stand."""

    ACTION = "action"  # agent 建设 theme; theme 由 agent 建设; agent 建设的 theme
    HAPPENING = "happening"  # theme 开工; 举行 theme 开工仪式; 开工的 theme
    PLACING = "placing"  # theme 位于 place; 位于 place 的 theme
    LINKING = "linking"  # theme 采用 goal; 采用 goal 的 theme
    GIVING = "giving"  # theme 为 goal 提供服务
    MEMBER = "member"  # theme 是 goal 的组成部分
    LABEL = "label"  # theme 的建设方是 agent; 建设单位: agent
    KIN = "kin"  # agent 旗下 theme; 子公司 theme
    SIGNING = "signing"  # agent 与 partner 就 theme 签署协议
    ACCORD = "accord"  # agent 与 partner 的合作协议
    RANK = "rank"  # theme 是 place 首个智算中心; place 首个智算中心 theme


class Accord(StrEnum):
    """What kind of agreement a trigger makes among its agents."""

    NONE = "none"
    SIGNED = "signed"  # they signed or agreed on something
    COOPERATION = "cooperation"  # they work together
    TOGETHER = "together"  # they work together if a word such as 共同 says so


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
ACTION, HAPPENING, PLACING, LINKING, GIVING, MEMBER, LABEL, KIN, SIGNING, ACCORD, RANK = Pattern
UNSHARED, SIGNED, COOPERATION, TOGETHER = Accord


@dataclass(frozen=True, slots=True)
class Frame:
    """What one group of trigger words says.

    Attributes:
        id: Unique; the second part of a fact's rule.
        pattern: Where the arguments stand.
        words: The trigger words, simplified.
        gives: Relations, each ``role property role`` with the roles ``agent``, ``theme``,
            ``goal`` and ``place``.
        events: Event classes; the event is about the theme.
        accord: Whether the agents become partners.
        agent: Classes that the agents may have.
        theme: Classes that the theme may have; empty for any.
        goal: Classes that the goal may have.
        object: Whether a happening may name its theme after the trigger (发布 theme).
        silent: Whether the theme may be left to the topic although an agent is named.
        listed: Whether the goals must be an open list with a number (甲、乙等7个).
        overt: Whether the theme must be said: of 甲成立 without an object it is 甲 that begins.
        amount: Whether an amount of money must follow the trigger, and the agent be named.
        star: Whether several parties at one side are no partners of one another (签约).
        close: Whether a silent theme must be the subject, not only the facility under discussion.
        weak: Whether its relations are only implied, and give way to those that another entry
            reads of the same subject.
        governs: Whether later verbs of the clause are only what is approved, and no events.
        marked: Markers of which one must stand before the goal of what is given or received (获),
            or before what moves in where no place follows (有).
        needs: Words of which one must stand between trigger and end of the clause.
        without: Words of which none may stand there.
        examples: Sentences with names in [] and, after =>, what they give.
        counterexamples: Sentences that give nothing by this frame.
    """

    id: str
    pattern: Pattern
    words: tuple[str, ...]
    gives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    accord: Accord = Accord.NONE
    agent: tuple[str, ...] = ("Organization", "Place")
    theme: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    object: bool = False
    silent: bool = False
    overt: bool = False
    listed: bool = False
    amount: bool = False
    star: bool = False
    close: bool = False
    weak: bool = False
    governs: bool = False
    marked: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Markers:
    """Words that say which role the name after them has.

    Attributes:
        agent: 由甲建设.
        with_: 与乙; written ``with_`` in the file too.
        place: 在丙.
        about: 就丁; what an agreement is about.
        object: 将戊打造成.
        benefit: 为己揭牌.
        basis: 依托丙建设丁.
        delegate: 代表庚.
        other: Prepositions that take a name out of the frame: 向, 据.
        plain: Verbs that end like a marker and mark nothing: 审议通过.
        join: What joins two names of one list.
        kin: What joins an organisation with one of its own: 及其子公司.
    """

    agent: tuple[str, ...]
    with_: tuple[str, ...]
    place: tuple[str, ...]
    about: tuple[str, ...]
    object: tuple[str, ...]
    benefit: tuple[str, ...]
    basis: tuple[str, ...]
    delegate: tuple[str, ...]
    other: tuple[str, ...]
    plain: tuple[str, ...]
    join: tuple[str, ...]
    kin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Other words that frames look at.

    Attributes:
        hidden: Words that contain a trigger but are none.
        together: 共同, 联合.
        separately: 分别.
        light: Words that may stand between a trigger and its arguments and change nothing.
        parts: Nouns that stand for the topic when they are the subject (主体结构, 一期).
        ceremony: Nouns after a trigger that make it the name of an event (仪式).
        held: Verbs that say that such an event takes place (举行).
        heads: Nouns after a name that mean the same thing (项目).
        count_nouns: Nouns of counted parties (企业).
        all_parties: Words that say that all parties agree with all (三方).
        copula: Verbs that say what the subject is (是).
        within: What may follow a place before 的 (境内).
        inside: Words after a name that make it a place (内).
        goes_on: What may follow a verb that has no object (成立于).
        since: Words between a trigger and the date after it (成立于).
        taking_part: What those say who act under the lead of others (参与).
        leading: What those say who lead (牵头).
        glued: Words whose last character is no pronoun (及其).
        afterwards: What makes a verb the time of something else (竣工后).
        condition: What follows a verb that is only a condition (签订后方可).
        doubt: What makes a clause a question (能否).
        amounts: What opens a number after a verb (不少于).
        appositions: Nouns between two names of which the second is the thing (甲市企业乙).
        owned: Words between an owner and what is its own (甲旗下乙).
        not_together: Words that begin like one of ``together`` and are none (合作伙伴).
        attending: What those do who are only present (出席).
        of: What makes a name a modifier (的, 之).
        relative: What makes a clause a modifier (的).
        listed: What joins two verbs of one character (、并).
        rest: What closes an open list (等).
        numerals: Characters of numbers.
        counters: Measure words of parties (家).
        as_: Copulas whose subject stands in the next clause (作为).
        deeds: Ends of titles of papers that tell what is to be done (协议, 方案).
        purpose: Words before a verb that make it an aim (为建设).
        in_charge: Verbs of an agent that is named after the task (由甲负责).
        entrusting: Verbs before the name of what somebody has to build or run (负责丁建设).
        wire: Ends of a dateline (讯, 电).
        expansion: Words that open the list of what an unnamed object was (包括).
        same_day: Words for the time of what was told just before (仪式上).
        at: What follows a ceremony at which something is done (仪式上).
        going_on: Words that open a clause with the arguments of the one before (并最终).
        between: Words between parties and the noun that names what they share (之间的).
        identifying: Verbs that equate the subject with what is described (是).
        sides: Words for all parties of an agreement (双方).
        pushing: Verbs whose object has not happened yet (加快丁投运).
        several: Words for projects without a name (个项目); no amount of theirs is the topic's.
        schemes: Nouns after the name of a programme that mean the same thing (行动计划).
        beyond: What follows a name that is only a landmark (以西).
        unmarked: Words that hold a marker of a partner and mark none (参与, 同意).
        joint: Verbs whose object the agreement before it is about (共建).
        customers: Nouns after a place for those in it who are served, not the place (企业).
        each: Words between a place and several nameless things in it (丙市各大高校).
        moreover: What opens another verb of the same subject (并).
        given: What a place itself is given, whatever follows its name (算力).
        serially: Words that part the partners of one side from one another (先后).
        admitting: What those sign who come to a host, one by one (入园协议).
        also_held: What joins two occasions of one ceremony (暨).
        having: Verbs of a place that has something now (迎来).
        ways: Ends of names of roads, which have no projects of their own (路).
        among: Words that open what belongs to the sentence before (其中).
        wide: Countries and wider: to be the first in them says nothing of where.
        areas: Ends of unnamed parts of a place (某街道).
        structures: Ends of nouns for what stands somewhere (智算中心).
        ruling: Ends of clauses in which an office says what others are to do (明确).
        building: Nouns after a name for the work on it (启动丁建设).
        works: Nouns after names of companies that make them names of projects (甲、乙等项目).
        relatives: Nouns for what belongs to the name before it and is another (甲子公司中标).
    """

    hidden: tuple[str, ...]
    together: tuple[str, ...]
    separately: tuple[str, ...]
    light: tuple[str, ...]
    parts: tuple[str, ...]
    ceremony: tuple[str, ...]
    held: tuple[str, ...]
    heads: tuple[str, ...]
    count_nouns: tuple[str, ...]
    all_parties: tuple[str, ...]
    copula: tuple[str, ...]
    within: tuple[str, ...]
    joint: tuple[str, ...]
    expansion: tuple[str, ...]
    inside: tuple[str, ...]
    goes_on: tuple[str, ...]
    since: tuple[str, ...]
    taking_part: tuple[str, ...]
    leading: tuple[str, ...]
    glued: tuple[str, ...]
    afterwards: tuple[str, ...]
    condition: tuple[str, ...]
    doubt: tuple[str, ...]
    amounts: tuple[str, ...]
    appositions: tuple[str, ...]
    owned: tuple[str, ...]
    not_together: tuple[str, ...]
    attending: tuple[str, ...]
    of: tuple[str, ...]
    relative: tuple[str, ...]
    listed: tuple[str, ...]
    rest: tuple[str, ...]
    numerals: tuple[str, ...]
    counters: tuple[str, ...]
    as_: tuple[str, ...]
    deeds: tuple[str, ...]
    purpose: tuple[str, ...]
    in_charge: tuple[str, ...]
    entrusting: tuple[str, ...]
    wire: tuple[str, ...]
    same_day: tuple[str, ...]
    going_on: tuple[str, ...]
    between: tuple[str, ...]
    identifying: tuple[str, ...]
    sides: tuple[str, ...]
    pushing: tuple[str, ...]
    several: tuple[str, ...]
    schemes: tuple[str, ...]
    beyond: tuple[str, ...]
    unmarked: tuple[str, ...]
    at: tuple[str, ...]
    customers: tuple[str, ...]
    each: tuple[str, ...]
    moreover: tuple[str, ...]
    given: tuple[str, ...]
    serially: tuple[str, ...]
    admitting: tuple[str, ...]
    also_held: tuple[str, ...]
    having: tuple[str, ...]
    ways: tuple[str, ...]
    among: tuple[str, ...]
    wide: tuple[str, ...]
    areas: tuple[str, ...]
    structures: tuple[str, ...]
    ruling: tuple[str, ...]
    building: tuple[str, ...]
    works: tuple[str, ...]
    relatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What one name says of another by itself.

    Attributes:
        id: Unique; the second part of a fact's rule.
        gives: The property.
        theme: Classes of the name that says it.
        goal: Classes of the other name.
        tails: What follows the other name in this one (二期); empty when anything may.
        examples: As in ``Frame``.
        counterexamples: As in ``Frame``.
    """

    id: str
    gives: str
    theme: tuple[str, ...]
    goal: tuple[str, ...]
    tails: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inside:
    """What a place says of a name that it has: 在丙的丁; 在丙,丁…; 丙集中开工丁.

    Attributes:
        id: Unique; the second part of a fact's rule.
        gives: The property.
        role: The role that the marker before the place gives; empty if any will do.
        theme: Classes of the name.
        goal: Classes of the place.
        examples: As in ``Frame``.
        counterexamples: As in ``Frame``.
    """

    id: str
    gives: str
    theme: tuple[str, ...]
    goal: tuple[str, ...]
    role: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table says of the first cell of each row.

    Attributes:
        id: Unique; the second part of a fact's rule.
        words: Words of which one stands in the header.
        gives: Relations ``theme property goal`` to the names in the cell.
        events: Event classes; the cell holds the date.
    """

    id: str
    words: tuple[str, ...]
    gives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """``ontology/lexicon/frames.toml``."""

    markers: Markers
    words: Words
    people: People
    frames: tuple[Frame, ...]
    named: tuple[Named, ...] = ()
    inside: tuple[Inside, ...] = ()
    staged: tuple[Inside, ...] = ()
    tellers: tuple[Inside, ...] = ()
    columns: tuple[Column, ...] = ()
