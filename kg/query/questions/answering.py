"""From a form to its answers: run the query, add the sentences, say what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.graph.interface import Graph
from kg.query.answer import Form as ItemForm
from kg.query.answer import Item, number
from kg.query.entities import EntityIndex
from kg.query.evidence import Support, Triple, article_sources, support
from kg.query.paths import between, find_paths
from kg.query.questions.compile import ASSERTED, Compiler, Witness
from kg.query.questions.form import Form, Node, Wanted, Window
from kg.query.source import Source
from kg.query.sparql import iri, local_name, select
from kg.schema import Schema

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a form gives.

    Attributes:
        items: The answers.
        query: The statement that was run.
        note: What limits the answer, or why there is none.
    """

    items: tuple[Item, ...]
    query: str
    note: str | None = None


class Answerer:
    """Answers forms over one graph.

    Args:
        graph: The graph.
        index: Its names.
        schema: The ontology.
    """

    def __init__(self, graph: Graph, index: EntityIndex, schema: Schema) -> None:
        self.graph, self.index, self.schema = graph, index, schema

    def answer(self, form: Form) -> Found:
        """Run a form."""
        run: dict[Wanted, Callable[[Form], Found]] = {
            Wanted.ENTITIES: self._entities,
            Wanted.VALUES: self._values,
            Wanted.SUM: self._sum,
            Wanted.DATES: self._dates,
            Wanted.TRUTH: self._truth,
            Wanted.COUNT: self._count,
            Wanted.PATH: self._path,
            Wanted.ARTICLES: self._articles,
            Wanted.ROLES: self._roles,
            Wanted.CARD: self._card,
        }
        return run[form.wanted](form)

    # -- common --------------------------------------------------------------------------------

    def _run(self, form: Form, extra: Callable[[Compiler], str]) -> tuple[list[Row], str, Compiler]:
        """The rows of a form's pattern together with a further part."""
        compiler = Compiler(form, self.index, self.schema)
        compiler.things()
        further = extra(compiler)
        if further:
            compiler.pattern.lines.append(further)
        query = f"SELECT DISTINCT * WHERE {{\n{compiler.pattern.text()}\n}}"
        rows = sorted(select(self.graph, query), key=lambda row: sorted(row.items()))
        return rows, query, compiler

    def _support(
        self, rows: Iterable[Row], witnesses: Iterable[Witness]
    ) -> tuple[dict[Triple, Support], Callable[[Row], list[Triple]]]:
        listed = list(witnesses)

        def triples(row: Row) -> list[Triple]:
            found = [
                tuple(_bound(part, row) for part in (w.subject, w.predicate, w.object))
                for w in listed
            ]
            return [t for t in found if all(t)]  # type: ignore[misc]

        wanted = {t for row in rows for t in triples(row)}
        return support(self.graph, wanted), triples

    def _entity(self, iri_: str, supports: Iterable[Support]) -> Item:
        supports = list(supports)
        sources = tuple(dict.fromkeys(s for x in supports for s in x.sources))
        known = self.index.known.get(iri_)
        return Item(
            form=ItemForm.ENTITY,
            label=self.index.label(iri_),
            iri=iri_,
            kind=known.types[0] if known and known.types else None,
            status=_status(supports),
            sources=sources,
        )

    # -- entities ------------------------------------------------------------------------------

    def _entities(self, form: Form) -> Found:
        forms = _spread(form)
        founds = [self._entities_once(one) for one in forms]
        if len(founds) == 1:
            return founds[0]
        common = set.intersection(*({i.iri for i in f.items} for f in founds))
        items = tuple(i for i in founds[0].items if i.iri in common)
        return Found(items, "\n# AND\n".join(f.query for f in founds))

    def _entities_once(self, form: Form) -> Found:
        focus = f"n{form.focus}"

        def extra(compiler: Compiler) -> str:
            if form.order is None:
                return ""
            if form.order.kinds:
                compiler.value(f"?{focus}", "?mo", "o", form.order.kinds, form.statuses)
                return ""
            types = [t for h in form.happened for t in h.types]
            values = f"VALUES ?ot {{ {compiler.terms(types)} }}" if types else ""
            return f"?oe kg:about ?{focus} ; a ?ot ; kg:date ?od . {values}"

        rows, query, compiler = self._run(form, extra)
        rows = [row for row in rows if focus in row and row[focus] in self.index.known]
        rows = _without_self(form, rows)
        if form.order:
            rows = _first(rows, form, focus)
        rows = self._nearest(form, rows, focus)
        found, triples = self._support(rows, compiler.pattern.witnesses)
        grouped: dict[str, list[Triple]] = defaultdict(list)
        for row in rows:
            grouped[row[focus]] += triples(row)
        items = [
            self._entity(one, [found[t] for t in dict.fromkeys(ts) if t in found])
            for one, ts in grouped.items()
        ]
        items = [self._with_value(item, form, rows, focus) for item in items]
        items = _of_status(items, form)
        if not form.order:
            items.sort(key=lambda item: (item.status == "planned", item.label))
        return Found(tuple(items), query)

    def _with_value(self, item: Item, form: Form, rows: list[Row], focus: str) -> Item:
        if form.order is None or not form.order.kinds:
            return item
        row = next(row for row in rows if row[focus] == item.iri)
        return replace(
            item,
            value=Decimal(row["vo"]),
            unit=self._symbol(row["uo"]),
            bound=local_name(row["b_o"]),
            status=local_name(row["so"]),
        )

    def _nearest(self, form: Form, rows: list[Row], focus: str) -> list[Row]:
        """Of places that lie in one another only the innermost, when no place was named."""
        tops = [
            e
            for e in form.edges
            if f"n{e.object}" == focus and e.through and not form.nodes[e.object].classes
        ]
        answers = sorted({row[focus] for row in rows})
        if not tops or len(answers) < 2:
            return rows
        names = tops[0].properties
        path = "|".join(iri(self.schema.ontology.iri(n.removeprefix("-"))) for n in names)
        values = " ".join(map(iri, answers))
        query = (
            f"SELECT DISTINCT ?outer WHERE {{ VALUES ?inner {{ {values} }} "
            f"VALUES ?outer {{ {values} }} ?inner ({path})+ ?outer . FILTER(?inner != ?outer) }}"
        )
        outer = {row["outer"] for row in select(self.graph, query)}
        return [row for row in rows if row[focus] not in outer]

    # -- values --------------------------------------------------------------------------------

    def _values(self, form: Form) -> Found:
        items, query, note = self._measurements(form)
        if form.statuses and not items:
            note = self._other_status(form)
        return Found(tuple(items), query, note)

    def _other_status(self, form: Form) -> str | None:
        others, _, _ = self._measurements(replace(form, statuses=()))
        if not others:
            return None
        return "；".join(f"{i.subject}：{i.label}（{self._word(i.status)}）" for i in others)

    def _measurements(self, form: Form) -> tuple[list[Item], str, str | None]:
        focus = f"n{form.focus}"
        unasserted = [s for s in form.statuses if s not in ASSERTED]

        def extra(compiler: Compiler) -> str:
            if unasserted:
                _claimed_value(compiler, form, unasserted)
            else:
                compiler.value(f"?{focus}", "?m", "", form.kinds, form.statuses)
            return (
                "OPTIONAL { ?m kg:date ?date } OPTIONAL { ?m kg:phase ?phase } "
                "OPTIONAL { ?m kg:statedValue ?stated }"
            )

        rows, query, compiler = self._run(_without_statuses(form), extra)
        rows = _soft(rows, lambda row: _in_phase(row, form))
        rows = _soft(rows, lambda row: _in_window(row.get("date"), form.window))
        found, triples = self._support(rows, compiler.pattern.witnesses)
        items = []
        for row in {row["m"]: row for row in rows}.values():
            supports = [found[t] for t in triples(row) if t in found]
            items.append(self._value_item(row, focus, supports))
        items.sort(key=_value_order)
        return items, query, None

    def _value_item(self, row: Row, focus: str, supports: list[Support]) -> Item:
        value = Decimal(row["v"])
        unit = self._symbol(row["u"])
        sources = tuple(dict.fromkeys(s for x in supports for s in x.sources))
        bound = local_name(row["b_"])
        return Item(
            form=ItemForm.VALUE,
            label=row.get("stated") or f"{number(value)} {unit}",
            iri=row["m"],
            subject=self.index.label(row[focus]),
            value=value,
            unit=unit,
            bound=None if bound == "exact" else bound,
            status=local_name(row["s"]),
            date=row.get("date"),
            kind=local_name(row["k"]),
            note=row.get("phase"),
            sources=sources,
        )

    def _symbol(self, unit: str) -> str:
        return self.schema.ontology.name(unit) or local_name(unit)

    def _word(self, status: str | None) -> str:
        return self.schema.ontology.label(status) if status else ""

    def _sum(self, form: Form) -> Found:
        items, query, _ = self._measurements(form)
        by_unit: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in _one_each(items):
            by_unit[item.kind or "", item.unit or ""].append(item)
        sums = []
        for (kind, unit), parts in sorted(by_unit.items()):
            total = sum((p.value or Decimal(0) for p in parts), Decimal(0))
            statuses = {p.status for p in parts}
            sums.append(
                Item(
                    form=ItemForm.VALUE,
                    label=f"{number(total)} {unit}",
                    value=total,
                    unit=unit,
                    kind=kind,
                    status=statuses.pop() if len(statuses) == 1 else None,
                    note=" + ".join(f"{p.subject} {p.label}" for p in parts),
                    sources=tuple(dict.fromkeys(s for p in parts for s in p.sources)),
                )
            )
        return Found(tuple(sums), query)

    # -- dates ---------------------------------------------------------------------------------

    def _dates(self, form: Form) -> Found:
        focus = f"n{form.focus}"
        agreement = _agreement_edge(form, self.schema)

        def extra(compiler: Compiler) -> str:
            if agreement is not None:
                a, b = f"?n{agreement[0]}", f"?n{agreement[1]}"
                compiler.pattern.witnesses.append(Witness("?e", compiler.term("party"), a))
                return f"?e kg:party {a} , {b} ; kg:status ?s ; kg:date ?date ."
            compiler.pattern.witnesses.append(Witness("?e", compiler.term("about"), f"?{focus}"))
            types = compiler.terms(form.types)
            values = f"VALUES ?type {{ {types} }}" if form.types else ""
            return f"?e kg:about ?{focus} ; a ?type ; kg:status ?s ; kg:date ?date . {values}"

        rows, query, compiler = self._run(_without_statuses(form), extra)
        rows = [row for row in rows if local_name(row["s"]) in ASSERTED]
        rows = _soft(rows, lambda row: not form.statuses or local_name(row["s"]) in form.statuses)
        rows = _soft(rows, lambda row: _in_window(row.get("date"), form.window))
        found, triples = self._support(rows, compiler.pattern.witnesses)
        items: dict[tuple[str, str, str], Item] = {}
        for row in rows:
            supports = [found[t] for t in triples(row) if t in found]
            key = (row.get("type", ""), row["date"], row["s"])
            if key in items:
                continue
            items[key] = Item(
                form=ItemForm.DATE,
                label=row["date"],
                iri=row["e"],
                subject=self.index.label(row[focus]),
                date=row["date"],
                status=local_name(row["s"]),
                kind=local_name(row["type"]) if "type" in row else None,
                sources=tuple(dict.fromkeys(s for x in supports for s in x.sources)),
            )
        ordered = sorted(items.values(), key=lambda i: (i.status != "actual", i.date or ""))
        return Found(tuple(_most_precise(ordered)), query)

    # -- yes or no -----------------------------------------------------------------------------

    def _truth(self, form: Form) -> Found:
        plain = replace(form, statuses=tuple(s for s in form.statuses if s in ASSERTED))
        rows, query, compiler = self._run(plain, lambda c: _truth_values(c, form))
        rows = _without_self(form, rows)
        found, triples = self._support(rows, compiler.pattern.witnesses)
        supports = [found[t] for row in rows for t in triples(row) if t in found]
        actual = [s for s in supports if not s.statuses or "actual" in s.statuses]
        if rows and (actual or not supports):
            return Found((_yes(actual),), query)
        denied = self._denied(form)
        note = None
        if denied.items:
            note = "、".join(self._word(i.status) for i in denied.items[:1])
        elif supports:
            note = self._word("planned")
        sources = tuple(s for i in denied.items for s in i.sources) or tuple(
            s for x in supports for s in x.sources
        )
        item = Item(form=ItemForm.TRUTH, label="no", truth=False, note=note, sources=sources)
        return Found((item,), query, note)

    def _denied(self, form: Form) -> Found:
        """Claims that deny, end or withdraw what a yes-or-no question asks."""
        if not form.edges:
            return Found((), "")
        others = tuple(s for s in self.schema.ontology.statuses if s not in ASSERTED)
        denied = replace(form, statuses=others)
        rows, query, compiler = self._run(denied, lambda _: "")
        found, triples = self._support(rows, compiler.pattern.witnesses)
        supports = [found[t] for row in rows for t in triples(row) if t in found]
        items = tuple(
            Item(
                form=ItemForm.TRUTH,
                label="no",
                truth=False,
                status=s.statuses[0],
                sources=s.sources,
            )
            for s in supports[:1]
        )
        return Found(items, query)

    # -- counts --------------------------------------------------------------------------------

    def _count(self, form: Form) -> Found:
        found = self._entities(form)
        declared, sources = self._declared(form)
        named = len(found.items)
        signing = self._signing(form)
        if signing is not None:
            declared, named, sources = signing
        if declared is None and not found.items:
            return Found((), found.query)
        item = Item(
            form=ItemForm.COUNT,
            label=str(declared if declared is not None else named),
            declared=declared,
            named=named,
            note="、".join(i.label for i in found.items),
            sources=sources or tuple(s for i in found.items for s in i.sources[:1]),
        )
        return Found((item,), found.query)

    def _declared(self, form: Form) -> tuple[int | None, tuple[Source, ...]]:
        """The number that an article states of things of the class, as a value of the whole."""
        kinds = [w.counts for w in form.nodes[form.focus].classes if w.counts]
        wholes = [n for n, node in enumerate(form.nodes) if node.names]
        if not kinds or not wholes:
            return None, ()
        about = Form(
            wanted=Wanted.VALUES,
            nodes=(form.nodes[wholes[0]],),
            kinds=tuple(kinds),
            statuses=form.statuses,
        )
        items, _, _ = self._measurements(about)
        if not items:
            return None, ()
        first = items[0]
        return int(first.value or 0), first.sources

    def _signing(self, form: Form) -> tuple[int, int, tuple[Source, ...]] | None:
        """The parties that a collective signing declares, and how many of them are named."""
        edge = _agreement_edge(form, self.schema)
        hosts = [n for n in edge or () if form.nodes[n].names]
        if edge is None or len(hosts) != 1:
            return None
        values = " ".join(map(iri, form.nodes[hosts[0]].iris))
        query = (
            f"SELECT DISTINCT ?signing ?declared ?other ?about WHERE {{ VALUES ?host {{ {values} }} "
            "?agreement kg:party ?host , ?other ; kg:partOfSigning ?signing . "
            "?signing kg:declaredPartyCount ?declared ; kg:about ?about . FILTER(?other != ?host) }"
        )
        rows = list(select(self.graph, query))
        if not rows:
            return None
        by_signing: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            by_signing[row["signing"]].add(row["other"])
        best = max(sorted(by_signing), key=lambda s: len(by_signing[s]))
        row = next(row for row in rows if row["signing"] == best)
        triple = (best, self.schema.ontology.iri("about"), row["about"])
        sources = support(self.graph, [triple]).get(triple, Support()).sources
        return int(row["declared"]), len(by_signing[best]), sources

    # -- paths, articles, offices, cards -------------------------------------------------------

    def _path(self, form: Form) -> Found:
        names = [(node, n) for node in form.nodes for n in node.names]
        ends = [readings for _, readings in names][:2]
        statement = f"{between(f'<{ends[0][0]}>', f'<{ends[1][0]}>')} VIA * STATUS actual, planned"
        answer = find_paths(self.graph, statement, self.schema)
        return Found(answer.items, statement, answer.note)

    def _articles(self, form: Form) -> Found:
        facts = self._fact_articles(form)
        if facts is not None and facts.items:
            return facts
        values = " ".join(iri(one) for node in form.nodes for one in node.iris)
        query = (
            "SELECT DISTINCT ?article WHERE {\n"
            f"  VALUES ?n0 {{ {values} }}\n  ?n0 kg:mentionedIn ?article .\n}}"
        )
        articles = article_sources(self.graph, (r["article"] for r in select(self.graph, query)))
        return Found(tuple(_article(s) for s in articles.values()), query)

    def _fact_articles(self, form: Form) -> Found | None:
        """The articles that claim (or deny) what the question says, if it says anything."""
        if not (form.edges or form.happened or form.kinds):
            return None
        statuses = tuple(s for s in form.statuses if s not in ASSERTED)
        plain = replace(form, happened=() if statuses else form.happened)

        def extra(compiler: Compiler) -> str:
            lines = []
            if statuses:
                for n, happened in enumerate(form.happened):
                    lines.append(
                        _claimed_event(compiler, n, happened.node, happened.types, statuses)
                    )
            if form.kinds and not statuses:
                compiler.value(f"?n{form.focus}", "?m", "", form.kinds, ())
            return "\n  ".join(lines)

        rows, query, compiler = self._run(plain, extra)
        found, triples = self._support(rows, compiler.pattern.witnesses)
        sources: dict[str, Source] = {}
        for row in rows:
            for triple in triples(row):
                for source in found.get(triple, Support()).sources:
                    sources.setdefault(source.article, source)
        return Found(tuple(_article(s) for _, s in sorted(sources.items())), query)

    def _roles(self, form: Form) -> Found:
        values = " ".join(map(iri, form.nodes[form.focus].iris))
        query = (
            f"SELECT DISTINCT ?person ?role ?place ?claim WHERE {{\n  VALUES ?person {{ {values} }}\n"
            "  ?claim rdf:subject ?person ; rdf:object ?place ; kg:role ?role .\n}"
        )
        items = tuple(
            Item(
                form=ItemForm.ENTITY,
                label=f"{self.index.label(row['place'])}{row['role']}",
                iri=row["place"],
                subject=self.index.label(row["person"]),
            )
            for row in sorted(select(self.graph, query), key=str)
        )
        return Found(items, query)

    def _card(self, form: Form) -> Found:
        query = f"DESCRIBE {' '.join(map(iri, form.nodes[form.focus].iris))}"
        items = tuple(self._entity(one, ()) for one in form.nodes[form.focus].iris)
        return Found(items, query)


