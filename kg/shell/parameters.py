"""Values for the parameters of statements: typed, and bound instead of spliced into the text.

A parameter is written ``$name``. In SPARQL that is a variable, so a statement with parameters is
a query that any other program can read; its value is handed to the store beside the text. Where
SPARQL takes no variable (LIMIT, OFFSET, a list) the value stands as terms that were made from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph import sparql, terms
from kg.graph.results import Term
from kg.schema.messages import message
from kg.shell.runner import Runner
from kg.shell.statement import Kind

_NAME = r"[^\W\d]\w*"
_DECLARED = re.compile(rf":({_NAME})(?:\s+([a-z]+))?(?:\s*=\s*(\"[^\"]*\"|[^,\s]+))?")
_SIGN = re.compile(rf"\$({_NAME})")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_WHOLE = re.compile(r"\d+")
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that a saved statement declares.

    Attributes:
        name: Without the sign.
        type: One of ``TYPES``; ``auto`` goes by the value.
        default: The value if none is given, or None.
    """

    name: str
    type: str = "auto"
    default: str | None = None

    def __str__(self) -> str:
        default = f"={self.default}" if self.default is not None else ""
        return f":{self.name}" + (f" {self.type}" if self.type != "auto" else "") + default


def declared(text: str) -> tuple[Parameter, ...]:
    """The parameters of ``:org entity, :since=2020-01-01``.

    Raises:
        UsageError: If the text says anything else.
    """
    found = []
    for part in filter(None, (p.strip() for p in re.split(r"[,，]\s*(?=:)", text))):
        match = _DECLARED.fullmatch(part)
        if match is None:
            raise UsageError(message("no_parameter", text=part))
        name, type_, default = match.groups()
        if type_ is not None and type_ not in TYPES:
            raise UsageError(message("no_type", name=type_, known=" ".join(TYPES)))
        bare = default.strip('"') if default is not None else None
        found.append(Parameter(name, type_ or "auto", bare))
    return tuple(found)


def bind(
    text: str,
    kind: Kind,
    values: Mapping[str, str],
    types: Mapping[str, str],
    runner: Runner,
) -> tuple[str, dict[str, Term]]:
    """Put values in.

    Args:
        text: The statement.
        kind: What it is.
        values: What was given, by name; other parameters stay as they are.
        types: The types that are declared, by name.
        runner: Knows the names of the graph.

    Returns:
        The text, and the values that are handed over beside it.

    Raises:
        UsageError: If a value does not fit its type.
        UnknownEntityError: If it names no entity.
    """
    used = {name for name in _SIGN.findall(text) if name in values}
    if not used:
        return text, {}
    made = {name: _made(types.get(name, "auto"), values[name], name, runner) for name in used}
    if kind not in (Kind.SPARQL, Kind.UPDATE):
        return _SIGN.sub(lambda m: _words(m[1], values, made, kind) or m[0], text), {}
    return _in_sparql(text, made)


def _words(
    name: str, values: Mapping[str, str], made: Mapping[str, Sequence[Term]], kind: Kind
) -> str:
    """A value inside of a path statement, which takes IRIs, or a question, which takes words."""
    if name not in made:
        return ""
    written = str(made[name][0])
    if kind is Kind.PATH and (written.startswith("<") or len(made[name]) > 1):
        return ", ".join(map(str, made[name]))
    return values[name]


def _in_sparql(text: str, made: Mapping[str, Sequence[Term]]) -> tuple[str, dict[str, Term]]:
    parts, at, before = [], 0, ""
    bindings: dict[str, Term] = {}
    for token in sparql.tokens(text):
        name = token.text[1:]
        if token.kind == "variable" and token.text[0] == "$" and name in made:
            spelled = _spelled(made[name], before)
            if spelled is None:
                bindings[name] = made[name][0]
            else:
                parts += [text[at : token.start], spelled]
                at = token.start + len(token.text)
        before = token.text.upper()
    return "".join(parts) + text[at:], bindings


def _spelled(value: Sequence[Term], before: str) -> str | None:
    """A value where no variable may stand; None where one may."""
    if before in ("LIMIT", "OFFSET"):
        number = str(getattr(value[0], "value", ""))
        if not _WHOLE.fullmatch(number):
            raise UsageError(message("takes_whole", word=before, value=number))
        return number
    return None if len(value) == 1 else ", ".join(map(str, value))


def _made(type_: str, text: str, name: str, runner: Runner) -> list[Term]:
    if type_ == "list":
        return [one for part in re.split(r"[,，、]", text) for one in _auto(part.strip(), runner)]
    try:
        return TYPES[type_](text.strip(), runner)
    except ValueError as error:
        raise UsageError(message("about", name=name, problem=error.args[0])) from None


def _entity(text: str, runner: Runner) -> list[Term]:
    return [terms.node(runner.index.resolve(text).iri)]


def _term(text: str, runner: Runner) -> list[Term]:
    """A class or property, by name or label."""
    ontology = runner.schema.ontology
    wanted = text.removeprefix("kg:").casefold()
    for name, term in ontology.terms.items():
        if wanted in (name.casefold(), *(label.casefold() for label in term.labels.values())):
            return [terms.node(term.iri)]
    raise ValueError(message("no_term", name=text))


def _date(text: str, _: Runner) -> list[Term]:
    """A day: the first one of a month or year, so that it can be compared with days."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(message("no_date", text=text))
    year, month, day = match.groups("01")
    return [terms.date(f"{year}-{month}-{day}")]


def _int(text: str, _: Runner) -> list[Term]:
    if not _WHOLE.fullmatch(text):
        raise ValueError(message("no_integer", text=text))
    return [terms.integer(int(text))]


def _decimal(text: str, _: Runner) -> list[Term]:
    from decimal import Decimal

    if not _DECIMAL.fullmatch(text):
        raise ValueError(message("no_number", text=text))
    return [terms.decimal(Decimal(text))]


def _text(text: str, _: Runner) -> list[Term]:
    return [terms.string(text)]


def _auto(text: str, runner: Runner) -> list[Term]:
    """A number, a day, an entity of exactly this name, or else the text."""
    if _WHOLE.fullmatch(text) and not _DATE.fullmatch(text):
        return _int(text, runner)
    if _DATE.fullmatch(text) and "-" in text:
        return _date(text, runner)
    if _WHOLE.fullmatch(text):
        return _int(text, runner)
    if text.startswith(("http://", "https://")) or runner.knows(text):
        return _entity(text, runner)
    return _text(text, runner)


TYPES: Mapping[str, Callable[[str, Runner], list[Term]]] = {
    "auto": _auto,
    "entity": _entity,
    "class": _term,
    "property": _term,
    "date": _date,
    "int": _int,
    "decimal": _decimal,
    "text": _text,
    "list": lambda text, runner: _auto(text, runner),
}
"""What a value of each type becomes."""
