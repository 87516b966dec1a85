"""What the user decided of a store's entities, and what there is to decide.

The file ``curation.toml`` in the store's folder is applied on every build:

    same = [["北山电信公司", "北方通信"]]       # names of one thing
    different = [["张三", "张三@article-8d21c0f4b7e2a913"]]

    [rename]
    "北电" = "北山电信公司"

    [retype]
    "青禾云谷" = "Park"

A name may end in ``@`` and the place or the article that it is meant in, as ``kg entities
--review`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from kg.errors import StoreError
from kg.graph.identity import Doubt, Rulings
from kg.schema import Schema
from kg.schema.messages import message, not_written, reason

CURATION: Final = "curation.toml"
DOUBTS: Final = "doubts.jsonl"


class _Curation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    rename: dict[str, str] = {}
    retype: dict[str, str] = {}


def read_curation(store: Path, schema: Schema) -> Rulings:
    """What the user decided; nothing if there is no file.

    Raises:
        StoreError: If the file is wrong; the message names the entry.
    """
    path = store / CURATION
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_Curation)
    except FileNotFoundError:
        return Rulings()
    except OSError as error:
        raise StoreError(message("cannot_be_read", path=path, reason=reason(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(message("about", name=path, problem=str(error))) from None
    retype = {}
    for name, type_ in found.retype.items():
        if type_ not in schema.ontology.classes:
            raise StoreError(message("no_retype_class", path=path, name=name, type=type_))
        retype[name] = (type_, schema.ontology.coarse(type_) or type_)
    return Rulings(found.same, found.different, found.rename, retype)


def write_doubts(store: Path, doubts: Iterable[Doubt]) -> None:
    """Keep what could not be decided beside a store.

    Raises:
        StoreError: If it cannot be written.
    """
    path = store / DOUBTS
    try:
        path.write_bytes(b"".join(msgspec.json.encode(doubt) + b"\n" for doubt in doubts))
    except OSError as error:
        raise not_written(path, error) from None


def read_doubts(store: Path) -> tuple[Doubt, ...]:
    """What could not be decided when a store was last built.

    Raises:
        StoreError: If the store was built by an older version, or the file is damaged.
    """
    path = store / DOUBTS
    try:
        lines = path.read_bytes().splitlines()
        return tuple(msgspec.json.decode(line, type=Doubt) for line in lines)
    except FileNotFoundError:
        raise StoreError(message("nothing_to_review", path=store)) from None
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(message("cannot_be_read", path=path, reason=error)) from None
