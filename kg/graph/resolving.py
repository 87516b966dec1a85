"""How the question of ``kg.graph.identity`` is decided: names, groups of names, IRIs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode

from kg.graph import iri
from kg.graph.groups import Groups, Name
from kg.graph.identity import Doubt, Identity, Merge, Named, Profile, Rulings, fold_label
from kg.graph.whereabouts import clusters
from kg.model.lexicon.identity import IdentityLexicon
from kg.schema import load_schema

_STEM: Final = "tail"
"""The kind of key that names of one facility share, whatever its place."""
_WITHIN: Final = "parent"
"""The kind of short form that an article may use beside the long one."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a name is not that of its entity; ``directed`` if it is short for another."""

    kind: str
    article: str = ""
    name: str = ""
    other: str = ""
    directed: bool = False


@dataclass(slots=True)
class _Members:
    """The names of one group as they are written."""

    written: dict[Name, Counter[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    types: Counter[str] = field(default_factory=Counter)
    retyped: str = ""

    def canonical(self, reasons: dict[Name, _Reason]) -> tuple[Name, str, str]:
        """The name that is no short form of another, the commonest, then the longest of these.

        Returns:
            The name, as written and as it is made an IRI; Simplified before Traditional.
        """
        full = [n for n in self.written if n not in reasons or not reasons[n].directed]
        best = min(full or self.written, key=lambda n: (-self.written[n].total(), -len(n[1]), n))
        forms = self.written[best].items()
        label, readable = min(
            forms, key=lambda item: (item[0][0] != item[0][1], -item[1], item[0])
        )[0]
        return best, label, readable


class Resolver:
    """Decides once, for all entities together."""

    def __init__(self, entities: Iterable[Named], base: str, rulings: Rulings) -> None:
        self._base = base
        self._rulings = rulings
        self._texts = load_schema().lexicon("identity", IdentityLexicon).reasons
        self._doubts: set[tuple[str, str, tuple[Name, ...]]] = set()
        self._reasons: dict[Name, _Reason] = {}
        self._retyped: dict[int, str] = {}
        self._entities = self._retype(sorted(entities))
        self._names = self._name()
        self._by_label: dict[tuple[str, str], set[Name]] = defaultdict(set)
        for name in self._names:
            self._by_label[name[:2]].add(name)
        self._groups = Groups()
        for one, name in zip(self._entities, self._names, strict=True):
            self._groups.add(name, one.article, one.profile.places)

    def identity(self) -> Identity:
        """The answer."""
        unused = self._rule()
        self._join_keys()
        self._join_aliases()
        self._join_expected()
        self._join_located()
        self._doubt_classes()
        return self._assign(unused)

    # -- names

    def _retype(self, entities: list[Named]) -> list[Named]:
        for spec, (type_, coarse) in sorted(self._rulings.retype.items()):
            for number, one in enumerate(entities):
                if _means(spec, one):
                    self._retyped[number] = type_
                    profile = replace(one.profile, type=type_, coarse=coarse)
                    entities[number] = replace(one, profile=profile)
        return entities

    def _name(self) -> list[Name]:
        """The name of each entity, with what tells it from others of the same name."""
        # Many articles share a profile: what follows from it is worked out and held once.
        profiles = {one.profile for one in self._entities}
        plain = {profile: (profile.coarse, fold_label(profile.name)) for profile in profiles}
        stems = {profile: _stem(profile, plain[profile]) for profile in profiles}
        chains: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
        for profile, stem in stems.items():
            if profile.places:
                chains[stem].add(profile.places)
        places = {stem: clusters(found) for stem, found in chains.items()}
        singled = self._singled_out()
        found = []
        names: dict[Name, Name] = {}
        for article, group in groupby(self._entities, key=lambda one: one.article):
            held = list(group)
            count = Counter(plain[one.profile] for one in held)
            for one in held:
                coarse, folded = plain[one.profile]
                stem = stems[one.profile]
                if count[coarse, folded] > 1:
                    qualifier = one.key
                elif (folded, article[: iri.DIGEST_LENGTH]) in singled:
                    qualifier = f"@{article}"
                else:
                    qualifier = self._place(one, stem, places.get(stem, {}))
                name = (coarse, folded, qualifier)
                found.append(names.setdefault(name, name))
        return found

    def _place(
        self,
        one: Named,
        stem: tuple[str, str],
        places: dict[tuple[str, ...], str | None],
    ) -> str:
        """The place by which an entity is told from others of its name, if there is need."""
        profile = one.profile
        kinds = {place for place in places.values() if place is not None}
        if not profile.common and len(kinds) < 2:
            return ""
        place = places.get(profile.places)
        if place is None:
            folded = fold_label(profile.name)
            others = tuple((stem[0], folded, kind) for kind in sorted(kinds))
            if others:
                name = (profile.coarse, folded, f"@{one.article}")
                self._doubts.add(("place", profile.name, (name, *others)))
            return f"@{one.article}"
        return place

    def _singled_out(self) -> set[tuple[str, str]]:
        """The names that the rulings speak of in one article only."""
        specs = [
            *(name for group in self._rulings.same for name in group),
            *(name for group in self._rulings.different for name in group),
            *self._rulings.rename,
        ]
        parts = (_spec(spec) for spec in specs)
        return {(name, digest) for name, digest in parts if digest}

    # -- rulings

    def _rule(self) -> tuple[str, ...]:
        """Apply what the user decided; the names in it that mean nothing here."""
        unused = {spec for spec in self._rulings.retype if not self._meant(spec)}
        for number, group in enumerate(self._rulings.different):
            for place, spec in enumerate(group):
                names = self._meant(spec)
                unused.update(() if names else (spec,))
                for name in names:
                    self._groups.keep_apart(name, number, place)
        for group in self._rulings.same:
            first: Name | None = None
            for spec in group:
                meant = sorted(self._meant(spec))
                unused.update(() if meant else (spec,))
                for name in meant:
                    if first is None:
                        first = name
                    elif self._groups.join(first, name, force=True):
                        self._reasons[name] = _Reason("curated", directed=True)
        unused.update(spec for spec in self._rulings.rename if not self._meant(spec))
        return tuple(sorted(unused))

    def _meant(self, spec: str) -> set[Name]:
        folded, digest = _spec(spec)
        found: set[Name] = set()
        for coarse in self._coarse:
            for name in self._by_label.get((coarse, folded), ()):
                alone = name[2] == digest or name[2].startswith(f"@{digest}")
                if alone if digest else not name[2].startswith("@"):
                    found.add(name)
        return found

    @property
    def _coarse(self) -> list[str]:
        return sorted({coarse for coarse, _ in self._by_label})

    # -- what joins

    def _join_keys(self) -> None:
        owners: dict[tuple[str, ...], Name] = {}
        for one, name in zip(self._entities, self._names, strict=True):
            for kind, text in one.profile.keys:
                key = (one.profile.coarse, kind, text, name[2])
                owner = owners.setdefault(key, name)
                if owner == name or self._groups.root(owner) == self._groups.root(name):
                    continue
                if self._groups.join(owner, name):
                    self._reasons.setdefault(owner, _Reason(kind))
                    self._reasons.setdefault(name, _Reason(kind))
                else:
                    self._doubts.add(("apart", one.profile.name, (owner, name)))

    def _join_aliases(self) -> None:
        """Join what is declared to be one."""
        owners: dict[Name, dict[Name, tuple[Named, str]]] = defaultdict(dict)
        for one, name in zip(self._entities, self._names, strict=True):
            for alias in one.profile.aliases:
                other = (one.profile.coarse, fold_label(alias), "")
                if other != name and other in self._groups:
                    owners[other].setdefault(name, (one, alias))
        for alias_name, declared in sorted(owners.items()):
            owner = self._only(declared, alias_name)
            if owner is not None and self._groups.join(alias_name, owner):
                one, alias = declared[owner]
                where = f"article-{one.article[: iri.DIGEST_LENGTH]}"
                self._reasons[alias_name] = _Reason(
                    "declared", where, one.profile.name, alias, directed=True
                )

    def _join_expected(self) -> None:
        """Join short forms with the only name that leads one to expect them."""
        owners: dict[Name, dict[Name, str]] = defaultdict(dict)
        for one, name in zip(self._entities, self._names, strict=True):
            for kind, short in one.profile.expected:
                other = (one.profile.coarse, fold_label(short), "")
                if other != name and other in self._groups:
                    owners[other].setdefault(name, kind)
        for short_name, expecting in sorted(owners.items()):
            owner = self._only(expecting, short_name)
            if owner is None or self._groups.root(owner) == self._groups.root(short_name):
                continue
            kind = expecting[owner]
            if self._groups.join(short_name, owner, within=kind == _WITHIN):
                self._reasons.setdefault(short_name, _Reason(kind, directed=True))

    def _join_located(self) -> None:
        """Join a common name with the one that has its place in front."""
        for one, name in zip(self._entities, self._names, strict=True):
            for located in one.profile.located:
                fits = self._by_label.get((one.profile.coarse, located), set())
                for other in fits if len(fits) == 1 else ():
                    if self._groups.join(name, other):
                        self._reasons.setdefault(name, _Reason("place", directed=True))

    def _only(self, owners: Iterable[Name], short: Name) -> Name | None:
        """The first of the owners, if all are one by now."""
        ordered = sorted(owners)
        roots = {self._groups.root(owner) for owner in ordered}
        if len(roots) > 1:
            self._doubts.add(("several", short[1], (short, *sorted(roots))))
            return None
        return ordered[0]

    def _doubt_classes(self) -> None:
        classes: dict[str, set[Name]] = defaultdict(set)
        for (_, folded), names in self._by_label.items():
            classes[folded].update(name for name in names if not name[2])
        for folded, names in classes.items():
            if len(names) > 1:
                self._doubts.add(("class", folded, tuple(sorted(names))))

    # -- the answer

    def _assign(self, unused: tuple[str, ...]) -> Identity:
        members: dict[Name, _Members] = defaultdict(_Members)
        for number, (one, name) in enumerate(zip(self._entities, self._names, strict=True)):
            group = members[self._groups.root(name)]
            group.written[name][one.profile.name, one.profile.readable] += 1
            group.types[one.profile.type] += 1
            group.retyped = self._retyped.get(number, group.retyped)
        renamed = self._renamed()
        chosen = {}
        for root, group in sorted(members.items()):
            name, label, readable = group.canonical(self._reasons)
            label, readable = renamed.get(root, (label, readable))
            chosen[root] = (name, label, readable)
        shared = Counter(readable for _, _, readable in chosen.values())
        nodes: dict[Name, NamedNode] = {}
        labels: dict[NamedNode, str] = {}
        for root, (name, label, readable) in chosen.items():
            qualifiers = self._qualifiers(name, members[root], several=shared[readable] > 1)
            nodes[root] = self._free(readable, root, qualifiers, labels)
            labels[nodes[root]] = label
        types = {nodes[root]: group.retyped for root, group in members.items() if group.retyped}
        merged: dict[str, list[Merge]] = defaultdict(list)
        iris: dict[tuple[str, str], NamedNode] = {}
        for one, name in zip(self._entities, self._names, strict=True):
            root = self._groups.root(name)
            iris[one.article, one.key] = nodes[root]
            canonical, label, _ = chosen[root]
            if one.profile.name != label:
                reason = self._reason(name, label, same=name == canonical)
                merged[one.article].append(Merge(one.profile.name, nodes[root], reason))
        doubts = self._in_words(members)
        return Identity(
            iris,
            labels,
            {article: tuple(sorted(set(m), key=str)) for article, m in merged.items()},
            types,
            doubts,
            unused,
        )

    def _renamed(self) -> dict[Name, tuple[str, str]]:
        found = {}
        for spec, label in sorted(self._rulings.rename.items()):
            for name in sorted(self._meant(spec)):
                found[self._groups.root(name)] = (label, label)
        return found

    def _reason(self, name: Name, label: str, *, same: bool) -> str:
        reason = _Reason("written") if same else self._reasons.get(name, _Reason("written"))
        return self._texts[reason.kind].format(
            article=reason.article, name=reason.name, other=reason.other or label
        )

    def _qualifiers(self, name: Name, group: _Members, *, several: bool) -> Iterator[str]:
        """What may tell an entity from others of its name, the most telling first."""
        place = name[2] if several and not name[2].startswith("@") else ""
        finest = min(group.types.items(), key=lambda item: (-item[1], item[0]))[0]
        yield from (place, "", name[0], finest) if place else ("", name[0], finest)

    def _free(
        self, readable: str, root: Name, qualifiers: Iterable[str], taken: dict[NamedNode, str]
    ) -> NamedNode:
        """The readable IRI, told apart where another entity has the name already."""
        for qualifier in qualifiers:
            node = iri.entity_iri(readable, base=self._base, qualifier=qualifier)
            if node not in taken:
                return node
        digest = iri.minted("", root, base=self._base).value.removeprefix(self._base + "-")
        return iri.entity_iri(readable, base=self._base, qualifier=digest)

    def _in_words(self, members: dict[Name, _Members]) -> tuple[Doubt, ...]:
        """The doubts that are still doubts, in the names that rulings would use."""
        found = set()
        for kind, name, names in self._doubts:
            candidates: dict[Name, str] = {}
            for one in sorted(n for n in names if n in self._groups):
                root = self._groups.root(one)
                if root not in candidates:
                    candidates[root] = _ruling_name(one, members[root], kind)
            if len(candidates) > 1:
                found.add(Doubt(kind, name, tuple(sorted(candidates.values()))))
        return tuple(sorted(found))


def _ruling_name(name: Name, group: _Members, kind: str) -> str:
    """How a ruling would name something."""
    coarse, folded, qualifier = name
    forms = group.written.get(name)
    text = min(forms.items(), key=lambda item: (-item[1], item[0]))[0][0] if forms else folded
    if kind == "class":
        return f"{text} ({coarse})"
    if qualifier.startswith("@"):
        return f"{text}@article-{qualifier[1:][: iri.DIGEST_LENGTH]}"
    return f"{text}@{qualifier}" if qualifier else text


def _stem(profile: Profile, plain: tuple[str, str]) -> tuple[str, str]:
    """Coarse class and name, without what the end of a facility's name may have or not."""
    text = next((text for kind, text in profile.keys if kind == _STEM), None)
    return (profile.coarse, text) if text else plain


def _spec(spec: str) -> tuple[str, str]:
    """The folded name in a name of a ruling, and its place or the beginning of its article."""
    name, _, digest = spec.partition("@")
    return fold_label(name), digest.strip().removeprefix("article-")[: iri.DIGEST_LENGTH]


def _means(spec: str, one: Named) -> bool:
    name, digest = _spec(spec)
    return fold_label(one.profile.name) == name and one.article.startswith(digest)
