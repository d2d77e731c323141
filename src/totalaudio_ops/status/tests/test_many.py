"""However much there is to tell, the page stays one that a person reads and a phone loads."""

from datetime import timedelta

from totalaudio_ops.status.incidents import MOST, open_incidents
from totalaudio_ops.status.model import Incident, Update
from totalaudio_ops.status.rendering import render
from totalaudio_ops.status.tests.pages import NOW, incident, page


def told(*incidents: Incident) -> str:
    return open_incidents(page(incidents=incidents), NOW)


def test_so_many_open_incidents_are_shown_and_the_rest_is_counted() -> None:
    many = tuple(incident(n + 1) for n in range(500))
    assert told(*many).count("<article") == MOST
    assert f"{500 - MOST} more in" in told(*many)
    assert "more in" not in told(*many[:MOST])
    assert len(render(page(incidents=many), NOW)) < 100_000


def test_the_latest_updates_are_shown_and_the_earlier_ones_are_counted() -> None:
    updates = tuple(Update(NOW - timedelta(minutes=n), f"News {n}.") for n in range(MOST + 3))
    text = told(incident(updates=updates))
    assert f"News {MOST - 1}." in text
    assert f"News {MOST}." not in text
    assert "3 earlier ones are in status.json." in text
    assert "earlier" not in told(incident(updates=updates[:MOST]))
