"""What can be set about the shell, and where each value comes from.

A flag of the command line goes before the environment (``KG_LIMIT``), the environment before the
file, the file before the default; what is set while the shell runs goes before them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import UsageError
from kg.schema.messages import message

SCREEN_ROWS = 1000
"""More rows than these are not read on a screen; files and pipes get all."""
TIMEOUT = 30.0
GRAPH_MODES = ("turtle", "nt", "jsonld", "rdfxml", "dot")
MODES = (
    *("table", "expanded", "csv", "tsv", "json", "jsonl", "xml", "markdown", "html"),
    *GRAPH_MODES,
)
THEMES = ("dark", "light", "contrast", "mono")

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)?")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}


@dataclass
class Settings:
    """The values that are in force.

    Attributes:
        mode: Format of tables, or of graphs; what it does not fit is a table, or Turtle.
        expanded: One line a cell instead of a table: ``on``, ``off`` or ``auto``, which is when
            the table would be cut.
        limit: Rows shown at most; 0 for all.
        wrap: Whether cells that are too wide go on in the next line instead of being cut.
        labels: How IRIs are shown: ``label``, ``prefixed`` or ``full``.
        lang: Languages of labels, the best first, with commas between.
        timing: Whether rows and time taken are told.
        timeout: Seconds a statement may take; 0 for no limit.
        pager: Whether what does not fit the screen goes through a pager.
        theme: Colours.
        color: ``auto``, ``always`` or ``never``.
        links: Whether the line of a source leads to the article: ``auto``, ``on`` or ``off``.
        bell: Seconds after which a statement's end is told by the terminal's bell; 0 for never.
        keys: ``emacs`` or ``vi``.
        complete: Whether completions show while typing.
        ambiguous: Cells of characters that some terminals draw wide.
        allow: Addresses that SERVICE, LOAD and FROM may name, with commas between.
        write: Whether statements may change the store.
        origin: Where a value that is not the default comes from, by name.
    """

    mode: str = "table"
    expanded: str = "off"
    limit: int = 0
    wrap: bool = False
    labels: str = "label"
    lang: str = "zh,zh-hant,en"
    timing: bool = False
    timeout: float = 0.0
    pager: bool = True
    theme: str = "dark"
    color: str = "auto"
    links: str = "auto"
    bell: float = 0.0
    keys: str = "emacs"
    complete: bool = True
    ambiguous: int = 1
    allow: str = ""
    write: bool = False
    origin: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, text: str, origin: str) -> None:
        """Set a value from its text.

        Raises:
            UsageError: If there is no such setting, or the value does not fit.
        """
        parse = PARSERS.get(name)
        if parse is None:
            known = " ".join(sorted(PARSERS))
            raise UsageError(message("no_setting", name=name, known=known))
        try:
            value = parse(text.strip())
        except ValueError as error:
            raise UsageError(message("about", name=name, problem=error.args[0])) from None
        setattr(self, name, value)
        self.origin[name] = origin

    def text(self, name: str) -> str:
        """A value as ``set`` takes it."""
        value = getattr(self, name)
        if isinstance(value, bool):
            return "on" if value else "off"
        return f"{value:g}s" if isinstance(value, float) else str(value)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of labels, the best first."""
        return tuple(part.strip().lower() for part in self.lang.split(",") if part.strip())

    @property
    def allowed(self) -> frozenset[str]:
        """The addresses that statements may name."""
        return frozenset(part.strip() for part in self.allow.split(",") if part.strip())


def names() -> tuple[str, ...]:
    """The names of all settings, in the order in which they are shown."""
    return tuple(f.name for f in fields(Settings) if f.name != "origin")


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(message("none_of", text=text, known=" ".join(words)))
        return text

    return parse


def switch(text: str) -> bool:
    """On or off.

    Raises:
        ValueError: If the text is neither.
    """
    if text.lower() not in ("on", "off", "true", "false", "1", "0"):
        raise ValueError(message("neither_on_off", text=text))
    return text.lower() in ("on", "true", "1")


def number(text: str) -> int:
    """A whole number from 0.

    Raises:
        ValueError: If the text is none.
    """
    if not text.isdecimal():
        raise ValueError(message("no_whole_number", text=text))
    return int(text)


def duration(text: str) -> float:
    """Seconds: ``30``, ``30s``, ``500ms``, ``2m``.

    Raises:
        ValueError: If the text is none of these.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(message("no_time", text=text))
    return float(match[1]) * _SECONDS[match[2]]


def tags(text: str) -> str:
    """Tags of languages, the best first: ``zh,en``.

    Raises:
        ValueError: If the text is something else.
    """
    if not all(_TAG.fullmatch(part.strip()) for part in text.split(",")):
        raise ValueError(message("no_tags", text=text))
    return text


PARSERS: Mapping[str, Callable[[str], object]] = {
    "mode": _one_of(*MODES),
    "expanded": _one_of("on", "off", "auto"),
    "limit": number,
    "wrap": switch,
    "labels": _one_of("label", "prefixed", "full"),
    "lang": tags,
    "timing": switch,
    "timeout": duration,
    "pager": switch,
    "theme": _one_of(*THEMES),
    "color": _one_of("auto", "always", "never"),
    "links": _one_of("auto", "on", "off"),
    "bell": duration,
    "keys": _one_of("emacs", "vi"),
    "complete": switch,
    "ambiguous": lambda text: int(_one_of("1", "2")(text)),
    "allow": str,
    "write": switch,
}
CONFIGURABLE = tuple(name for name in names() if name != "write")
"""What a file or the environment may set: writing is allowed by hand only."""


def from_environment(settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
    """Take over ``KG_MODE``, ``KG_LIMIT`` and so on.

    Raises:
        UsageError: If a value does not fit; the message names the variable.
    """
    for name in CONFIGURABLE:
        variable = f"KG_{name.upper()}"
        # KG_LANG has always been the language that kg speaks.
        if name != "lang" and environment.get(variable):
            try:
                settings.set(name, environment[variable], f"${variable}")
            except UsageError as error:
                raise UsageError(
                    message("about", name=f"${variable}", problem=error.message)
                ) from None


def from_values(settings: Settings, values: Mapping[str, object], path: Path) -> None:
    """Take over the values of the settings file.

    Raises:
        UsageError: If a name is unknown or a value does not fit; the message names the file.
    """
    if "write" in values:
        raise UsageError(message("about", name=f"{path}: write", problem=message("by_hand_only")))
    for name, value in values.items():
        text = ("on" if value else "off") if isinstance(value, bool) else str(value)
        if isinstance(value, list):
            text = ",".join(map(str, value))
        try:
            settings.set(name, text, str(path))
        except UsageError as error:
            raise UsageError(message("about", name=path, problem=error.message)) from None
