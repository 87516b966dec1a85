"""What SPARQL asks for in words, beyond its grammar: scopes, groups, blank nodes, prefixes.

Sections are those of https://www.w3.org/TR/sparql11-query/ and its sibling on updates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lark import Token, Tree

from kg.graph.syntax.parser import Reading
from kg.graph.syntax.problem import Problem

Node = Tree[Token]
_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]+>")


def violations(reading: Reading) -> list[Problem]:
    """All rules that a complete text breaks, in its order."""
    found = [*_comparisons(reading)]
    if reading.tree is not None and not reading.is_deep:
        for tree in reading.tree.iter_subtrees():
            found += _RULES[tree.data](tree) if tree.data in _RULES else ()
        found += _blank_nodes(reading.tree)
    return sorted(found, key=lambda problem: (problem.start, problem.key))


def undeclared(reading: Reading, known: Collection[str]) -> Iterator[Problem]:
    """The prefixes that are used without being declared.

    Args:
        reading: Of a whole or broken text.
        known: Prefixes that need no declaration, without colon.
    """
    declared = set(known)
    before = ""
    for token in reading.tokens:
        if token.type in ("PNAME_NS", "PNAME_LN"):
            prefix = token.value.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                yield _at(token, "undeclared_prefix", prefix=prefix)
        before = token.type


def unbound(tree: Node) -> Iterator[Problem]:
    """The columns of a SELECT that nothing binds; allowed, but never meant (section 18.2.1)."""
    given = {t.value[1:] for c in _children(tree, "query") for t in _variables(c, "values_clause")}
    for select in tree.iter_subtrees():
        if select.data in ("select", "subselect"):
            inside = visible(_child(select, "where")) | given
            inside |= {t.value[1:] for t in _variables(select, "values_clause")}
            for item in _child(select, "select_clause").children:
                if not isinstance(item, Tree):
                    continue
                if len(item.children) > 1:
                    inside.add(_name(item.children[-1]))
                elif _name(item.children[0]) not in inside:
                    yield _at(_token(item), "unbound", name=_token(item).value)


# -- section 18.2.1: variables in scope


def visible(tree: Node) -> set[str]:
    """The variables that a pattern may bind, for what stands beside or around it."""
    if tree.data in ("minus", "filter"):
        return set()
    if tree.data == "bind":
        return {_name(tree.children[-1])}
    if tree.data == "subselect":
        clause = _child(tree, "select_clause")
        items = [item for item in clause.children if isinstance(item, Tree)]
        if not items:
            return visible(_child(tree, "where"))
        return {_name(item.children[-1]) for item in items}
    found: set[str] = set()
    for child in tree.children:
        if isinstance(child, Tree):
            found |= visible(child)
        elif child.type == "VAR":
            found.add(child.value[1:])
    return found


def _members(tree: Node) -> Iterator[Problem]:
    """BIND may not give a value to a variable that its group has bound before (10.1)."""
    before: set[str] = set()
    for member in tree.children:
        if isinstance(member, Tree):
            if member.data == "bind" and _name(member.children[-1]) in before:
                yield _taken(member.children[-1])
            before |= visible(member)


def _select(tree: Node) -> Iterator[Problem]:
    clause, where = _child(tree, "select_clause"), _child(tree, "where")
    modifiers = _child(tree, "modifiers")
    keys = _group_keys(modifiers)
    items = [item for item in clause.children if isinstance(item, Tree)]
    if keys is not None and not items:
        star = clause.children[-1]
        yield _at(star if isinstance(star, Token) else None, "star_grouped", tree=clause)
    bound = visible(where)
    named: set[str] = set()
    grouped = keys is not None or bool(_aggregates([*items, modifiers]))
    for item in items:
        variable = item.children[-1]
        name = _name(variable)
        if name in named:
            yield _at(variable, "named_twice", name=variable)
        elif len(item.children) > 1 and name in bound:
            yield _taken(variable)
        if grouped:
            free = _free(item.children[0])
            for token in free:
                if token.value[1:] not in (keys or set()) | named:
                    yield _at(token, "ungrouped", name=token.value)
        named.add(name)


def _group_keys(modifiers: Node) -> set[str] | None:
    """The variables that GROUP BY keeps; None without GROUP BY."""
    keys: set[str] | None = None
    for group_by in _children(modifiers, "group_by"):
        keys = keys or set()
        for condition in _children(group_by, "group_condition"):
            last = condition.children[-1]
            if isinstance(last, Token):
                keys.add(last.value[1:])
            elif len(free := list(_free(last))) == 1:
                keys.add(free[0].value[1:])  # GROUP BY (?x)
    return keys


def _free(tree: Node | Token) -> Iterator[Token]:
    """The variables of an expression that stand in no aggregate and no pattern."""
    if isinstance(tree, Token):
        if tree.type == "VAR":
            yield tree
    elif tree.data not in ("aggregate", "group"):
        for child in tree.children:
            yield from _free(child)


def _aggregates(trees: Iterable[Node]) -> list[Node]:
    """The aggregates of expressions, outside of the patterns in them."""
    found = []
    for tree in trees:
        if tree.data == "aggregate":
            found.append(tree)
        elif tree.data != "group":
            found += _aggregates(c for c in tree.children if isinstance(c, Tree))
    return found


def _aggregate(tree: Node) -> Iterator[Problem]:
    for inner in _aggregates(c for c in tree.children if isinstance(c, Tree)):
        yield _at(_token(inner), "nested_aggregate", name=_token(inner).value)


def _data_block(tree: Node) -> Iterator[Problem]:
    width = sum(1 for child in tree.children if isinstance(child, Token))
    for row in _children(tree, "data_row"):
        if len(row.children) != width:
            values = {"given": str(len(row.children)), "wanted": str(width)}
            yield _at(None, "values_count", tree=row, **values)


# -- section 4.1.4: labels of blank nodes


def _blank_nodes(tree: Node) -> Iterator[Problem]:
    """A label stands in one basic graph pattern only, and in one operation of an update."""
    owner: dict[str, int] = {}
    for number, pattern in enumerate(_basic_patterns(tree)):
        for token in pattern:
            if owner.setdefault(token.value, number) != number:
                yield _at(token, "label_reused", name=token.value)


def _basic_patterns(tree: Node) -> Iterator[list[Token]]:
    if tree.data in ("insert_data", "insert_clause"):
        yield list(_of_type(tree, "BLANK"))
        return
    held: list[Token] = []
    for child in tree.children:
        if not isinstance(child, Tree):
            continue
        if tree.data == "members" and child.data == "block":
            held += _of_type(child, "BLANK")
            continue
        if child.data != "filter":
            yield held
            held = []
        yield from _basic_patterns(child)
    yield held


# -- updates, section 3.1


def _no_variables(tree: Node) -> Iterator[Problem]:
    for token in _of_type(tree, "VAR"):
        yield _at(token, "variable_in_data", name=token.value)


def _no_blank_nodes(tree: Node) -> Iterator[Problem]:
    for part in tree.iter_subtrees():
        if part.data in ("template_node", "template_collection"):
            yield _at(None, "blank_in_delete", tree=part)
        for token in part.children:
            if isinstance(token, Token) and token.type in ("BLANK", "ANON"):
                yield _at(token, "blank_in_delete")


def _delete_data(tree: Node) -> Iterator[Problem]:
    yield from _no_variables(tree)
    yield from _no_blank_nodes(tree)


# -- section 19.8: the longest token counts


def _comparisons(reading: Reading) -> Iterator[Problem]:
    for token in reading.tokens:
        if token.type == "COMPARED" and (match := _IRI.match(reading.text, token.start_pos or 0)):
            yield Problem(match.start(), match.end(), "reads_as_iri", {"found": match.group()})


_RULES = {
    "members": _members,
    "select": _select,
    "subselect": _select,
    "aggregate": _aggregate,
    "data_block": _data_block,
    "insert_data": _no_variables,
    "delete_data": _delete_data,
    "delete_where": _no_blank_nodes,
    "delete_clause": _no_blank_nodes,
}


def _taken(variable: Node | Token) -> Problem:
    return _at(variable, "variable_taken", name=variable)


def _at(
    place: Node | Token | None, key: str, *, tree: Node | None = None, **values: Node | Token | str
) -> Problem:
    if isinstance(place, Token):
        start, end = place.start_pos or 0, place.end_pos or 0
    else:
        where = tree if place is None else place
        start = 0 if where is None else where.meta.start_pos
        end = start if where is None else where.meta.end_pos
    return Problem(start, end, key, {name: str(value) for name, value in values.items()})


def _child(tree: Node, name: str) -> Node:
    return next(_children(tree, name), Tree(name, []))


def _children(tree: Node, name: str) -> Iterator[Node]:
    return (c for c in tree.children if isinstance(c, Tree) and c.data == name)


def _token(tree: Node) -> Token:
    return next(t for t in tree.scan_values(lambda v: isinstance(v, Token)))


def _name(variable: Node | Token) -> str:
    return str(variable)[1:]


def _of_type(tree: Node, kind: str) -> Iterator[Token]:
    return tree.scan_values(lambda v: isinstance(v, Token) and v.type == kind)


def _variables(tree: Node, rule: str) -> Iterator[Token]:
    for child in (tree, *tree.children) if tree.data == rule else tree.children:
        if isinstance(child, Tree) and child.data == rule:
            yield from _of_type(child, "VAR")
