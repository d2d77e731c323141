"""An app is in the hardest mode that any of its objectives holds, each with room of its own to turn round in."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.budgets import Budget, budget
from totalaudio_ops.slo.judgements import Judgement, judge
from totalaudio_ops.slo.modes import Mode, next_mode
from totalaudio_ops.slo.objectives import Counts
from totalaudio_ops.slo.tests.promises import promise, with_left

DEVELOPMENT, CAUTION, FREEZE = Mode
MODES = st.sampled_from(list(Mode))
# Not above 90 %, where fewer than ten events are bad, which does not tell; around the lines more than elsewhere.
SHARES = st.one_of(
    st.fractions(-3, Fraction(9, 10), max_denominator=1000),
    st.sampled_from([24, 25, 26, 49, 50, 51, 54, 55, 56, 80]).map(lambda one: Fraction(one, 100)),
)
NAMES = ("availability", "latency")


def of(text: str) -> Fraction:
    return Fraction(text) / 100


def judged(
    now: Mode, budgets: Sequence[Budget], *, because: str = "", are_post_mortems_closed: bool = True
) -> Judgement:
    """Of an app whose objectives all brought the mode that it is in, or one of them alone."""
    held = {because: now} if because else {one.objective.name: now for one in budgets}
    return judge(now, budgets, held, are_post_mortems_closed=are_post_mortems_closed)


def told(name: str, left: Fraction | None) -> Budget:
    """A budget of which so much is left; None for one without events."""
    return budget(promise(name=name), Counts(0, 0)) if left is None else with_left(left, name)


def plainly(now: str, left: Fraction | None, *, closed: bool) -> str:
    """The reference: the mode of one objective alone, line by line as SLOS.md says it."""
    if left is None:
        return now
    if left < of("25"):
        return "freeze"
    if now == "freeze":
        if left <= of("50") or not closed:
            return "freeze"
        return "caution" if left <= of("55") else "development"
    if now == "caution":
        return "caution" if left <= of("55") else "development"
    return "caution" if left <= of("50") else "development"


MOMENTS = st.tuples(st.none() | SHARES, st.none() | SHARES, st.booleans())


@given(st.lists(MOMENTS, max_size=20))
def test_two_objectives_hold_their_app_each_by_itself(
    moments: list[tuple[Fraction | None, Fraction | None, bool]],
) -> None:
    order = ["development", "caution", "freeze"]
    mode, held, alone = DEVELOPMENT, dict[str, Mode](), dict.fromkeys(NAMES, "development")
    for one, other, closed in moments:
        lefts = dict(zip(NAMES, (one, other), strict=True))
        budgets = [told(name, left) for name, left in lefts.items()]
        found = judge(mode, budgets, held, are_post_mortems_closed=closed)
        alone = {name: plainly(alone[name], lefts[name], closed=closed) for name in NAMES}
        mode, held = found.mode, dict(found.held)
        assert {name: one.value for name, one in held.items()} == alone
        assert mode.value == max(alone.values(), key=order.index)
        if found.objective:
            assert alone[found.objective] == mode.value
            assert found.left == lefts[found.objective]
            for name in (name for name in NAMES if mode.strictness and alone[name] == mode.value):
                assert f"{name} has " in found.reason


def test_leaving_freeze_ends_nothing_that_another_objective_holds() -> None:
    both = judged(FREEZE, [with_left(of("10")), with_left(of("40"), "latency")])
    assert both.reason == (
        "availability has 10.0 % of its budget left, below 25 %,"
        " and latency has 40.0 % of its budget left; Freeze is left above 50 %."
    )
    one = judge(FREEZE, [with_left(of("80")), with_left(of("40"), "latency")], both.held)
    assert (one.mode, one.held) == (FREEZE, {"availability": DEVELOPMENT, "latency": FREEZE})
    assert one.reason == "latency has 40.0 % of its budget left; Freeze is left above 50 %."
    # And the other that falls silent holds it just as well.
    silent = judge(FREEZE, [with_left(of("80")), told("latency", None)], one.held)
    assert (silent.mode, silent.objective, silent.left) == (FREEZE, "latency", None)


def test_one_that_never_held_caution_does_not_hold_who_leaves_freeze_in_it() -> None:
    beside = with_left(of("52"), "latency")
    found = judge(FREEZE, [with_left(of("80")), beside], {"availability": FREEZE})
    assert (found.mode, found.reason) == (
        DEVELOPMENT,
        "latency has 52.0 % of its budget left, above 50 %.",
    )


@given(MODES, st.lists(SHARES, min_size=1, max_size=5))
def test_the_mode_of_an_app_is_that_of_its_worst_objective(now: Mode, left: list[Fraction]) -> None:
    budgets = [with_left(one, f"o{place}") for place, one in enumerate(left)]
    found = judged(now, budgets)
    if min(left) <= Fraction(
        9, 10
    ):  # above it, fewer than ten events were bad, which does not matter
        assert (found.before, found.mode, found.left) == (now, next_mode(now, min(left)), min(left))
        assert found.objective == f"o{left.index(min(left))}"


def test_a_moonshot_decides_nothing() -> None:
    lost = with_left(of("-100"), "moonshot", decides=False)
    assert judged(DEVELOPMENT, [lost, with_left(of("80"))]).mode is DEVELOPMENT
    assert not judged(DEVELOPMENT, [lost]).is_change


@pytest.mark.parametrize("now", list(Mode))
def test_zero_traffic_changes_nothing(now: Mode) -> None:
    found = judged(now, [budget(promise(), Counts(0, 0))], because="availability")
    assert (found.mode, found.objective, found.left) == (now, None, None)
    assert found.reason == "No objective has events enough to judge by."
    assert judged(now, []).mode is now


def test_one_failure_among_few_requests_freezes_nothing() -> None:
    found = judged(DEVELOPMENT, [budget(promise(), Counts(100, 1))])  # twice the budget, by chance
    assert found.mode is DEVELOPMENT
    assert (
        found.reason
        == "availability has -100.0 % of its budget left, after too few bad events to tell."
    )
    assert judged(DEVELOPMENT, [budget(promise(), Counts(1000, 10))]).mode is FREEZE


def test_few_bad_events_beside_a_telling_objective_do_not_hide_it() -> None:
    chance = budget(promise(name="latency"), Counts(100, 9))
    found = judged(DEVELOPMENT, [chance, with_left(of("40"))])
    assert (found.mode, found.objective) == (CAUTION, "availability")
    # And the other way round: Caution is not made Freeze by chance.
    held = judged(CAUTION, [chance, with_left(of("40"))])
    assert (held.mode, held.objective) == (CAUTION, "latency")
    assert held.reason == (
        "latency has -1700.0 % of its budget left, after too few bad events to tell,"
        " and availability has 40.0 % of its budget left, between 25 and 50 %."
    )


def test_few_bad_events_are_no_reason_to_leave_freeze() -> None:
    assert judged(FREEZE, [budget(promise(), Counts(100, 1))]).mode is FREEZE
    assert judged(FREEZE, [budget(promise(), Counts(1000, 1))]).mode is DEVELOPMENT


def test_the_objective_that_brought_a_mode_must_be_heard_before_it_is_left() -> None:
    silent = budget(promise(name="latency"), Counts(0, 0))
    budgets = [with_left(of("90")), silent]
    held = judged(FREEZE, budgets, because="latency")
    assert (held.mode, held.reason) == (
        FREEZE,
        "latency has no events enough to say that it recovered.",
    )
    assert judged(FREEZE, budgets, because="availability").mode is DEVELOPMENT
    # An objective that is declared no more holds nobody back.
    assert judged(FREEZE, budgets, because="gone").mode is DEVELOPMENT


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
    found = judged(now, [with_left(of(left))], are_post_mortems_closed=closed)
    assert found.reason == f"availability {reason}"


def after(minutes: int) -> Budget:
    """99.5 % of 100 requests a minute over 30 days, after a complete outage of so many minutes."""
    return budget(promise("0.995", 30), Counts(30 * 24 * 60 * 100, minutes * 100))


def test_an_outage_known_by_hand_walks_through_the_modes_at_the_minute() -> None:
    # Of 4,320,000 requests 21,600 may fail: 216 minutes of a complete outage.
    # 50 % are left after 108 minutes, 25 % after 162; below it from 163 on.
    mode, changed = DEVELOPMENT, {}
    for minutes in range(201):
        found = judged(mode, [after(minutes)])
        if found.is_change:
            mode, changed[minutes] = found.mode, found.mode
    assert changed == {108: CAUTION, 163: FREEZE}
    # Then it leaves the window minute by minute: 107 of 216 leave more than 50 %, 97 more than 55 %.
    for minutes in range(200, -1, -1):
        found = judged(mode, [after(minutes)])
        if found.is_change:
            mode, changed[-minutes] = found.mode, found.mode
    assert changed == {108: CAUTION, 163: FREEZE, -107: CAUTION, -97: DEVELOPMENT}
