"""Money is read as it was meant, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.campaigns.money import MOST, MoneyError, parse_pounds, write_pounds


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1,000", 100_000),
        ("£1,000", 100_000),
        ("1000", 100_000),
        ("£ 1,234,567.89", 123_456_789),
        ("49.5", 4_950),
        (" 49.50 ", 4_950),
        ("0", 0),
        ("", 0),
        ("  ", 0),
        ("100,000,000", MOST),
    ],
)
def test_amounts_as_people_write_them(text: str, pence: int) -> None:
    assert parse_pounds(text) == pence


@pytest.mark.parametrize(
    "text",
    ["1,00", "1.000", "10,00,000", "1,0000", "-5", "1k", "ten", "1.234,50", "$5", "5 €", "1e3", "٣",
     "1,000,", ".50", "£", "100,000,000.01", "9" * 5_000],
)  # fmt: skip
def test_what_is_not_sure_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_pounds(text)


@given(st.integers(0, MOST))
def test_what_is_written_is_read_again(pence: int) -> None:
    assert parse_pounds(write_pounds(pence)) == pence


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", ".5", ".50", ".05"]))
def test_commas_say_nothing_that_the_digits_do_not(pounds: int, pence: str) -> None:
    plain, grouped = f"{pounds}{pence}", f"{pounds:,}{pence}"
    assert parse_pounds(plain) == parse_pounds(grouped) == round(float(plain) * 100)
