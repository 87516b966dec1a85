"""Which entities of all articles are one, and under which IRI.

The answer depends on the set of articles only, never on their order. Two entities are one when

* their names are equal but for script, width, brackets, quotation marks, blanks and case, and their
  coarse classes agree; or
* the name of one is declared as another name of the other, and of nothing else of that class;

and no article tells them apart. Every merge that is not plain equality of names has a reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg.graph import iri
from kg.graph import vocabulary as v
from kg.graph.terms import is_traditional
from kg.model import Extraction
from kg.schema import Schema
from kg.text.fold import fold

_DROPPED = str.maketrans(dict.fromkeys("“”\"'‘’「」『』《》 \u3000\t\n"))

Name = tuple[str, str, str]
"""Coarse class, folded name, and what tells apart two of one article that share both."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """What identity needs to know of one entity of one article.

    Attributes:
        article: The article's SHA-256.
        key: ``Entity.key``.
        name: As written.
        readable: The name in Simplified characters, for its IRI.
        aliases: As written.
        type: Local name of its class.
        coarse: Local name of the class that must agree.
    """

    article: str
    key: str
    name: str
    readable: str
    aliases: tuple[str, ...]
    type: str
    coarse: str


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


@dataclass(frozen=True, slots=True)
class Identity:
    """The IRIs of all entities.

    Attributes:
        iris: By article (SHA-256) and key.
        labels: The name that each is known by.
        merged: By article: those that it calls by another name.
    """

    iris: dict[tuple[str, str], NamedNode]
    labels: dict[NamedNode, str]
    merged: dict[str, tuple[Merge, ...]]

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
    """The entities of an article, for ``resolve``."""
    document = extraction.document
    # Only whole articles are simplified: a Simplified one may keep an old form in a name (昇).
    simplify = fold if is_traditional(document.view.text) else str
    return tuple(
        Named(
            article=document.sha256,
            key=entity.key,
            name=entity.name,
            readable=simplify(entity.name),
            aliases=entity.aliases,
            type=entity.type,
            coarse=schema.ontology.coarse(entity.type) or entity.type,
        )
        for entity in extraction.entities
    )


def resolve(entities: Iterable[Named], *, base: str = v.INDIVIDUALS) -> Identity:
    """Decide which entities are one.

    Args:
        entities: Of all articles, in any order; none twice.
        base: Namespace of the individuals.
    """
    entities = sorted(entities)
    names = _names(entities)
    groups = _Groups(entities, names)
    reasons = _join_aliases(entities, names, groups)
    return _assign(entities, names, groups, reasons, base)


def _names(entities: Sequence[Named]) -> list[Name]:
    """The name of each entity; with its class where an article has two of that name."""
    plain = [(e.article, e.coarse, fold_label(e.name)) for e in entities]
    count = Counter(plain)
    return [
        (e.coarse, folded, e.key if count[article, coarse, folded] > 1 else "")
        for e, (article, coarse, folded) in zip(entities, plain, strict=True)
    ]


class _Groups:
    """Names that mean the same entity: a union-find whose roots know their articles."""

    def __init__(self, entities: Sequence[Named], names: Sequence[Name]) -> None:
        self._parent = {name: name for name in names}
        self._articles: dict[Name, set[str]] = defaultdict(set)
        for entity, name in zip(entities, names, strict=True):
            self._articles[name].add(entity.article)

    def __contains__(self, name: Name) -> bool:
        return name in self._parent

    def root(self, name: Name) -> Name:
        while (above := self._parent[name]) != name:
            self._parent[name] = self._parent[above]
            name = above
        return name

    def join(self, one: Name, other: Name) -> bool:
        """Make two groups one, unless an article tells them apart."""
        one, other = sorted((self.root(one), self.root(other)))
        if one == other or self._articles[one] & self._articles[other]:
            return False
        self._parent[other] = one
        self._articles[one] |= self._articles.pop(other)
        return True


def _join_aliases(
    entities: Sequence[Named], names: Sequence[Name], groups: _Groups
) -> dict[Name, str]:
    """Join what is declared to be one; the reason, by the name that is no longer used."""
    owners: dict[Name, dict[Name, tuple[Named, str]]] = defaultdict(dict)
    for entity, name in zip(entities, names, strict=True):
        for alias in entity.aliases:
            other = (entity.coarse, fold_label(alias), "")
            if other != name:
                owners[other].setdefault(name, (entity, alias))
    reasons = {}
    for alias_name, declared in sorted(owners.items()):
        if alias_name in groups and len(declared) == 1:
            ((owner, (entity, alias)),) = declared.items()
            if groups.join(alias_name, owner):
                where = f"article-{entity.article[: iri.DIGEST_LENGTH]}"
                reasons[alias_name] = f"{where} 称“{entity.name}”为“{alias}”"
    return reasons


@dataclass(slots=True)
class _Members:
    """The names of one group as they are written."""

    written: dict[Name, Counter[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    types: Counter[str] = field(default_factory=Counter)

    def canonical(self, reasons: dict[Name, str]) -> tuple[str, str]:
        """The name that is no short form of another, the commonest, then the longest of these.

        Returns:
            The name as written and as it is made an IRI; Simplified before Traditional.
        """
        full = [name for name in self.written if name not in reasons] or list(self.written)
        best = min(full, key=lambda n: (-self.written[n].total(), -len(n[1]), n))
        forms = self.written[best].items()
        return min(forms, key=lambda item: (item[0][0] != item[0][1], -item[1], item[0]))[0]


def _assign(
    entities: Sequence[Named],
    names: Sequence[Name],
    groups: _Groups,
    reasons: dict[Name, str],
    base: str,
) -> Identity:
    members: dict[Name, _Members] = defaultdict(_Members)
    for entity, name in zip(entities, names, strict=True):
        group = members[groups.root(name)]
        group.written[name][entity.name, entity.readable] += 1
        group.types[entity.type] += 1
    nodes: dict[Name, NamedNode] = {}
    labels: dict[NamedNode, str] = {}
    for root, group in sorted(members.items()):
        label, readable = group.canonical(reasons)
        nodes[root] = _free_iri(readable, root, group, labels, base)
        labels[nodes[root]] = label
    iris = {}
    merged: dict[str, list[Merge]] = defaultdict(list)
    for entity, name in zip(entities, names, strict=True):
        node = nodes[groups.root(name)]
        iris[entity.article, entity.key] = node
        if name in reasons:
            merged[entity.article].append(Merge(entity.name, node, reasons[name]))
    return Identity(iris, labels, {a: tuple(sorted(m, key=str)) for a, m in merged.items()})


def _free_iri(
    readable: str, root: Name, group: _Members, taken: dict[NamedNode, str], base: str
) -> NamedNode:
    """The readable IRI, told apart by class where another entity has the name already."""
    coarse = root[0]
    finest = min(group.types.items(), key=lambda item: (-item[1], item[0]))[0]
    for qualifier in ("", coarse, finest):
        node = iri.entity_iri(readable, base=base, qualifier=qualifier)
        if node not in taken:
            return node
    digest = iri.minted("", root, base=base).value.removeprefix(base + "-")
    return iri.entity_iri(readable, base=base, qualifier=digest)
