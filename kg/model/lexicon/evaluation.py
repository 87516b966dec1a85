"""The words of gold files: ``ontology/lexicon/evaluation.toml``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvaluationLexicon:
    """All of ``evaluation.toml``.

    Attributes:
        events: Local name of the class by the gold files' word for an event.
        bounds: Local name of the individual by the gold files' word for a bound, where it differs.
        skipped_kinds: Quantity kinds that are not compared.
    """

    events: dict[str, str]
    bounds: dict[str, str]
    skipped_kinds: tuple[str, ...]
