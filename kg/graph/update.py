"""What an update would change, found out on a copy, in terms of what the articles say.

A store keeps the union of its articles beside them (see ``LocalGraph``). An update that is written
without regard to this must not tear the two apart: what it takes out of the union is taken out of
every article that says it, and what it puts in must belong to an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.graph.hierarchy import Hierarchy
from kg.schema.messages import message


@dataclass(frozen=True, slots=True)
class Change:
    """What is put into the graphs of articles, and what is taken out of them."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()

    @property
    def articles(self) -> tuple[NamedNode, ...]:
        """The graphs that change, in order."""
        names = {quad.graph_name for quad in self.added | self.removed}
        return tuple(sorted(name for name in names if isinstance(name, NamedNode)))

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def difference(before: Store, after: Store, classes: Hierarchy) -> Change:
    """What tells one state of a store from another, as a change of its articles.

    Raises:
        QueryError: If that cannot be said of the articles: a fact that none of them would state,
            or one that goes on following from what they state.
    """
    added = frozenset(quad for quad in after if quad not in before)
    removed = frozenset(quad for quad in before if quad not in after)
    named = frozenset(_of_articles(added))
    for quad in sorted(added, key=str):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise QueryError(message("blank_node"))
    gone = set(_of_articles(removed))
    for quad in sorted(removed - gone, key=str):
        same = before.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        stating = [q for q in same if _of_article(q)]
        if not stating:
            raise QueryError(message("follows", triple=quad.triple))
        gone.update(stating)
    stated = {_in_union(quad) for quad in named}
    follows = classes.entailed(stated)
    for quad in sorted(added - named, key=str):
        if quad not in stated and quad not in follows:
            raise QueryError(message("no_article_of", triple=quad.triple))
    return Change(named, frozenset(gone))


def _of_articles(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if _of_article(quad))


def _of_article(quad: Quad) -> bool:
    return quad.graph_name != DefaultGraph()


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)
