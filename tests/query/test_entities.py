from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import QueryError, UnknownEntityError
from kg.graph import Graph, open_graph
from kg.query.compact import compact
from kg.query.entities import EntityIndex, Known, entity_index, read_index
from kg.query.nearest import nearest
from kg.schema import Schema
from tests.query.world import world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


def index(*names: str) -> EntityIndex:
    return EntityIndex({f"id:{name}": Known(f"id:{name}", name, (), ()) for name in names})


def test_index_has_labels_aliases_and_classes(graph: Graph) -> None:
    known = entity_index(graph).resolve("北山电信有限公司")
    assert known.aliases == ("北山电信",)
    assert known.types == ("Company",)


class TestKeptBesideAStore:
    @pytest.fixture
    def folder(self, schema: Schema, tmp_path: Path) -> Path:
        with open_graph(tmp_path / "kg.store", read_only=False, schema=schema) as graph:
            graph.load(world(schema).quads())
        return tmp_path / "kg.store"

    def names(self, folder: Path) -> Path:
        (found,) = folder.glob("indexes/names-*/*")
        return found

    def test_it_is_what_the_graph_says(self, folder: Path, schema: Schema) -> None:
        with open_graph(folder, schema=schema) as graph:
            first = entity_index(graph)
        with open_graph(folder, schema=schema) as graph:
            again, read = entity_index(graph), read_index(graph)
        assert first.known == again.known == read.known
        assert again.by_name == read.by_name

    def test_same_graph_same_bytes(self, folder: Path, schema: Schema) -> None:
        with open_graph(folder, schema=schema) as graph:
            entity_index(graph)
        before = self.names(folder).read_bytes()
        self.names(folder).unlink()
        self.names_folder(folder).rmdir()
        with open_graph(folder, schema=schema) as graph:
            entity_index(graph)
        assert self.names(folder).read_bytes() == before

    def names_folder(self, folder: Path) -> Path:
        (found,) = folder.glob("indexes/names-*")
        return found

    def test_half_a_file_is_not_believed(self, folder: Path, schema: Schema) -> None:
        with open_graph(folder, schema=schema) as graph:
            entity_index(graph)
        self.names(folder).write_bytes(b"\x92\x90")
        with open_graph(folder, schema=schema) as graph:
            assert entity_index(graph).resolve("北山电信").label == "北山电信有限公司"

    def test_a_changed_store_has_another(self, folder: Path, schema: Schema) -> None:
        with open_graph(folder, schema=schema) as graph:
            entity_index(graph)
        with open_graph(folder, read_only=False, schema=schema) as graph:
            for article in graph.articles():
                graph.remove(NamedNode(article.iri))
        with open_graph(folder, schema=schema) as graph:
            assert not entity_index(graph).known


def test_index_is_read_once(graph: Graph) -> None:
    assert entity_index(graph) is entity_index(graph)


@pytest.mark.parametrize(
    "name",
    [
        "北山电信",
        "北山電信",
        "“北山电信”",
        "北山 电信",
        "https://example.org/kg/id/北山电信有限公司",
        "北山电信有",
    ],
)
def test_names_resolve_by_alias_script_quotes_iri_and_beginning(graph: Graph, name: str) -> None:
    assert entity_index(graph).resolve(name).label == "北山电信有限公司"


def test_of_names_written_equally_like_it_one_that_sounds_the_same_is_nearest() -> None:
    assert nearest("腾迅", ["腾宇", "腾讯", "北山电信"]) == ["腾讯", "腾宇"]
    assert nearest("", ["腾讯"]) == []


def test_unknown_name_offers_three(graph: Graph) -> None:
    with pytest.raises(UnknownEntityError) as failure:
        entity_index(graph).resolve("东湖数据中心")
    assert len(failure.value.near) == 3
    assert "东湖智算中心" in failure.value.near


def test_ambiguous_name_lists_the_candidates() -> None:
    both = EntityIndex(
        {
            iri: Known(iri, "明珠", (), (kind,))
            for iri, kind in (("a:1", "Park"), ("a:2", "Product"))
        }
    )
    with pytest.raises(QueryError, match=r"a:1.*a:2"):
        both.resolve("明珠")


def test_beginning_of_several_names_is_unknown() -> None:
    with pytest.raises(UnknownEntityError):
        index("东湖甲", "东湖乙").resolve("东湖")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("和而泰和华为合作", ["和而泰", "华为"]),
        ("华为云和华为", ["华为云", "华为"]),
        ("Is ABC in XABC?", ["ABC"]),
        ("「華為」在哪", ["華為"]),
        ("华 为", []),
        ("", []),
    ],
)
def test_longest_names_are_found_in_a_text(text: str, found: list[str]) -> None:
    names = index("和而泰", "华为", "华为云", "ABC")
    assert [text[x.start : x.end].strip("「」") for x in names.link(text)] == found


def test_variants_yield_to_real_names() -> None:
    names = index("海川公司", "海川")
    (link,) = names.link("海川", lambda name, _: [name.removesuffix("公司")])
    assert link.iris == ("id:海川",)


def test_part_of_one_name_only_is_held() -> None:
    names = index("东海数据中心集群", "东海电信")
    assert names.holding("数据中心") == ("id:东海数据中心集群",)
    assert len(names.holding("东海")) == 2
    assert names.holding("西海") == ()


def test_short_form_has_the_same_beginning_and_order() -> None:
    names = index("东海工业大学", "东湖大学", "西海工业大学")
    assert names.abbreviated("东工大") == ("id:东海工业大学",)
    assert len(names.abbreviated("东大")) == 2
    assert names.abbreviated("工东大") == ()


@given(st.text(max_size=40))
@example("「塞上 明珠」 ＡＢＣ")
@example("İstanbul")
def test_compact_text_leads_back_to_the_original(text: str) -> None:
    squeezed = compact(text)
    assert len(squeezed.text) == len(squeezed.places)
    assert list(squeezed.places) == sorted(set(squeezed.places))
    assert all(place < len(text) for place in squeezed.places)


@given(st.text(alphabet="东湖智算中心 和AB“”", max_size=30))
@example("东湖智算中心和AB")
def test_links_do_not_overlap_and_name_what_they_cover(text: str) -> None:
    names = index("东湖", "东湖智算中心", "AB", "中心和")
    last = 0
    for link in names.link(text):
        assert link.start >= last
        last = link.end
        covered = compact(text[link.start : link.end]).text
        assert link.iris == names.by_name[covered]
