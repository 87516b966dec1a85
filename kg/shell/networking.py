"""The commands ``.net`` and ``.hubs``: the partner network from inside the shell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.lexicon.shell import CommandWord
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.network import Network
    from kg.render.network import Opening
    from kg.shell.session import Session

HUBS = 20
DEPTH = 1
FORMATS = ("html", "svg", "png", "gexf", "graphml", "dot", "csv")


def hubs(session: Session, _: CommandWord, argument: str) -> Output:
    """The parties with the most partners, all or those of a class.

    Raises:
        UsageError: If there is no such class.
    """
    from kg.network import classes_named
    from kg.render.network import parties

    words = argument.split()
    numbers = [word for word in words[:1] + words[1:][-1:] if word.isdecimal()]
    count = int(numbers[0]) if numbers else HUBS
    words = [word for word in words if word not in numbers]
    runner, name = session.runner, " ".join(words)
    classes = classes_named(runner.schema, [name] if name else [])
    network = _whole(session)
    heads, rows = parties(network, runner.schema, runner.screen.lang, classes=classes)
    return _table(session, heads, rows[: count or None])


def net(session: Session, _: CommandWord, argument: str) -> Output:
    """The pairs around an entity or the last answer, or all, as a table or into a file.

    A page holds the whole network and opens with these.

    Raises:
        UnknownEntityError: If the entity is not known.
        StoreError: If the file cannot be written.
    """
    whole = _whole(session)
    words = argument.split()
    file = words.pop() if words and Path(words[-1]).suffix[1:].lower() in FORMATS else ""
    depth = int(words.pop()) if words and words[-1].isdecimal() else DEPTH
    name = " ".join(words)
    centres = _named(session, name) if name else _answered(session, whole)
    if Path(file).suffix.lower() == ".html":
        from kg.render.network import Opening

        return _saved(session, whole, file, Opening(centres=tuple(sorted(centres)), depth=depth))
    network = whole.around(centres, depth) if centres else whole
    if file:
        return _saved(session, network, file)
    from kg.render.network import pairs

    return _table(session, *pairs(network, session.runner.schema, session.runner.screen.lang))


def _whole(session: Session) -> Network:
    from kg.network import partner_network

    return partner_network(session.runner.graph)


def _named(session: Session, name: str) -> frozenset[str]:
    from kg.query.entities import entity_index

    return frozenset({entity_index(session.runner.graph).resolve(name).iri})


def _answered(session: Session, network: Network) -> frozenset[str]:
    """The parties that the last result names or leads through; none if it has none."""
    last = session.last
    items = last.answer.items if last.answer else ()
    found = {item.iri for item in items}
    found.update(node.iri for item in items if item.path for node in item.path.nodes)
    rows = last.table.rows if last.table else ()
    found.update(str(getattr(term, "value", term)) for row in rows for term in row)
    return frozenset(node.iri for node in network.nodes if node.iri in found)


def _table(session: Session, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Output:
    from kg.render.table import table

    screen = session.runner.screen
    text = table(heads, rows, width=screen.width, ambiguous=screen.ambiguous)
    return Output(text=text, empty=not rows)


def _saved(session: Session, network: Network, file: str, opening: Opening | None = None) -> Output:
    from kg.render.files import save
    from kg.render.network import network_csv, network_file

    format = Path(file).suffix[1:].lower()
    if format == "csv":
        content = network_csv(network, edges=True).encode()
    else:
        content = network_file(
            network,
            session.runner.schema,
            format,
            lang=session.runner.screen.lang,
            opening=opening,
        )
    save({"": content}, file)
    summary = session.texts["summary"].format(nodes=len(network.nodes), edges=len(network.edges))
    return Output(note=f"{file}: {summary}")
