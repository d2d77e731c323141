"""Cards are read by a reader of another's making, and nothing that people wrote becomes a line of its own."""

from dataclasses import replace
from typing import Any

import vobject
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers import vcard_chunks
from totalaudio.intel.exports.writers.tests.cast import ADA, BLANK, HOSTILE


def cards(*rows: ExportRow) -> list[Any]:
    return list(vobject.readComponents(b"".join(vcard_chunks(rows)).decode()))


def test_a_card_has_what_an_address_book_shows() -> None:
    [ada] = cards(ADA)
    assert (ada.version.value, ada.fn.value, ada.n.value.given) == (
        "3.0", "Ada Example", "Ada Example",
    )  # fmt: skip
    assert [one.value for one in ada.email_list] == ["ada@example.com", "ada@example.org"]
    assert (ada.org.value, ada.title.value) == (["KEXP"], "Presenter")
    assert (ada.categories.value, ada.rev.value) == (["indie", "folk"], "2026-11-22")
    assert ada.note.value.splitlines() == [
        "Format: alternative",
        "Coverage: local",
        "Contact method: email",
        "Best timing: Tuesday",
        "Submission guidelines: Links only",
        "Pitch tips: Be short; No attachments",
        "Notes: Likes WAV",
    ]


def test_what_is_not_known_is_no_line() -> None:
    [blank] = cards(BLANK)
    assert sorted(blank.contents) == ["fn", "n", "version"]
    assert blank.fn.value == "محمد 🎧"
    assert cards(replace(BLANK, name="", outlet="Example FM"))[0].fn.value == "Example FM"
    assert cards(replace(BLANK, name=""))[0].fn.value == "No name"


def test_lines_are_at_most_75_octets_and_end_as_they_must() -> None:
    data = b"".join(vcard_chunks([replace(ADA, notes="Łódź 🎧 " * 40)]))
    assert data.endswith(b"END:VCARD\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert cards(replace(ADA, notes="Łódź 🎧 " * 40))[0].note.value.endswith("Łódź 🎧 ")


def test_nothing_written_into_a_field_becomes_a_line() -> None:
    evil = "x\r\nEND:VCARD\nBEGIN:VCARD\nEMAIL:evil@example.com; a, b\\"
    [card] = cards(replace(HOSTILE, name=evil, email=evil, outlet=evil, role=evil, genres=(evil,)))
    assert card.fn.value == evil.replace("\r\n", "\n")
    assert card.categories.value == [evil.replace("\r\n", "\n")]
    assert len(card.email_list) == 2


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    # What separates lines for Python alone does so for this reader, too.
    if len(name.splitlines()) == 1 and name == name.strip():
        assert cards(replace(BLANK, name=name))[0].fn.value == name
