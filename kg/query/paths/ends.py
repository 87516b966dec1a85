"""From the ends of a statement to entities, and from entities back to names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.errors import QuerySyntaxError, UnknownEntityError, UsageError
from kg.graph.interface import Graph
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.lexer import located, missing
from kg.query.paths.result import Node
from kg.query.paths.statement import End, EndKind
from kg.query.sparql import iri, local_name, select, string
from kg.schema import Schema
from kg.schema.classes import class_called
from kg.schema.messages import message, unknown_entity

_NAMED = """
SELECT DISTINCT ?e WHERE {
  VALUES ?l { %s } ?e skos:prefLabel ?l FILTER EXISTS { ?e kg:mentionedIn ?article }
}
"""
_LABELS = "SELECT ?e ?l WHERE { VALUES ?e { %s } ?e skos:prefLabel ?l }"
_GROUP = "SELECT DISTINCT ?x WHERE {"
_BATCH = 500


class Ends:
    """Looks entities up.

    Args:
        graph: Where they are.
        schema: Its classes.
        adjacency: Its steps; an IRI that has any needs no name.
        bindings: What ``$name`` and ``_row.column`` stand for, by their text.
        lang: Language in which errors of queries are said.
    """

    def __init__(
        self,
        graph: Graph,
        schema: Schema,
        adjacency: Adjacency,
        bindings: Mapping[str, Sequence[str]],
        lang: str = "en",
    ) -> None:
        self._graph, self._schema, self._adjacency = graph, schema, adjacency
        self._bindings = bindings
        self._lang = lang

    def find(self, ends: Iterable[End]) -> list[str]:
        """The entities that some ends mean, each once, one of several that are the same.

        Raises:
            UnknownEntityError: If a name is not in the graph.
            QueryError: If a name has several meanings, or there is no such class.
            UsageError: If a parameter stands for nothing.
        """
        same = self._adjacency.aliases
        return list(dict.fromkeys(same.get(one, one) for end in ends for one in self._end(end)))

    def members(self, name: str) -> Sequence[str]:
        """The entities of a class; all, if it has no name.

        Raises:
            QueryError: If there is no such class.
        """
        kind = f"?x a {iri(self._class(name))} ." if name else ""
        query = f"SELECT DISTINCT ?x WHERE {{ {kind} ?x kg:mentionedIn ?article }}"
        return sorted(row["x"] for row in select(self._graph, query))

    def nodes(self, iris: Iterable[str]) -> dict[str, Node]:
        """Entities with the names they are known by; what is the same has all its names."""
        wanted = list(dict.fromkeys(iris))
        groups: dict[str, list[str]] = {one: [one] for one in wanted}
        for alias, one in sorted(self._adjacency.aliases.items()):
            if one in groups:
                groups[one].append(alias)
        names = self._labels([one for group in groups.values() for one in group])
        return {
            one: Node(one, " = ".join(dict.fromkeys(names.get(i) or local_name(i) for i in group)))
            for one, group in groups.items()
        }

    def _end(self, end: End) -> Sequence[str]:
        with located(end.at):
            return self._found(end)

    def _found(self, end: End) -> Sequence[str]:
        match end.kind:
            case EndKind.IRI | EndKind.NAME:
                try:
                    return (self._named(self._expanded(end)),)
                except UnknownEntityError as error:
                    raise unknown_entity(end.text, error.near) from None
            case EndKind.PARAMETER | EndKind.ROW:
                if end.text not in self._bindings:
                    raise UsageError(message("no_value", name=end.text))
                return self._bindings[end.text]
            case EndKind.GROUP:
                return self._group(end)
            case EndKind.CLASS:
                return self.members(end.text)

    def _group(self, end: End) -> Sequence[str]:
        query = f"{_GROUP}{end.text}}}"
        try:
            return sorted(row["x"] for row in select(self._graph, query) if "x" in row)
        except QuerySyntaxError as error:
            if self._lang != "en":  # graphs speak English
                error = self._graph.syntax_error(query, error.explanation.said, self._lang)
            # The query begins before the group, which begins after the brace of the statement.
            before = sum(len(line) + 1 for line in query.split("\n")[: error.line - 1])
            error.at = end.at + 1 + before + error.column - 1 - len(_GROUP)
            raise error from None

    def _expanded(self, end: End) -> str:
        prefix, colon, rest = end.text.partition(":")
        namespace = self._graph.prefixes().get(prefix) if colon else None
        return namespace + rest if namespace and end.kind is EndKind.NAME else end.text

    def _named(self, name: str) -> str:
        """The entity of a name; the whole index is read only if this is not a preferred label."""
        if self._adjacency.number(name) >= 0 or self._adjacency.via(name):
            return name
        forms = f"{string(name)} {string(name)}@zh {string(name)}@en"
        found = [row["e"] for row in select(self._graph, _NAMED % forms)]
        if len(found) == 1:
            return found[0]
        from kg.query.entities import entity_index

        return entity_index(self._graph).resolve(name).iri

    def _labels(self, iris: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for at in range(0, len(iris), _BATCH):
            values = " ".join(map(iri, iris[at : at + _BATCH]))
            for row in select(self._graph, _LABELS % values):
                found[row["e"]] = min(row["l"], found.get(row["e"], row["l"]))
        return found

    def _class(self, name: str) -> str:
        ontology = self._schema.ontology
        called = ontology.name(name) or class_called(self._schema, name)
        if called is not None and called in ontology.classes:
            return ontology.iri(called)
        classes = ontology.entity_classes
        known = [f"{ontology.label(term, self._lang)} ({term})" for term in classes]
        forms = [form for t in ontology.entity_classes for form in (t, ontology.label(t))]
        raise missing("no_class", name, known, forms=forms)
