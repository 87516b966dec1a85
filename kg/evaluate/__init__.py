"""Extracted facts against gold facts: precision, recall and every single error."""

from kg.evaluate.compare import CATEGORIES, ArticleScore, Mistake, Tally, score
from kg.evaluate.found import Found, found_in
from kg.evaluate.gold import Gold, read_gold, read_gold_folder
from kg.evaluate.report import Report, changes

__all__ = [
    "CATEGORIES",
    "ArticleScore",
    "Found",
    "Gold",
    "Mistake",
    "Report",
    "Tally",
    "changes",
    "found_in",
    "read_gold",
    "read_gold_folder",
    "score",
]
