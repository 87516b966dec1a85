"""Which graph is meant when the user names none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.schema.messages import message

if TYPE_CHECKING:
    from kg.graph import Graph

DEFAULT = "kg.store"
VARIABLE = "KG_GRAPH"


def default_graph(named: str | Path | None = None) -> str:
    """The graph that was named, else that of ``$KG_GRAPH``, else ``kg.store`` in this folder."""
    return str(named or os.environ.get(VARIABLE) or DEFAULT)


def open_default(named: str | Path | None = None) -> Graph:
    """Open the graph that is meant, for reading.

    Raises:
        StoreError: If it cannot be opened; where there is none, the message says how to make one.
    """
    location = default_graph(named)
    if named is None and VARIABLE not in os.environ and not Path(location).exists():
        raise StoreError(message("no_graph_here", folder=DEFAULT, variable=VARIABLE))
    from kg.graph import open_graph

    return open_graph(location)
