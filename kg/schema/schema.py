"""One object for everything that is data: what there is, and how it is said."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import SchemaError, spelled
from kg.schema.lexicon import read_lexicon

if TYPE_CHECKING:
    from kg.schema.gazetteer import GazetteerEntry
    from kg.schema.ontology import Ontology

LexiconT = TypeVar("LexiconT")


class Schema:
    """Ontology, lexicon and gazetteer; each part is read when it is first asked for.

    Attributes:
        root: The folder that holds ``kg.ttl``, ``lexicon/`` and ``gazetteer/``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lexicons: dict[tuple[str, type], object] = {}

    def lexicon(self, name: str, kind: type[LexiconT]) -> LexiconT:
        """The lexicon file ``lexicon/NAME.toml``, read into the dataclass ``kind``.

        Raises:
            SchemaError: If it is missing or wrong.
        """
        key = (name, kind)
        if key not in self._lexicons:
            path = self.root / "lexicon" / f"{name}.toml"
            self._lexicons[key] = read_lexicon(path, kind)
        found = self._lexicons[key]
        assert isinstance(found, kind)
        return found

    @cached_property
    def ontology(self) -> Ontology:
        """Classes, properties, value lists, quantity kinds and units.

        Raises:
            SchemaError: If ``kg.ttl`` is missing or wrong.
        """
        from kg.schema.ontology import read_ontology

        return read_ontology(self.root / "kg.ttl")

    @cached_property
    def gazetteer(self) -> tuple[GazetteerEntry, ...]:
        """Every known name."""
        from kg.schema.gazetteer import read_gazetteer

        return read_gazetteer(self.root / "gazetteer")


def default_root() -> Path:
    """The ontology folder that ships with the package, or that of the checkout it runs from."""
    package = Path(__file__).parent.parent
    for root in (package / "_ontology", package.parent / "ontology"):
        if root.is_dir():
            return root
    text = "no ontology folder beside {path}; reinstall kg-shell"
    raise SchemaError(spelled("schema_no_folder", text, path=package))


@cache
def load_schema(root: Path | None = None) -> Schema:
    """The schema of ``root``, or the one that ships with kg; the same object on every call."""
    return Schema(root or default_root())
