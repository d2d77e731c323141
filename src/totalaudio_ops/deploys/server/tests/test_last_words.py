"""What a process said last is told without what it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.deploys.server.last_words import LONGEST, tellable


@pytest.mark.parametrize(
    ("line", "settings", "told"),
    [
        ("ValueError: no.", [], "ValueError: no"),
        ("key 0123456789 is old", ["0123456789", "is"], "key [hidden] is old"),
        (
            'password "p@ss/word" refused',
            ["smtps://a:p%40ss%2Fword@mail"],
            'password "[hidden]" refused',
        ),
        ("no: p%40ss%2Fword", ["postgresql:///t?password=p%40ss%2Fword"], "no: [hidden]"),
        ("InvalidKey: newer-key", ["newer-key,older-key"], "InvalidKey: [hidden]"),
        ("InvalidKey: older-key", ["newer-key, older-key"], "InvalidKey: [hidden]"),
        ("one\x1b[31m\ttwo\n", [], "one [31m two"),
        ("x" * 500, [], "x" * (LONGEST - 1) + "…"),
    ],
)
def test_a_line_is_told_without_settings_and_signs(
    line: str, settings: list[str], told: str
) -> None:
    assert tellable(line, settings) == told


@given(st.text(), st.text(alphabet="abc:/@%", min_size=6, max_size=20), st.text())
def test_no_setting_is_ever_told(before: str, value: str, after: str) -> None:
    assert value not in tellable(before + value + after, [value])
