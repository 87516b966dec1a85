from __future__ import annotations

import logging
import time

import jieba
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.lexicon.text import TextLexicon
from kg.model.text import AtomKind
from kg.schema import load_schema
from kg.text.fold import fold
from kg.text.segment import Segmenter


@pytest.fixture(scope="module")
def lexicon() -> TextLexicon:
    return load_schema().lexicon("text", TextLexicon)


@pytest.fixture(scope="module")
def segmenter(lexicon: TextLexicon) -> Segmenter:
    return Segmenter(lexicon.tags)


def test_the_lexicons_examples_are_cut_as_it_says(
    segmenter: Segmenter, lexicon: TextLexicon
) -> None:
    for example_ in lexicon.examples:
        words = [token.word for token in segmenter.tokens(example_.replace(" ", ""))]
        assert words == example_.split()


@given(st.text())
@example("甲中心3,500.5P，GPU（H800）\n\n二期……——開工")
def test_tokens_cover_the_text_without_gap(segmenter: Segmenter, text: str) -> None:
    folded = fold(text)
    at = 0
    for token in segmenter.tokens(folded):
        assert token.start == at
        at = token.end
        assert folded[token.start : token.end] == token.word
    assert at == len(folded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3500P", ["3500P"]),
        ("3,500.5 P", ["3,500.5", " ", "P"]),
        ("H800显卡", ["H800", "显卡"]),
        ("中心……", ["中心", "……"]),
    ],
)
def test_numbers_latin_words_and_marks_are_words(
    segmenter: Segmenter, text: str, words: list[str]
) -> None:
    assert [token.word for token in segmenter.tokens(text)] == words


def test_tags_come_from_the_dictionary(segmenter: Segmenter) -> None:
    tags = {token.word: token.tag for token in segmenter.tokens("北京建设算力中心12个,龘")}
    assert (tags["北京"], tags["建设"], tags["算力中心"], tags["12"]) == ("ns", "vn", "n", "m")
    assert tags["龘"] == "x"


def test_words_are_learned_by_this_segmenter_only(segmenter: Segmenter) -> None:
    name = "北方算力平台"
    assert [token.word for token in Segmenter({name: "nt"}).tokens(name)] == [name]
    assert name not in [token.word for token in segmenter.tokens(name)]
    assert name not in jieba.lcut(name)


def test_loading_says_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        Segmenter()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("hostile", ["1", "(", "、", "机", "1(", "A "])
def test_hostile_runs_take_time_in_proportion(segmenter: Segmenter, hostile: str) -> None:
    began = time.perf_counter()
    segmenter.tokens(hostile * 100_000)
    assert time.perf_counter() - began < 10


@pytest.fixture(scope="module")
def plain() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


@pytest.fixture(scope="module")
def unlearned() -> Segmenter:
    return Segmenter()


@given(run=st.text(alphabet="甲中心移动云南省算力智能计算的和北京大学生前来签约温砚", max_size=30))
@example(run="云南省智能计算中心和北京大学生前来签约")
@example(run="温砚平说")
def test_runs_are_cut_as_jieba_cuts_them(
    unlearned: Segmenter, plain: jieba.Tokenizer, run: str
) -> None:
    assert [token.word for token in unlearned.tokens(run)] == list(plain.cut(run))


def test_words_are_learned_as_jieba_learns_them() -> None:
    words = ["中国", "中国移动", "京大", "学生前来", "智能计算中心", "砚湖算力"]
    tokenizer = jieba.Tokenizer()
    for word in sorted(words):
        tokenizer.add_word(word)
    learned = Segmenter(dict.fromkeys(words, "nz"))
    for text in (
        *words,
        "北京大学生前来",
        "中国移动云南公司",
        "在京大学生前来签约",
        "智能计算中心心",
    ):
        tokens = learned.tokens(text)
        assert [token.word for token in tokens] == list(tokenizer.cut(text))
        assert [token.frequency for token in tokens] == [tokenizer.FREQ[t.word] for t in tokens]


def test_rare_characters_stand_alone_as_with_jieba(
    segmenter: Segmenter, plain: jieba.Tokenizer
) -> None:
    text = "前来签约〇㐀北京"
    assert [token.word for token in segmenter.tokens(text)] == list(plain.cut(text))


def test_the_order_in_which_words_are_learned_does_not_matter() -> None:
    words = {"砚湖": "ns", "砚湖算力": "nz", "砚湖算力港": "nz"}
    turned = dict(reversed(words.items()))
    one, other = (Segmenter(kept=kept).tokens("砚湖算力港") for kept in (words, turned))
    assert one == other


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("砚", AtomKind.WORD),
        ("〇", AtomKind.WORD),
        ("H800", AtomKind.LATIN),
        ("3,500.5", AtomKind.NUMBER),
        ("……", AtomKind.MARK),
        ("\n", AtomKind.MARK),
    ],
)
def test_tokens_tell_what_they_are(segmenter: Segmenter, text: str, kind: AtomKind) -> None:
    assert [token.kind for token in segmenter.tokens(text)] == [kind]
