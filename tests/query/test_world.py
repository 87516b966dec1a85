from kg.schema import Schema
from tests.query.world import world


def test_the_world_holds_both_articles(schema: Schema) -> None:
    assert len(world(schema).articles()) == 2
