"""The entries of the lexicon files, one module per file."""
