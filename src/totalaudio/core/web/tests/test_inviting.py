import pytest
from tests.support.cast import Person

from totalaudio.core.metrics.models import Event

pytestmark = pytest.mark.usefixtures("db")


def used() -> list[tuple[object, ...]]:
    found = Event.objects.using("system").filter(event_name="feature-used")
    return [(e.user_id, e.workspace_id, e.app_name, e.properties) for e in found]


def test_an_invitation_is_a_use_of_whoever_invites_and_says_nothing_of_whom(alice: Person) -> None:
    alice.client().post("/workspaces/members/", {"email": "gina@example.com", "role": "member"})
    expected = {"feature": "invitation", "role": "member"}
    assert used() == [(alice.id, alice.workspace_id, "core", expected)]


def test_a_refused_invitation_is_none(alice: Person, bob: Person) -> None:
    alice.client().post("/workspaces/members/", {"email": bob.user.email, "role": "member"})
    assert used() == []
