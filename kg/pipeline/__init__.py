"""The one place that knows the order of the stages: read, extract, identify, write, store."""

from kg.pipeline.articles import Article, extract, merged_quads, read
from kg.pipeline.building import Failure, Report, build
from kg.pipeline.location import default_graph, open_default

__all__ = [
    "Article",
    "Failure",
    "Report",
    "build",
    "default_graph",
    "extract",
    "merged_quads",
    "open_default",
    "read",
]
