"""Write the golden file anew: ``python -m tests.golden``; read the difference before keeping it."""

from __future__ import annotations

from tests.golden import GOLDEN, turtle

GOLDEN.write_bytes(turtle())
