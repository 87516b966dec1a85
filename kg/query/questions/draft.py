"""What is known of a part of a question while its form is being put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.model.lexicon.questions import ClassWords, QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions.atoms import Atom, RelationUse, Use
from kg.query.questions.form import ALWAYS, Edge, Happened, Measured, Node, Order, Window
from kg.schema import Schema
from kg.text.fold import fold


@dataclass(frozen=True, slots=True)
class Pick:
    """An atom with one meaning chosen; ``at`` is its place in the part."""

    at: int
    atom: Atom
    use: Use


@dataclass(slots=True)
class Placed:
    """A node and where it stands.

    Attributes:
        node: The node.
        first: Place of its first atom.
        last: Place of its last atom.
        types: Local names of the classes it is known to belong to, any one of them.
        noun: The relation noun that made it, or None.
        where: Whether a question word for a place made it.
        made: Whether it is only the end that a relation word lacks.
        adverbial: Whether it only says where something is done (``在X``).
    """

    node: Node
    first: int
    last: int
    types: frozenset[str] = frozenset()
    noun: RelationUse | None = None
    where: bool = False
    made: bool = False
    adverbial: bool = False

    @property
    def named(self) -> bool:
        """Whether it is a named entity."""
        return bool(self.node.names)


@dataclass(slots=True)
class Draft:
    """A form in the making; a scratch value of one reading, never shared.

    Attributes:
        schema: The ontology.
        index: The names of the graph.
        picks: The atoms with their chosen meanings.
        placed: The nodes.
        edges: The edges.
        cost: How far the reading strays from the plain one; the least is the best.
        used: Places of atoms that the form takes account of.
        set_aside: Places of relation words that join nothing.
        dropped: Numbers of nodes that are left out.
        by_number: Whether the order may be by a number of things.
        compares: Whether one named thing is compared with another.
        vague: Whether no word says which kind of quantity is asked for.
    """

    schema: Schema
    index: EntityIndex
    picks: tuple[Pick, ...]
    placed: list[Placed] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    order: Order | None = None
    window: Window = ALWAYS
    cost: float = 0.0
    used: set[int] = field(default_factory=set)
    set_aside: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    by_number: bool = False
    compares: bool = False
    vague: bool = False

    @property
    def lexicon(self) -> QuestionLexicon:
        """The words of questions."""
        return self.schema.lexicon("questions", QuestionLexicon)

    def class_at_end(self, text: str) -> tuple[ClassWords, ...]:
        """The class that the end of a noun names: 入驻企业."""
        folded = fold(text)
        found = [
            (len(word), words)
            for words in self.lexicon.classes
            for word in words.words
            if folded.endswith(word) and folded != word and not word.isascii()
        ]
        return (max(found, key=lambda pair: pair[0])[1],) if found else ()

    def of(self, *kinds: type[object]) -> Iterator[Pick]:
        """The picks whose meaning is of one of these kinds."""
        return (pick for pick in self.picks if isinstance(pick.use, kinds))

    def add(self, placed: Placed) -> int:
        """Add a node; its number."""
        self.placed.append(placed)
        self.used.update(range(placed.first, placed.last + 1))
        return len(self.placed) - 1

    def change(self, number: int, **changes: object) -> None:
        """Change fields of a node."""
        placed = self.placed[number]
        placed.node = replace(placed.node, **changes)  # type: ignore[arg-type]

    def drop(self, number: int) -> None:
        """Leave a node out of the form."""
        self.dropped.add(number)

    def alive(self) -> list[int]:
        """Numbers of the nodes that are not left out."""
        return [n for n in range(len(self.placed)) if n not in self.dropped]

    def components(self) -> list[set[int]]:
        """The nodes in groups that edges join."""
        groups = [{n} for n in self.alive()]
        for edge in self.edges:
            joined = [g for g in groups if edge.subject in g or edge.object in g]
            if len(joined) > 1:
                groups = [g for g in groups if g not in joined] + [set().union(*joined)]
        return sorted(groups, key=min)

    def connected(self, one: int, other: int) -> bool:
        """Whether edges join two nodes."""
        return any(one in group and other in group for group in self.components())

    def types_of(self, node: Node) -> frozenset[str]:
        """The classes of a node's entities, or those it is said to belong to."""
        named = {t for iri in node.iris for t in self.index.known[iri].types}
        return frozenset(named or {c for words in node.classes for c in words.classes})

    def fits(self, types: frozenset[str], allowed: tuple[str, ...]) -> bool:
        """Whether something of these classes may stand where those are allowed."""
        ontology = self.schema.ontology
        return (
            not types
            or not allowed
            or any(ontology.is_a(t, a) or ontology.is_a(a, t) for t in types for a in allowed)
        )

    def mark_before(self, at: int, mark: str) -> bool:
        """Whether a mark stands before a place, with nothing but words without meaning between."""
        return self.found_before(at, mark) is not None

    def found_before(self, at: int, mark: str) -> Pick | None:
        """The mark before a place, with nothing but words without meaning between; or None."""
        for pick in reversed(self.picks[:at]):
            if mark in pick.atom.marks():
                return pick
            if pick.at not in self.used and type(pick.use).__name__ == "IgnoredUse":
                continue
            return None
        return None

    def between(self, one: int, other: int) -> int:
        """How many atoms with a meaning stand between two places."""
        low, high = sorted((one, other))
        return sum(
            type(pick.use).__name__ not in ("IgnoredUse", "MarkUse", "StatusUse", "PhaseUse")
            for pick in self.picks[low + 1 : high]
        )
