from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.network import Edge, Network, Node, Quote, Tie
from kg.render.network import network_file
from kg.schema import Schema
from tests.network.builders import network
from tests.render.browser.chromium import Browser, executable

EVIL = "</script><script>document.title='owned'</script>\"'<img src=x onerror=alert(1)>]]>\u2028"
NAMES = {
    "a": ("安徽电信", "Company", ("安徽省",)),
    "b": ("重庆银行", "Company", ()),
    "c": ("清河市政府", "GovernmentBody", ()),
    "d": ("东海大学", "Institute", ()),
    "e": ("恩施云", "Company", ()),
    "f": (EVIL, "Company", ()),
    "g": ("孤山科技", "Company", ()),
    "h": ("海州数据", "Company", ()),
}


def quote(text: str, exact: str, published: str) -> Quote:
    return Quote("某地签约", "某报", published, text, 10, 10 + len(text), "id:article-1", exact)


def tie(ends: str, *, date: str, status: str = "actual", place: str = "") -> Tie:
    names = [NAMES[end][0] for end in ends]
    text = f"当天，{names[0]}与{names[1]}签约。"
    return Tie(
        kind="agreement",
        iri=f"id:{ends}",
        about=EVIL if "f" in ends else "智算中心",
        date=date,
        status=status,
        parties=tuple(f"id:{end}" for end in ends),
        declared=12 if ends == "ab" else None,
        places=(place,) if place else (),
        quotes=(quote(text, f"{names[0]}与{names[1]}", "2024-03-02" if date else ""),),
    )


def example() -> Network:
    """A chain a-b-c-d-e with a leaf f at a, and a pair of its own."""
    ties = {
        "ab": tie("ab", date="2024-03-02"),
        "bc": tie("bc", date="2023-05"),
        "cd": tie("cd", date="2022"),
        "de": tie("de", date="2024-06-01", status="planned"),
        "af": tie("af", date=""),
        "gh": tie("gh", date="2024-01-01", place="青海省"),
    }
    return Network(
        tuple(
            Node(f"id:{n}", label, (), type, places) for n, (label, type, places) in NAMES.items()
        ),
        tuple(Edge(f"id:{ends[0]}", f"id:{ends[1]}", (one,)) for ends, one in sorted(ties.items())),
    )


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests; ``.ci/run`` installs one."""
    program = executable()
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    with Browser(program, tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture(scope="session")
def page_file(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of ``example``."""
    path = tmp_path_factory.mktemp("page") / "partners.html"
    path.write_bytes(network_file(example(), schema, "html"))
    return path


@pytest.fixture(scope="session")
def large_page_file(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a tree of 600 parties in which each has three below it."""
    tree = network([(f"n{i:04}", f"n{(i - 1) // 3:04}") for i in range(1, 600)])
    path = tmp_path_factory.mktemp("page") / "large.html"
    path.write_bytes(network_file(tree, schema, "html"))
    return path


@pytest.fixture
def opened(browser: Browser, page_file: Path) -> Iterator[Browser]:
    """The browser with the page just opened; afterwards nothing may have gone wrong in it."""
    browser.open(page_file)
    yield browser
    assert browser.errors == []
    assert [url for url in browser.requests if not url.startswith(("file:", "blob:"))] == []
