"""Errors in the words of the interface, where they are raised without knowing its language."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import KgError, NotUnderstoodError
from kg.schema.messages import told_error

_LIST = "`kg ask --list`"


def said(error: KgError, texts: Mapping[str, str], lang: str) -> str:
    """What is said about an error.

    Args:
        error: What went wrong.
        texts: The interface's words.
        lang: The language of the interface.
    """
    if isinstance(error, NotUnderstoodError):
        return str(error).replace(_LIST, texts["list_questions"])  # the shell has a shorter way
    return told_error(error, lang)
