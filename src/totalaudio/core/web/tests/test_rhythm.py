"""When periodic tasks come round: the field of the seconds stands last, which is easily written first."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django import app

from totalaudio.core.web.tasks import STALLED_SECONDS

# From 2026 to 2028.
moments = st.integers(1_767_225_600, 1_861_920_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def ticks(task: str, after: datetime, count: int) -> list[datetime]:
    """The next times of a task."""
    [periodic] = [
        one for (name, _), one in app.periodic_registry.periodic_tasks.items() if name == task
    ]
    clock = periodic.croniter
    clock.set_current(start_time=after.timestamp())
    return [datetime.fromtimestamp(clock.get_next(ret_type=float), UTC) for _ in range(count)]


@settings(deadline=None)  # a busy machine
@given(moments)
def test_tasks_of_a_dead_worker_are_looked_for_every_ten_seconds_at_any_time_of_day(
    moment: datetime,
) -> None:
    found = ticks("queue.take_up", moment, 4)
    assert found[0] - moment <= timedelta(seconds=10)
    assert {later - sooner for sooner, later in pairwise(found)} == {timedelta(seconds=10)}


def test_they_wait_for_less_than_half_a_minute() -> None:
    assert STALLED_SECONDS + 10 < 30


@settings(deadline=None)  # a busy machine
@given(moments)
def test_no_other_task_comes_round_more_than_once_a_minute(moment: datetime) -> None:
    often = {"queue.take_up", "pitch.wake"}
    names = {name for name, _ in app.periodic_registry.periodic_tasks} - often
    for name in sorted(names):
        first, second = ticks(name, moment, 2)
        assert second - first >= timedelta(minutes=1), name
