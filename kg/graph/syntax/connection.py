"""Patterns that share no variable, so that each match of one goes with each of the other."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token, Tree

from kg.graph.syntax.problem import Problem
from kg.graph.syntax.rules import visible

Node = Tree[Token]
_JOINED = frozenset(["block", "union", "graph", "values_clause", "group", "subselect", "service"])


def unconnected(tree: Node) -> Iterator[Problem]:
    """The first part of each group that shares no variable with what stands before it."""
    for group in tree.iter_subtrees():
        if group.data == "members":
            yield from _in_group(group)


def _in_group(members: Node) -> Iterator[Problem]:
    parts = [part for part in _parts(members) if part[1]]
    links = [names for names in _links(members) if names]
    components: list[set[str]] = []
    for _, names in parts:
        components = _merged(components, names)
    for names in links:
        components = _merged(components, names)
    if len(components) < 2:
        return
    first = next(c for c in components if not c.isdisjoint(parts[0][1]))
    for part, names in parts:
        if first.isdisjoint(names):
            yield Problem(part.meta.start_pos, part.meta.end_pos, "unconnected")
            return


def _merged(components: list[set[str]], names: set[str]) -> list[set[str]]:
    """The components, those that share a name made one; new names alone make none."""
    touched = [c for c in components if not c.isdisjoint(names)]
    rest = [c for c in components if c.isdisjoint(names)]
    return [*rest, set().union(names, *touched)]


def _parts(members: Node) -> Iterator[tuple[Node, set[str]]]:
    """What a group joins, each with its variables."""
    for child in members.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "block":
            yield from _triples(child)
        elif child.data in _JOINED:
            yield child, visible(child)


def _triples(block: Node) -> Iterator[tuple[Node, set[str]]]:
    for child in block.children:
        if isinstance(child, Tree):
            yield child, visible(child) | _blank(child)


def _blank(tree: Node) -> set[str]:
    """Labels of blank nodes, which join like variables."""
    return {t.value for t in tree.scan_values(lambda v: isinstance(v, Token) and v.type == "BLANK")}


def _links(members: Node) -> Iterator[set[str]]:
    """Variables that an expression or an OPTIONAL brings together."""
    for child in members.children:
        if isinstance(child, Tree) and child.data in ("filter", "bind", "optional", "minus"):
            tokens = child.scan_values(lambda v: isinstance(v, Token) and v.type == "VAR")
            yield {token.value[1:] for token in tokens}
