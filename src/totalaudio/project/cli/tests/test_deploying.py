"""How long a deploy is watched, where nobody says it."""

import pytest

from totalaudio.project.cli.deploy_options import Where
from totalaudio.project.cli.deploying import seconds


@pytest.mark.parametrize(
    ("where", "told", "watched"),
    [
        (Where.SERVER, None, 30.0),
        (Where.VERCEL, None, 180.0),
        (Where.VERCEL, 10.0, 10.0),
        (Where.SERVER, 0.0, 0.0),
    ],
)
def test_a_place_that_counts_by_minutes_is_watched_for_some(
    where: Where, told: float | None, watched: float
) -> None:
    assert seconds(where, told) == watched