# -- helpers -----------------------------------------------------------------------------------


def _bound(part: str, row: Row) -> str:
    return part[1:-1] if part.startswith("<") else row.get(part.removeprefix("?"), "")


def _status(supports: Iterable[Support]) -> str | None:
    """Planned when one of the facts is no more than planned."""
    found = [s.statuses for s in supports if s.statuses]
    if not found:
        return None
    for statuses in found:
        if "actual" not in statuses:
            return statuses[0]
    return "actual"


def _spread(form: Form) -> list[Form]:
    """One form for each name of a node whose names are meant together."""
    for number, node in enumerate(form.nodes):
        if node.every and len(node.names) > 1:
            return [
                replace(form, nodes=_with(form.nodes, number, replace(node, names=(one,))))
                for one in node.names
            ]
    return [form]


def _with(nodes: tuple[Node, ...], number: int, node: Node) -> tuple[Node, ...]:
    return (*nodes[:number], node, *nodes[number + 1 :])


def _without_statuses(form: Form) -> Form:
    return replace(form, statuses=())


def _without_self(form: Form, rows: list[Row]) -> list[Row]:
    """Solutions in which two things of the pattern are the same entity are none."""
    names = [f"n{n}" for n in range(len(form.nodes))]
    return [
        row
        for row in rows
        if len({row[n] for n in names if n in row}) == sum(n in row for n in names)
    ]


