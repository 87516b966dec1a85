from __future__ import annotations

import pytest

from kg.schema import Schema
from kg.schema.classes import class_called


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Company", "Company"),
        ("kg:company", "Company"),
        ("企业", "Company"),
        ("computing centre", "ComputingCenter"),
        ("公司", "Company"),  # a word of questions
        ("高校", "Institute"),
        ("谁", None),
        ("", None),
    ],
)
def test_a_class_is_called_by_its_names_and_words(
    name: str, called: str | None, schema: Schema
) -> None:
    assert class_called(schema, name) == called
