"""One line of a JSON Lines file as an article."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from kg.errors import InputError, spelled


class Record(msgspec.Struct, frozen=True):
    """One line of a JSON Lines file; what else it has is left aside.

    Attributes:
        text: The article as plain text.
        html: The article's page; used where there is no text.
        title: Its headline.
        published: ISO 8601 date, with or without a time.
        url: Where it stands on the net.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def page(self) -> str:
        """What there is to read: the page, or the text under its headline."""
        if not self.text:
            return self.html or ""
        headed = not self.title or self.text.lstrip().startswith(self.title.strip())
        return self.text if headed else f"{(self.title or '').strip()}\n\n{self.text}"

    def date(self) -> tuple[date, str | None] | None:
        """The date of publication and the time of day (``HH:MM``), as far as they are given."""
        if not self.published:
            return None
        try:
            moment = datetime.fromisoformat(self.published.strip())
        except ValueError:
            return None
        given = len(self.published.strip()) > len("2024-01-01")
        return moment.date(), moment.strftime("%H:%M") if given else None


def read_record(data: bytes, source: str) -> Record:
    """One line of a JSON Lines file.

    Raises:
        InputError: If it is no object with a text or a page.
    """
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            spelled(
                "input_no_json",
                "{path}: not an article in JSON ({reason})",
                path=source,
                reason=error,
            )
        ) from None
    if not record.page.strip():
        raise InputError(
            spelled("input_no_fields", "{path}: has neither “text” nor “html”", path=source)
        )
    return record
