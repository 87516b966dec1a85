"""Suggestions in SPARQL: what the grammar takes at the cursor, filled from the graph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kg.graph.syntax.parser import Reading, State, keywords, read
from kg.graph.syntax.prefixes import WELL_KNOWN
from kg.graph.syntax.slots import Part, Slot, next_slot
from kg.graph.syntax.triples import classes_of, patterns
from kg.query.completion.names import Name
from kg.shell.statement import narrow
from kg.shell.suggest.vocabulary import Suggestion, Vocabulary

_TYPES = ("a", "rdf:type")
_PAIRS = {"ORDER": ("ORDER BY",), "GROUP": ("GROUP BY",), "NOT": ("NOT EXISTS", "NOT IN")}
_FRAGMENT = re.compile(
    r"(?P<variable>[?$]\w*)|(?P<name>[\w.\-]*:[^\s,;{}\[\]\"'<>^/|*+!?=]*)|(?P<word>[\w·]+)"
)
_LAST = re.compile(rf"(?:{_FRAGMENT.pattern})$")
_COMMENT = re.compile(r"#[^\n]*\Z")


@dataclass(frozen=True)
class _Place:
    """Where the cursor is.

    Attributes:
        typed: The characters before it that a suggestion replaces.
        reading: Of what stands before them.
        slot: What is to be written there.
        inverse: Whether a property is to be written that is walked from its value (``^``).
        all: The whole text.
        vocabulary: What there is to suggest.
    """

    typed: str
    reading: Reading
    slot: Slot
    inverse: bool
    all: str
    vocabulary: Vocabulary

    def takes(self, *terminals: str) -> bool:
        """Whether one of these could stand here; a broken text is not in the way."""
        broken = self.reading.state is State.BROKEN
        return broken or not self.reading.expected.isdisjoint(terminals)


def suggest_in_sparql(before: str, after: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """What may stand in a query or update between two texts."""
    text = narrow(before)
    reading = read(text)
    if reading.found[:1] in ("'", '"') and reading.state is not State.COMPLETE:
        yield from _in_string(text, reading.at, after, vocabulary)
        return
    end = (reading.tokens[-1].end_pos or 0) if reading.tokens else 0
    if _COMMENT.search(text, end) and reading.state is not State.BROKEN:
        return
    match = _LAST.search(text)
    typed = match.group() if match else ""
    begun = text[: len(text) - len(typed)]
    inverse = begun.endswith("^")
    head = read(begun.removesuffix("^"))
    place = _Place(typed, head, next_slot(head), inverse, text + after, vocabulary)
    if match and match["variable"]:
        yield from _variables(place)
    elif match and match["name"]:
        yield from _names(place)
    else:
        yield from _words(place)


def _in_string(text: str, at: int, after: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    mark, typed = text[at], text[at + 1 :]
    close = "" if after.startswith(mark) else mark
    for name in vocabulary.preferred(typed, vocabulary.names.find(typed)) if typed else ():
        written = name.text.replace("\\", "\\\\").replace(mark, "\\" + mark)
        yield vocabulary.named(name, written + close, -len(typed))


def _variables(place: _Place) -> Iterator[Suggestion]:
    """The variables of the whole text, without the one that is being typed."""
    found = re.findall(r"[?$](\w+)", place.all)
    own = place.typed[1:]
    if own in found:
        found.remove(own)
    for name in dict.fromkeys(found):
        if name.startswith(own):
            yield Suggestion(f"?{name}", -len(place.typed), f"?{name}")


def _names(place: _Place) -> Iterator[Suggestion]:
    """For the beginning of a prefixed name: terms, then entities."""
    prefix, _, local = place.typed.partition(":")
    if place.reading.expected == {"PNAME_NS"}:
        yield from _declarations(place)
        return
    terms = list(_terms(place))
    yield from (s for s in terms if s.text.startswith(place.typed))
    if local:
        same = [s for s in terms if s.text.startswith(prefix + ":")]
        yield from (s for s in same if _holds(s, local))
    if place.takes("PNAME_LN") and place.slot.part is not Part.PREDICATE:
        if local and (prefix == "id" or not local.isascii()):
            yield from _entities(place, local)
        elif prefix == "id":
            yield from _entities(place, "")


def _words(place: _Place) -> Iterator[Suggestion]:
    """For a word, or nothing: keywords, terms, prefixes, entities."""
    typed = place.typed
    if place.reading.expected == {"PNAME_NS"}:
        yield from _declarations(place)
        return
    if not typed:
        yield from _fitting(place)
    else:
        yield from () if place.inverse else _keywords(place)
        yield from (s for s in _terms(place) if _begins(s, typed))
        yield from (s for s in _terms(place) if _holds(s, typed))
    if place.takes("PNAME_NS"):
        yield from _prefixes(place)
    if typed and place.takes("PNAME_LN") and place.slot.part is not Part.PREDICATE:
        yield from _entities(place, typed)


def _prefixes(place: _Place) -> Iterator[Suggestion]:
    """The prefixes that are declared anyhow, then those that everybody knows."""
    known = place.vocabulary.prefixes
    more = {name: space for name, space in WELL_KNOWN.items() if name not in known}
    for prefix, namespace in (*sorted(known.items()), *sorted(more.items())):
        if place.typed and prefix.startswith(place.typed):
            meta = namespace if prefix in more else ""
            yield Suggestion(f"{prefix}:", -len(place.typed), f"{prefix}:", meta)


def declaration(text: str, completed: str, known: Collection[str]) -> str:
    """The line that declares a prefix which was completed; empty if none is needed.

    Args:
        text: The whole query.
        completed: What was put in.
        known: Prefixes that need no declaration.
    """
    prefix = completed.removesuffix(":")
    declared = re.search(rf"\bPREFIX\s+{re.escape(prefix)}\s*:", text, re.IGNORECASE)
    if not completed.endswith(":") or prefix in known or prefix not in WELL_KNOWN or declared:
        return ""
    return f"PREFIX {prefix}: <{WELL_KNOWN[prefix]}>\n"


def _fitting(place: _Place) -> Iterator[Suggestion]:
    """What may stand where nothing was typed yet."""
    part, predicate = place.slot.part, place.slot.predicate
    statistics = place.vocabulary.statistics
    few = predicate in _TYPES or predicate in statistics.values
    if part in (Part.PREDICATE, Part.OBJECT):
        yield from _terms(place)
    if part is Part.OBJECT and not few:
        yield from _entities(place, "")
    if part is not Part.PREDICATE and place.takes("VAR"):
        for name in dict.fromkeys(re.findall(r"[?$](\w+)", place.all)):
            yield Suggestion(f"?{name}", 0, f"?{name}")
    if not few and not place.inverse:
        yield from _keywords(place)


def _keywords(place: _Place) -> Iterator[Suggestion]:
    typed = place.typed.upper()
    functions: list[str] = []
    words: list[str] = []
    for terminal in sorted(place.reading.expected):
        for word in keywords(terminal):
            if not word.replace("_", "").isalnum() or not word.upper().startswith(typed):
                continue
            if re.match(r"FUNCTION|AGGREGATE|COUNT|BOUND|GROUP_CONCAT", terminal):
                functions.append(f"{word}(")
            else:
                words += _PAIRS.get(word, (word,))
    for word in chain(sorted(words), sorted(functions)):
        # “a” is typed as fast as it is chosen.
        if word != place.typed:
            yield Suggestion(word, -len(typed), word)


def _declarations(place: _Place) -> Iterator[Suggestion]:
    known = {**WELL_KNOWN, **place.vocabulary.prefixes}
    for prefix, namespace in sorted(known.items()):
        if f"{prefix}:".startswith(place.typed):
            yield Suggestion(f"{prefix}: <{namespace}>", -len(place.typed), f"{prefix}:", namespace)


# -- classes, properties and values


def _terms(place: _Place) -> Iterable[Suggestion]:
    """The terms that fit the place, the likeliest first."""
    vocabulary, part = place.vocabulary, place.slot.part
    if not place.takes("PNAME_LN"):
        return
    if part is Part.PREDICATE:
        yield from _properties(place)
    elif part is Part.OBJECT and place.slot.predicate in _TYPES:
        yield from _classes(place)
    elif part is Part.OBJECT:
        for value in vocabulary.statistics.values.get(place.slot.predicate, ()):
            yield Suggestion(value, -len(place.typed), value, _label(value, vocabulary))
    elif part is Part.OTHER or place.reading.state is State.BROKEN:
        yield from _classes(place)
        yield from _properties(place)


def _classes(place: _Place) -> Iterator[Suggestion]:
    vocabulary = place.vocabulary
    seen = vocabulary.statistics.classes_by_size()
    for term, count in [*seen, *((t, 0) for t in vocabulary.classes)]:
        meta = " · ".join(filter(None, (_label(term, vocabulary), str(count or ""))))
        yield Suggestion(term, -len(place.typed), term, meta)


def _properties(place: _Place) -> Iterator[Suggestion]:
    vocabulary = place.vocabulary
    found = patterns(read(narrow(place.all)).tokens) if place.slot.subject else []
    found += patterns(place.reading.tokens)
    classes = dict.fromkeys(classes_of(found, place.slot.subject))
    if place.inverse:
        found_to = vocabulary.statistics.properties_to(classes)
        # What claims are made of leads to everything and is seldom meant.
        for term, count in sorted(found_to, key=lambda pair: pair[0] not in vocabulary.properties):
            meta = " · ".join(filter(None, (_label(term, vocabulary), str(count or ""))))
            yield Suggestion(term, -len(place.typed), term, meta)
        return
    seen = vocabulary.statistics.properties_of(classes)
    for term, count in [*seen, *((t, 0) for t in vocabulary.properties)]:
        meta = " · ".join(filter(None, (_label(term, vocabulary), str(count or ""))))
        text = "a" if term == "rdf:type" and not place.typed else term
        yield Suggestion(text, -len(place.typed), text, meta)


def _label(term: str, vocabulary: Vocabulary) -> str:
    return vocabulary.classes.get(term) or vocabulary.properties.get(term, "")


def _begins(suggestion: Suggestion, typed: str) -> bool:
    """Whether the local name or the label begins with what was typed."""
    local = suggestion.text.rpartition(":")[2]
    return local.lower().startswith(typed.lower()) or suggestion.meta.startswith(typed)


def _holds(suggestion: Suggestion, typed: str) -> bool:
    """Whether the local name or the label holds what was typed; one letter says too little."""
    if len(typed) == 1 and typed.isascii():
        return False
    local = suggestion.text.rpartition(":")[2]
    return typed.lower() in local.lower() or typed in suggestion.meta


# -- entities


def _entities(place: _Place, fragment: str) -> Iterator[Suggestion]:
    """Entities by name, those first that the predicate has been seen with."""
    names = place.vocabulary.names
    ranges = place.vocabulary.statistics.ranges.get(place.slot.predicate, {})
    wanted = {term.partition(":")[2] for term in ranges}
    vocabulary = place.vocabulary
    found = (
        vocabulary.preferred(fragment, names.find(fragment)) if fragment else names.foremost(wanted)
    )

    def fits(name: Name) -> bool:
        return wanted.isdisjoint(name.types)

    for name in sorted(found, key=fits) if wanted else found:
        yield place.vocabulary.named(name, name.term, -len(place.typed))
