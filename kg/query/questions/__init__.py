"""Plain questions, in Chinese or English, answered from the graph with their sentences."""

from kg.query.questions.engine import ask

__all__ = ["ask"]
