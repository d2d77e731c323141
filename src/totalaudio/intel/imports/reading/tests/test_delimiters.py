import pytest

from totalaudio.intel.imports.reading import ListKind
from totalaudio.intel.imports.reading.tests.cast import read


@pytest.mark.parametrize(
    ("delimiter", "kind"),
    [(",", ListKind.CSV), (";", ListKind.CSV), ("\t", ListKind.TSV), ("|", ListKind.CSV)],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_is_found(delimiter: str, kind: ListKind, end: str) -> None:
    lines = ["Name^Email^Outlet", "Ada^ada@example.com^KEXP", "Bea^bea@example.org^"]
    found = read(end.join(lines).replace("^", delimiter))
    assert (found.delimiter, found.kind) == (delimiter, kind)
    assert found.cells == [("Ada", "ada@example.com", "KEXP"), ("Bea", "bea@example.org", "")]


def test_a_column_of_addresses_has_no_delimiter() -> None:
    found = read("".join(f"person{number}@radio.example\n" for number in range(50)))
    assert (found.delimiter, found.kind, found.header) == ("", ListKind.TEXT, None)
    assert found.cells[0] == ("person0@radio.example",)


def test_semicolons_within_cells_do_not_beat_the_commas_between_them() -> None:
    found = read(
        'Name,Email,Genres\n"Ada","a@example.com; b@example.com; c@example.com","rock; pop; folk; jazz"\n'
    )
    assert found.delimiter == ","


def test_commas_within_cells_do_not_beat_semicolons() -> None:
    found = read(
        "Name;Email;Genres\nAda;a@example.com;rock, pop, folk\nBea;b@example.com;jazz, soul, funk\n"
    )
    assert found.cells[0] == ("Ada", "a@example.com", "rock, pop, folk")


def test_the_line_of_excel_that_declares_the_delimiter_is_obeyed() -> None:
    found = read("sep=;\r\nName;Email\r\nAda;ada@example.com\r\n")
    assert (found.delimiter, found.header) == (";", ("Name", "Email"))


def test_line_breaks_quotes_and_delimiters_in_quoted_cells_are_kept() -> None:
    found = read(
        'Name,Email,Notes\nAda,ada@example.com,"one, ""two""\nthree"\nBea,bea@example.com,four\n'
    )
    assert found.cells == [
        ("Ada", "ada@example.com", 'one, "two"\nthree'),
        ("Bea", "bea@example.com", "four"),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_no_row() -> None:
    rows = "".join(f"Person {number},p{number}@example.com\n" for number in range(30_000))
    found = read(f'Name,Email\n"Ada,ada@example.com\n{rows}')
    assert len(found.cells) == 30_001
    assert (found.cells[0], found.cells[-1][0]) == (('"Ada', "ada@example.com"), "Person 29999")
    assert found.notes == ("1 quotation mark never closed and taken as an ordinary character.",)


def test_a_quotation_mark_open_at_the_end_costs_no_row() -> None:
    found = read('Name,Email\nAda,a@example.com\n"Bea,b@example.com\nCy,c@example.com\n')
    assert [cells[1] for cells in found.cells] == [
        "a@example.com",
        "b@example.com",
        "c@example.com",
    ]


def test_thousands_of_stray_quotation_marks_do_not_stop_the_reading() -> None:
    rows = "".join(f'"Person {number}, "p{number}@example.com\n' for number in range(5_000))
    assert len(read(f"Name,Email\n{rows}").cells) > 0
