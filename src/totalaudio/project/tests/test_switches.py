from collections.abc import Iterator

import pytest
from tests.support.cast import Person
from tests.support.flags import switched

from totalaudio.core.metrics import recording
from totalaudio.core.metrics.models import Event
from totalaudio.core.metrics.names import AppName, EventCategory, EventName
from totalaudio.core.tenancy.context import task_context
from totalaudio.project import switches


@pytest.fixture
def connected() -> Iterator[None]:
    before = recording._is_on
    switches.connect()
    yield
    recording.set_switch(before)


@pytest.mark.usefixtures("connected")
def test_nothing_is_recorded_while_the_flag_is_off(alice: Person) -> None:
    def recorded() -> int:
        with task_context(alice.workspace_id, alice.id):
            recording.record(EventName.PAGE_VIEW, EventCategory.SESSION, AppName.CORE)
        return Event.objects.using("system").count()

    assert recorded() == 1
    with switched(metrics_tracking=False):
        assert not recording.is_recording()
        assert recorded() == 1
    assert recorded() == 2
