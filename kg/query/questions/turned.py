"""The same form with the two ends of an edge changed over, where the words allow both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.query.questions.form import Edge, Form
from kg.schema.ontology import Ontology


def turned(form: Form, ontology: Ontology, containers: tuple[str, ...]) -> Iterator[Form]:
    """The forms in which one edge that may be read either way is turned round.

    ``X落户了哪些项目`` and ``X落户哪个园区`` differ in nothing but sense, and so do two nouns side
    by side where one may hold the other (``X集群哪个枢纽``); what the graph holds decides.
    """
    for place, edge in enumerate(form.edges):
        classes = [c for words in form.nodes[edge.subject].classes for c in words.classes]
        holds = any(ontology.is_a(c, container) for c in classes for container in containers)
        if edge.existential or (edge.words is None and holds):
            other = replace(edge, subject=edge.object, object=edge.subject)
            if _admits(form, other, ontology):
                edges = (*form.edges[:place], other, *form.edges[place + 1 :])
                yield replace(form, edges=edges)


def _admits(form: Form, edge: Edge, ontology: Ontology) -> bool:
    """Whether the class words at the ends may stand there."""
    for name in edge.properties:
        term = ontology.properties[name.removeprefix("-")]
        ends = (edge.subject, edge.object)
        subject, object_ = ends[::-1] if name.startswith("-") else ends
        if all(
            _may_stand(form, end, allowed, ontology)
            for end, allowed in ((subject, term.domain), (object_, term.range))
        ):
            return True
    return False


def _may_stand(form: Form, end: int, allowed: tuple[str, ...], ontology: Ontology) -> bool:
    classes = [c for words in form.nodes[end].classes for c in words.classes]
    return (
        not classes
        or not allowed
        or any(ontology.is_a(c, a) or ontology.is_a(a, c) for c in classes for a in allowed)
    )
