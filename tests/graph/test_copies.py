from __future__ import annotations

from kg.graph import iri
from kg.graph.copies import remainder
from kg.graph.identity import named, resolve
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.schema import Schema
from tests.graph.builders import TEXT, Article, sample


def copy_of_sample() -> Article:
    """The sample again, under another headline, with one fact more."""
    article = sample()
    again = Article(f"又见{TEXT}云帆软件也投资东湖智算中心。\n", source="b.txt")
    again.entities, again.facts = list(article.entities), list(article.facts)
    again.relation(("东湖智算中心", "investedBy", "云帆软件"), "云帆软件也投资东湖智算中心")
    again.publisher = again.entity("南岭晚报", "MediaOutlet")
    return again


def test_a_copy_keeps_what_it_adds_and_who_made_it() -> None:
    original, copy = sample().extraction(), copy_of_sample().extraction()
    rest = remainder(copy, original, iri.entity_iri, iri.entity_iri)
    assert rest.extraction.facts == copy.facts[-1:]
    kept = [entity.key for entity in rest.extraction.entities]
    assert kept == ["东湖智算中心", "云帆软件", "南岭晚报"]
    assert set(rest.repeated) == {e for fact in original.facts for e in fact.evidence}


def test_another_date_makes_no_other_fact() -> None:
    one, other = Article(), Article()
    for article, date in ((one, "2024-03-02"), (other, "2024-03-03")):
        article.entity("东湖智算中心", "ComputingCenter")
        article.event("Unveiling", "东湖智算中心", "揭牌，已", date=date)
    rest = remainder(other.extraction(), one.extraction(), iri.entity_iri, iri.entity_iri)
    assert rest.extraction.facts == ()


def test_another_number_makes_another_fact() -> None:
    one, other = Article(), Article()
    for article, value in ((one, "1200"), (other, "1300")):
        article.entity("东湖智算中心", "ComputingCenter")
        article.measurement("东湖智算中心", value, "约1200P")
    rest = remainder(other.extraction(), one.extraction(), iri.entity_iri, iri.entity_iri)
    assert len(rest.extraction.facts) == 1


def test_the_graphs_of_an_article_and_its_copy_conform(schema: Schema) -> None:
    original, copy = sample().extraction(), copy_of_sample().extraction()
    identity = resolve([*named(original, schema), *named(copy, schema)])
    quads = [
        *article_quads(original, schema, identity=identity),
        *article_quads(copy, schema, identity=identity, original=original),
    ]
    assert validate(quads, schema) == ()
    evidence = {q.subject for q in quads if q.predicate.value.endswith("#sentence")}
    marked = {q.subject for q in quads if q.predicate.value.endswith("#alsoIn")}
    assert marked
    assert marked < evidence
