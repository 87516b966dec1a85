"""What is wrong, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with the data files.

    Attributes:
        file: The file, from the ontology folder (``gazetteer/hubs.tsv``).
        entry: The term, line or key in it, or the empty string for the whole file.
        message: What is wrong and what to do.
        warning: Whether the file can be used all the same.
    """

    file: str
    entry: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}: {self.entry}" if self.entry else self.file
        return f"{where}: {'warning: ' if self.warning else ''}{self.message}"
