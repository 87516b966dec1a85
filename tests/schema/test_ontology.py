"""The ontology: that it can be read by both RDF libraries, and what code may ask of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.errors import SchemaError
from kg.schema import KG, Ontology, Schema, Unit
from kg.schema.ontology import read_ontology

PREFIXES = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="session")
def ontology(schema: Schema) -> Ontology:
    return schema.ontology


def _ontology(folder: Path, turtle: str) -> Ontology:
    path = folder / "kg.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_ontology(path)


def test_both_libraries_read_the_same_terms(schema: Schema) -> None:
    graph = rdflib.Graph().parse(schema.root / "kg.ttl")
    classes = {
        str(s).removeprefix(KG)
        for s in graph.subjects(RDF.type, OWL.Class)
        if str(s).startswith(KG)
    }
    assert classes == set(schema.ontology.classes)


def test_every_term_has_labels_in_both_languages(ontology: Ontology) -> None:
    terms = [*ontology.terms.values(), *ontology.units.values()]
    assert [t.name for t in terms if set(t.labels) != {"zh", "en"}] == []
    assert [t.name for t in terms if set(t.comments) != {"zh", "en"}] == []


def test_no_term_of_another_owl_vocabulary_is_imported(schema: Schema) -> None:
    graph = rdflib.Graph().parse(schema.root / "kg.ttl")
    assert list(graph.objects(None, OWL.imports)) == []


STANDARD = tuple(str(x) for x in (OWL, RDF, RDFS, rdflib.XSD))
SORTS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
}


def test_every_iri_is_declared_as_one_sort_of_thing(schema: Schema) -> None:
    graph = rdflib.Graph().parse(schema.root / "kg.ttl")
    graph.remove((None, RDFS.seeAlso, None))  # pointers for readers, not part of the logic
    iris = {x for triple in graph for x in triple if isinstance(x, rdflib.URIRef)}
    ours = {x for x in iris if not str(x).startswith(STANDARD)} - set(
        graph.subjects(RDF.type, OWL.Ontology)
    )
    sorts = {iri: set(graph.objects(iri, RDF.type)) & SORTS for iri in ours}
    assert [iri for iri, found in sorts.items() if len(found) != 1] == []


def test_a_property_and_its_superproperty_are_of_one_sort(schema: Schema) -> None:
    graph = rdflib.Graph().parse(schema.root / "kg.ttl")
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        sorts = (set(graph.objects(x, RDF.type)) & SORTS for x in (child, parent))
        assert len(set.union(*sorts)) == 1, child


def test_only_simple_properties_are_functional(schema: Schema) -> None:
    for term in schema.ontology.properties.values():
        assert not (term.transitive and term.functional), term.name


def _entailed(schema: Schema, turtle: str = "") -> rdflib.Graph:
    owlrl = pytest.importorskip("owlrl")
    graph = rdflib.Graph().parse(schema.root / "kg.ttl")
    good = (Path(__file__).parent / "good.ttl").read_text(encoding="utf-8")
    graph.parse(data=good + turtle, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def _contradictions(graph: rdflib.Graph) -> list[str]:
    return [str(s) for s, o in graph.subject_objects(RDF.type) if "ErrorMessage" in str(o)]


def test_a_good_graph_is_consistent_with_the_ontology(schema: Schema) -> None:
    graph = _entailed(schema)
    assert _contradictions(graph) == []
    entity = rdflib.URIRef(schema.ontology.iri("Entity"))
    centre = rdflib.URIRef("https://example.org/kg/id/centre")
    assert (centre, RDF.type, entity) in graph


def test_what_is_an_event_and_an_article_contradicts_the_ontology(schema: Schema) -> None:
    assert _contradictions(_entailed(schema, "id:article a kg:Launch ."))


def test_reading_the_schema_loads_no_slow_library() -> None:
    code = (
        "import sys; from kg.schema import load_schema; s = load_schema(); s.ontology, s.gazetteer;"
        "print(sorted({'rdflib', 'rjieba', 'networkx', 'pyshacl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_name_is_both_a_class_and_a_property(ontology: Ontology) -> None:
    individuals = {x.name for group in ontology.individuals.values() for x in group}
    assert not set(ontology.classes) & set(ontology.properties)
    assert not set(ontology.classes) & individuals
    assert not set(ontology.properties) & individuals


def test_no_datatype_property_has_a_class_as_its_range(ontology: Ontology) -> None:
    for term in ontology.properties.values():
        assert term.datatype == (not set(term.range) <= set(ontology.classes)), term.name


def test_the_fixed_vocabulary_is_there(ontology: Ontology) -> None:
    assert ontology.coarse_classes == (
        "Facility",
        "Organization",
        "Person",
        "Place",
        "Product",
        "Programme",
    )
    assert set(ontology.event_classes) == {
        "Approval",
        "Completion",
        "Founding",
        "Groundbreaking",
        "Launch",
        "Signing",
        "Unveiling",
    }
    assert len(ontology.relations) == 10
    assert set(ontology.statuses) == {
        "actual",
        "planned",
        "denied",
        "terminated",
        "superseded",
        "rumoured",
    }
    assert set(ontology.bounds) == {"exact", "atLeast", "atMost", "approximately"}


@pytest.mark.parametrize(
    ("cls", "coarse"),
    [
        ("DataCenter", "Facility"),
        ("ComputingHub", "Facility"),
        ("Company", "Organization"),
        ("Region", "Place"),
        ("Person", "Person"),
        ("Signing", "Signing"),
        ("NoSuchClass", "NoSuchClass"),
    ],
)
def test_the_coarse_type_of_a_class(ontology: Ontology, cls: str, coarse: str) -> None:
    assert ontology.coarse(cls) == coarse


def test_is_a_is_reflexive_and_transitive_and_false_for_the_unknown(ontology: Ontology) -> None:
    assert ontology.is_a("Company", "Company")
    assert ontology.is_a("Company", "Entity")
    assert not ontology.is_a("Organization", "Company")
    assert not ontology.is_a("NoSuchClass", "Entity")
    assert not ontology.is_a("Company", "NoSuchClass")


def test_subclasses_hold_the_class_itself(ontology: Ontology) -> None:
    assert ontology.subclasses("Agreement") == ("Agreement", "Cooperation")
    assert "Entity" not in ontology.entity_classes


def test_inverses_are_known_from_both_ends(ontology: Ontology) -> None:
    for term in ontology.properties.values():
        if term.inverse:
            assert ontology.inverse(term.inverse) == term.name


def test_every_relation_is_symmetric_or_has_an_inverse(ontology: Ontology) -> None:
    for name in ontology.relations:
        assert ontology.is_symmetric(name) != (ontology.inverse(name) is not None), name


def test_what_is_derived_names_its_source(ontology: Ontology) -> None:
    (relation, source), *others = ontology.derived_relations.items()
    assert not others
    assert ontology.is_symmetric(relation)
    assert ontology.properties[source].domain == ("Agreement",)


def test_domain_and_range_decide_what_fits(ontology: Ontology) -> None:
    employs = next(
        name for name in ontology.relations if ontology.properties[name].domain == ("Person",)
    )
    assert ontology.fits(employs, "Person", "Company")
    assert not ontology.fits(employs, "Company", "Person")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("PFLOPS", "http://qudt.org/vocab/unit/PetaFLOPS"),
        ("PetaFLOPS", "http://qudt.org/vocab/unit/PetaFLOPS"),
        ("http://qudt.org/vocab/unit/PetaFLOPS", "http://qudt.org/vocab/unit/PetaFLOPS"),
        ("CNY", "http://qudt.org/vocab/unit/CCY_CNY"),
        ("1", "http://qudt.org/vocab/unit/UNITLESS"),
        ("bit/s", "http://qudt.org/vocab/unit/BIT-PER-SEC"),
    ],
)
def test_a_unit_is_found_by_symbol_name_or_iri(ontology: Ontology, name: str, iri: str) -> None:
    assert ontology.unit_iri(name) == iri


def test_an_unknown_unit_is_a_key_error(ontology: Ontology) -> None:
    with pytest.raises(KeyError):
        ontology.unit("furlong")


def test_every_kind_has_units_and_only_money_has_several(ontology: Ontology) -> None:
    currencies = {x.symbol for x in ontology.individuals["Currency"] if isinstance(x, Unit)}
    for kind in ontology.kinds.values():
        assert kind.units[0] == kind.unit
        assert set(kind.units) <= set(ontology.units)
        assert (len(kind.units) > 1) == (set(kind.units) == currencies)


def test_labels_fall_back_to_english_and_then_to_the_name(ontology: Ontology) -> None:
    assert ontology.label("rackCount") == "机架数"
    assert ontology.label("rackCount", "en") == "rack count"
    assert ontology.label("rackCount", "fr") == "rack count"
    assert ontology.label("CNY", "en") == "renminbi"
    assert ontology.label("noSuchTerm") == "noSuchTerm"


def test_names_and_iris_lead_to_one_another(ontology: Ontology) -> None:
    for name in ontology.terms:
        found = ontology.name(ontology.iri(name))
        assert found == name or ontology.units.get(found or "") is ontology.terms[name]
    assert ontology.iri("CNY") == ontology.unit_iri("CNY")
    assert ontology.name("https://example.org/other") is None


def test_prefixes_are_those_of_the_file(ontology: Ontology) -> None:
    assert ontology.prefixes["kg"] == KG
    assert ontology.prefixes["unit"] == "http://qudt.org/vocab/unit/"


def test_a_new_class_and_relation_need_only_the_file(tmp_path: Path) -> None:
    ontology = _ontology(
        tmp_path,
        """
        kg:Entity a owl:Class . kg:Ship a owl:Class ; rdfs:subClassOf kg:Entity .
        kg:relatedTo a owl:ObjectProperty .
        kg:tows a owl:ObjectProperty ; rdfs:subPropertyOf kg:relatedTo ;
            rdfs:domain kg:Ship ; rdfs:range [ owl:unionOf ( kg:Ship kg:Entity ) ] .
        """,
    )
    assert ontology.coarse_classes == ("Ship",)
    assert ontology.relations == ("tows",)
    assert ontology.properties["tows"].range == ("Entity", "Ship")
    assert ontology.fits("tows", "Ship", "Ship")
    assert not ontology.fits("tows", "Entity", "Ship")


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("kg:A a owl:Class", "not Turtle"),
        ("", "declares no class"),
        ("kg:A a owl:Class . kg:k a kg:QuantityKind, owl:NamedIndividual .", "needs exactly one"),
        (
            "kg:A a owl:Class . kg:k a kg:QuantityKind, owl:NamedIndividual ; kg:baseUnit kg:u .",
            "has no kg:symbol",
        ),
    ],
)
def test_a_wrong_file_is_a_schema_error(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        _ontology(tmp_path, turtle)


def test_a_missing_file_is_a_schema_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="there is no such file"):
        read_ontology(tmp_path / "kg.ttl")
