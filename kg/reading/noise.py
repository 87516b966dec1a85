"""Which lines of a page are not its article: menus, counters, teasers, disclaimers, code."""

from __future__ import annotations

import re
from functools import cache

from kg.model.lexicon.page import PageLexicon, Words

_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_SEPARATORS = re.compile(r"[\s|·•/\\>»›:,、\-—_#*【】\[\]()《》<>。….+=&~▶◀►◄!?“”\"']+")
_COUNT = re.compile(r"\d[\d.,:]*\S?\Z")
_FINAL = frozenset("。!?;…")
_QUOTES = "”’」』\"')】]》"
_CODE = re.compile(r"[{}();=_/\\<>$]")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d")
_LETTER = re.compile(r"[A-Za-z]")
_CRUMB = re.compile(r" ?(?:>+|»|›|→) ?")
_EDGE_MARKS = re.compile(r"^[\W_]+|[\W_]+$|[\s(]*\(?\d+\)?\s*$")

_LONG = 200  # a longer line is never noise by the way it begins
_SHORT = 60
_LABEL = 14
_ENTRY = 10  # characters of an entry of a menu


def folded(text: str) -> str:
    """The same number of characters, full-width Latin, digits and marks made half-width."""
    return text.translate(_FOLD)


def is_sentence(text: str) -> bool:
    """Whether a folded line ends a sentence, or holds one."""
    bare = text.rstrip(_QUOTES + " ")
    if not bare:
        return False
    return bare[-1] in _FINAL or "。" in text or (bare[-1] == "." and text.count(" ") >= 4)


def is_prose(text: str) -> bool:
    """Whether a folded line is running text rather than a label, title or entry of a list."""
    if len(text) >= 40 and "," in text:
        return True
    # A headline may end in ! or ?.
    return len(text) >= 12 and is_sentence(text) and ("。" in text or text[-1] not in "!?")


class Judge:
    """Judges lines by the words of a page lexicon; lines are given folded."""

    def __init__(self, lexicon: PageLexicon) -> None:
        self._menu = frozenset(map(folded, lexicon.menu.words + lexicon.counters.words))
        self._starts = _folded(lexicon.noise_starts)
        self._parts = _alternatives(lexicon.noise_parts)
        self._ends = _folded(lexicon.noise_ends)
        self._crumb = re.compile(rf"(?:{_alternation(lexicon.crumbs)}) ?(?::|$)")
        self._related = frozenset(_folded(lexicon.related))
        self._comments = frozenset(_folded(lexicon.comments))
        self._channel = re.compile(rf"【[^【】]{{2,24}}(?:{_alternation(lexicon.channels)})】")
        self._whole = re.compile("|".join(f"(?:{p})" for p in lexicon.noise_patterns.words))

    def is_noise(self, line: str) -> bool:
        """Whether the line says nothing of the article."""
        if len(line) <= _LONG and (line.startswith(self._starts) or self.is_menu(line)):
            return True
        if len(line) <= _SHORT and self._parts.search(line) is not None:
            return True
        if len(line) <= _LONG and self._whole.fullmatch(line) is not None:
            return True
        if line and self.channel_end(line) == len(line):
            return True
        return self.is_crumb(line) or self.is_teaser(line) or _is_code(line)

    def is_menu(self, line: str) -> bool:
        """Whether the line is made of the words of menus, toolbars and counters."""
        if line in self._menu:
            return True
        tokens = [t for t in _SEPARATORS.split(line) if t]
        known = [t for t in tokens if self._is_menu_word(t)]
        if not known:
            return False
        rest = [t for t in tokens if t not in known and not _COUNT.match(t)]
        if not rest:
            return True
        if max(map(len, rest)) > _ENTRY:
            return False
        listed = line.count("|") >= 3 and len(tokens) >= 4
        return listed or (("|" in line or "·" in line) and len(known) >= 3 and len(rest) <= 2)

    def is_crumb(self, line: str) -> bool:
        """Whether the line is a breadcrumb: 首页 > 新闻 > 正文."""
        if len(line) > _SHORT or is_sentence(line):
            return False
        if self._crumb.match(line):
            return True
        parts = [p for p in _CRUMB.split(line) if p]
        if len(parts) < 2 or max(map(len, parts)) > _LABEL:
            return False
        return parts[0] in self._menu or parts[-1] in self._menu

    def channel_end(self, line: str) -> int:
        """The end of a channel's name in brackets at the beginning of a line, or 0."""
        match = self._channel.match(line)
        return match.end() if match else 0

    def is_teaser(self, line: str) -> bool:
        """Whether the line is the cut beginning of another page: … 更多."""
        for end in self._ends:
            if line.endswith(end):
                return line[: -len(end)].rstrip(" [(【").endswith(("...", "…", "。。。"))
        return False

    def opens_related(self, line: str) -> bool:
        """Whether the line heads a list of other articles."""
        return len(line) <= _SHORT * 2 and self._heads(line, self._related)

    def opens_comments(self, line: str) -> bool:
        """Whether the line heads what readers say."""
        return len(line) <= _SHORT and self._heads(line, self._comments)

    def _heads(self, line: str, words: frozenset[str]) -> bool:
        label = _EDGE_MARKS.sub("", line)
        if _EDGE_MARKS.sub("", label) in words or label in words:
            return True
        head, colon, _ = line.partition(":")
        return bool(colon) and _EDGE_MARKS.sub("", head) in words

    def _is_menu_word(self, token: str) -> bool:
        return token in self._menu or token.strip("0123456789") in self._menu


def _is_code(line: str) -> bool:
    if (
        _CJK.search(line) is not None
        or _DAY.search(line) is not None
        or _LETTER.search(line) is None
    ):
        return False
    return len(_CODE.findall(line)) >= 2 and not is_sentence(line)


@cache
def judge(lexicon: PageLexicon) -> Judge:
    """The judge by a lexicon; made once."""
    return Judge(lexicon)


def _folded(words: Words) -> tuple[str, ...]:
    return tuple(sorted(map(folded, words.words), key=len, reverse=True))


def _alternation(words: Words) -> str:
    return "|".join(map(re.escape, _folded(words)))


def _alternatives(words: Words) -> re.Pattern[str]:
    return re.compile(_alternation(words))
