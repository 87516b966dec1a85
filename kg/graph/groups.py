"""Names that mean one thing: a union-find that knows what may not be joined."""

from __future__ import annotations

from collections import defaultdict

Name = tuple[str, str, str]
"""Coarse class, folded name, and what tells it from others that share both."""


class Groups:
    """Groups of names; each knows its articles, its places and the rulings about it."""

    def __init__(self) -> None:
        self._parent: dict[Name, Name] = {}
        self._articles: dict[Name, set[str]] = defaultdict(set)
        self._places: dict[Name, set[tuple[str, ...]]] = {}
        self._apart: dict[Name, dict[int, int]] = {}

    def add(self, name: Name, article: str, places: tuple[str, ...]) -> None:
        """Add one use of a name."""
        self._parent.setdefault(name, name)
        self._articles[name].add(article)
        if places:
            self._places.setdefault(name, set()).add(places)

    def keep_apart(self, name: Name, ruling: int, number: int) -> None:
        """Never join a name with one that has another number in the same ruling."""
        self._apart.setdefault(self.root(name), {})[ruling] = number

    def __contains__(self, name: Name) -> bool:
        return name in self._parent

    def root(self, name: Name) -> Name:
        """The name that stands for a group."""
        while (above := self._parent[name]) != name:
            self._parent[name] = self._parent[above]
            name = above
        return name

    def join(self, one: Name, other: Name, *, force: bool = False, within: bool = False) -> bool:
        """Make two groups one, unless something tells them apart.

        Args:
            one: A name of one group.
            other: A name of another.
            force: Whether nothing may tell them apart.
            within: Whether one article may have both.

        Returns:
            Whether two groups became one.
        """
        one, other = sorted((self.root(one), self.root(other)))
        if one == other or not (force or self._may_be_one(one, other, within=within)):
            return False
        articles = self._articles.pop(one), self._articles.pop(other)
        few, many = sorted(articles, key=len)
        many |= few
        self._parent[other] = one
        self._articles[one] = many
        if other in self._places:
            self._places.setdefault(one, set()).update(self._places.pop(other))
        if other in self._apart:
            self._apart.setdefault(one, {}).update(self._apart.pop(other))
        return True

    def _may_be_one(self, one: Name, other: Name, *, within: bool) -> bool:
        rulings, others = self._apart.get(one, {}), self._apart.get(other, {})
        if any(others.get(ruling, number) != number for ruling, number in rulings.items()):
            return False
        if not within and not self._articles[one].isdisjoint(self._articles[other]):
            return False
        here, there = self._places.get(one, ()), self._places.get(other, ())
        return all(a[0] in b or b[0] in a for a in here for b in there)
