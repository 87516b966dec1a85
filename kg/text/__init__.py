"""What can be recognised in a text before any name is known; the only door to jieba.

Import from the modules: ``fold``, ``segment`` (loads jieba), ``sentences``, ``quantities`` and
``times``.
"""
