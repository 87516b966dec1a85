"""Words the segmenter must know (``ontology/lexicon/text.toml``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLexicon:
    """What the segmenter's dictionary lacks.

    Attributes:
        words: Part of speech (jieba's tag set) -> words to be kept whole, folded.
        examples: Sentences with their words parted by single blanks.
    """

    words: dict[str, tuple[str, ...]]
    examples: tuple[str, ...]

    @property
    def tags(self) -> dict[str, str]:
        """Word -> part of speech."""
        return {word: tag for tag, words in self.words.items() for word in words}
