"""Which part of a triple is to be written at the end of what was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lark import Token, Tree, UnexpectedToken

from kg.graph.syntax.parser import Reading, resume

_SUBJECTS = {"subject", "template_subject"}
_VERBS = {"verb", "template_verb"}
_GROUP_STARTS = {"LBRACE", "DOT", "DATA", "_member", "block", "triples"}


class Part(StrEnum):
    """The parts of a triple, and the rest."""

    SUBJECT = "subject"
    PREDICATE = "predicate"
    OBJECT = "object"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Slot:
    """What is to be written next.

    Attributes:
        part: Which part of a triple, if one can stand there.
        subject: The triple's subject as written; empty if there is none, or it has no name.
        predicate: Its predicate as written, if it is no longer path; else empty.
    """

    part: Part
    subject: str = ""
    predicate: str = ""


def next_slot(reading: Reading) -> Slot:
    """What follows the tokens that were read."""
    if "VAR" not in reading.expected:
        return Slot(Part.OTHER)
    parsing = resume(reading.tokens)
    try:
        # A variable can stand in all three places; shifting one ends what stands before it.
        parsing.feed_token(Token("VAR", "?_"))
    except UnexpectedToken:
        return Slot(Part.OTHER)
    stack: list[Tree[Token] | Token] = list(parsing.parser_state.value_stack[:-1])
    part = _part([_kind(item) for item in stack])
    if part in (Part.SUBJECT, Part.OTHER):
        return Slot(part)
    verb = stack[-1] if _kind(stack[-1]) in _VERBS else _verb_before(stack)
    predicate = _single(verb) if part is Part.OBJECT else ""
    return Slot(part, _subject(stack), predicate)


def _part(kinds: list[str]) -> Part:
    before, last = ["", *kinds][-2:]
    if last in _VERBS or (last == "LPAR" and before in _VERBS):
        return Part.OBJECT
    if last == "COMMA" and before.lstrip("_").removeprefix("template_").startswith("object"):
        return Part.OBJECT
    if last in _SUBJECTS or last in ("LSQB", "node", "collection", "template_node"):
        return Part.PREDICATE
    if last == "SEMICOLON" and ("objects" in before or "properties" in before):
        return Part.PREDICATE
    if last in _GROUP_STARTS or last.startswith(("__members", "__quads")):
        return Part.SUBJECT
    return Part.OTHER


def _verb_before(stack: list[Tree[Token] | Token]) -> Tree[Token] | Token | None:
    return next((item for item in reversed(stack) if _kind(item) in _VERBS), None)


def _subject(stack: list[Tree[Token] | Token]) -> str:
    for item in reversed(stack):
        kind = _kind(item)
        if kind in _SUBJECTS:
            return _single(item)
        if kind in ("LSQB", "LBRACE", "node", "collection"):
            return ""
    return ""


def _single(item: Tree[Token] | Token | None) -> str:
    """The text of a part that is one token, else the empty string."""
    if not isinstance(item, Tree):
        return ""
    tokens = list(item.scan_values(lambda value: isinstance(value, Token)))
    return str(tokens[0]) if len(tokens) == 1 else ""


def _kind(item: Tree[Token] | Token) -> str:
    return item.type if isinstance(item, Token) else item.data
