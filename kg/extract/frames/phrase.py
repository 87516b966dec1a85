"""A name, or several that are joined, with the word that marks their role."""

from __future__ import annotations

import msgspec

from kg.extract.frames.lines import Slot


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """One name, or several that are joined, with its marker.

    Attributes:
        role: What the marker says (``agent``, ``with``, ``place`` …), empty without one.
        start: Where the marker, or else the first name, begins.
        slots: The names.
        end: One past the last name and a head noun after it (项目).
        of: Whether 的 follows: the names modify what comes next.
        before: Whether another name follows directly: they modify it.
    """

    role: str
    start: int
    slots: tuple[Slot, ...]
    end: int
    of: bool
    before: bool
