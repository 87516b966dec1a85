"""Names: which stretches of a text name something, and which of them name the same thing."""

from kg.extract.names.find import find_names
from kg.extract.names.grammar import NameGrammar, name_grammar

__all__ = ["NameGrammar", "find_names", "name_grammar"]
