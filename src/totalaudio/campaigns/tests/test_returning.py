"""What out-of-office answers say of the day back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.campaigns.returning import return_date

SENT = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am away and back on 7 December.", date(2026, 12, 7)),
        ("I'll be back on Monday 7th December 2026", date(2026, 12, 7)),
        ("Out of office until 07/12/2026, for urgent things ring the desk.", date(2026, 12, 7)),
        ("On leave from 20 November to 4 December.", date(2026, 12, 4)),
        ("I return Jan 4", date(2027, 1, 4)),
        ("Returning on January 4, 2027", date(2027, 1, 4)),
        ("away until 2026-12-01", date(2026, 12, 1)),
        ("Back 1.12.", date(2026, 12, 1)),
        ("I am back on Thursday.", date(2026, 11, 26)),
        ("I'm back Monday", date(2026, 11, 30)),
        ("I am out of the office with limited access to mail.", None),
        ("Thanks for your mail of 12 November.", None),
        ("Back on 31/02/2027", None),
        ("Back on 20 November", None),
        ("I was away until 3 March 2019.", None),
        ("", None),
    ],
)
def test_the_day_back_is_read_as_people_write_it(text: str, expected: date | None) -> None:
    assert return_date(text, SENT) == expected


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_no_text_breaks_it_and_no_day_is_past(text: str, sent: date) -> None:
    found = return_date(text, sent)
    assert found is None or found >= sent


@given(
    st.dates(date(2026, 11, 24), date(2027, 11, 22)),
    st.sampled_from(["%d/%m/%Y", "%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d"]),
)
def test_every_full_date_is_found(day: date, shape: str) -> None:
    assert return_date(f"I am away, back on {day.strftime(shape)}.", SENT) == day
