"""All that can be suggested, and one suggestion."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import KgError
from kg.query.completion.names import LIMIT, Name, NameIndex, name_key
from kg.query.completion.statistics import Statistics
from kg.query.completion.stored import CompletionIndex

__all__ = ["LIMIT", "Suggestion", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be put at the cursor.

    Attributes:
        text: What is put in.
        start: Where it begins, counted back from the cursor (0 or negative).
        label: What the menu shows.
        meta: What the menu says about it.
    """

    text: str
    start: int
    label: str
    meta: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All that can be suggested.

    Attributes:
        read_index: Gives what is known of the graph; asked when it is first needed, which is on
            the thread that completes.
        classes: The ontology's classes as prefixed names, with their label.
        properties: Its properties.
        prefixes: Known prefixes, without colon, with their namespace.
        keywords: Keywords of path statements with their forms, in capitals.
        edges: Names of edge views, with their label.
        formats: Formats that a path statement can ask for.
        commands: Dot commands, with what they do.
        arguments: What a command takes: words, or a kind: ``entity`` for names, ``file`` for
            files, or one of ``kinds``.
        kinds: Give the words of a kind as they are now, with what is said about each.
        edge_count: Says how many relations an entity has; holds ``{count}``.
        used: How often a name was typed before.
    """

    read_index: Callable[[], CompletionIndex] = CompletionIndex
    classes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"PATH": ("PATH",)})
    edges: tuple[tuple[str, str], ...] = ()
    formats: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    arguments: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict)
    kinds: Mapping[str, Callable[[], Iterable[tuple[str, str]]]] = field(default_factory=dict)
    edge_count: str = "{count}"
    used: Callable[[str], int] = lambda _: 0

    @property
    def names(self) -> NameIndex:
        """The names of the graph's entities."""
        return self.read_index().names

    @property
    def statistics(self) -> Statistics:
        """The graph's classes and properties."""
        return self.read_index().statistics

    def warm(self) -> None:
        """Load what is needed to suggest something, or leave it to the first key."""
        from kg.graph.syntax.parser import grammar

        grammar()
        with contextlib.suppress(KgError):
            self.read_index()

    def preferred(self, fragment: str, found: list[Name]) -> list[Name]:
        """The names, of those that begin with the fragment the most typed ones first."""
        key = name_key(fragment)

        def rank(name: Name) -> tuple[bool, bool, int]:
            own = name_key(name.text)
            begins = own.startswith(key)
            return not begins, own != key, -self.used(name.text) if begins else 0

        return sorted(found, key=rank)

    def named(self, name: Name, text: str, start: int) -> Suggestion:
        """A name as a suggestion: name ｜ class · number of relations · term."""
        label = name.text if name.text == name.label else f"{name.text} → {name.label}"
        kinds = "/".join(self.classes.get(f"kg:{kind}", kind) for kind in name.types)
        count = self.edge_count.format(count=name.edges) if name.edges else ""
        return Suggestion(text, start, label, " · ".join(filter(None, (kinds, count, name.term))))
