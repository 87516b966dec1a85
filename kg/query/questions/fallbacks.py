"""Other forms to try where a form gives nothing: what words leave open, the graph decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions.atoms import Role
from kg.query.questions.form import Edge, Form, Node, Wanted
from kg.schema import Schema


@dataclass(frozen=True, slots=True)
class Fallback:
    """Another form.

    Attributes:
        form: What to try.
        note: Name of the message that says what is different about it.
        said: Names of which the sentence behind an answer must hold one; none for no matter.
    """

    form: Form
    note: str
    said: tuple[str, ...] = ()


class Fallbacks:
    """Finds other forms.

    Args:
        schema: Ontology and lexicon.
        index: The names of the graph.
    """

    def __init__(self, schema: Schema, index: EntityIndex) -> None:
        self._ontology = schema.ontology
        self._lexicon = schema.lexicon("questions", QuestionLexicon)
        self._index = index

    def of(self, form: Form) -> Iterator[Fallback]:
        """The forms to try after this one, the nearest first."""
        for place, edge in enumerate(form.edges):
            for other in self._changed_over(form, edge):
                yield Fallback(_with_edge(form, place, other), "another_reading")
            if (there := self._in_the_place(form, edge)) is not None:
                yield Fallback(_with_edge(form, place, there), "another_reading")
        if (whole := self._of_all_in_it(form)) is not None:
            yield Fallback(whole, "another_reading")
        yield from self._said_beside(form)
        if (unclear := self._of_no_class(form)) is not None:
            yield Fallback(unclear, "near_class")

    def _changed_over(self, form: Form, edge: Edge) -> Iterator[Edge]:
        """The edge with its ends changed over.

        ``X落户了哪些项目`` and ``X落户哪个园区`` differ in nothing but sense, and so do two nouns
        side by side where one may hold the other (``X集群哪个枢纽``).
        """
        classes = [c for words in form.nodes[edge.subject].classes for c in words.classes]
        holds = any(self._is_a(c, container) for c in classes for container in self._containers)
        if edge.existential or (edge.words is None and holds):
            other = replace(edge, subject=edge.object, object=edge.subject)
            if self._admits(form, other):
                yield other

    @property
    def _containers(self) -> tuple[str, ...]:
        return self._lexicon.containers

    def _is_a(self, name: str, other: str) -> bool:
        return self._ontology.is_a(name, other)

    def _admits(self, form: Form, edge: Edge) -> bool:
        """Whether the class words at the ends may stand there."""
        for name in edge.properties:
            term = self._ontology.properties[name.removeprefix("-")]
            ends = (edge.subject, edge.object)
            subject, object_ = ends[::-1] if name.startswith("-") else ends
            if all(
                self._may_stand(form.nodes[end], allowed)
                for end, allowed in ((subject, term.domain), (object_, term.range))
            ):
                return True
        return False

    def _may_stand(self, node: Node, allowed: tuple[str, ...]) -> bool:
        classes = [c for words in node.classes for c in words.classes]
        return (
            not classes
            or not allowed
            or any(self._is_a(c, a) or self._is_a(a, c) for c in classes for a in allowed)
        )

    def _in_the_place(self, form: Form, edge: Edge) -> Edge | None:
        """``某区建了什么``: nothing says that the place builds, but what is there may be known."""
        if edge.words is None or edge.words.acts != "object":
            return None
        if not self._all_are(form.nodes[edge.object], "Place"):
            return None
        if form.nodes[edge.subject].text.lower() in self._lexicon.asking.who:
            return None  # 谁投资了某市: what lies there invests nothing
        return self._default(edge.subject, edge.object, "Place", form)

    def _all_are(self, node: Node, coarse: str) -> bool:
        types = [t for iri in node.iris for t in self._index.known[iri].types]
        return bool(types) and all(self._ontology.coarse(t) == coarse for t in types)

    def _default(self, part: int, whole: int, coarse: str, form: Form) -> Edge | None:
        classes = [c for words in form.nodes[part].classes for c in words.classes] or ["Facility"]
        wanted = {self._ontology.coarse(c) or c for c in classes}
        properties = dict.fromkeys(
            name
            for default in self._lexicon.defaults
            if default.whole == coarse and default.part in wanted
            for name in default.properties
        )
        if not properties:
            return None
        return Edge(properties=tuple(properties), subject=part, object=whole, through=True)

    def _said_beside(self, form: Form) -> Iterator[Fallback]:
        """``甲在某地投了多少``: nothing is known to be there, but a sentence may name the place."""
        for edge in form.edges:
            place = form.nodes[edge.object]
            joined = sum(edge.object in (e.subject, e.object) for e in form.edges)
            if edge.role is not Role.BEFORE_OBJECT or not place.names or joined > 1:
                continue
            names = tuple(n for iri in place.iris for n in self._index.known[iri].names)
            edges = tuple(e for e in form.edges if e is not edge)
            if edges or any(n.names for n in form.nodes if n is not place):
                yield Fallback(
                    _without(replace(form, edges=edges), edge.object), "in_sentence", names
                )

    def _of_all_in_it(self, form: Form) -> Form | None:
        """``某区的机架总数``: the place has no such number, but what is in it has."""
        node = form.nodes[form.focus]
        if not form.total or len(form.nodes) > 1 or not node.names:
            return None
        types = {t for iri in node.iris for t in self._index.known[iri].types}
        if not any(self._is_a(t, container) for t in types for container in self._containers):
            return None
        coarse = self._ontology.coarse(min(types)) or "Place"
        facilities = next(w for w in self._lexicon.classes if w.classes == ("Facility",))
        part = Node(classes=(facilities,), text=facilities.words[0])
        whole = replace(form, nodes=(node, part), focus=1, wanted=Wanted.SUM)
        edge = self._default(1, 0, coarse, whole)
        return None if edge is None else replace(whole, edges=(edge,))

    def _of_no_class(self, form: Form) -> Form | None:
        """The things of which nobody says what they are, where none is said to be what is asked."""
        node = form.nodes[form.focus]
        explicit = any(e.words for e in form.edges) and any(n.names for n in form.nodes)
        if form.wanted is not Wanted.ENTITIES or not node.classes or not explicit:
            return None
        coarse = {self._ontology.coarse(c) or c for words in node.classes for c in words.classes}
        general = tuple(w for w in self._lexicon.classes if set(w.classes) <= coarse and not w.name)
        if len(coarse) > 1 or not general[:1]:
            return None
        unclear = replace(node, classes=general[:1], unclear=True)
        nodes = (*form.nodes[: form.focus], unclear, *form.nodes[form.focus + 1 :])
        return replace(form, nodes=nodes)


def _without(form: Form, number: int) -> Form:
    """The form without a node that no edge has."""

    def moved(other: int) -> int:
        return other - (other > number)

    return replace(
        form,
        nodes=(*form.nodes[:number], *form.nodes[number + 1 :]),
        focus=moved(form.focus),
        edges=tuple(
            replace(e, subject=moved(e.subject), object=moved(e.object)) for e in form.edges
        ),
        measured=tuple(replace(m, node=moved(m.node)) for m in form.measured),
        happened=tuple(replace(h, node=moved(h.node)) for h in form.happened),
    )


def _with_edge(form: Form, place: int, edge: Edge) -> Form:
    return replace(form, edges=(*form.edges[:place], edge, *form.edges[place + 1 :]))
