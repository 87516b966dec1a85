"""The help of the command line, and what is wrong with a call, in the user's language.

The texts stand in English where the options are declared, and are the keys of their Chinese forms
in ``lexicon/help.toml``, as in gettext. That file is only read to show something.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NoReturn
from unicodedata import east_asian_width

from kg.cli.console import language
from kg.schema.schema import default_root


@cache
def _lexicon() -> dict[str, Any]:
    # Not through the schema: what checks a lexicon takes longer to load than all of the help.
    import tomllib  # as most commands show no help

    path = default_root() / "lexicon" / "help.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Breaks lines by cells, and says what the words before the usage are."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the line of the usage."""
        own = translated("usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, own)

    def _split_lines(self, text: str, width: int) -> list[str]:
        # Not as kg.render does it: the help must not load what counts the cells of all of Unicode.
        lines, room = [""], width
        for piece in re.findall(r"[!-~]+|\s+|.", " ".join(text.split())):
            taken = sum(2 if east_asian_width(c) in "WF" else 1 for c in piece)
            if taken > room and lines[-1] and piece not in "，。；：、）”":
                lines.append("")
                room = width
            room -= taken
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return [line.rstrip() for line in lines]


class Parser(argparse.ArgumentParser):
    """Speaks the language of the environment."""

    def format_help(self) -> str:
        """The help."""
        kept = self.description, self.epilog
        self.description = _sentence(self.description)
        self.epilog = "\n".join(map(translated, (self.epilog or "").splitlines()))
        said = [(one, one.help) for one in _explained(self._actions)]
        titles = [(group, group.title) for group in self._action_groups]
        for one, text in said:
            one.help = translated(text) if text else text
        for group, title in titles:
            group.title = translated(title) if title else title
        try:
            return self._titled(super().format_help())
        finally:
            self.description, self.epilog = kept
            for one, text in said:
                one.help = text
            for group, title in titles:
                group.title = title

    def _titled(self, text: str) -> str:
        """The help with the colons of its titles as the language writes them."""
        for group in self._action_groups:
            text = text.replace(f"\n{group.title}:\n", f"\n{group.title}{translated(':')}\n")
        return text

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and leave."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {_wrong(message)}{_meant(message)}\n")


def translated(text: str) -> str:
    """A text of the help in the user's language; as it is where there is no other form."""
    if language() != "zh":
        return text
    words: Mapping[str, str] = _lexicon()["zh"]
    return words.get(text, text)


def _sentence(summary: str | None) -> str | None:
    """A summary that was made a sentence; its key has neither capital nor stop."""
    if not summary or language() != "zh":
        return summary
    bare = summary[0].lower() + summary[1:].rstrip(".")
    words: Mapping[str, str] = _lexicon()["zh"]
    return words.get(summary) or (words[bare] + "。" if bare in words else summary)


def _explained(actions: Iterable[argparse.Action]) -> Iterable[argparse.Action]:
    """The options, and the commands of a program that has some."""
    for action in actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - has no public name
            yield from action._choices_actions  # noqa: SLF001 - what its help lists


def _meant(message: str) -> str:
    """Which of the words that may stand somewhere comes nearest to the one that stands there."""
    found = re.search(r"invalid choice: '?(.+?)'? \(choose from (.*)\)", message)
    if found is None:
        return ""
    from difflib import get_close_matches  # for a wrong call only

    near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]), n=1)
    said: str = _lexicon()["nearest"][language()]
    return said.format(near=near[0]) if near else ""


def _wrong(message: str) -> str:
    """What argparse says about a call."""
    if language() != "zh":
        return f"error: {message}"
    for one in _lexicon()["calls"]:
        if found := re.fullmatch(one["pattern"], message):
            said: str = one["zh"]
            return said.format(*found.groups())
    return message
