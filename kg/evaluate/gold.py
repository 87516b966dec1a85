"""Gold facts, as the JSON files have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg.errors import InputError
from kg.schema.messages import message, reason


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One entity: its names and its coarse type."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldMeasure:
    """One number about the entity ``s``, in the base unit of its kind."""

    s: str
    kind: str
    value: float
    unit: str | None = None
    bound: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event that befell the entity ``s``."""

    s: str
    kind: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """What the text denies, ends or supersedes; the same shapes as the facts."""

    partners: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    measures: tuple[GoldMeasure, ...] = ()
    events: tuple[GoldEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold facts of one article; ``id`` is also the name of its file."""

    id: str
    entities: tuple[GoldEntity, ...]
    partners: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    measures: tuple[GoldMeasure, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    negated: Denied = field(default_factory=Denied)


def read_gold(path: Path) -> Gold:
    """Read one gold file.

    Raises:
        InputError: If it cannot be read or is no gold file; names the entry that is wrong.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gold)
    except OSError as error:
        raise InputError(message("cannot_be_read", path=path, reason=reason(error))) from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise InputError(message("not_gold", path=path, reason=error)) from None


def read_gold_folder(folder: Path) -> tuple[Gold, ...]:
    """Read all gold files of a folder, in the order of their names.

    Raises:
        InputError: If there is none, or one cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError(message("no_gold", path=folder))
    return tuple(read_gold(path) for path in paths)
