"""Pages in, documents out: encodings, HTML and text, the article in its noise, who made it when."""

from kg.reading.article import read_bytes, read_file, read_text
from kg.reading.inputs import Input, iter_inputs

__all__ = ["Input", "iter_inputs", "read_bytes", "read_file", "read_text"]
