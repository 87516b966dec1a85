"""The terminals that could stand at a place, put into few words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.graph.syntax.parser import END, keywords

SHOWN = 7
"""More kinds of things than these are not listed."""

_KINDS = {
    "VAR": "variable",
    "IRIREF": "iri",
    "PNAME_LN": "name",
    "PNAME_NS": "prefix",
    "STRING": "string",
    **dict.fromkeys(["INTEGER", "DECIMAL", "DOUBLE"], "number"),
    **dict.fromkeys(["SIGNED_INTEGER", "SIGNED_DECIMAL", "SIGNED_DOUBLE"], "number"),
    **dict.fromkeys(["TRUE", "FALSE"], "truth"),
    "LANGTAG": "language",
    "TYPED": "datatype",
    **dict.fromkeys(["COMPARED", "PLUS", "DASH", "STAR", "SLASH", "OR", "AND"], "operator"),
    **dict.fromkeys(["VBAR", "QUESTION", "CIRCUMFLEX", "BANG", "IN", "NOT"], "operator"),
    END: "end",
}
_ORDER = (
    *("variable", "name", "iri", "prefix", "string", "number", "function", "A", "LPAR", "LSQB"),
    *("DOT", "SEMICOLON", "COMMA", "RBRACE", "RPAR", "RSQB", "LBRACE"),
)
# What goes without saying where the other can stand.
_IMPLIED = {
    "variable": ("operator", "truth", "BLANK", "ANON", "NIL", "datatype", "language"),
    "name": ("iri", "prefix"),
    "number": ("truth",),
    "LPAR": ("NIL",),
    "LSQB": ("ANON", "BLANK"),
    "operator": ("language", "datatype"),
}


def in_words(expected: Collection[str], texts: Mapping[str, str]) -> str:
    """What could stand at a place, the commonest first.

    Args:
        expected: Names of terminals.
        texts: The interface's words.
    """
    kinds = {_kind(name) for name in expected}
    for kind, implied in _IMPLIED.items():
        if kind in kinds:
            kinds.difference_update(implied)
    ranks = {kind: rank for rank, kind in enumerate(_ORDER)}
    ordered = sorted(kinds, key=lambda kind: (ranks.get(kind, len(ranks)), kind))
    words = [_word(kind, texts) for kind in ordered]
    more = texts["expect_more"] if len(words) > SHOWN else ""
    return texts["expect_joint"].join(words[:SHOWN]) + more


def _kind(terminal: str) -> str:
    if terminal.startswith("FUNCTION") or terminal in ("AGGREGATE", "COUNT", "GROUP_CONCAT"):
        return "function"
    return "function" if terminal == "BOUND" else _KINDS.get(terminal, terminal)


def _word(kind: str, texts: Mapping[str, str]) -> str:
    if f"expect_{kind}" in texts:
        return texts[f"expect_{kind}"]
    fixed = keywords(kind)[:1] or (kind,)
    return fixed[0] if fixed[0].isalpha() else texts["expect_mark"].format(mark=fixed[0])