def _first(rows: list[Row], form: Form, focus: str) -> list[Row]:
    """The rows with the greatest or least value or date; equal ones too."""
    order = form.order
    assert order is not None
    if order.kinds:
        keep = [r for r in rows if local_name(r["b_o"]) != ("atMost" if order.descending else "")]
        units: dict[str, int] = defaultdict(int)
        for row in keep:
            units[row["uo"]] += 1
        unit = max(sorted(units), key=lambda u: units[u], default=None)
        keyed = [(Decimal(r["vo"]), r) for r in keep if r["uo"] == unit]
    else:
        keyed = [(Decimal(r["od"].ljust(10, "0").replace("-", "")), r) for r in rows]
    keyed.sort(key=lambda pair: (-pair[0] if order.descending else pair[0], pair[1][focus]))
    chosen: dict[str, Row] = {}
    last = None
    for value, row in keyed:
        if row[focus] in chosen:
            continue
        if len(chosen) >= order.top and value != last:
            break
        chosen[row[focus]] = row
        last = value
    return list(chosen.values())


def _of_status(items: list[Item], form: Form) -> list[Item]:
    if not form.edges or form.measured or form.happened or form.order:
        return items
    if form.statuses in (("actual",), ("planned",)):
        kept = [i for i in items if i.status in (*form.statuses, None)]
        return kept or ([] if form.strict else items)
    return items


