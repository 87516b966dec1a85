"""A stretch of the text that may be a name."""

from __future__ import annotations

import msgspec

from kg.model import Span


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A stretch that may be a name.

    Attributes:
        span: In the view.
        type: Local name of its class.
        rule: The rule that found it.
        first: Index of its first atom.
        last: Index of its last atom.
    """

    span: Span
    type: str
    rule: str
    first: int
    last: int
