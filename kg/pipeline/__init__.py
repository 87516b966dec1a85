"""The one place that knows the order of the stages: read, extract, identify, write, store.

Its names are loaded when they are first asked for: a query on a store that stands reads no article.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.articles import Article, extract, merged_quads, read
    from kg.pipeline.building import Options, build
    from kg.pipeline.location import default_graph, open_default
    from kg.pipeline.report import Failure, Report, Step

__all__ = [
    "Article",
    "Failure",
    "Options",
    "Report",
    "Step",
    "build",
    "default_graph",
    "extract",
    "merged_quads",
    "open_default",
    "read",
]
_MODULES = {
    "Article": "articles",
    "Failure": "report",
    "Options": "building",
    "Report": "report",
    "Step": "report",
    "build": "building",
    "default_graph": "location",
    "extract": "articles",
    "merged_quads": "articles",
    "open_default": "location",
    "read": "articles",
}


def __getattr__(name: str) -> object:
    """Load a name from the module that defines it (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_MODULES[name]}")
    return getattr(module, name)
