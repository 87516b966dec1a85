"""Readable IRIs that follow from content alone.

An entity's IRI is its name (``id:北山电信公司``); a measurement, event, agreement, signing,
claim, evidence or article has its kind and a digest of what it says (``id:claim-51b07e9d…``). There
are no blank nodes and no counters, so the same content has the same IRI in every graph.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.graph.vocabulary import INDIVIDUALS

DIGEST_LENGTH = 16
"""Hexadecimal digits of a digest; five million claims collide once in a million graphs."""

_SEPARATOR = "\x1f"

# Parentheses need a backslash in Turtle and SPARQL, their full-width forms do not.
_TIDY = str.maketrans({"(": "（", ")": "）"} | dict.fromkeys("“”\"'‘’「」『』"))
_KEPT = frozenset("-._~!*+,;=&$:@")


def entity_iri(name: str, *, base: str = INDIVIDUALS, qualifier: str = "") -> NamedNode:
    """The IRI of the entity of this name.

    Names that differ only in the width of letters, in the shape of brackets, in quotation marks or
    in outer blanks share it; ``tidy(tidy(name)) == tidy(name)``.

    Args:
        name: As written.
        base: Namespace of the individuals.
        qualifier: What tells the entity from another of the same name, such as its class.
    """
    local = _encode(tidy(name)) + (f"_{_encode(qualifier)}" if qualifier else "")
    return NamedNode(base + local)


def tidy(name: str) -> str:
    """The name in the form that IRIs are made of."""
    folded = name
    # Taking a quotation mark out can bring a letter and its accent together: until nothing changes.
    while (further := unicodedata.normalize("NFKC", folded).translate(_TIDY)) != folded:
        folded = further
    return "_".join(folded.split()) or "_".join(name.split()) or "_"


def minted(kind: str, parts: Iterable[str], *, base: str = INDIVIDUALS) -> NamedNode:
    """The IRI of a node that has no name.

    Args:
        kind: What it is, in lower case: ``claim``, ``measurement``.
        parts: All that the node says, in a fixed order.
        base: Namespace of the individuals.
    """
    text = _SEPARATOR.join(parts)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return NamedNode(f"{base}{kind}-{digest[:DIGEST_LENGTH]}")


def article_iri(sha256: str, *, base: str = INDIVIDUALS) -> NamedNode:
    """The IRI of the article with these bytes, which is also the name of its graph."""
    return NamedNode(f"{base}article-{sha256[:DIGEST_LENGTH]}")


def _encode(text: str) -> str:
    return "".join(c if _may_stand(c) else _percent(c) for c in text)


def _may_stand(character: str) -> bool:
    if character < "\x80":
        return character.isalnum() or character in _KEPT
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF:
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}


def _percent(character: str) -> str:
    # A lone surrogate has no UTF-8 form; a question mark stands for it.
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
