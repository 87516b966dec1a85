"""The entries of the lexicon files, one module per file, or two where it is long."""
