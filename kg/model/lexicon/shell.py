"""The dot commands of the shell, as their users know them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandWord:
    """One command.

    Attributes:
        name: With its dot.
        aliases: Other forms, with their dots.
        argument: ``""`` for none, the kind of it (``entity``, ``file``, ``entity or file``,
            ``class``, ``setting``, ``query``, ``command``, ``path``, or ``words`` for any), or the
            words it takes with ``|`` between.
        takes: How people are told what may follow, by language, where the kind is not enough.
        zh: What it does.
        en: The same in English.
        group: Where the help lists it: ``look``, ``run``, ``result``, ``path`` or ``session``.
    """

    name: str
    aliases: tuple[str, ...] = ()
    argument: str = ""
    takes: dict[str, str] = field(default_factory=dict)
    zh: str
    en: str
    group: str = "session"

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it takes, if it takes certain words only."""
        return tuple(self.argument.split("|")) if "|" in self.argument else ()

    def help(self, lang: str) -> str:
        """What it does, in Chinese or English."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellLexicon:
    """``shell.toml``.

    Attributes:
        commands: In the order in which they are offered.
        forms: Other forms of the words that commands and questions take, by the word.
    """

    commands: tuple[CommandWord, ...]
    forms: dict[str, tuple[str, ...]]

    def word(self, typed: str) -> str:
        """What was typed, or the word that it is another form of."""
        wanted = typed.strip().lower()
        return next((word for word, forms in self.forms.items() if wanted in forms), typed)

    def called(self, name: str) -> tuple[CommandWord, ...]:
        """The commands that a name may mean: one if it is exact or a unique beginning."""
        wanted = "." + name[1:].lower()
        exact = tuple(c for c in self.commands if wanted in (c.name, *c.aliases))
        return exact or tuple(c for c in self.commands if c.name.startswith(wanted))
