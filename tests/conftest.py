"""What all tests share: the hypothesis profile and the schema, read once."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

from kg.model.lexicon.page import PageLexicon
from kg.schema import Schema, load_schema

# Whatever the locale of this machine, kg speaks Chinese in the tests unless one asks otherwise.
for _variable in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_variable, None)

# What a script starts in the background is deaf to Ctrl-C, and so is all that it starts in turn.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("kg", deadline=None, derandomize=True)
settings.load_profile("kg")


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The schema that ships with kg."""
    return load_schema()


@pytest.fixture(scope="session")
def page(schema: Schema) -> PageLexicon:
    """The words by which a page is told from its article."""
    return schema.lexicon("page", PageLexicon)
