"""How much a search may do."""

from __future__ import annotations

import time
from typing import Final

EXPANSIONS: Final = 200_000
"""How many positions the search for one statement may expand."""
SECONDS: Final = 5.0
"""How long it may take; a bound for slow machines, well above what the expansions need."""
_LOOK = 256  # expansions between two looks at the clock


class Budget:
    """What a search may still spend.

    Attributes:
        spent: Positions expanded so far.
        exhausted: Whether it was cut short.
    """

    def __init__(self, expansions: int = EXPANSIONS, seconds: float = SECONDS) -> None:
        self._expansions = expansions
        self._end = time.monotonic() + seconds
        self._look = 0
        self.spent = 0
        self.exhausted = False

    def spend(self, expansions: int = 1) -> bool:
        """Pay for some expansions at once; False when there is nothing left to pay with."""
        if self.exhausted:
            return False
        self.spent += expansions
        if self.spent > self._expansions:
            self.spent -= expansions
            self.exhausted = True
        elif self.spent >= self._look:
            self._look = self.spent + _LOOK
            self.exhausted = time.monotonic() > self._end
        return not self.exhausted

    def stop(self) -> None:
        """Cut the search short."""
        self.exhausted = True
