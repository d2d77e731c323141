import pytest

from totalaudio.intel.imports.reading import UnusableList, open_list
from totalaudio.intel.imports.reading.errors import Unusable
from totalaudio.intel.imports.reading.tests.cast import read, refusal

TEXT = "Name,Email,Outlet\r\nJosé Müller,jose@example.com,“Café” Show\r\nZoë O’Neil,zoe@example.com,£5 Radio\r\n"
CELLS = [
    ("José Müller", "jose@example.com", "“Café” Show"),
    ("Zoë O’Neil", "zoe@example.com", "£5 Radio"),
]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_same_text_is_read_from_every_encoding(written: str, read_as: str) -> None:
    found = read(TEXT.encode(written))
    assert (found.encoding, found.cells) == (read_as, CELLS)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "name",
    [
        "Müller",
        "José",
        "François",
        "Søren",
        "Ångström",
        "Peña",
        "Zoë",
        "Größe",
        "Éric",
        "Óscar",
        "It’s",
        "“Q”",
        "£9",
        "naïve",
    ],
)
def test_one_accented_word_is_enough_to_tell_the_old_encodings_apart(
    name: str, encoding: str
) -> None:
    found = read(f"Name,Email\n{name},a@example.com\n".encode(encoding))
    assert found.cells == [(name, "a@example.com")]


def test_latin_1_is_read_as_its_superset() -> None:
    assert read("Name,Email\nJosé,j@example.com\n".encode("latin-1")).cells == [
        ("José", "j@example.com")
    ]


def test_mixed_encodings_are_read_line_by_line_and_reported() -> None:
    found = read(
        b"Name,Email\nJos\xe9,a@example.com\nJos\xc3\xa9,b@example.com\nJo,c@example.com\n"
    )
    assert [cells[0] for cells in found.cells] == ["José", "José", "Jo"]
    assert found.notes == ("Mixed encodings: 1 line read as cp1252, the rest as UTF-8.",)


def test_a_bad_line_deep_in_a_utf8_file_costs_only_itself_its_encoding() -> None:
    rows = [f"Zoë {number},z{number}@example.com\n".encode() for number in range(20_000)]
    rows[19_000] = b"Zo\xeb,late@example.com\n"
    found = read(b"Name,Email\n" + b"".join(rows))
    assert (found.encoding, len(found.cells)) == ("utf-8", 20_000)
    assert (found.cells[18_999][0], found.cells[19_000][0]) == ("Zoë 18999", "Zoë")


def test_a_character_on_the_border_of_two_chunks_is_whole() -> None:
    for padding in range(4):
        row = "ééééééééé,a@example.com\n"
        found = read("Name,Email\n" + "x" * padding + row * 20_000)
        assert {cells[0] for cells in found.cells[1:]} == {"ééééééééé"}


def test_the_user_may_overrule_the_guess() -> None:
    data = "Name,Email\nЖанна,z@example.com\n".encode("cp1251")
    found = read(data, encoding="cp1251")
    assert (found.encoding, found.cells) == ("cp1251", [("Жанна", "z@example.com")])


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "hex", "undefined", "utf-8\0"])
def test_an_encoding_that_does_not_exist_is_said(encoding: str) -> None:
    with pytest.raises(UnusableList) as refused:
        open_list(b"Name,Email\nA,a@example.com", name="list.csv", encoding=encoding)
    assert refused.value.code is Unusable.UNKNOWN_ENCODING
    assert encoding in refused.value.message


def test_nul_characters_are_taken_out_and_reported() -> None:
    found = read(b"Name,Email\nA\0da,ada@example.com\n" + b"Bea,bea@example.com\n" * 20)
    assert found.cells[0] == ("Ada", "ada@example.com")
    assert found.notes == ("1 NUL character removed.",)


def test_right_to_left_and_emoji_names_are_kept_as_they_are() -> None:
    names = ["محمد مثال", "שם לדוגמה", "👩\u200d🎤 Ada", "\u200fمثال\u200f"]
    found = read("Name,Email\n" + "".join(f"{name},a@example.com\n" for name in names))
    assert [cells[0] for cells in found.cells] == names


def test_only_a_mark_is_an_empty_list() -> None:
    assert refusal(b"\xef\xbb\xbf")[0] is Unusable.EMPTY
    assert refusal(b"\xff\xfe")[0] is Unusable.EMPTY
