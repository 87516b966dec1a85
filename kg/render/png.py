"""The partner network as PNG: the SVG, drawn by resvg with a Chinese font of this machine."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.schema.messages import message

# Where systems keep fonts; the first folder that holds a font with Chinese characters is used.
FONT_FOLDERS = (
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
# File names (beginnings, lower case) of fonts with Simplified Chinese, and the family in them.
CHINESE_FONTS = (
    ("notosanscjksc", "Noto Sans CJK SC"),
    ("notosanscjk", "Noto Sans CJK SC"),
    ("notosanssc", "Noto Sans SC"),
    ("sourcehansanssc", "Source Han Sans SC"),
    ("sourcehansanscn", "Source Han Sans CN"),
    ("wqy-microhei", "WenQuanYi Micro Hei"),
    ("wqy-zenhei", "WenQuanYi Zen Hei"),
    ("pingfang", "PingFang SC"),
    ("stheiti", "Heiti SC"),
    ("hiragino sans gb", "Hiragino Sans GB"),
    ("msyh", "Microsoft YaHei"),
    ("simhei", "SimHei"),
    ("simsun", "SimSun"),
)
# The largest side of a picture: resvg needs four bytes a pixel.
LARGEST = 12_000


def png(markup: str, *, size: float, zoom: float = 2.0) -> bytes:
    """An SVG document as PNG.

    Args:
        markup: The SVG document.
        size: Its longer side in pixels, about.
        zoom: Pixels of the PNG for one of the SVG; made smaller for very large pictures.

    Raises:
        UsageError: If no font with Chinese characters is installed.
    """
    font, family = chinese_font()
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=markup,
            zoom=min(zoom, LARGEST / size),
            skip_system_fonts=True,
            font_files=[str(font)],
            font_family=family,
            sans_serif_family=family,
            background="#ffffff",
        )
    )


def chinese_font(folders: tuple[str, ...] = FONT_FOLDERS) -> tuple[Path, str]:
    """The file and the family name of a font that draws Chinese.

    Raises:
        UsageError: If none is found.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        root = Path(folder).expanduser()
        if root.is_dir():
            for path in sorted(root.rglob("*")):
                if path.suffix.lower() in (".ttc", ".otf", ".ttf"):
                    files.setdefault(path.name.lower(), path)
    for beginning, family in CHINESE_FONTS:
        fitting = sorted(name for name in files if name.startswith(beginning))
        regular = [name for name in fitting if "regular" in name]
        if fitting:
            return files[(regular or fitting)[0]], family
    raise UsageError(message("no_font"))
