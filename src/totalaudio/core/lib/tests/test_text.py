"""Names stand on one line and say what they seem to say."""

import pytest

from totalaudio.core.lib.text import one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Sidney \r\n\t Sounds ", "Sidney Sounds"),
        ("Label\u202egnp.exe", "Labelgnp.exe"),
        ("a\x1b[31mred\x00\x7f", "a[31mred"),
        ("\u2066Alpha\u2069", "Alpha"),
        ("راديو\u200f FM", "راديو\u200f FM"),
        ("👩\u200d🎤 Zoë", "👩\u200d🎤 Zoë"),
        ("\u202e\x07", ""),
    ],
)
def test_a_name_is_one_line_without_what_hides_or_turns_letters(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
