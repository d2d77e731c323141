"""Keys: shown once, kept as a hash, scoped, expiring, revocable; nothing else opens the API."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.support.cast import Person
from totalaudio.core.accounts.keys import opening
from totalaudio.core.accounts.models import ApiKey, Member
from totalaudio.core.api.scopes import Scope

from .calling import Program, program_of


def test_a_key_is_shown_once_and_kept_as_a_hash(alice: Person) -> None:
    form = {"name": "Our site", "scopes": ["contacts:read"], "days": "90"}
    page = alice.client().post("/workspaces/api-keys/", form).content.decode()
    (key,) = set(re.findall(r"tap_key_[A-Za-z0-9_-]{32}", page))
    kept = ApiKey.objects.using("system").get()
    assert key not in str([getattr(kept, field.attname) for field in ApiKey._meta.fields])
    assert key not in alice.client().get("/workspaces/api-keys/").content.decode()
    assert Program(key).get("contacts").body == {"items": [], "next": None}
    assert Program(key).get("runs").status == 403


@pytest.mark.parametrize(
    "wrong",
    ["", "tap_key_", "tap_anything", "undefined", "null", "tap_key_" + "y" * 32, "tap_pub_" + "x" * 32],
)  # fmt: skip
def test_what_is_no_key_opens_nothing(alice: Person, wrong: str) -> None:
    program_of(alice)
    answer = Program(wrong).get("contacts")
    assert (answer.status, answer.body["type"]) == (401, "urn:totalaudio:problem:no-key")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_opens_nothing(alice: Person) -> None:
    assert alice.client().get("/api/v1/contacts").status_code == 401


def _revoke(key: ApiKey) -> None:
    key.revoked_at = key.created_at
    key.save(using="system")


def _expire(key: ApiKey) -> None:
    key.expires_at = key.created_at
    key.save(using="system")


def _leave(key: ApiKey) -> None:
    Member.objects.using("system").filter(user_id=key.user_id).delete()


def _become_client(key: ApiKey) -> None:
    Member.objects.using("system").filter(user_id=key.user_id).update(role="client")


@pytest.mark.parametrize("end", [_revoke, _expire, _leave, _become_client])
def test_a_key_ends(bob: Person, end: Callable[[ApiKey], None]) -> None:
    program = program_of(bob)
    assert program.get("contacts").status == 200
    end(ApiKey.objects.using("system").get())
    assert program.get("contacts").status == 401


def test_revoking_on_the_page_ends_a_key(alice: Person) -> None:
    program = program_of(alice)
    key = ApiKey.objects.using("system").get()
    alice.client().post(f"/workspaces/api-keys/{key.id}/revoke/")
    assert program.get("contacts").status == 401


def test_a_key_reads_and_changes_only_with_the_scope_for_it(alice: Person) -> None:
    reader = program_of(alice, [Scope.CONTACTS_READ])
    answer = reader.post("runs", {"all": True})
    assert (answer.status, answer.body["type"]) == (403, "urn:totalaudio:problem:scope-missing")
    assert "runs:write" in answer.body["detail"]


def test_only_owners_and_admins_make_keys(bob: Person) -> None:
    form = {"name": "Mine", "scopes": ["contacts:read"], "days": "30"}
    assert bob.client().post("/workspaces/api-keys/", form).status_code == 403
    assert ApiKey.objects.using("system").count() == 0


def test_no_key_gets_a_scope_or_a_lifetime_that_there_is_not(alice: Person) -> None:
    for wrong in ({"scopes": ["everything"]}, {"days": "36500"}, {"days": "0"}):
        form = {"name": "All", "scopes": ["contacts:read"], "days": "30"} | wrong
        alice.client().post("/workspaces/api-keys/", form)
    assert ApiKey.objects.using("system").count() == 0


def test_a_key_has_so_many_turns_in_a_minute(
    alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TURNS", 3)
    program, other = program_of(alice), program_of(bob)
    left = [program.get("contacts").headers["RateLimit"].split(";")[1] for _ in range(3)]
    assert left == ["r=2", "r=1", "r=0"]
    refused = program.get("contacts")
    assert (refused.status, refused.body["status"]) == (429, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert other.get("contacts").status == 200


def test_everybody_may_read_the_description(alice: Person) -> None:
    told = Client().get("/api/v1/openapi.json")
    assert (told.status_code, told.json()["openapi"]) == (200, "3.1.0")
