"""Lexicon files: TOML in, frozen dataclasses out.

A lexicon file is a TOML table; the dataclass it is read into says which keys it may have and of
which type (lists become tuples). A missing key or a wrong type is an error that names the file and
the path of the entry; ``kg check`` finds unknown keys too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from kg.errors import SchemaError, spelled

LexiconT = TypeVar("LexiconT")


def read_lexicon(path: Path, kind: type[LexiconT]) -> LexiconT:
    """Read one lexicon file.

    Args:
        path: The TOML file.
        kind: A frozen dataclass whose fields are the file's keys.

    Raises:
        SchemaError: If the file is missing, is not TOML or does not fit ``kind``.
    """
    # Both take as long as a short query, which needs no words.
    import tomllib

    import msgspec

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SchemaError.of(path, spelled("schema_no_file", "there is no such file")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = spelled("schema_not_toml", "is not TOML: {reason}", reason=error)
        raise SchemaError.of(path, problem) from None
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        problem = spelled("schema_misfit", "does not fit: {reason}", reason=error)
        raise SchemaError.of(path, problem) from None
