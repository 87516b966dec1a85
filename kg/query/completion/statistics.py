"""Which classes and properties a graph has, and how they go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Statistics:
    """Counts of a graph; terms are prefixed names, or IRIs in angle brackets.

    Attributes:
        classes: How many members each class has.
        properties: How many statements have each property.
        domains: By class, the properties of its members, with the number of statements.
        ranges: By property, the classes of its values, with the number of statements.
        values: By property, its values as SPARQL writes them, where they are few and no entities.
    """

    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    domains: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    ranges: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def properties_of(self, classes: Iterable[str]) -> list[tuple[str, int]]:
        """All properties: those of members of the classes first, by frequency, then the others.

        Returns:
            Each property with the number of its statements about such members, or 0.
        """
        fitting: Counter[str] = Counter()
        for name in classes:
            fitting.update(self.domains.get(name, {}))
        others = {name: count for name, count in self.properties.items() if name not in fitting}
        return [*_ordered(fitting), *((name, 0) for name, _ in _ordered(others))]

    def properties_to(self, classes: Iterable[str]) -> list[tuple[str, int]]:
        """The properties that lead to entities, those that lead to members of the classes first.

        Returns:
            Each property with the number of its statements that lead to such members; to any, if
            no classes are given.
        """
        wanted = set(classes)
        found = {
            name: sum(n for cls, n in seen.items() if not wanted or cls in wanted)
            for name, seen in self.ranges.items()
        }
        return _ordered(found)

    def classes_by_size(self) -> list[tuple[str, int]]:
        """All classes, the largest first."""
        return _ordered(self.classes)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
