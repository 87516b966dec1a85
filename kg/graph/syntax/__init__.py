"""SPARQL as a language: what a text says, where it breaks, and what could stand there.

``parser`` reads, ``rules`` checks what the grammar cannot, ``problem`` says it in words. Importing
``parser`` imports lark, so only what needs a place or a completion imports it.
"""
