"""Where something is done."""

from __future__ import annotations

from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import WINDOW, Scene, phrases
from kg.extract.frames.roles import Lookup, Roles
from kg.model.lexicon.frames import PLACING, UNSHARED, Frame

_PLACES = ("Place", "Facility")
_SITES = ("Place", "Park")
_PARTED = ":;"
_CLAUSES = 3  # before a trigger in which its place may be said


class Where(Lookup):
    """Finds the places of verbs in one article."""

    def place(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in where it is done, if anything is: said in the clause, or in one just before."""
        if frame.accord is UNSHARED and not (roles.theme or roles.agents):
            return
        found = [p for p in scene.left if self._says_where(scene, p) and not p.of and not p.before]
        if found:
            roles.place = self.keys(found[-1].slots, _PLACES)
            roles.low = min(roles.low, found[-1].start)
        else:
            self._place_before(scene, roles)

    def _says_where(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a phrase says where something is done: 在丙, 依托丙, but not 依托丙的优势."""
        if phrase.role != "basis":
            return phrase.role == "place"
        on_it = self.silent(scene.line, phrase.end, scene.trigger.start)
        return on_it and bool(self.keys(phrase.slots, _SITES))

    def _place_before(self, scene: Scene, roles: Roles) -> None:
        """在丙,甲建设丁: a clause before that says nothing but where."""
        line = scene.line
        if scene.clause == 0:
            return
        for clause in range(scene.clause - 1, max(scene.clause - _CLAUSES, 0) - 1, -1):
            low, high = line.clause(clause)
            if line.text[high - 1] in _PARTED:
                return
            if self.grammar.place_opens.match(line.text, low) and not self._placed(scene):
                found = phrases(self.grammar, line, low, min(high, low + WINDOW))
                rest = line.text[found[-1].end : high].rstrip(",") if found else ""
                if found and found[0].role == "place" and found[0].start == low:
                    if found[-1].role == "place" and self.grammar.parts_of_place.fullmatch(rest):
                        roles.place = self.keys(found[-1].slots, _PLACES)
                        roles.low = min(roles.low, low)
                    return
            if scene.triggers.verbs(low, high):
                return

    def _placed(self, scene: Scene) -> bool:
        """Whether a clause says itself where: 位于丙的丁开工."""
        own = scene.triggers.between(scene.low, scene.high)
        return any(trigger.pattern is PLACING for trigger in own)
