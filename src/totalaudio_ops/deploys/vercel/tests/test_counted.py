"""What people met, from our own counts."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.targets import Seen
from totalaudio_ops.deploys.vercel.counted import counts_from, mean_of
from totalaudio_ops.requests.bounds import PLACES
from totalaudio_ops.requests.counting import Row, Tally
from totalaudio_ops.requests.flushing import store

NOON = (datetime.now(UTC) - timedelta(minutes=30)).replace(second=0, microsecond=0)


def test_whole_minutes_of_this_app_and_of_people_are_summed(db: Urls) -> None:
    def row(app: str, kind: str, minute: int, bad: int, *places: int) -> Row:
        histogram = [*places, *[0] * (PLACES - len(places))]
        return Row(app, kind, NOON + timedelta(minutes=minute), Tally(bad, 0, 0.0, histogram))

    with psycopg.connect(db.app, autocommit=True) as app:
        store(
            app,
            uuid7(),
            1,
            [
                row("tracker", "home", 0, 1, 2),
                row("tracker", "board", 1, 0, 0, 2),
                row("tracker", "home", 2, 4, 9),  # not over yet
                row("tracker", "home", -1, 4, 9),  # before
                row("tracker", "db:query", 1, 0, 50),
                row("audio-intel", "home", 1, 3, 3),
            ],
        )
    with psycopg.connect(db.system) as system:
        counts = counts_from(system)
        seen = counts(Deployable.TRACKER, NOON, NOON + timedelta(minutes=2, seconds=30))
        assert seen == Seen(4, 1, (2 * 2.5 + 2 * 7.5) / 4)
        assert counts(Deployable.PITCH, NOON, NOON + timedelta(minutes=5)) == Seen(0, 0, None)
        # The minute in which it was switched to has requests of both.
        since = NOON + timedelta(seconds=10)
        assert counts(Deployable.TRACKER, since, NOON + timedelta(minutes=2)).requests == 2


@pytest.mark.parametrize(
    ("places", "mean"),
    [([], None), ([0] * PLACES, None), ([0] * (PLACES - 1) + [3], 30_000.0), ([1] + [0] * 20, 2.5)],
)
def test_the_mean_of_a_histogram(places: list[int], mean: float | None) -> None:
    assert mean_of(places) == mean
