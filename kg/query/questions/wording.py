"""A form in words: what the question was taken to mean."""

from __future__ import annotations

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions.form import Edge, Form, Happened, Measured, Wanted, Window
from kg.schema import Schema

_MONTH = len("2024-09")


class Wording:
    """Says forms; all words come from the ontology and the lexicon.

    Args:
        schema: Labels of properties, classes, kinds, events and statuses.
        index: Names of the graph.
        lang: ``zh`` or ``en``.
    """

    def __init__(self, schema: Schema, index: EntityIndex, lang: str = "zh") -> None:
        self._ontology = schema.ontology
        self._index = index
        self._lang = lang
        lexicon = schema.lexicon("questions", QuestionLexicon)
        self._words = lexicon.wording[lang]
        self._asked = {
            self._words["where"]: lexicon.asking.where,
            self._words["which"]: lexicon.asking.which,
        }

    def reading(self, form: Form) -> str:
        """What the form means, on one line."""
        parts = [self._edge(form, edge) for edge in form.edges]
        parts += [self._class(form, number) for number in range(len(form.nodes))]
        parts += [self._measured(form, measured) for measured in form.measured]
        parts += [self._happened(form, happened) for happened in form.happened]
        parts += self._limits(form)
        said = self._words["also"].join(dict.fromkeys(part for part in parts if part))
        head = self._words[form.wanted.value].format(
            node=self._name(form, form.focus), what=self._what(form)
        )
        return self._words["says"].format(head=head, said=said) if said else head

    def _what(self, form: Form) -> str:
        names = [*form.kinds, *form.types]
        return self._words["and"].join(self._ontology.label(name, self._lang) for name in names)

    def _name(self, form: Form, number: int) -> str:
        node = form.nodes[number]
        if node.names:
            labels = dict.fromkeys(self._index.label(iri) for iri in node.iris)
            return self._words["and"].join(labels)
        said = node.text.casefold()
        asked = (word for word, forms in self._asked.items() if said in forms)
        return next(asked, node.text) if said else self._words["anything"]

    def _class(self, form: Form, number: int) -> str:
        node = form.nodes[number]
        parts = []
        if node.classes and not node.names and form.edges:
            name, words = self._name(form, number), "/".join(w.words[0] for w in node.classes)
            parts = [f"{name}∈{words}"] if name != words else []
        if node.without or node.without_classes:
            out = [self._index.label(iri) for iri in node.without]
            out += [w.words[0] for w in node.without_classes]
            parts.append(self._words["without"].format(what=self._words["and"].join(out)))
        return self._words["also"].join(parts)

    def _edge(self, form: Form, edge: Edge) -> str:
        subject, object_ = self._name(form, edge.subject), self._name(form, edge.object)
        if edge.words is not None and len(edge.properties) == 1:
            said = edge.words.zh if self._lang == "zh" else edge.words.en
            return said.format(s=subject, o=object_)
        labels = "/".join(
            self._ontology.label(p.removeprefix("-"), self._lang) for p in edge.properties
        )
        return f"{subject} —{labels}— {object_}"

    def _measured(self, form: Form, measured: Measured) -> str:
        kinds = "/".join(self._ontology.label(kind, self._lang) for kind in measured.kinds)
        low, high = measured.quantity.low, measured.quantity.high
        strict = measured.quantity.strict
        if low is not None and low == high:
            limit = f"= {low:f}"
        else:
            limit = " ".join(
                f"{sign} {value:f}"
                for sign, value in ((">" if strict else "≥", low), ("<" if strict else "≤", high))
                if value is not None
            )
        status = "".join(self._ontology.label(s, self._lang) for s in measured.statuses)
        return f"{self._name(form, measured.node)} {status}{kinds} {limit}".rstrip()

    def _happened(self, form: Form, happened: Happened) -> str:
        types = "/".join(self._ontology.label(name, self._lang) for name in happened.types)
        status = "".join(self._ontology.label(s, self._lang) for s in happened.statuses)
        negation = self._words["not"] if happened.negated else ""
        return f"{self._name(form, happened.node)} {negation}{status}{types}"

    def _limits(self, form: Form) -> list[str]:
        parts = []
        if form.statuses:
            parts.append("/".join(self._ontology.label(s, self._lang) for s in form.statuses))
        if form.phase:
            parts.append(form.phase[0])
        if form.least_articles > 1:
            parts.append(self._words["articles_least"].format(least=form.least_articles))
        if form.window != Window():
            parts.append(self._window(form.window))
        if form.order is not None:
            kinds = "/".join(self._ontology.label(k, self._lang) for k in form.order.kinds)
            key = "greatest" if form.order.descending else "least"
            if form.order.counted is not None:
                kinds = self._name(form, form.order.counted)
                key = "most" if form.order.descending else "fewest"
            elif not kinds:
                key = "latest" if form.order.descending else "earliest"
            parts.append(self._words[key].format(what=kinds, top=form.order.top))
        return parts

    def _window(self, window: Window) -> str:
        since, until = window.since or "…", window.until or "…"
        if window.newest is None:
            return f"{since} – {until}"
        span = self._words["span"].format(since=since, until=until) if since != until else since
        return self._words["newest"].format(window=span, newest=window.newest[:_MONTH])


__all__ = ["Wanted", "Wording"]
