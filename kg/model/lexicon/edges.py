"""What counts as one step of a path, and the keywords of path statements."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeView:
    """One kind of step between two entities.

    Attributes:
        name: Unique; a view of one property has the property's local name.
        zh: What the step says.
        en: The same in English.
        words: Other names under which a statement may mean it.
        property: Local name of the property whose claims are the steps, or None.
        pattern: SPARQL that binds ?from and ?to, and where it can ?via (what stands behind the
            step), ?date, ?status, ?conf (0 to 1), ?source (an article), ?title and ?weight (0 or
            more); None for a property view.
        triples: The triples that are walked, over ?from, ?to and ?via; of a property view, the
            property's. They are what the Turtle of a path holds and whose claims are its sources.
        show: What a step says when ?title is bound, by language; ``{label}`` and ``{title}`` are
            filled in.
        weight: The name under which ``WEIGHT BY`` means what ?weight binds, or None.
        symmetric: Whether the two ends are alike.
        default: Whether statements that name no view walk it.
        rank: Smaller is shown first where several facts join the same two entities.
    """

    name: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    property: str | None = None
    pattern: str | None = None
    triples: tuple[tuple[str, str, str], ...] = ()
    show: dict[str, str] = field(default_factory=dict)
    weight: str | None = None
    symmetric: bool = False
    default: bool = True
    rank: int = 5

    def label(self, lang: str) -> str:
        """What the step says, in English if ``lang`` is ``en``, else in Chinese."""
        return self.en if lang == "en" else self.zh

    def titled(self, title: str | None, lang: str) -> str:
        """What a step says that may have a title of its own."""
        label = self.label(lang)
        return (
            label
            if title is None
            else self.show.get(lang, "{label} {title}").format(label=label, title=title)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLexicon:
    """``edges.toml``.

    Attributes:
        views: In the order in which ``.edges`` lists them.
        keywords: Keyword of the grammar to its forms, in capitals.
        weights: What an edge can cost (``hops``, ``confidence``, ``support``, ``recency``), with
            the words for it.
        formats: Output format to its names.
        unknown_confidence: What counts as the confidence of a fact that has none.
        examples: Statements that must parse.
        counterexamples: Texts that must not.
    """

    views: tuple[EdgeView, ...]
    keywords: dict[str, tuple[str, ...]]
    weights: dict[str, tuple[str, ...]]
    formats: dict[str, tuple[str, ...]]
    unknown_confidence: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def named(self, name: str) -> EdgeView | None:
        """The view of this name, label or word; case does not matter."""
        wanted = name.casefold()
        for view in self.views:
            forms = (view.name, view.zh, view.en, *view.words)
            if wanted in (form.casefold() for form in forms):
                return view
        return None
