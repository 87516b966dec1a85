"""The quads of one article as they are written: descriptions, links with claims, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import iri, terms
from kg.graph import vocabulary as v
from kg.graph.overruling import Overruled
from kg.graph.quotation import Quoter
from kg.model import Document, Evidence, Fact, Status

Node = NamedNode | Literal
Description = Sequence[tuple[NamedNode, Node]]


@dataclass(frozen=True, slots=True)
class Link:
    """A triple whose truth the article claims."""

    subject: NamedNode
    predicate: NamedNode
    object: Node


@dataclass
class Writer:
    """Collects what one article says; in sets, so the order of writing leaves no trace.

    Quads are made at the end, once each: much is written more than once, and a quad copies the
    text of its four terms.

    Attributes:
        article: The article's IRI, which is the name of its graph.
        document: The article.
        base: Namespace of the individuals.
        said: What was written so far: predicates and values by their subject.
        overruled: Facts that a later article overruled, with what they were.
    """

    article: NamedNode
    document: Document
    base: str
    said: dict[NamedNode, set[tuple[NamedNode, Node]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    overruled: Mapping[Fact, Overruled] = field(default_factory=dict)
    _quoter: Quoter = field(init=False, repr=False)
    _traditional: bool = field(init=False, repr=False)
    _evidence: dict[Evidence, NamedNode] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._quoter = Quoter(self.document.view)
        self._traditional = terms.is_traditional(self.document.view.text)

    def words(self, text: str) -> Literal:
        """A name or other words of the article, in its language."""
        return terms.label(text, traditional=self._traditional)

    def add(self, subject: NamedNode, predicate: NamedNode, value: Node) -> None:
        """Write one triple."""
        self.said[subject].add((predicate, value))

    def describe(self, node: NamedNode, description: Description) -> None:
        """Write what is said of a node."""
        self.said[node].update(description)

    def quads(self) -> tuple[Quad, ...]:
        """Every quad once, in the order of their N-Quads lines."""
        # No term begins with another in N-Quads, so that the order of terms is that of lines.
        return tuple(
            Quad(subject, predicate, value, self.article)
            for subject in sorted(self.said, key=str)
            for predicate, value in sorted(self.said[subject], key=_line)
        )

    def mint(self, kind: str, description: Description, *also: str) -> NamedNode:
        """The IRI of a node by what is said of it, so that only equal nodes are one."""
        parts = sorted(map(_line, description))
        return iri.minted(kind, [*parts, *also], base=self.base)

    def evidence(self, evidence: Evidence) -> NamedNode:
        """Write where something was read, with the words and their sentence; once for all facts."""
        node = self._evidence.get(evidence)
        if node is None:
            node = self._evidence[evidence] = self._write_evidence(evidence)
        return node

    def _write_evidence(self, evidence: Evidence) -> NamedNode:
        span, sentence = evidence.span, evidence.sentence
        node = evidence_iri(self.article, evidence, base=self.base)
        text = self.document.text
        quotation = self._quoter.quote(sentence)
        self.describe(
            node,
            (
                (v.TYPE, v.EVIDENCE_CLASS),
                (v.HAS_SOURCE, self.article),
                (v.START, terms.integer(span.start)),
                (v.END, terms.integer(span.end)),
                (v.EXACT, terms.string(span.of(text))),
                (v.SENTENCE, terms.string(sentence.of(text))),
                (v.SENTENCE_START, terms.integer(sentence.start)),
                (v.SENTENCE_END, terms.integer(sentence.end)),
                *_unless(quotation in ("", sentence.of(text)), v.QUOTATION, quotation),
            ),
        )
        return node

    def claim(self, link: Link, fact: Fact, *, extra: Description = ()) -> NamedNode:
        """Write that the article says so, on which evidence and by which rule."""
        node = self.claim_of(link, fact.status, fact.rule, fact.evidence, extra=extra)
        overruled = self.overruled.get(fact)
        if overruled is not None:
            self.add(node, v.STATED_STATUS, v.kg(overruled.stated))
            self.add(node, v.OVERRULED_BY, iri.article_iri(overruled.by, base=self.base))
        return node

    def claim_of(
        self,
        link: Link,
        status: Status,
        rule: str,
        evidence: Iterable[Evidence],
        *,
        extra: Description = (),
    ) -> NamedNode:
        """Write a claim of the given status, rule and evidence."""
        description: Description = (
            (v.TYPE, v.CLAIM),
            (v.SUBJECT, link.subject),
            (v.PREDICATE, link.predicate),
            (v.OBJECT, link.object),
            (v.STATUS, v.kg(status)),
            (v.RULE, terms.string(rule)),
            *(e for e in extra if e[0] != v.PREMISE),
        )
        node = self.mint("claim", description, self.article.value)
        self.describe(node, (*description, *(e for e in extra if e[0] == v.PREMISE)))
        for each in evidence:
            self.add(node, v.EVIDENCE, self.evidence(each))
        return node

    def link(self, link: Link, fact: Fact, *, extra: Description = ()) -> NamedNode:
        """Write the claim and, when the fact is asserted, the plain triple too."""
        if fact.status.asserted:
            self.add(link.subject, link.predicate, link.object)
        return self.claim(link, fact, extra=extra)


def evidence_iri(article: NamedNode, evidence: Evidence, *, base: str) -> NamedNode:
    """The IRI of a stretch of an article."""
    span, sentence = evidence.span, evidence.sentence
    places = (span.start, span.end, sentence.start, sentence.end)
    return iri.minted("evidence", [article.value, *map(str, places)], base=base)


def _line(description: tuple[NamedNode, Node]) -> str:
    predicate, value = description
    return f"{predicate} {value}"


def _unless(redundant: bool, predicate: NamedNode, text: str) -> Description:
    return () if redundant else ((predicate, terms.string(text)),)
