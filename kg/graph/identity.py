"""Which entities of all articles are one, and under which IRI.

The answer depends on the set of articles and on the user's rulings only, never on their order. Two
entities of one coarse class are one when

* their names are equal but for script, width, brackets, quotation marks, blanks and case; or
* their names share a key: a name of the gazetteer, an operator and a place, a name without its
  legal form, an end that means the same (``Profile.keys``); or
* the name of one is declared as another name of the other, or is a short form that the other leads
  one to expect, and nothing else of that class has it;

and no article tells them apart. A name that says only of what sort a thing is (软件产业园) means
the one in its place, and what stands in one place is never merged with what stands in another. No
two entities are compared: all rests on equal keys. Every merge that is not plain equality of names
has a reason; what could not be decided is a doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.terms import is_traditional
from kg.model import Extraction
from kg.schema import Schema
from kg.text.fold import fold

_DROPPED = str.maketrans(dict.fromkeys("“”\"'‘’「」『』《》 \u3000\t\n"))


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What identity needs to know of an entity; equal ones are shared by many articles.

    Attributes:
        name: As written.
        readable: The name in Simplified characters, for its IRI.
        aliases: As written.
        type: Local name of its class.
        coarse: Local name of the class that must agree.
        keys: Kind and text; entities of one coarse class that share one are the same.
        expected: Kind and text of short forms that the name leads one to expect.
        common: Whether the name says only of what sort the thing is.
        places: Where it stands, the nearest place first; empty if that is unknown, or does not
            tell things of its class apart.
        located: Other names of a common name: those with its place in front.
    """

    name: str
    readable: str
    aliases: tuple[str, ...]
    type: str
    coarse: str
    keys: tuple[tuple[str, str], ...] = ()
    expected: tuple[tuple[str, str], ...] = ()
    common: bool = False
    places: tuple[str, ...] = ()
    located: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """One entity of one article.

    Attributes:
        article: The article's SHA-256.
        key: ``Entity.key``.
        profile: What is known of it.
    """

    article: str
    key: str
    profile: Profile


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """One entity of one article that is known by another name.

    Attributes:
        name: What the article calls it.
        into: The entity it is.
        reason: Why, in words.
    """

    name: str
    into: NamedNode
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """What could not be decided, for somebody who knows.

    Attributes:
        kind: ``several`` (a short name that several have), ``place`` (a name whose place is not
            known, or that stands in several), ``class`` (one name, several classes), ``apart``
            (what an article tells apart).
        name: The name in question.
        candidates: The entities that it might be, in order, as ``Rulings`` name them; of several
            classes, with the coarse class.
    """

    kind: str
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the user decided, by names; a name may end in ``@`` and its place or article.

    Attributes:
        same: Groups of names of one thing.
        different: Groups of names no two of which are one thing.
        rename: What a thing is to be called, by one of its names.
        retype: Class and coarse class of a thing, by one of its names.
    """

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    retype: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """The IRIs of all entities.

    Attributes:
        iris: By article (SHA-256) and key.
        labels: The name that each is known by.
        merged: By article: those that it calls by another name.
        types: The classes that the user gave.
        doubts: What could not be decided, in order.
        unused: Names in the rulings that mean nothing here.
    """

    iris: dict[tuple[str, str], NamedNode]
    labels: dict[NamedNode, str]
    merged: dict[str, tuple[Merge, ...]]
    types: dict[NamedNode, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[str, ...] = ()

    def names(self, article: str) -> Callable[[str], NamedNode]:
        """From key to IRI in one article."""
        return lambda key: self.iris[article, key]

    def label(self, node: NamedNode) -> str:
        """The name that an entity is known by."""
        return self.labels[node]

    def merges(self, article: str) -> tuple[Merge, ...]:
        """The entities that an article calls by another name."""
        return self.merged.get(article, ())


def fold_label(label: str) -> str:
    """The form in which labels are compared."""
    return fold(label).translate(_DROPPED).casefold() or label


def named(extraction: Extraction, schema: Schema) -> tuple[Named, ...]:
    """The entities of an article with their names alone; see ``kg.pipeline.naming`` for more."""
    document = extraction.document
    # Only whole articles are simplified: a Simplified one may keep an old form in a name (昇).
    simplify = fold if is_traditional(document.view.text) else str
    return tuple(
        Named(
            document.sha256,
            entity.key,
            Profile(
                name=entity.name,
                readable=simplify(entity.name),
                aliases=entity.aliases,
                type=entity.type,
                coarse=schema.ontology.coarse(entity.type) or entity.type,
            ),
        )
        for entity in extraction.entities
    )


def resolve(
    entities: Iterable[Named], *, base: str = v.INDIVIDUALS, rulings: Rulings | None = None
) -> Identity:
    """Decide which entities are one.

    Args:
        entities: Of all articles, in any order; none twice.
        base: Namespace of the individuals.
        rulings: What the user decided.
    """
    from kg.graph.resolving import Resolver

    return Resolver(entities, base, rulings or Rulings()).identity()
