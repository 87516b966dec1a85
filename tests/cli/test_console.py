from __future__ import annotations

import pytest

from kg.cli.console import language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "KG_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "KG_LANG": "zh"}, "zh"),
        ({"LANG": "en_US.UTF-8", "KG_LANG": ""}, "en"),
    ],
)
def test_language_goes_by_the_variable_and_then_the_locale(
    environment: dict[str, str], expected: str
) -> None:
    assert language(environment) == expected