def _soft(rows: list[Row], keep: Callable[[Row], bool]) -> list[Row]:
    """The rows that are kept, or all if none is."""
    return [row for row in rows if keep(row)] or rows


def _in_phase(row: Row, form: Form) -> bool:
    if not form.phase:
        return True
    return any(phase in row.get("phase", "") for phase in form.phase)


def _in_window(date: str | None, window: Window) -> bool:
    if window == Window():
        return True
    if date is None:
        return False
    return (window.since is None or date >= window.since) and (
        window.until is None or date[: len(window.until)] <= window.until
    )


def _value_order(item: Item) -> tuple[str, str, bool, str, Decimal]:
    return (
        item.subject or "",
        item.kind or "",
        item.status != "actual",
        item.date or "",
        item.value or Decimal(0),
    )


def _one_each(items: list[Item]) -> list[Item]:
    """For sums: of each thing and kind the newest statement of each value."""
    return list({(i.subject, i.kind, i.value, i.unit): i for i in items}.values())


def _most_precise(items: list[Item]) -> list[Item]:
    """Dates without those that only say less (``2019`` beside ``2019-11``)."""
    return [
        item
        for item in items
        if not any(
            other.kind == item.kind
            and other.subject == item.subject
            and other.date != item.date
            and (other.date or "").startswith(f"{item.date}-")
            for other in items
        )
    ]


