"""From one article to its entities and facts: names, discourse, frames, measures, statements."""

from kg.extract.extract import extract, recognise

__all__ = ["extract", "recognise"]
