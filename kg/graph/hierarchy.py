"""The classes that a node belongs to because it belongs to a narrower one.

Articles state the narrowest class only. The superclasses stand in the union of a store, where
queries look, and nowhere else, so that exports and the graphs of articles hold what was read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Quad, Triple

from kg.graph import vocabulary as v
from kg.schema import Schema


@dataclass(frozen=True)
class Hierarchy:
    """Classes with their superclasses.

    Attributes:
        above: The superclasses of each class that has any.
    """

    above: dict[NamedNode, tuple[NamedNode, ...]]

    @property
    def digest(self) -> str:
        """Changes whenever other superclasses follow."""
        lines = (f"{cls} {' '.join(map(str, above))}" for cls, above in sorted(self.above.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def entailed(self, quads: Iterable[Quad | Triple]) -> set[Quad]:
        """The types that follow from those among the quads, for the union."""
        return {
            Quad(quad.subject, v.TYPE, cls)
            for quad in quads
            if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode)
            for cls in self.above.get(quad.object, ())
        }

    def premises(self, quad: Quad) -> Iterator[Quad]:
        """What a quad of the union holds by: itself, or that its subject is of a narrower class."""
        yield quad
        if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode):
            for cls in self._below.get(quad.object, ()):
                yield Quad(quad.subject, v.TYPE, cls)

    @cached_property
    def _below(self) -> dict[NamedNode, list[NamedNode]]:
        below: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for cls, above in self.above.items():
            for other in above:
                below[other].append(cls)
        return below


def hierarchy(schema: Schema) -> Hierarchy:
    """The hierarchy of an ontology."""
    ontology = schema.ontology
    above = {
        v.kg(name): tuple(v.kg(other) for other in sorted(ontology.ancestors(name) - {name}))
        for name in ontology.classes
    }
    return Hierarchy({cls: others for cls, others in above.items() if others})
