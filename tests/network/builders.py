"""Networks made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.network import Edge, Network, Node, Quote, Tie

QUOTE = Quote(
    article="标题",
    outlet="某报",
    published="2024-03-02",
    sentence="甲与乙签订合作协议。",
    begin=10,
    end=20,
    iri="id:article-1",
    exact="签订合作协议",
)
TIE = Tie(
    kind="agreement",
    iri="id:deal",
    about="东湖智算中心",
    date="2024-03-02",
    status="actual",
    parties=("id:a", "id:b"),
    declared=None,
    places=(),
    quotes=(QUOTE,),
)


def tie(name: str, *, status: str = "actual", date: str = "2024-03-02") -> Tie:
    """An agreement with one sentence."""
    return replace(TIE, iri=f"id:{name}", status=status, date=date)


def network(pairs: Iterable[tuple[str, str]], *, status: str = "actual") -> Network:
    """Parties named by letters and an agreement for each pair."""
    pairs = sorted(tuple(sorted(pair)) for pair in pairs)  # type: ignore[misc]  # pairs stay pairs
    names = sorted({name for pair in pairs for name in pair})
    return Network(
        tuple(Node(f"id:{name}", f"企业{name}", (f"别名{name}",), "Company") for name in names),
        tuple(Edge(f"id:{a}", f"id:{b}", (tie(a + b, status=status),)) for a, b in pairs),
    )
