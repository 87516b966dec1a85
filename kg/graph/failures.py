"""What a store says when it fails, in kg's words."""

from __future__ import annotations

from types import TracebackType

from kg.errors import QueryError, StoreError
from kg.schema.messages import message, not_written


class Failures:
    """Says in kg's words what a store says of a query that fails.

    A class, because a generator as context manager costs a tenth of a lookup.
    """

    __slots__ = ("_location",)

    def __init__(self, location: str) -> None:
        self._location = location

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            raise StoreError(message("cannot_be_read", path=self._location, reason=error)) from None
        if isinstance(error, (RuntimeError, ValueError)):
            raise QueryError(message("query_failed", reason=error)) from None


def cannot_write(location: str, error: OSError) -> StoreError:
    """The error of a store that could not be written; says what to do about a full disk."""
    if "No space left" in str(error):
        return StoreError(message("store_full", path=location))
    return not_written(location, error)
