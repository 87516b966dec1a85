"""Which articles are overruled by later ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.graph.identity import Identity
from kg.graph.overruling import Stance, stances
from kg.pipeline.archive import Archive


def stances_against(
    archive: Archive, identity: Identity, published: Mapping[str, str], originals: Mapping[str, str]
) -> dict[str, tuple[Stance, ...]]:
    """What later articles say against each article, in order of time.

    Only what names the same entities is brought together. An article without a date neither
    overrules nor is overruled; a copy is as old as its original.

    Args:
        archive: The store's articles.
        identity: Their entities.
        published: When each article was published, or the empty string; by SHA-256.
        originals: What each copy is a copy of.
    """
    said: list[Stance] = []
    for sha256 in archive.overruling():
        time = published.get(sha256)
        extraction = archive.extraction(sha256) if time else None
        if time and extraction is not None:
            said.extend(stances(extraction, identity.names(sha256), time))
    wanted = {node for stance in said for node in stance.nodes}
    naming: dict[str, set[str]] = defaultdict(set)
    if wanted:
        for (article, _), node in identity.iris.items():
            if node.value in wanted:
                naming[node.value].add(article)
    found: dict[str, list[Stance]] = defaultdict(list)
    for stance in sorted(said, key=lambda s: (s.published, s.article)):
        for article in set.intersection(*(naming[node] for node in stance.nodes)):
            time = published.get(originals.get(article, article))
            if time and time < stance.published:
                found[article].append(stance)
    return {article: tuple(against) for article, against in found.items()}
