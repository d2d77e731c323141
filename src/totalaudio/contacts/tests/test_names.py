import pytest

from totalaudio.contacts.names import (
    clean_text,
    is_placeholder,
    is_usable_name,
    join_name,
    split_outlet,
)


@pytest.mark.parametrize(
    "name",
    [
        "andré müller",
        "o'neil",
        "O’Neil McTest",
        "DJ e-x-a-m-p-l-e",
        "van der Beispiel",
        "محمد مثال",
        "🎧 Ada",
        "👩\u200d🎤",
        "李例",
    ],
)
def test_a_name_stays_as_it_was_given(name: str) -> None:
    assert clean_text(f" {name}\u00a0\n") == name


def test_line_breaks_and_no_break_spaces_become_one_space() -> None:
    assert clean_text("Ada\u00a0 \nExample") == "Ada Example"


@pytest.mark.parametrize("text", ["", "-", "n/a", "N/A", "None", "tbc", "???", "#N/A", "(blank)"])
def test_a_placeholder_is_no_name(text: str) -> None:
    assert is_placeholder(text)
    assert not is_usable_name(text)


@pytest.mark.parametrize("text", ["Ada", "6 Music", "🎧", "محمد", "X"])
def test_letters_digits_and_emoji_make_a_usable_name(text: str) -> None:
    assert is_usable_name(text)


@pytest.mark.parametrize("text", ["***", "!!", "()"])
def test_punctuation_alone_is_no_name(text: str) -> None:
    assert not is_usable_name(text)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Ada Example (BBC Radio 6 Music)", ("Ada Example", "BBC Radio 6 Music")),
        ("Ada Example", ("Ada Example", "")),
        ("Ada Example (she/her)", ("Ada Example (she/her)", "")),
        ("(KEXP)", ("(KEXP)", "")),
        ("=LINK(Ada)", ("=LINK(Ada)", "")),
    ],
)
def test_brackets_after_a_name_hold_the_outlet(text: str, both: tuple[str, str]) -> None:
    assert split_outlet(text) == both


def test_first_and_last_name_are_joined_and_either_may_be_missing() -> None:
    joined = [join_name("Ada", "Example"), join_name("Ada", ""), join_name("", "Example")]
    assert joined == ["Ada Example", "Ada", "Example"]
