"""The words by which a page is told from its article: ``ontology/lexicon/page.toml``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words of one use.

    Attributes:
        words: The words, simplified and traditional.
        examples: Lines in which the words have that use.
        counterexamples: Lines in which they have not.
    """

    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatePattern:
    """One way to write a full date.

    Attributes:
        pattern: A regular expression with the groups ``y``, ``m`` and ``d``.
        numerals: Whether the groups hold Chinese numerals.
        era: Added to the year (1911 for years of the Republic).
        examples: Pairs of a text and the ISO date in it.
        counterexamples: Texts in which it finds nothing.
    """

    pattern: str
    numerals: bool = False
    era: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Words that stand before the name of a maker of the page.

    Attributes:
        role: ``reporter``, ``author``, ``editor`` or ``outlet``.
        words: The words.
        bare: Whether a blank may stand for the colon after them.
        examples: Triples of a line, the role and the name in it.
        counterexamples: Lines in which nobody is named.
    """

    role: str
    words: tuple[str, ...]
    bare: bool = False
    examples: tuple[tuple[str, str, str], ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glosses:
    """What sites put between the words of an article.

    Attributes:
        patterns: Regular expressions, brackets included.
        examples: Pairs of a text as it stands on a page and as it reads.
        counterexamples: Texts that keep all their words.
    """

    patterns: tuple[str, ...]
    examples: tuple[tuple[str, str], ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """What tells the right decoding from a wrong one.

    Attributes:
        simplified: The most frequent characters of news in simplified script.
        traditional: The same in traditional script.
    """

    simplified: str
    traditional: str


@dataclass(frozen=True, slots=True)
class Html:
    """Names in HTML.

    Attributes:
        noise: Words in ``class`` and ``id`` of what is not the article.
        dates: ``name`` or ``property`` of the meta tags that give the date of publication.
        urls: The same for the address of the page.
    """

    noise: tuple[str, ...]
    dates: tuple[str, ...]
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLexicon:
    """All of ``page.toml``.

    Attributes:
        menu: A line of nothing but these (and marks, numbers) is a menu, toolbar or counter.
        counters: Labels whose value is a number or a size of type.
        noise_starts: A line that begins so is noise.
        noise_parts: A short line with this in it is noise.
        noise_ends: A line that ends so is a teaser of another page.
        noise_patterns: Regular expressions of lines that are nothing but noise.
        glosses: What sites put between words: readings of characters, links to a company's page.
        crumbs: Labels of a breadcrumb.
        related: Headings of lists of other articles.
        comments: Headings of what readers say.
        summaries: Labels of a summary of the article itself.
        sections: Names of sections of a paper, which are no outlets.
        channels: Endings of the bracketed name of a channel before the text.
        issuers: Endings of the name of a body that stands above the title of its announcement.
        captions: Endings of a caption.
        caption_starts: Beginnings of a caption.
        outlet_ends: Endings of the names of media.
        own: Words by which a medium means itself.
        connectors: Words before the name of a medium that are no part of it.
        wire: Words that close a dateline.
        modifying: Particles with which the name of an outlet before such a word does not end.
        filed: Words that close the place of a report.
        credits: Words after the name of a photographer or writer.
        no_names: Words after ``reporters`` that are no names.
        qualifiers: Words before ``reporters`` that are no outlets.
        reporters: Words for reporters.
        numbering: Chinese numerals that number headings.
        digits: The Chinese digits, in order from zero, with their variants separated by blanks.
        labels: Labels of makers.
        dates: Ways to write a date.
        date_labels: Labels of the date of publication.
        edition: Regular expressions of what else stands in the head of a paper's page.
        encoding: Characters by which an encoding is known.
        html: Names in HTML.
    """

    menu: Words
    counters: Words
    noise_starts: Words
    noise_parts: Words
    noise_ends: Words
    noise_patterns: Words
    glosses: Glosses
    crumbs: Words
    related: Words
    comments: Words
    summaries: Words
    sections: Words
    channels: Words
    issuers: Words
    captions: Words
    caption_starts: Words
    outlet_ends: Words
    own: Words
    connectors: Words
    wire: Words
    modifying: Words
    filed: Words
    credits: Words
    no_names: Words
    qualifiers: Words
    reporters: Words
    numbering: Words
    digits: Words
    labels: tuple[Label, ...]
    dates: tuple[DatePattern, ...]
    date_labels: Words
    edition: Words
    encoding: Encoding
    html: Html
