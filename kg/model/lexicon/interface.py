"""What kg says to people, in every language it speaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interface:
    """Texts by name; both languages have the same names.

    Attributes:
        zh: In Chinese.
        en: In English.
    """

    zh: dict[str, str]
    en: dict[str, str]

    def texts(self, lang: str) -> dict[str, str]:
        """The texts in English if ``lang`` begins with ``en``, else in Chinese."""
        return self.en if lang.lower().startswith("en") else self.zh
