"""Words that stand for something named elsewhere in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Nouns that stand for a thing of some classes once it has been named.

    Attributes:
        words: The nouns, with their usual modifiers (智算中心 beside 中心).
        classes: Local names of the classes they can mean, subclasses included.
        endings: Of which the name of a thing has one; any name if empty. A name that ends with the
            noun itself always fits.
        bare: Nouns among ``words`` that do so without 该 or 本, too.
        examples: Marked texts; the stretch in ⟦⟧ means the last name before it that is written
            with a star after its class (``[甲中心|DataCenter*]``).
        counterexamples: Texts whose ⟦⟧ refers to nothing.
    """

    words: tuple[str, ...]
    classes: tuple[str, ...]
    endings: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ours:
    """Words for the place an article is written in (我市).

    Attributes:
        words: The words.
        endings: One of which the name of the place ends with; none for any place.
    """

    words: tuple[str, ...]
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Words for several things at once.

    Attributes:
        words: The words.
        count: How many.
        classes: Local names of the classes that they can mean.
    """

    words: tuple[str, ...]
    count: int
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes that discourse tells apart, by local name.

    Attributes:
        facility: What can be the facility under discussion.
        organization: What can act.
        company: What 我们 and 公司 of a speaker can mean.
        place: What can be ours.
        area: A place whose level is that of an office named after it (甲市某局).
        person: Who speaks.
        outlet: What 本报 means.
    """

    facility: str
    organization: str
    company: str
    place: str
    area: str
    person: str
    outlet: str


@dataclass(frozen=True, slots=True)
class DiscourseLexicon:
    """All words of discourse.

    Attributes:
        classes: The classes that matter.
        demonstratives: 该, 这一: what makes a noun refer.
        own: Those of the demonstratives by which an author means itself (本公司).
        heads: The nouns.
        hidden: Words that look like a referring word and are none (中心城市, 其中).
        before_bare: Words after which a bare noun refers as it does at the beginning of a clause.
        no_noun: Characters that no noun phrase holds, so none of its words is one of them.
        counters: What stands after a number and makes it that of the things before it (项目20个).
        modifying: Particles between a modifier and its noun (的).
        after_bare: Nouns that may follow a referring bare noun (项目总投资).
        not_before: Beginnings of what follows a demonstrative noun that is only a modifier.
        ours: Words for our place.
        here: Words for the place named last.
        outlet: Words for the outlet itself.
        speaker: Words for the speaker's organisation.
        several: Words for several things.
        former: Words for the first of a pair.
        latter: Words for the second of a pair.
        pronouns: 其, 它: the subject so far.
        not_own: Words between the subject of a clause and a 其 that means another.
        counterpart: Words for the other one of a pair.
        phases: Words for a part of the facility under discussion.
        defining: Words that introduce a short name in brackets.
        joiners: Words that join equals.
        together: Words before the partner in an action (与).
        prepositions: Words before what is no subject.
        locating: Those of the prepositions that say where.
        framing: Words after which a modifier belongs to a circumstance, not to the subject before.
        naming: Labels whose name the lines after them are about (公司名称:).
        clefts: Words before the subject of an inverted sentence (规模最大的是).
        of_facility: Nouns that open a clause about the facility under discussion (总投资).
        copulas: Words that join a subject to what it is, unless a verb follows (两个项目为甲和乙).
        scene_opens: Words that open a clause which only says where.
        scene_closes: Words that close it; the empty word among them.
        about: Words before what a clause is about (就).
        beginnings: What a clause says of a thing that it brings up (某项目开工).
        announcing: Words before a new thing of the kind, which then is not the one named before.
        speech: Verbs of speech.
        verbs: Words with the tag of a noun that are verbs before an object (部署).
        nonverbs: Words with the tag of a verb that are none before a subject.
        answers: Beginnings of the lines of an interview that its guest speaks.
    """

    classes: Classes
    demonstratives: tuple[str, ...]
    own: tuple[str, ...]
    heads: tuple[Head, ...]
    hidden: tuple[str, ...]
    before_bare: frozenset[str]
    no_noun: tuple[str, ...]
    counters: tuple[str, ...]
    modifying: tuple[str, ...]
    after_bare: tuple[str, ...]
    not_before: tuple[str, ...]
    ours: tuple[Ours, ...]
    here: tuple[str, ...]
    outlet: tuple[str, ...]
    speaker: tuple[str, ...]
    several: tuple[Several, ...]
    former: tuple[str, ...]
    latter: tuple[str, ...]
    pronouns: tuple[str, ...]
    not_own: tuple[str, ...]
    counterpart: tuple[str, ...]
    phases: tuple[str, ...]
    defining: tuple[str, ...]
    joiners: frozenset[str]
    together: tuple[str, ...]
    prepositions: tuple[str, ...]
    locating: tuple[str, ...]
    framing: tuple[str, ...]
    naming: tuple[str, ...]
    clefts: tuple[str, ...]
    of_facility: tuple[str, ...]
    copulas: tuple[str, ...]
    scene_opens: frozenset[str]
    scene_closes: frozenset[str]
    about: tuple[str, ...]
    beginnings: tuple[str, ...]
    announcing: tuple[str, ...]
    speech: tuple[str, ...]
    verbs: frozenset[str]
    nonverbs: frozenset[str]
    answers: tuple[str, ...]
