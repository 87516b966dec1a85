"""Regular expressions for one of many words."""

from __future__ import annotations

import re

import pytest

from kg.text.alternatives import any_of


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["甲", "甲乙丙", "甲乙"], "丁甲乙丙", ["甲乙丙"]),
        (["甲乙丙", "甲", "乙丁"], "甲乙丁", ["甲", "乙丁"]),
        (["a.b", "a", "(c)"], "a.b axb (c)", ["a.b", "a", "(c)"]),
        (["甲", "甲"], "甲甲", ["甲", "甲"]),
        ([], "甲", []),
    ],
)
def test_the_longest_word_at_each_place_is_found(
    words: list[str], text: str, found: list[str]
) -> None:
    assert re.findall(any_of(words), text) == found


def test_a_shorter_word_is_found_where_what_follows_the_longer_one_does_not_fit() -> None:
    pattern = re.compile(rf"(?:{any_of(['甲乙', '甲'])})乙,")

    assert pattern.findall("甲乙,") == ["甲乙,"]


def test_words_that_begin_alike_share_their_first_character() -> None:
    assert any_of(["甲乙", "丙", "甲"]) == "丙|甲(?:乙|)"
