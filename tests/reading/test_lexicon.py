"""The examples of ``page.toml``, run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Run
from kg.model.lexicon.page import PageLexicon, Words
from kg.reading.colophon import Colophon, colophon
from kg.reading.glosses import without_glosses
from kg.reading.lines import Line
from kg.reading.noise import Judge, folded, judge
from kg.reading.parts import Part, shapes


@pytest.fixture(scope="module")
def noise(page: PageLexicon) -> Judge:
    return judge(page)


@pytest.fixture(scope="module")
def credits(page: PageLexicon) -> Colophon:
    return colophon(page)


def _check(words: Words, judged: Callable[[str], bool]) -> None:
    assert words.examples
    assert [x for x in words.examples if not judged(folded(x))] == []
    assert [x for x in words.counterexamples if judged(folded(x))] == []


@pytest.mark.parametrize(
    "group", ["menu", "counters", "noise_starts", "noise_parts", "noise_patterns"]
)
def test_noise_words_tell_noise_from_sentences(page: PageLexicon, noise: Judge, group: str) -> None:
    _check(getattr(page, group), noise.is_noise)


def test_teasers_crumbs_and_headings_of_lists_are_told_by_their_words(
    page: PageLexicon, noise: Judge
) -> None:
    _check(page.noise_ends, noise.is_teaser)
    _check(page.crumbs, noise.is_crumb)
    _check(page.related, noise.opens_related)
    _check(page.comments, noise.opens_comments)


def test_counterexamples_of_noise_are_no_noise_of_any_kind(page: PageLexicon, noise: Judge) -> None:
    groups = (page.menu, page.noise_starts, page.noise_parts, page.crumbs, page.related)
    lines = [line for group in groups for line in group.counterexamples]
    assert [line for line in lines if noise.is_noise(folded(line))] == []


def test_captions_summaries_and_issuers_are_told_by_their_words(page: PageLexicon) -> None:
    made = shapes(page)
    _check(page.captions, made.is_caption)
    _check(page.caption_starts, made.is_caption)
    _check(page.summaries, made.is_summary)
    _check(page.issuers, made.is_issuer)


def test_the_name_of_a_channel_is_cut_off(page: PageLexicon, noise: Judge) -> None:
    _check(page.channels, lambda line: noise.channel_end(line) > 0)


def test_glosses_are_left_out(page: PageLexicon) -> None:
    def cleaned(text: str) -> str:
        return without_glosses(Line(text, (Run(0, len(text), 0, len(text)),)), page).text

    assert [cleaned(raw) for raw, _ in page.glosses.examples] == [
        clean for _, clean in page.glosses.examples
    ]
    assert [x for x in page.glosses.counterexamples if cleaned(x) != x] == []


def test_outlets_are_told_by_their_endings(page: PageLexicon, credits: Colophon) -> None:
    assert [x for x in page.outlet_ends.examples if not credits.makers.is_outlet(x)] == []


def test_each_way_to_write_a_date_reads_its_examples(page: PageLexicon, credits: Colophon) -> None:
    for kind in page.dates:
        for text, iso in kind.examples:
            assert [d.date.isoformat() for d in credits.dates_in(folded(text))] == [iso], text
        for text in kind.counterexamples:
            assert credits.dates_in(folded(text)) == [], text


def test_each_label_names_the_maker_of_its_examples(page: PageLexicon, credits: Colophon) -> None:
    for label in page.labels:
        for text, role, name in label.examples:
            makers = credits.read(folded(text)).makers
            assert (role, name) in [(m.role, text[m.start : m.end]) for m in makers], text
        for text in label.counterexamples:
            line = folded(text)
            read = credits.read(line)
            assert not credits.is_credit_line(line, read) or not read.makers, text


def test_a_wire_service_is_named_by_its_dateline(page: PageLexicon) -> None:
    from kg.reading.datelines import datelines

    found = datelines(page)
    for line in page.wire.examples:
        assert [m.role for m in found.paragraph(folded(line) + ",")] == ["outlet"], line
    for line in page.wire.counterexamples:
        assert found.paragraph(folded(line) + ",") == [], line


def test_kinds_need_no_words_for_plain_shapes(page: PageLexicon) -> None:
    text = "一、项目概况"
    part = Part(shapes(page).unmarked(Line(text, (Run(0, len(text), 0, len(text)),))))
    assert part.text == "项目概况"
