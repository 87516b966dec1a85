"""Which articles are copies of others: syndicated stories, reprints, pages with the same body.

Bodies are compared by the runs of characters that they share: MinHash estimates the share
(Broder 1997), locality-sensitive hashing finds the candidates, so that no two articles are compared
without need.
"""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.model import BlockKind, Document
from kg.text.fold import fold

SHARE: Final = 0.8
"""Runs of characters that two bodies must have in common, as a share of all that either has."""
_RUN: Final = 5
_LEAST: Final = 80
"""Characters of a body below which two alike articles may well be about two things."""
_HASHES: Final = 128
_BANDS: Final = 16  # with 128 hashes: found at a share of 0.8 in 95 of 100 cases, at 0.9 always
_SEED: Final = 1
_NOT_TEXT: Final = re.compile(r"\W+")
_MADE_BY: Final = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Sketched:
    """What must be known of an article to find its copies.

    Attributes:
        sketch: From ``sketch``.
        published: Date and time as text, or empty.
    """

    sketch: bytes
    published: str


def sketch(document: Document) -> bytes:
    """A short description of an article's body; empty if that is too short to tell anything."""
    text = document.view.text
    blocks = (b for b in document.blocks if b.kind not in _MADE_BY and not b.repeated)
    body = _NOT_TEXT.sub("", fold("".join(b.span.of(text) for b in blocks))).casefold()
    if len(body) < _LEAST:
        return b""
    made = _rensa().RMinHash(_HASHES, _SEED)
    made.update([body[at : at + _RUN] for at in range(len(body) - _RUN + 1)])
    return bytes(made.__getstate__())


def published(document: Document) -> str:
    """When an article was published, as text that sorts by time; empty if it does not say."""
    if document.published is None:
        return ""
    return f"{document.published.isoformat()}T{document.published_time or '24:00'}"


def originals(articles: Mapping[str, Sketched]) -> dict[str, str]:
    """The article that each copy is a copy of.

    Of articles alike the original is the one that was published first; one without a date comes
    last, and among equals the digest decides. The answer does not depend on the order.

    Args:
        articles: By SHA-256.
    """
    rensa = _rensa()
    index = rensa.RMinHashLSH(SHARE, _HASHES, _BANDS)
    numbered: list[tuple[str, Any]] = []
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            parent[name] = name = parent.setdefault(above, above)
        return name

    for sha256 in sorted(articles):
        if not articles[sha256].sketch:
            continue
        made = rensa.RMinHash(_HASHES, _SEED)
        try:
            made.__setstate__(articles[sha256].sketch)
        except (TypeError, ValueError):
            continue  # of another version of the library
        for number in index.query(made):
            other, their = numbered[number]
            if root(other) != root(sha256) and made.jaccard(their) >= SHARE:
                parent[root(sha256)] = root(other)
        index.insert(len(numbered), made)
        numbered.append((sha256, made))
    groups: dict[str, list[str]] = defaultdict(list)
    for sha256 in parent:
        groups[root(sha256)].append(sha256)
    found = {}
    for group in groups.values():
        first = min(group, key=lambda one: (articles[one].published or "9", one))
        found.update({one: first for one in group if one != first})
    return found


def _rensa() -> Any:  # noqa: ANN401
    """The library, which says nothing of its types."""
    return importlib.import_module("rensa")
