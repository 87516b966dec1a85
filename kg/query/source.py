"""Where an answer was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer was read.

    Attributes:
        article: IRI of the article.
        title: Its headline, or the empty string.
        outlet: The name of its publisher, or None.
        published: ISO 8601 date, or None.
        file: Where the article was read from, or None.
        begin: First code point of the words in the source text.
        end: One past the last.
        exact: The words that carry the fact.
        sentence: The sentence they stand in; the words again when the graph does not hold it.
        status: Local name of the status that the claim has.
        url: Where the page says that it stands on the net, or None.
        also_in: Copies of the article that have the fact too; without words, in order.
    """

    article: str
    title: str
    outlet: str | None
    published: str | None
    file: str | None
    begin: int
    end: int
    exact: str
    sentence: str
    status: str = "actual"
    url: str | None = None
    also_in: tuple[Source, ...] = ()

    @property
    def article_id(self) -> str:
        """The file's name without its ending, else the last part of the IRI."""
        if self.file:
            return PurePosixPath(self.file.replace("\\", "/")).stem
        return self.article.rsplit("/", 1)[-1]

    def json(self) -> dict[str, object]:
        """The source as ``kg ask --json`` prints it."""
        return {
            "article": self.article,
            "id": self.article_id,
            "title": self.title,
            "outlet": self.outlet,
            "published": self.published,
            "url": self.url,
            "begin": self.begin,
            "end": self.end,
            "exact": self.exact,
            "sentence": self.sentence,
            "status": self.status,
            **({"also_in": [copy.article_id for copy in self.also_in]} if self.also_in else {}),
        }
