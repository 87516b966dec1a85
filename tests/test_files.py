"""How long the files of the project are."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST = 400  # lines; what is longer is two things


@pytest.mark.parametrize("folder", ["kg", "tests"])
def test_no_module_is_longer_than_can_be_read_in_one_go(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    lengths = {str(m.relative_to(ROOT)): len(m.read_text("utf-8").splitlines()) for m in modules}
    assert {name: lines for name, lines in lengths.items() if lines > MOST} == {}
