"""Modes follow the worst objective, with room to turn round in."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.budgets import Budget, budget
from totalaudio_ops.slo.modes import Mode, judge, next_mode, percent
from totalaudio_ops.slo.objectives import Counts
from totalaudio_ops.slo.tests.promises import promise, with_left

DEVELOPMENT, CAUTION, FREEZE = Mode
MODES = st.sampled_from(list(Mode))
SHARES = st.fractions(-3, 1, max_denominator=10_000)


def of(text: str) -> Fraction:
    return Fraction(text) / 100


@pytest.mark.parametrize(
    ("left", "from_development", "from_caution", "from_freeze"),
    [
        ("100", DEVELOPMENT, DEVELOPMENT, DEVELOPMENT),
        ("55.01", DEVELOPMENT, DEVELOPMENT, DEVELOPMENT),
        ("55", DEVELOPMENT, CAUTION, CAUTION),
        ("50.01", DEVELOPMENT, CAUTION, CAUTION),
        ("50", CAUTION, CAUTION, FREEZE),
        ("25", CAUTION, CAUTION, FREEZE),
        ("24.99", FREEZE, FREEZE, FREEZE),
        ("0", FREEZE, FREEZE, FREEZE),
        ("-250", FREEZE, FREEZE, FREEZE),
    ],
)
def test_every_line_and_its_neighbours(
    left: str, from_development: Mode, from_caution: Mode, from_freeze: Mode
) -> None:
    found = [next_mode(mode, of(left)) for mode in Mode]
    assert found == [from_development, from_caution, from_freeze]


@given(SHARES)
def test_freeze_is_not_left_while_a_post_mortem_is_open(left: Fraction) -> None:
    assert next_mode(FREEZE, left, are_post_mortems_closed=False) is FREEZE
    for mode in (DEVELOPMENT, CAUTION):
        assert next_mode(mode, left, are_post_mortems_closed=False) is next_mode(mode, left)


@given(MODES, SHARES, SHARES)
def test_less_left_is_never_freer(now: Mode, one: Fraction, other: Fraction) -> None:
    less, more = sorted([one, other])
    assert next_mode(now, less).strictness >= next_mode(now, more).strictness


@given(SHARES, st.booleans())
def test_a_stricter_past_is_never_freer(left: Fraction, closed: bool) -> None:
    found = [next_mode(now, left, are_post_mortems_closed=closed).strictness for now in Mode]
    assert found == sorted(found)


@given(MODES, SHARES)
def test_the_same_budget_judged_again_says_the_same(now: Mode, left: Fraction) -> None:
    after = next_mode(now, left)
    assert next_mode(after, left) is after


@given(
    MODES, SHARES, st.lists(st.fractions(0, Fraction(5, 100), max_denominator=1000), max_size=30)
)
def test_a_budget_that_trembles_never_comes_back_to_a_mode_that_it_left(
    now: Mode, lowest: Fraction, steps: list[Fraction]
) -> None:
    seen = [now]
    for step in steps:
        now = next_mode(now, lowest + step)
        if now is not seen[-1]:
            assert now not in seen
            seen.append(now)


@given(MODES, st.lists(SHARES, min_size=1, max_size=5))
def test_the_mode_of_an_app_is_that_of_its_worst_objective(now: Mode, left: list[Fraction]) -> None:
    budgets = [with_left(one, f"o{place}") for place, one in enumerate(left)]
    found = judge(now, budgets)
    if min(left) <= Fraction(
        9, 10
    ):  # above it, fewer than ten events were bad, which does not matter
        assert (found.before, found.mode, found.left) == (now, next_mode(now, min(left)), min(left))
        assert found.objective == f"o{left.index(min(left))}"


def test_a_moonshot_decides_nothing() -> None:
    lost = with_left(of("-100"), "moonshot", decides=False)
    assert judge(DEVELOPMENT, [lost, with_left(of("80"))]).mode is DEVELOPMENT
    assert not judge(DEVELOPMENT, [lost]).is_change


@pytest.mark.parametrize("now", list(Mode))
def test_zero_traffic_changes_nothing(now: Mode) -> None:
    found = judge(now, [budget(promise(), Counts(0, 0))], because="availability")
    assert (found.mode, found.objective, found.left) == (now, None, None)
    assert found.reason == "No objective has events enough to judge by."
    assert judge(now, []).mode is now


def test_one_failure_among_few_requests_freezes_nothing() -> None:
    found = judge(DEVELOPMENT, [budget(promise(), Counts(100, 1))])  # twice the budget, by chance
    assert found.mode is DEVELOPMENT
    assert (
        found.reason
        == "availability has -100.0 % of its budget left, after too few bad events to tell."
    )
    assert judge(DEVELOPMENT, [budget(promise(), Counts(1000, 10))]).mode is FREEZE


def test_few_bad_events_beside_a_telling_objective_do_not_hide_it() -> None:
    chance = budget(promise(name="latency"), Counts(100, 9))
    found = judge(DEVELOPMENT, [chance, with_left(of("40"))])
    assert (found.mode, found.objective) == (CAUTION, "availability")
    # And the other way round: Caution is not made Freeze by chance.
    held = judge(CAUTION, [chance, with_left(of("40"))])
    assert (held.mode, held.objective) == (CAUTION, "latency")
    assert held.reason.endswith("after too few bad events to tell.")


def test_few_bad_events_are_no_reason_to_leave_freeze() -> None:
    assert judge(FREEZE, [budget(promise(), Counts(100, 1))]).mode is FREEZE
    assert judge(FREEZE, [budget(promise(), Counts(1000, 1))]).mode is DEVELOPMENT


def test_the_objective_that_brought_a_mode_must_be_heard_before_it_is_left() -> None:
    silent = budget(promise(name="latency"), Counts(0, 0))
    budgets = [with_left(of("90")), silent]
    held = judge(FREEZE, budgets, because="latency")
    assert (held.mode, held.reason) == (
        FREEZE,
        "latency has no events enough to say that it recovered.",
    )
    assert judge(FREEZE, budgets, because="availability").mode is DEVELOPMENT
    # An objective that is declared no more holds nobody back.
    assert judge(FREEZE, budgets, because="gone").mode is DEVELOPMENT


@pytest.mark.parametrize(
    ("now", "left", "closed", "reason"),
    [
        (DEVELOPMENT, "80", True, "has 80.0 % of its budget left, above 50 %."),
        (DEVELOPMENT, "50", True, "has 50.0 % of its budget left, between 25 and 50 %."),
        (CAUTION, "24.99", True, "has 24.9 % of its budget left, below 25 %."),
        (CAUTION, "52", True, "has 52.0 % of its budget left; Caution is left above 55 %."),
        (CAUTION, "60", True, "has 60.0 % of its budget left, above 55 %."),
        (FREEZE, "40", True, "has 40.0 % of its budget left; Freeze is left above 50 %."),
        (FREEZE, "25", True, "has 25.0 % of its budget left; Freeze is left above 50 %."),
        (FREEZE, "50", False, "has 50.0 % of its budget left; Freeze is left above 50 %."),
        (FREEZE, "52", True, "has 52.0 % of its budget left; Caution is left above 55 %."),
        (FREEZE, "60", True, "has 60.0 % of its budget left, above 55 %."),
        (FREEZE, "70", False, "has 70.0 % of its budget left; Freeze is left when its post-mortems are closed."),
    ],
)  # fmt: skip
def test_the_reason_says_what_holds_or_moves(
    now: Mode, left: str, closed: bool, reason: str
) -> None:
    found = judge(now, [with_left(of(left))], are_post_mortems_closed=closed)
    assert found.reason == f"availability {reason}"


@given(SHARES)
def test_a_share_is_never_shown_as_more_than_it_is(share: Fraction) -> None:
    shown = Fraction(percent(share).removesuffix(" %")) / 100
    assert shown <= share < shown + Fraction(1, 1000)


def after(minutes: int) -> Budget:
    """99.5 % of 100 requests a minute over 30 days, after a complete outage of so many minutes."""
    return budget(promise("0.995", 30), Counts(30 * 24 * 60 * 100, minutes * 100))


def test_an_outage_known_by_hand_walks_through_the_modes_at_the_minute() -> None:
    # Of 4,320,000 requests 21,600 may fail: 216 minutes of a complete outage.
    # 50 % are left after 108 minutes, 25 % after 162; below it from 163 on.
    mode, changed = DEVELOPMENT, {}
    for minutes in range(201):
        found = judge(mode, [after(minutes)])
        if found.is_change:
            mode, changed[minutes] = found.mode, found.mode
    assert changed == {108: CAUTION, 163: FREEZE}
    # Then it leaves the window minute by minute: 107 of 216 leave more than 50 %, 97 more than 55 %.
    for minutes in range(200, -1, -1):
        found = judge(mode, [after(minutes)])
        if found.is_change:
            mode, changed[-minutes] = found.mode, found.mode
    assert changed == {108: CAUTION, 163: FREEZE, -107: CAUTION, -97: DEVELOPMENT}
