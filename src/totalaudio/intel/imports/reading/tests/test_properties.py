import csv
import io
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.intel.imports.reading import UnusableList, open_list

_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
_PIECES = st.sampled_from(
    [
        b"Name",
        b"a@b.example",
        b",",
        b";",
        b"\t",
        b'"',
        b"\n",
        b"\r\n",
        b"\xe9",
        b"\xc3\xa9",
        b"\0",
        b"x",
    ]
)


def _drain(data: bytes) -> None:
    with suppress(UnusableList), open_list(data, name="list") as opened:
        for record in opened.rows():
            assert any(map(str.strip, record.cells)) or record.problem


@given(st.binary(max_size=2_000))
def test_no_bytes_do_more_harm_than_a_clear_refusal(data: bytes) -> None:
    if not data.startswith((b"PK\x03\x04", b"\xd0\xcf")):
        _drain(data)


@given(st.lists(_PIECES, max_size=200).map(b"".join))
def test_no_mix_of_list_pieces_does_more_harm_than_a_clear_refusal(data: bytes) -> None:
    _drain(data)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=30), st.sampled_from(",;\t|"))
def test_what_was_written_with_a_header_is_read_back(
    rows: list[tuple[str, str]], delimiter: str
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Name", "Email", "Notes"])
    wanted = [(name, f"p{number}@example.com", note) for number, (name, note) in enumerate(rows)]
    writer.writerows(wanted)
    with open_list(buffer.getvalue().encode()) as opened:
        assert opened.header == ("Name", "Email", "Notes")
        assert [record.cells for record in opened.rows()] == wanted
