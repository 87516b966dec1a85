"""The shell: one prompt for SPARQL, paths, names, questions and dot commands.

``statement`` decides what a text is, ``suggest`` what may stand at the cursor (both pure);
``session`` runs statements and prints, ``repl`` is the only module that knows the terminal.
"""
