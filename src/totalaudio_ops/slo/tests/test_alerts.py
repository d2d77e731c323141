"""Rules fire and fall silent when the formula says, minute by minute."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio_ops.slo.alerts import (
    can_fire,
    detection_time,
    is_burning,
    level_of,
    spent_when_fired,
)
from totalaudio_ops.slo.budgets import allowance
from totalaudio_ops.slo.objectives import Counts, Measure, Objective, Rule
from totalaudio_ops.slo.tests.promises import CREEPING, FAST, MINUTE, RULES, SLOW, STEADY, promise

TRAFFIC = 1000  # a minute


class Minutes:
    """Even traffic, of which so many fail in each minute; before the first minute all is well."""

    def __init__(self, bad: list[int]) -> None:
        self._sums = [0, *accumulate(bad)]

    def counts(self, window: timedelta, end: int) -> Counts:
        """What a window that ends after so many minutes holds."""
        length = window // MINUTE
        return Counts(length * TRAFFIC, self._sums[end] - self._sums[max(end - length, 0)])

    def is_burning(self, objective: Objective, rule: Rule, end: int) -> bool | None:
        return is_burning(
            objective, rule, self.counts(rule.long, end), self.counts(rule.short, end)
        )


def first_burning(objective: Objective, rule: Rule, minutes: Minutes, until: int) -> int | None:
    ends = range(1, until + 1)
    return next((end for end in ends if minutes.is_burning(objective, rule, end)), None)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RULES), st.sampled_from(["0.99", "0.995", "0.95"]), st.integers(1, TRAFFIC))
def test_detection_takes_exactly_what_the_formula_says(rule: Rule, target: str, bad: int) -> None:
    promised = promise(target, minimum_bad=1)
    failing = Fraction(bad, TRAFFIC)
    expected = detection_time(promised, rule, failing)
    until = rule.long // MINUTE + 5
    found = first_burning(promised, rule, Minutes([bad] * until), until)
    assert found == (None if expected is None else -(-expected // MINUTE))
    assert (expected is None) == (failing < Fraction(rule.burn) * (1 - Fraction(target)))


def reset_time(objective: Objective, rule: Rule, failing: Fraction) -> timedelta | None:
    """How long after the failures ended the rule is silent: short × (1 − factor × (1 − target) / share)."""
    limit = Fraction(rule.burn) * allowance(objective)
    share = 1 - limit / failing
    whole = rule.short // timedelta(microseconds=1)
    return None if failing < limit else timedelta(microseconds=round(whole * share))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RULES), st.integers(1, TRAFFIC), st.integers(0, 400))
def test_it_falls_silent_exactly_when_the_formula_says(rule: Rule, bad: int, longer: int) -> None:
    promised = promise("0.995", minimum_bad=1)
    failing = Fraction(bad, TRAFFIC)
    detection, reset = detection_time(promised, rule, failing), reset_time(promised, rule, failing)
    if detection is None or reset is None:
        assert (detection, reset) == (None, None)
        return
    out = max(-(-detection // MINUTE), rule.short // MINUTE) + longer
    after = rule.short // MINUTE + 2
    minutes = Minutes([bad] * out + [0] * after)
    silent = next(
        end for end in range(after) if minutes.is_burning(promised, rule, out + end) is False
    )
    assert silent == reset // MINUTE + 1


@pytest.mark.parametrize(
    ("rule", "detected", "reset"),
    [
        # A complete outage of what promises 99.5 %: 60 × 14.4 × 0.005 = 4.32 minutes, and so on.
        (FAST, timedelta(minutes=4.32), timedelta(minutes=4.64)),
        (STEADY, timedelta(minutes=10.8), timedelta(minutes=29.1)),
        (SLOW, timedelta(minutes=21.6), timedelta(minutes=118.2)),
        (CREEPING, timedelta(minutes=21.6), timedelta(minutes=358.2)),
    ],
)
def test_a_complete_outage_known_by_hand(rule: Rule, detected: timedelta, reset: timedelta) -> None:
    assert detection_time(promise("0.995"), rule, Fraction(1)) == detected
    assert reset_time(promise("0.995"), rule, Fraction(1)) == reset


def test_the_table_of_the_workbook() -> None:
    # The Site Reliability Workbook, chapter 5: 2 % of 30 days in an hour, 5 % in six, 10 % in three days.
    assert [spent_when_fired(promise(days=30), rule) for rule in RULES] == [
        Fraction(2, 100), Fraction(5, 100), Fraction(10, 100), Fraction(10, 100),
    ]  # fmt: skip
    week = [float(spent_when_fired(promise(days=7), rule)) for rule in RULES]
    assert [round(share * 100, 1) for share in week] == [8.6, 21.4, 42.9, 42.9]


@given(st.sampled_from(RULES), st.sampled_from([7, 30]))
def test_every_rule_fires_before_freeze_begins(rule: Rule, days: int) -> None:
    assert spent_when_fired(promise(days=days), rule) < Fraction(75, 100)


def test_both_windows_must_burn() -> None:
    promised = promise("0.99")
    hot, cold = Counts(1000, 144), Counts(1000, 143)
    assert is_burning(promised, FAST, hot, hot) is True
    assert is_burning(promised, FAST, hot, cold) is False
    assert is_burning(promised, FAST, cold, hot) is False


@pytest.mark.parametrize(
    ("long", "short", "said"),
    [
        (Counts(0, 0), Counts(0, 0), None),
        (Counts(1000, 500), Counts(0, 0), None),
        (Counts(99, 99), Counts(10, 10), None),
        (Counts(100, 9), Counts(10, 9), False),
        (Counts(100, 10), Counts(10, 10), False),
        (Counts(100, 20), Counts(10, 10), True),
        (Counts(50, 0), Counts(10, 0), False),
    ],
)
def test_silence_and_few_events_say_nothing_and_calm_is_calm(
    long: Counts, short: Counts, said: bool | None
) -> None:
    assert is_burning(promise("0.99"), FAST, long, short) is said


def test_exactly_the_minimum_is_enough() -> None:
    assert is_burning(promise("0.995"), FAST, Counts(100, 10), Counts(1, 1)) is True
    assert is_burning(promise("0.995"), FAST, Counts(99, 10), Counts(1, 1)) is None
    assert is_burning(promise("0.995"), FAST, Counts(100, 9), Counts(1, 1)) is None


def test_a_target_too_low_for_a_rule_is_known() -> None:
    assert can_fire(Decimal("0.95"), FAST)
    assert can_fire(Decimal("0.95"), replace(FAST, burn=Decimal(20)))  # when everything fails
    assert not can_fire(Decimal("0.9"), FAST)
    assert detection_time(promise("0.9"), FAST, Fraction(1)) is None


def test_a_complete_outage_is_p0_and_only_when_everything_failed() -> None:
    everything = Counts(20, 20)
    assert level_of(promise(), CREEPING, everything) == "P0"
    assert level_of(promise(), CREEPING, Counts(20, 19)) == "P3"
    assert level_of(promise(), FAST, Counts(10, 10)) == "P0"
    assert level_of(promise(), FAST, Counts(9, 9)) == "P1"  # too few to call it one
    assert level_of(promise(), FAST, Counts(0, 0)) == "P1"
    assert level_of(promise(measure=Measure.SLOW), FAST, everything) == "P1"
    assert level_of(promise(classes=("work:payment",)), FAST, everything) == "P1"


@given(st.sampled_from(RULES), st.integers(1, 10**6), st.data())
def test_more_failures_never_silence_a_rule(rule: Rule, total: int, data: st.DataObject) -> None:
    promised = promise(minimum=1, minimum_bad=1)
    less, more = sorted(data.draw(st.tuples(st.integers(1, total), st.integers(1, total))))
    fewer, many = Counts(total, less), Counts(total, more)
    if is_burning(promised, rule, fewer, fewer):
        assert is_burning(promised, rule, many, many)


def test_the_name_of_a_rule_is_its_windows() -> None:
    assert [rule.name for rule in RULES] == ["1h and 5m", "6h and 30m", "1d and 2h", "3d and 6h"]
    assert [rule.burn for rule in RULES] == [Decimal("14.4"), 6, 3, 1]
