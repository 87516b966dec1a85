from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from kg.graph import Graph, open_graph
from kg.model.lexicon.interface import Interface
from kg.model.lexicon.page import PageLexicon
from kg.pipeline import Options, build
from kg.pipeline.copies import Sketched, originals, published, sketch
from kg.query.evidence import support
from kg.reading import read_text
from kg.render.answer import origin
from kg.schema import Schema

BODY = (
    "3月2日，北山云海科技有限公司与河谷数据科技有限公司在芜湖市签订战略合作协议，"
    "双方将共同建设东湖智算中心。\n"
    "东湖智算中心位于芜湖市鸠江区，规划算力1200P，总投资25亿元，由北山云海科技有限公司承建，"
    "建成以后将为长三角地区的企业提供算力服务，一期工程预计明年投入使用。\n"
)
STORY = f"东湖智算中心签约\n\n2024-03-02 09:00\n\n{BODY}"
COPY = f"两家公司携手建设智算中心\n\n2024-03-03 10:00\n\n来源：南岭晚报\n\n{BODY}"
LONGER = f"东湖智算中心又有进展\n\n2024-03-04 10:00\n\n{BODY}西山智算中心由青原建设集团承建。\n"
OTHER = (
    "西山智算中心开工\n\n2024-03-05 09:00\n\n"
    "3月5日，西山智算中心在合肥市开工建设，该中心由青原建设集团承建，"
    "占地200亩，建成后可以放置1万个机架，能够满足当地企业未来五年的需要，也将带动上下游企业落户。\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("a", COPY), ("b", STORY), ("c", LONGER), ("d", OTHER)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def claims(graph: Graph, facility: str, builder: str) -> int:
    """How often it is claimed who builds something."""
    pattern = f"?c rdf:subject id:{facility} ; rdf:object id:{builder}"
    return len(graph.select(f"SELECT ?c {{ {pattern} ; rdf:predicate kg:builtBy }}"))


def sketched(text: str, page: PageLexicon) -> Sketched:
    document = read_text(text, page=page)
    return Sketched(sketch(document), published(document))


def test_the_first_of_like_articles_is_the_original(page: PageLexicon) -> None:
    texts = {"1": COPY, "2": STORY, "3": LONGER, "4": OTHER}
    articles = {name: sketched(text, page) for name, text in texts.items()}
    assert originals(articles) == {"1": "2", "3": "2"}
    for order in permutations(articles.items()):
        assert originals(dict(order)) == {"1": "2", "3": "2"}


def test_an_article_without_a_date_comes_after_one_with(page: PageLexicon) -> None:
    undated = STORY.replace("2024-03-02 09:00", "")
    articles = {"1": sketched(undated, page), "2": sketched(COPY, page)}
    assert articles["1"].published == ""
    assert originals(articles) == {"1": "2"}


def test_short_bodies_tell_nothing(page: PageLexicon) -> None:
    short = "东湖智算中心开工\n\n3月2日，东湖智算中心开工。\n"
    assert sketched(short, page).sketch == b""
    assert originals({"1": sketched(short, page), "2": sketched(short, page)}) == {}


def test_a_sketch_that_cannot_be_read_is_left_aside() -> None:
    assert originals({"1": Sketched(b"x", ""), "2": Sketched(b"x", "")}) == {}


def test_copies_give_one_set_of_facts(files: list[Path], tmp_path: Path, schema: Schema) -> None:
    report = build(files, tmp_path / "s")
    assert (report.added, report.copies) == (4, 2)
    with open_graph(tmp_path / "s") as graph:
        assert claims(graph, "东湖智算中心", "北山云海科技有限公司") == 1
        assert claims(graph, "西山智算中心", "青原建设集团") == 2
        pairs = graph.select("SELECT ?c ?o { ?a kg:copyOf ?b . ?a kg:source ?c . ?b kg:source ?o }")
        names = {tuple(Path(getattr(t, "value", "")).stem for t in row) for row in pairs}
        assert names == {("a", "b"), ("c", "b")}
        ids = "https://example.org/kg/id/"
        builder = f"{ids}北山云海科技有限公司"
        fact = (f"{ids}东湖智算中心", "https://example.org/kg/ontology#builtBy", builder)
        sources = support(graph, [fact])[fact].sources
        assert {source.article_id for source in sources} == {"b"}
        source = sources[0]
        assert {copy.article_id for copy in source.also_in} == {"a", "c"}
        assert len(source.json()["also_in"]) == 2  # type: ignore[arg-type]
        words = origin(source, schema.lexicon("interface", Interface).texts("zh"))
        assert "另见" in words
        assert "a.txt" in words


def test_a_copy_takes_the_place_of_an_original_that_goes(files: list[Path], tmp_path: Path) -> None:
    build(files, tmp_path / "s")
    build([], tmp_path / "s", options=Options(remove=(str(files[1]),)))
    build([files[0], files[2], files[3]], tmp_path / "other")
    with open_graph(tmp_path / "s") as graph, open_graph(tmp_path / "other") as other:
        assert set(graph.quads()) == set(other.quads())
        assert claims(graph, "东湖智算中心", "北山云海科技有限公司") == 1
