"""The words in which questions are asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords:
    """How a property between entities is asked for.

    The two ends of the property are called subject and object, as in the graph; a word says on
    which side of it they stand.

    Attributes:
        property: Local name of the property.
        zh: How a reading says it, with ``{s}`` and ``{o}`` for the ends.
        en: The same in English.
        acts: ``subject`` or ``object``: the end that is the grammatical subject of ``verbs``.
        verbs: Verbs in the active voice; a passive mark turns them round.
        subject_nouns: Nouns that mean the subject end (``X的子公司``).
        object_nouns: Nouns that mean the object end (``X的母公司``).
        after_object: Words that directly follow the object end (``X境内``).
        before_object: Words that directly precede the object end (``位于X``, ``in X``).
        after_subject: Words that directly follow the subject end (``X位于``).
        through: Whether the property is followed over several steps from a given object.
        asked_by: Question words (a field of ``Asking``) that ask for the object end by themselves.
        weak: Verbs that count only when the question has no better word.
        existential: Verbs whose object end may come first (``园区入驻了哪些企业``).
    """

    property: str
    zh: str
    en: str
    acts: str
    verbs: tuple[str, ...] = ()
    subject_nouns: tuple[str, ...] = ()
    object_nouns: tuple[str, ...] = ()
    after_object: tuple[str, ...] = ()
    before_object: tuple[str, ...] = ()
    after_subject: tuple[str, ...] = ()
    through: bool = False
    asked_by: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    existential: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """Words for kinds of quantity; several kinds if the words do not tell them apart.

    Attributes:
        kinds: Local names.
        words: The words.
        weak: Words that count only when the question has no better one.
        size: Whether mere size (``最大的智算中心``) means this.
    """

    kinds: tuple[str, ...]
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    size: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """Words for classes of events."""

    types: tuple[str, ...]
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWords:
    """Words for classes of entities.

    Attributes:
        classes: Local names of the classes.
        words: The words.
        name: An entity belongs here also (or, with ``named``, only) if its name contains one of
            these; ``$`` at the end asks for the end of the name.
        named: Whether only the name decides.
        unless: An entity does not belong here if its name contains one of these.
        counts: Quantity kind that states a number of these (``36家企业``), or None.
    """

    classes: tuple[str, ...]
    words: tuple[str, ...]
    name: tuple[str, ...] = ()
    named: bool = False
    unless: tuple[str, ...] = ()
    counts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Question words by what they ask for."""

    who: tuple[str, ...]
    where: tuple[str, ...]
    when: tuple[str, ...]
    amount: tuple[str, ...]
    count: tuple[str, ...]
    which: tuple[str, ...]
    truth: tuple[str, ...]
    article: tuple[str, ...]
    path: tuple[str, ...]
    role: tuple[str, ...]
    describe: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Small words with a meaning of their own."""

    passive: tuple[str, ...]
    of: tuple[str, ...]
    with_: tuple[str, ...]
    list: tuple[str, ...]
    clause: tuple[str, ...]
    both: tuple[str, ...]
    except_: tuple[str, ...]
    excepted: tuple[str, ...]
    negation: tuple[str, ...]
    sum: tuple[str, ...]
    average: tuple[str, ...]
    greatest: tuple[str, ...]
    least: tuple[str, ...]
    most: tuple[str, ...]
    fewest: tuple[str, ...]
    latest: tuple[str, ...]
    earliest: tuple[str, ...]
    top: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    between: tuple[str, ...]
    about: tuple[str, ...]
    since: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    changed: tuple[str, ...]
    change: tuple[str, ...]
    difference: tuple[str, ...]
    ellipsis: tuple[str, ...]
    same_day: tuple[str, ...]
    each: tuple[str, ...]
    greater: tuple[str, ...]
    smaller: tuple[str, ...]
    than: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWords:
    """A phase: how articles write it (none for all phases together), how questions do."""

    phase: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What holds two things together when a question does not say (``X的智算中心``).

    Attributes:
        whole: Coarse class of the thing named.
        part: Coarse class of the thing asked for.
        properties: Local names; ``-`` before a name reads it from the object to the subject.
        who: Whether this holds where ``who`` asks, and then instead of the others.
    """

    whole: str
    part: str
    properties: tuple[str, ...]
    who: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeWords:
    """How questions tell time from now, which is the month of the newest article.

    Attributes:
        patterns: Regular expressions over folded lower-case text with groups among ``year`` (with
            ``m``, ``d``, ``month``, ``part``, ``end`` as in other dates), ``months``, ``n`` and
            ``unit``; ``{years}``, ``{months}``, ``{units}`` and ``{numbers}`` stand for the words
            below. Of two that match the same place the earlier goes first.
        years: Word for a year to its distance from this one.
        months: Word for a month to its distance from this one.
        units: Unit of a span to its length in months.
        numbers: Words for numbers that only spans have (``半``).
    """

    patterns: tuple[str, ...]
    years: dict[str, int]
    months: dict[str, int]
    units: dict[str, int]
    numbers: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How questions write dates.

    Attributes:
        patterns: Regular expressions over folded lower-case text with groups among ``y``, ``m``,
            ``d``, ``month`` (the name of a month), ``part`` (of a year) and ``end`` (年底).
        months: Name of a month to its number.
        parts: Name of a part of a year to its first and last month.
        multipliers: Word for a power of ten to its number (``billion``).
        numbers: English word for a number to the number.
        units: English word for a unit to the word that articles have for it.
        relative: How they tell it from now.
    """

    patterns: tuple[str, ...]
    months: dict[str, int]
    parts: dict[str, tuple[int, int]]
    multipliers: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    relative: RelativeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and what it must be taken to mean.

    Attributes:
        q: The question; ``甲``, ``乙`` stand for organisations, ``子``, ``丑`` for facilities.
        kind: What is asked for.
        uses: Terms of the ontology that the reading must use.
    """

    q: str
    kind: str
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountWords:
    """How a language writes amounts in the base units of the graph.

    Attributes:
        pattern: Of ``number``, ``scale`` and ``unit``.
        scales: Word for a large number to the number, the largest first.
        units: Symbol of a unit to its word, empty for what is counted; only their amounts take the
            words of scales. Others keep their symbol.
    """

    pattern: str
    scales: dict[str, int]
    units: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLexicon:
    """``questions.toml``.

    Attributes:
        status: Local name of a status to its words.
        auxiliaries: Words with which an English question for yes or no begins.
        asked_types: Classes of what a question word stands for (``who``, ``where``).
        negated: Statuses that a fact with ``not`` can have.
        copulas: Words that say what a thing is.
        together: Words after a list of names that mean each of them.
        containers: Classes of what other things are in.
        endings: What may be left off the end of a name, by coarse class (``*`` for all).
        pronouns: Words for what was spoken of before.
        several_articles: How a question says that several articles must say it, as regular
            expressions; the group ``number`` is how many.
        ignored: Words without a meaning for the question.
        greetings: What is no question at all.
        agreement: Local name of the class of agreements that were signed.
        notes: Language to messages by name.
        explaining: Language to what a word can be, and says, by the English name of that.
        amounts: Language to how amounts are written.
        prefixed_units: Symbols of units that take the prefixes of the SI.
        wording: Language to how readings are said, by what is asked for and by limit.
    """

    relations: tuple[RelationWords, ...]
    kinds: tuple[KindWords, ...]
    events: tuple[EventWords, ...]
    classes: tuple[ClassWords, ...]
    phases: tuple[PhaseWords, ...]
    defaults: tuple[Default, ...]
    dates: DateWords
    asking: Asking
    marks: Marks
    status: dict[str, tuple[str, ...]]
    auxiliaries: tuple[str, ...]
    asked_types: dict[str, tuple[str, ...]]
    negated: tuple[str, ...]
    copulas: tuple[str, ...]
    together: tuple[str, ...]
    containers: tuple[str, ...]
    endings: dict[str, tuple[str, ...]]
    pronouns: tuple[str, ...]
    several_articles: tuple[str, ...]
    ignored: tuple[str, ...]
    greetings: tuple[str, ...]
    agreement: str
    notes: dict[str, dict[str, str]]
    amounts: dict[str, AmountWords]
    prefixed_units: tuple[str, ...]
    wording: dict[str, dict[str, str]]
    explaining: dict[str, dict[str, str]]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
