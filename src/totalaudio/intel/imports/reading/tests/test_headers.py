from totalaudio.intel.imports.reading.errors import Unusable
from totalaudio.intel.imports.reading.tests.cast import read, refusal


def test_lines_above_the_header_are_kept_apart() -> None:
    found = read(
        "Contacts export, 2024\n\nMade by: Ada\n\nName,Email,Station\nAda,ada@example.com,KEXP\n"
    )
    assert found.header == ("Name", "Email", "Station")
    assert found.preamble == ("Contacts export 2024", "Made by: Ada")
    assert found.cells == [("Ada", "ada@example.com", "KEXP")]
    assert found.notes == ("2 lines above the list left out.",)


def test_a_list_without_a_header_has_none() -> None:
    found = read("Ada Example,KEXP,ada@example.com\nBea Example,NTS,bea@example.org\n")
    assert (found.header, len(found.cells)) == (None, 2)


def test_a_title_above_a_list_without_a_header_is_no_contact() -> None:
    found = read(
        "Radio people\nAda,KEXP,ada@example.com\nBea,NTS,bea@example.org\nCy,WFMU,cy@example.org\n"
    )
    assert (found.header, found.preamble, len(found.cells)) == (None, ("Radio people",), 3)


def test_the_first_contact_without_an_address_is_no_header() -> None:
    found = read("Ada,KEXP,\nBea,NTS,bea@example.org\nCy,WFMU,cy@example.org\n")
    assert (found.header, len(found.cells)) == (None, 3)


def test_unknown_words_above_addresses_are_a_header() -> None:
    found = read("Wer,Adresse,Sender\nAda,ada@example.com,KEXP\nBea,bea@example.org,NTS\n")
    assert (found.header, len(found.cells)) == (("Wer", "Adresse", "Sender"), 2)


def test_only_a_header_is_refused_with_the_reason() -> None:
    assert refusal("Name,Email,Station\n") == (
        Unusable.NO_ROWS,
        "list.csv has a header but no rows below it. Add the contacts.",
    )


def test_blank_lines_and_empty_cells_are_not_records() -> None:
    found = read("Name,Email\n\nAda,ada@example.com\n,\n  ,\t\n\nBea,bea@example.org\n")
    assert found.cells == [("Ada", "ada@example.com"), ("Bea", "bea@example.org")]


def test_rows_of_empty_cells_count_so_that_a_number_finds_its_row_in_a_spreadsheet() -> None:
    found = read("Spring\n,\nName,Email\nAda,ada@example.com\n,\n\n  ,\t\nBea,bea@example.org\n,\n")
    assert found.numbers == [1, 4]


def test_without_a_header_the_first_contact_is_row_one() -> None:
    assert read("ada@example.com\n\nbea@example.org\n").numbers == [1, 2]
    assert read("ada@example.com, bea@example.org, cid@example.net\n").numbers == [1, 2, 3]


def test_a_header_repeated_in_the_middle_is_left_out() -> None:
    found = read("Name,Email\nAda,ada@example.com\nName,Email\nBea,bea@example.org\n")
    assert len(found.cells) == 2
    assert found.notes == ("1 repeated header left out.",)


def test_short_and_long_records_are_given_as_they_are() -> None:
    found = read("Name,Email,Notes\nAda\nBea,bea@example.org,x,extra\n")
    assert found.cells == [("Ada",), ("Bea", "bea@example.org", "x", "extra")]


def test_a_pasted_line_of_addresses_is_one_contact_each() -> None:
    found = read("Ada <ada@example.com>, bea@example.org, Cy <cy@example.org>")
    assert found.cells == [
        ("Ada <ada@example.com>",),
        (" bea@example.org",),
        (" Cy <cy@example.org>",),
    ]


def test_a_pasted_line_may_mix_its_separators() -> None:
    found = read("ada@example.com, bea@example.org; Cy <cy@example.org>")
    assert [cells[0].strip() for cells in found.cells] == [
        "ada@example.com",
        "bea@example.org",
        "Cy <cy@example.org>",
    ]


def test_two_columns_of_addresses_stay_two_columns() -> None:
    found = read("ada@example.com,ada@example.org\nbea@example.com,bea@example.org\n")
    assert found.cells[0] == ("ada@example.com", "ada@example.org")
