"""An outage whose every consequence is known by hand, followed minute by minute through windows, modes and alerts.

99.5 % of 100 requests a minute are promised over 30 days: 4,320,000 requests, of which 21,600 may fail, which is a
complete outage of 216 minutes. This one lasts 180, from 09:00 on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from totalaudio_ops.slo.alerts import is_burning, level_of
from totalaudio_ops.slo.budgets import budget
from totalaudio_ops.slo.judgements import judge
from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Counts, Objective, Span
from totalaudio_ops.slo.tests.promises import MINUTE, promise
from totalaudio_ops.slo.windows import spans, windows

OUTAGE = datetime(
    2026, 3, 28, 9, 0, tzinfo=UTC
)  # the clocks of London go forward in the night after it
MONTH = timedelta(days=30)
PROMISED = promise("0.995", 30)
LENGTHS = windows([PROMISED])


class Memory:
    """A source of even traffic: of 100 requests in each minute all fail while it is out."""

    def __init__(self, first: datetime, minutes: int, out: Span) -> None:
        self._first = first
        moments = (first + MINUTE * number for number in range(minutes))
        self._bad = [0, *accumulate(100 * (out.start <= at < out.end) for at in moments)]

    def count(
        self, objectives: Sequence[Objective], spans: Sequence[Span]
    ) -> Mapping[tuple[str, str], Sequence[Counts]]:
        counts = [self._counts(span) for span in spans]
        return {(one.app, one.name): counts for one in objectives}

    def _counts(self, span: Span) -> Counts:
        start, end = ((moment - self._first) // MINUTE for moment in (span.start, span.end))
        return Counts((end - start) * 100, self._bad[end] - self._bad[start])


SOURCE = Memory(OUTAGE - MONTH, 62 * 24 * 60, Span(OUTAGE, OUTAGE + 180 * MINUTE))


def counted(at: datetime) -> Mapping[timedelta, Counts]:
    found = SOURCE.count([PROMISED], spans(LENGTHS, at))["tracker", "availability"]
    return dict(zip(LENGTHS, found, strict=True))


def modes(
    minutes: Iterable[int], start: datetime, mode: Mode, *, closed: bool = True
) -> dict[int, Mode]:
    """At which minutes after the start the mode changed, and to which; judged half a minute late."""
    changed = {}
    for minute in minutes:
        counts = counted(start + MINUTE * minute + MINUTE / 2)[PROMISED.window]
        held = {PROMISED.name: mode}
        found = judge(mode, [budget(PROMISED, counts)], held, are_post_mortems_closed=closed)
        if found.is_change:
            mode = changed[minute] = found.mode
    return changed


def test_the_mode_goes_down_at_the_minute() -> None:
    # Half of 216 minutes are gone after 108, three quarters after 162, and more of it from 163 on.
    assert modes(range(600), OUTAGE, Mode.DEVELOPMENT) == {108: Mode.CAUTION, 163: Mode.FREEZE}


def test_the_mode_comes_back_when_the_outage_leaves_the_window() -> None:
    # 30 days later minute by minute of it is forgotten: 107 left of it are above half, 97 above 55 %.
    later = OUTAGE + MONTH
    assert modes(range(-60, 300), later, Mode.FREEZE) == {73: Mode.CAUTION, 83: Mode.DEVELOPMENT}
    assert modes(range(-60, 300), later, Mode.FREEZE, closed=False) == {}


def test_minutes_judged_twice_missed_or_out_of_order_come_to_the_same_mode() -> None:
    late = [300, 300, 301]
    assert modes(late, OUTAGE, Mode.DEVELOPMENT) == {300: Mode.FREEZE}
    # A clock that goes back sees the budget of then; nothing that was strict becomes free by it before 50 %.
    assert modes([300, 150, 130, 300], OUTAGE, Mode.DEVELOPMENT) == {300: Mode.FREEZE}


def test_every_rule_fires_and_falls_silent_at_the_minute() -> None:
    # Long windows reach 14.4, 6, 3 and 1 times 0.5 % after 4.32, 10.8, 21.6 and 21.6 minutes; short ones fall below
    # it 4.64, 29.1, 118.2 and 358.2 minutes after the end.
    changed: dict[str, list[int]] = {rule.name: [] for rule in PROMISED.rules}
    for minute in range(720):
        counts = counted(OUTAGE + MINUTE * minute)
        for rule in PROMISED.rules:
            fires = is_burning(PROMISED, rule, counts[rule.long], counts[rule.short])
            if fires is (len(changed[rule.name]) % 2 == 0):
                changed[rule.name].append(minute)
    assert changed == {
        "1h and 5m": [5, 180 + 5],
        "6h and 30m": [11, 180 + 30],
        "1d and 2h": [22, 180 + 119],
        "3d and 6h": [22, 180 + 359],
    }


def test_it_is_a_complete_outage_as_long_as_the_short_window_holds_nothing_else() -> None:
    fast = PROMISED.rules[0]
    short = {minute: counted(OUTAGE + MINUTE * minute)[fast.short] for minute in (4, 5, 180, 181)}
    levels = {minute: level_of(PROMISED, fast, counts) for minute, counts in short.items()}
    assert levels == {4: "P1", 5: "P0", 180: "P0", 181: "P1"}
