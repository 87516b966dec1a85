"""Literals of the graph: labels with their language, dates as precise as known, exact numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import PREFIXES
from kg.text.fold import fold

_XSD: Final = PREFIXES["xsd"]
_INTEGER: Final = NamedNode(_XSD + "integer")
_DECIMAL: Final = NamedNode(_XSD + "decimal")
_DATE: Final = NamedNode(_XSD + "date")
_DATE_TIME: Final = NamedNode(_XSD + "dateTime")
_MONTH: Final = NamedNode(_XSD + "gYearMonth")
_YEAR: Final = NamedNode(_XSD + "gYear")
_ANY_URI: Final = NamedNode(_XSD + "anyURI")

_DATE_TYPES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), _DATE),
    (re.compile(r"\d{4}-\d{2}"), _MONTH),
    (re.compile(r"\d{4}"), _YEAR),
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?"), _DATE_TIME),
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LATIN: Final = re.compile("[A-Za-z]")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANS: Final = re.compile(f"{_HAN.pattern}+")


def node(iri: str) -> NamedNode:
    """An IRI as a term.

    Raises:
        ValueError: If it is none.
    """
    return NamedNode(iri)


def string(text: str) -> Literal:
    """A plain string; a lone surrogate, which no RDF text can hold, becomes U+FFFD."""
    return Literal(_clean(text))


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters.

    One character decides nothing: names in Simplified texts keep old forms (昇), so a twentieth of
    the Chinese characters must be Traditional ones.
    """
    characters = "".join(_HANS.findall(text))
    other = sum(a != b for a, b in zip(characters, fold(characters), strict=True))
    return other * 20 > len(characters)


def label(text: str, *, traditional: bool = False) -> Literal:
    """A name or other words of an article, in their language.

    Chinese is ``zh``; with Traditional characters in a Traditional article it is ``zh-hant``. What
    has no Chinese characters is ``en`` if it has Latin letters. Tags are lower case, as the store
    gives them back.
    """
    text = _clean(text)
    if not _HAN.search(text) and _LATIN.search(text):
        return Literal(text, language="en")
    traditional = traditional and text != fold(text)
    return Literal(text, language="zh-hant" if traditional else "zh")


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: Decimal) -> Literal:
    """An exact number in the canonical form of XSD 1.1 (``1200``, ``0.5``), which stores keep."""
    if not value.is_finite():
        raise ValueError(f"not a number: {value}")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in {"-0", ""} else text, datatype=_DECIMAL)


def date(value: str) -> Literal:
    """An ISO 8601 date, month, year or time, typed as precisely as it is given.

    Anything else stays a plain string, so that no fact is lost for its date.
    """
    for pattern, datatype in _DATE_TYPES:
        if pattern.fullmatch(value):
            return Literal(value, datatype=datatype)
    return string(value)


def uri(value: str) -> Literal:
    """An address as data: pages give addresses that are no valid IRIs."""
    return Literal(_clean(value), datatype=_ANY_URI)


def _clean(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)  # one for one: offsets stay
    return text
