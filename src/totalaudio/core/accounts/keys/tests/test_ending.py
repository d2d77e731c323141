"""What the database itself refuses of API keys, and what is forgotten of them at night."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connections
from django.utils import timezone
from tests.api.calling import program_of
from tests.support.cast import Person

from totalaudio.core.accounts.keys.actions import revoke_key
from totalaudio.core.accounts.models import ApiAnswer, ApiKey
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.roles import Role
from totalaudio.core.web.tasks import forget


def _key() -> ApiKey:
    return ApiKey.objects.using("system").get()


def test_a_key_that_ended_is_never_opened_again(alice: Person) -> None:
    program_of(alice)
    owner = Actor(user_id=alice.id, workspace_id=alice.workspace_id, role=Role.OWNER)
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        revoke_key(by=owner, key_id=_key().id)
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        assert ApiKey.objects.update(revoked_at=None) == 0
    assert _key().revoked_at is not None


@pytest.mark.parametrize(("whose", "days"), [("alice", 367), ("bob", 30)])
def test_no_key_is_made_that_lasts_for_ever_or_for_somebody_else(
    alice: Person, bob: Person, whose: str, days: int
) -> None:
    holder = {"alice": alice, "bob": bob}[whose]
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"),
    ):
        ApiKey.objects.create(
            workspace_id=alice.workspace_id,
            user_id=holder.id,
            name="Made by hand",
            start="tap_key_xxxxxx",
            key_hash="0" * 64,
            scopes=["contacts:read"],
            expires_at=timezone.now() + timedelta(days=days),
        )


def _answer(key: ApiKey, word: str, hours: float) -> UUID:
    answers = ApiAnswer.objects.using("system")
    made = answers.create(
        workspace_id=key.workspace_id,
        api_key_id=key.id,
        key=word,
        fingerprint="",
        status=201,
        content_type="application/json",
        body=b"{}",
    )
    answers.filter(id=made.id).update(created_at=timezone.now() - timedelta(hours=hours))
    return made.id


def test_answers_and_counts_of_turns_are_forgotten_at_night(alice: Person, bob: Person) -> None:
    assert program_of(alice).get("contacts").status == 200
    key = _key()
    stays, _ = _answer(key, "new", 23.9), _answer(key, "old", 24.1)
    with connections["system"].cursor() as cursor:
        cursor.execute("UPDATE accounts_apiturn SET began_at = began_at - interval '61 minutes'")
    assert program_of(bob).get("contacts").status == 200
    forget(timestamp=0)
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT key_id FROM accounts_apiturn")
        counted = [row[0] for row in cursor.fetchall()]
    assert list(ApiAnswer.objects.using("system").values_list("id", flat=True)) == [stays]
    assert counted == list(
        ApiKey.objects.using("system").filter(user_id=bob.id).values_list("id", flat=True)
    )
