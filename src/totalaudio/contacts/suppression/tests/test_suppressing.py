"""Who is suppressed stays so: however the address is written, and whoever would like it otherwise."""

from contextlib import AbstractContextManager

import pytest
from django.db import ProgrammingError
from tests.support.cast import Person

from totalaudio.contacts.models.suppression import Suppression, SuppressionReason
from totalaudio.contacts.suppression.actions import NotLiftedError, lift, suppress
from totalaudio.contacts.suppression.queries import counts, suppressed_among
from totalaudio.core.tenancy.context import Actor, context

WORD = [SuppressionReason.UNSUBSCRIBED, SuppressionReason.ASKED, SuppressionReason.COMPLAINED]


def inside(person: Person) -> AbstractContextManager[None]:
    return context(user_id=person.id, workspace_id=person.workspace_id, role=str(person.role))


def actor(person: Person) -> Actor:
    assert person.role
    return Actor(user_id=person.id, workspace_id=person.workspace_id, role=person.role)


def stop(person: Person, *addresses: str, reason: str = "by-hand") -> int:
    with inside(person):
        return suppress(
            workspace_id=person.workspace_id,
            addresses=addresses,
            reason=SuppressionReason(reason),
        )


def stopped(person: Person, *addresses: str) -> dict[str, SuppressionReason]:
    with inside(person):
        return suppressed_among(person.workspace_id, addresses)


def test_each_mailbox_is_counted_once_however_often_and_however_it_is_given(bob: Person) -> None:
    assert stop(bob, "a@example.com", "A+tag@Example.com", "b@example.com", " ") == 2
    assert stop(bob, "b@example.com", "c@example.com") == 1
    assert stopped(bob, "a+x@example.com", "z@example.com") == {
        "a+x@example.com": SuppressionReason.BY_HAND
    }


def test_who_added_it_is_known_and_nothing_names_the_address(bob: Person) -> None:
    stop(bob, "someone@example.com")
    row = Suppression.objects.using("system").values().get()
    assert row["created_by_id"] == bob.id
    assert "someone" not in str(row)


def test_another_workspace_learns_nothing(bob: Person, charlie: Person) -> None:
    stop(bob, "a@example.com")
    assert stopped(charlie, "a@example.com") == {}
    with inside(charlie):
        assert suppressed_among(bob.workspace_id, ["a@example.com"]) == {}


def test_a_client_adds_nothing(clara: Person) -> None:
    with pytest.raises(ProgrammingError, match="only who works in a workspace"):
        stop(clara, "a@example.com")


def test_ones_own_word_replaces_what_was_presumed_and_is_never_replaced(bob: Person) -> None:
    stop(bob, "a@example.com", reason="bounced")
    assert stop(bob, "a@example.com", reason="unsubscribed") == 0
    assert stop(bob, "a@example.com", reason="by-hand") == 0
    assert stopped(bob, "a@example.com") == {"a@example.com": SuppressionReason.UNSUBSCRIBED}


def test_owners_and_admins_lift_what_nobody_asked_for(alice: Person, bob: Person) -> None:
    stop(bob, "a@example.com")
    with inside(bob), pytest.raises(NotLiftedError, match="Only owners and admins"):
        lift(by=actor(bob), address="a@example.com")
    with inside(alice):
        lift(by=actor(alice), address="A@example.com")
    assert stopped(bob, "a@example.com") == {}
    with inside(alice), pytest.raises(NotLiftedError, match="not suppressed"):
        lift(by=actor(alice), address="a@example.com")


@pytest.mark.parametrize("reason", WORD)
def test_ones_own_word_is_lifted_by_consent_alone(reason: SuppressionReason, alice: Person) -> None:
    stop(alice, "a@example.com", reason=reason)
    with inside(alice), pytest.raises(NotLiftedError, match="their own word"):
        lift(by=actor(alice), address="a@example.com")
    assert stopped(alice, "a@example.com") == {"a@example.com": reason}
    with inside(alice):
        lift(by=actor(alice), address="a@example.com", has_consent_since=True)
    assert stopped(alice, "a@example.com") == {}


def test_the_counts_are_by_reason(alice: Person) -> None:
    stop(alice, "a@example.com", "b@example.com", reason="bounced")
    stop(alice, "c@example.com", reason="asked")
    with inside(alice):
        assert counts(alice.workspace_id) == {
            SuppressionReason.BOUNCED: 2,
            SuppressionReason.ASKED: 1,
        }
