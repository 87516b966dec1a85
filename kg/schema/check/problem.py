"""What is wrong, and where."""

from __future__ import annotations

from dataclasses import dataclass

from kg.schema.messages import message, told


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with the data files.

    Attributes:
        file: The file, from the ontology folder (``gazetteer/hubs.tsv``).
        entry: The term, line or key in it, or the empty string for the whole file.
        message: What is wrong; like the entry a ``Message`` where it has words.
        warning: Whether the file can be used all the same.
    """

    file: str
    entry: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: str) -> str:
        """The problem with its place in one line, in a language."""
        text: str = self.message
        if self.warning:
            text = message("check_warning", problem=text)
        for part in (self.entry, self.file):
            text = message("about", name=part, problem=text) if part else text
        return told(text, lang)
