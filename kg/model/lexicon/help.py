"""What the help of the command line says in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrongCall:
    """What argparse says about a wrong call.

    Attributes:
        pattern: A regular expression for the English text.
        zh: The Chinese text, with the pattern's groups by number.
    """

    pattern: str
    zh: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """How the word is told that was probably meant, by language."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class HelpLexicon:
    """``help.toml``.

    Attributes:
        zh: Each English text in Chinese.
        nearest: What follows where a word comes near to one that may stand there.
        calls: What is said about wrong calls.
    """

    zh: dict[str, str]
    nearest: Nearest
    calls: tuple[WrongCall, ...]
