from __future__ import annotations

import pytest

from kg.extract.modality import status_of
from kg.model import Status
from kg.model.lexicon.modality import ModalityLexicon
from kg.schema import load_schema
from tests.extract.builders import build_marked

_CUES = load_schema().lexicon("modality", ModalityLexicon).cues
_EXAMPLES = [(text, cue.status) for cue in _CUES for text in cue.examples]
_COUNTER = [(text, cue.status) for cue in _CUES for text in cue.counterexamples]


def _status(marked: str) -> Status:
    analysis, targets = build_marked(marked)
    return status_of(analysis, targets[0], load_schema())


@pytest.mark.parametrize(("marked", "status"), _EXAMPLES)
def test_example_has_its_status(marked: str, status: Status) -> None:
    assert _status(marked) is status


@pytest.mark.parametrize(("marked", "status"), _COUNTER)
def test_counterexample_has_another_status(marked: str, status: Status) -> None:
    assert _status(marked) is not status
