"""Whether an entity belongs to what a class word means."""

from __future__ import annotations

from kg.model.lexicon.questions import ClassWords
from kg.query.entities import Known
from kg.schema.ontology import Ontology


class ClassTest:
    """Decides for class words whether an entity is meant by any of them.

    The name counts beside the class: what is called a 智算中心 is one, whatever its class.
    """

    def __init__(self, ontology: Ontology, words: tuple[ClassWords, ...]) -> None:
        self._ontology = ontology
        self._words = words

    def holds(self, entity: Known) -> bool:
        """Whether the entity belongs to one of the classes; with no class words, always."""
        return not self._words or any(self._one(entity, words) for words in self._words)

    def _one(self, entity: Known, words: ClassWords) -> bool:
        if any(_contains(name, part) for name in entity.names[:1] for part in words.unless):
            return False
        if any(_contains(name, part) for name in entity.names for part in words.name):
            return self._coarse_agrees(entity, words)
        return not words.named and any(
            self._ontology.is_a(t, c) for t in entity.types for c in words.classes
        )

    def _coarse_agrees(self, entity: Known, words: ClassWords) -> bool:
        wanted = {self._ontology.coarse(c) or c for c in words.classes}
        return any((self._ontology.coarse(t) or t) in wanted for t in entity.types)


def _contains(name: str, part: str) -> bool:
    if part.endswith("$"):
        return name.casefold().endswith(part[:-1])
    return part in name.casefold()
