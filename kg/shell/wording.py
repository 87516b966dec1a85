"""Errors in the words of the interface, where they are raised without knowing its language."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import KgError, NotUnderstoodError, UnknownEntityError

_LIST = "`kg ask --list`"


def said(error: KgError, texts: Mapping[str, str]) -> str:
    """What is said about an error.

    Args:
        error: Its message, unless there is a better one.
        texts: The interface's words.
    """
    if isinstance(error, NotUnderstoodError):
        return str(error).replace(_LIST, texts["list_questions"])  # the shell has a shorter way
    if not isinstance(error, UnknownEntityError):
        return str(error)
    if str(error) != str(UnknownEntityError(error.name, error.near)):
        return str(error)  # questions have words of their own
    key = "unknown_name_near" if error.near else "unknown_name"
    return texts[key].format(name=error.name, near=texts["chain_and"].join(error.near))
