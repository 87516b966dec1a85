"""Networks made by hand."""

from __future__ import annotations

from collections.abc import Iterable

from kg.network import Deal, Edge, Network, Node, Quote

QUOTE = Quote("标题", "某报", "2024-03-02", "甲与乙签订合作协议。", 10, 20)


def deal(name: str, *, status: str = "actual", date: str = "2024-03-02") -> Deal:
    """An agreement with one sentence."""
    return Deal(f"id:{name}", "东湖智算中心", date, status, ("id:a", "id:b"), None, (QUOTE,))


def network(pairs: Iterable[tuple[str, str]], *, status: str = "actual") -> Network:
    """Parties named by letters and an agreement for each pair."""
    pairs = sorted(tuple(sorted(pair)) for pair in pairs)  # type: ignore[misc]  # pairs stay pairs
    names = sorted({name for pair in pairs for name in pair})
    return Network(
        tuple(Node(f"id:{name}", f"企业{name}", (f"别名{name}",), "Company") for name in names),
        tuple(Edge(f"id:{a}", f"id:{b}", (deal(a + b, status=status),)) for a, b in pairs),
    )
