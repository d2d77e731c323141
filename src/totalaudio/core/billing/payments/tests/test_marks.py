"""Ids that are the same for the same thing, and carry its time."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.billing.payments.marks import fixed_id

MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENTS, st.text(), st.text())
def test_the_same_thing_has_the_same_id_of_version_7_with_its_time(
    at: datetime, what: str, name: str
) -> None:
    made = fixed_id(at, what, name)
    assert made == fixed_id(at, what, name)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(at.timestamp() * 1000)


@given(MOMENTS, st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_different_things_have_different_ids(at: datetime, names: list[str]) -> None:
    assert fixed_id(at, names[0]) != fixed_id(at, names[1])