def _agreement_edge(form: Form, schema: Schema) -> tuple[int, int] | None:
    """The two nodes that a derived relation joins, when the question is about their agreement."""
    for edge in form.edges:
        if any(p in schema.ontology.derived_relations for p in edge.properties):
            return (
                (edge.subject, edge.object) if not form.types or "Signing" in form.types else None
            )
    return None


def _yes(supports: list[Support]) -> Item:
    sources = tuple(dict.fromkeys(s for x in supports for s in x.sources))
    return Item(form=ItemForm.TRUTH, label="yes", truth=True, status="actual", sources=sources)


def _article(source: Source) -> Item:
    return Item(
        form=ItemForm.ARTICLE,
        label=source.title or source.article_id,
        iri=source.article,
        date=source.published,
        sources=(source,),
    )


def _truth_values(compiler: Compiler, form: Form) -> str:
    if form.kinds and not form.measured:
        compiler.value(f"?n{form.focus}", "?m", "", form.kinds, form.statuses)
    return ""


def _claimed_value(compiler: Compiler, form: Form, statuses: list[str]) -> None:
    """Values that are not asserted hang on a claim only."""
    subject, term = f"?n{form.focus}", compiler.term("hasMeasurement")
    compiler.pattern.lines += [
        f"?vclaim rdf:subject {subject} ; rdf:predicate {term} ; rdf:object ?m .",
        "?m kg:quantityKind ?k ; kg:value ?v ; kg:unit ?u ; kg:bound ?b_ ; kg:status ?s .",
        f"VALUES ?k {{ {compiler.terms(form.kinds)} }} VALUES ?s {{ {compiler.terms(statuses)} }}",
    ]
    compiler.pattern.witnesses.append(Witness(subject, term, "?m"))


def _claimed_event(
    compiler: Compiler, number: int, node: int, types: Iterable[str], statuses: Iterable[str]
) -> str:
    event, term = f"?ce{number}", compiler.term("about")
    compiler.pattern.witnesses.append(Witness(event, term, f"?n{node}"))
    return (
        f"?cc{number} rdf:subject {event} ; rdf:predicate {term} ; rdf:object ?n{node} ; "
        f"kg:status ?cs{number} . {event} a ?ct{number} . "
        f"VALUES ?ct{number} {{ {compiler.terms(tuple(types))} }} "
        f"VALUES ?cs{number} {{ {compiler.terms(tuple(statuses))} }}"
    )
