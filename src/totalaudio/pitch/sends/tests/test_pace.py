"""When mail goes out: never out of hours, never over the cap, never closer than the gap."""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.sends.pace import Pace, plan
from totalaudio.pitch.sends.zones import zone_named, zone_of

LONDON = ZoneInfo("Europe/London")
SYDNEY = ZoneInfo("Australia/Sydney")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
OFFICE = {"hours_from": time(9), "hours_to": time(17, 30), "weekdays_only": True}


def planned(count: int, pace: Pace, start: datetime = MONDAY) -> list[datetime]:
    return plan([LONDON] * count, pace, start=start, sent={}, chance=random.Random(1))


def test_without_a_pace_all_of_it_is_due_at_once() -> None:
    assert planned(3, Pace()) == [MONDAY] * 3


def test_the_gap_is_kept_between_all_of_them() -> None:
    due = planned(50, Pace(gap_min=60, gap_max=150))
    gaps = [b - a for a, b in pairwise(due)]
    assert min(gaps) >= timedelta(seconds=60)
    assert max(gaps) <= timedelta(seconds=150)
    assert len(set(gaps)) > 40


def test_what_the_cap_does_not_allow_today_goes_tomorrow() -> None:
    due = planned(5, Pace(daily_cap=2))
    days = [at.date() for at in due]
    assert days == [date(2026, 11, 23)] * 2 + [date(2026, 11, 24)] * 2 + [date(2026, 11, 25)]


def test_what_went_out_today_counts_against_the_cap() -> None:
    due = plan(
        [LONDON] * 2,
        Pace(daily_cap=2),
        start=MONDAY,
        sent={date(2026, 11, 23): 1},
        chance=random.Random(1),
    )
    assert [at.date() for at in due] == [date(2026, 11, 23), date(2026, 11, 24)]


def test_the_first_weeks_have_their_own_caps() -> None:
    pace = Pace(daily_cap=50, ramp=(10, 20, 40), first_sent_on=date(2026, 11, 23))
    weeks = [pace.cap_on(date(2026, 11, 23) + timedelta(days=n)) for n in (0, 6, 7, 14, 21)]
    assert weeks == [10, 10, 20, 40, 50]


def test_a_ramp_never_passes_the_cap() -> None:
    assert Pace(daily_cap=5, ramp=(10,)).cap_on(date(2026, 11, 23)) == 5


def test_before_anything_was_sent_the_first_week_holds() -> None:
    assert Pace(daily_cap=50, ramp=(10,)).cap_on(date(2026, 11, 23)) == 10


def test_out_of_hours_it_waits_for_the_next_morning() -> None:
    evening = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert planned(1, Pace(**OFFICE), evening) == [datetime(2026, 11, 24, 9, tzinfo=UTC)]  # type: ignore[arg-type]  # of several types


def test_on_friday_evening_it_waits_for_monday() -> None:
    friday = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert planned(1, Pace(**OFFICE), friday) == [datetime(2026, 11, 30, 9, tzinfo=UTC)]  # type: ignore[arg-type]  # of several types


def test_hours_are_those_of_the_recipient_and_nobody_waits_for_another_zone() -> None:
    due = plan(
        [SYDNEY, LONDON, NEW_YORK],
        Pace(**OFFICE),  # type: ignore[arg-type]  # of several types
        start=MONDAY,
        sent={},
        chance=random.Random(1),
    )
    assert due == [
        datetime(2026, 11, 23, 22, tzinfo=UTC),
        MONDAY,
        datetime(2026, 11, 23, 14, tzinfo=UTC),
    ]


def test_hours_that_end_before_they_begin_are_none() -> None:
    pace = Pace(hours_from=time(17), hours_to=time(9))
    assert pace.is_open(MONDAY, LONDON)


def test_the_morning_of_the_day_on_which_clocks_change_is_nine_by_the_clock() -> None:
    saturday = datetime(2026, 3, 28, 20, tzinfo=UTC)
    pace = Pace(hours_from=time(9), hours_to=time(17))
    assert pace.next_open(saturday, LONDON) == datetime(2026, 3, 29, 8, tzinfo=UTC)


def test_countries_by_name_and_code_have_their_zone() -> None:
    asked = ("GB", "Germany", "usa", "Australia", "", "Atlantis")
    zones = [zone_of(country, "Europe/Paris").key for country in asked]
    assert zones == [
        "Europe/London",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Sydney",
        "Europe/Paris",
        "Europe/Paris",
    ]


def test_a_zone_that_does_not_exist_is_londons() -> None:
    assert zone_named("Mars/Olympus").key == "Europe/London"


PACES = st.builds(
    Pace,
    gap_min=st.integers(0, 300),
    gap_max=st.integers(300, 900),
    daily_cap=st.integers(0, 30),
    ramp=st.lists(st.integers(1, 20), max_size=3),
    first_sent_on=st.none() | st.just(date(2026, 11, 20)),
    hours_from=st.none() | st.times(),
    hours_to=st.none() | st.times(),
    weekdays_only=st.booleans(),
    zone=st.sampled_from([LONDON, NEW_YORK, SYDNEY]),
)


@given(
    pace=PACES,
    zones=st.lists(st.sampled_from([LONDON, SYDNEY, NEW_YORK]), max_size=60),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the zone is given
)
def test_whatever_the_pace_hours_cap_and_gap_hold(
    pace: Pace, zones: list[ZoneInfo], start: datetime
) -> None:
    due = plan(zones, pace, start=start, sent={}, chance=random.Random(2))
    assert all(at >= start for at in due)
    assert all(pace.is_open(at, zone) for at, zone in zip(due, zones, strict=True))
    per_day = Counter(pace.day_of(at) for at in due)
    assert all(
        not pace.cap_on(day) or number <= pace.cap_on(day) for day, number in per_day.items()
    )
    ordered = sorted(due)
    least = timedelta(seconds=pace.gap_min)
    assert all(b - a >= least for a, b in pairwise(ordered))
    in_zone = [
        [at for at, its in zip(due, zones, strict=True) if its == zone] for zone in set(zones)
    ]
    assert all(ats == sorted(ats) for ats in in_zone)
