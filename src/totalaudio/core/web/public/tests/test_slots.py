from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.web.public.slots import AHEAD, FIRST, LAST, LONDON, NOTICE, slots

MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)


def test_the_first_slot_is_a_day_ahead_and_the_last_within_two_weeks() -> None:
    found = slots(MONDAY, [])
    assert found[0] == datetime(2026, 11, 24, 10, 30, tzinfo=LONDON)
    assert found[-1] == datetime(2026, 12, 7, 10, 0, tzinfo=LONDON)


def test_a_working_day_has_fourteen_and_a_weekend_none() -> None:
    numbers = [
        sum(slot.date().isoformat() == f"2026-11-{day}" for slot in slots(MONDAY, []))
        for day in range(24, 31)
    ]
    assert numbers == [13, 14, 14, 14, 0, 0, 14]


def test_booked_times_are_gone_whatever_zone_they_are_told_in() -> None:
    taken = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    assert set(slots(MONDAY, [])) - set(slots(MONDAY, [taken])) == {taken}


def test_christmas_is_left_out() -> None:
    found = slots(datetime(2026, 12, 20, 12, 0, tzinfo=LONDON), [])
    days = {slot.date().isoformat() for slot in found}
    assert days == {
        "2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24", "2026-12-29", "2026-12-30",
        "2026-12-31",
    }  # fmt: skip


def test_summer_time_moves_the_clock_and_not_the_office() -> None:
    found = slots(datetime(2027, 3, 25, 9, 0, tzinfo=LONDON), [])
    firsts = {slot.astimezone(UTC).hour for slot in found if slot.time() == FIRST}
    assert firsts == {9}  # all after 28 March: the days before are Good Friday and a weekend


@given(st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1)), st.sets(st.integers(0, 200)))  # noqa: DTZ001  given a zone below
def test_every_slot_keeps_every_rule(naive: datetime, booked: set[int]) -> None:
    now = naive.replace(tzinfo=UTC)
    all_free = slots(now, [])
    taken = [slot for number, slot in enumerate(all_free) if number in booked]
    found = slots(now, taken)
    assert found == [slot for slot in all_free if slot not in taken]
    assert found == sorted(set(found))
    for slot in found:
        assert NOTICE <= slot - now <= AHEAD
        assert slot.weekday() < 5
        assert FIRST <= slot.timetz().replace(tzinfo=None) <= LAST
        assert (slot.minute % 30, slot.second, slot.microsecond) == (0, 0, 0)
        assert slot.utcoffset() in (timedelta(0), timedelta(hours=1))
