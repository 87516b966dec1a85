"""Full-width punctuation, as a Chinese keyboard gives it, where a statement wants ASCII."""

from __future__ import annotations

from typing import Final

NARROW: Final = dict(
    zip("（）：；，．。？｛｝　＝＜＞＊＋｜／＾＠！＆［］", "():;,..?{} =<>*+|/^@!&[]", strict=True)
)
"""Each such character with the one that it stands for."""
