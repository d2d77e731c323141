"""The harness itself: what other tests take for granted."""

import os
import socket

import psycopg
import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.web.models import Letter
from totalaudio.project.environment import Environment


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_an_empty_database(turn: int, db: Urls) -> None:
    assert Workspace.objects.using("system").count() == 0
    Workspace.objects.using("system").create(name=f"Turn {turn}")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_may_cut_every_connection(turn: int, db: Urls) -> None:
    assert Workspace.objects.using("system").count() == 0
    Workspace.objects.using("system").create(name=f"Turn {turn}")
    with psycopg.connect(db.admin) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_tests_commit(alice: Person, db: Urls) -> None:
    with psycopg.connect(db.system) as elsewhere:
        assert elsewhere.execute("SELECT email FROM accounts_user").fetchall() == [
            ("alice@example.com",)
        ]


def test_the_product_is_connected_as_the_app_role(alice: Person) -> None:
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        assert [w.name for w in Workspace.objects.all()] == ["Alice Plugs"]
    assert list(Workspace.objects.all()) == []


def test_a_person_of_the_cast_is_signed_in(alice: Person) -> None:
    assert alice.client().get("/tracker/campaigns/").status_code == 200


def test_mail_of_the_product_is_kept_by_the_product(db: Urls) -> None:
    send_mail("Hello", "A letter.", "us@example.com", ["you@example.com"])
    assert [letter.subject for letter in Letter.objects.using("system").all()] == ["Hello"]


def test_the_product_itself_hashes_passwords_at_their_full_price() -> None:
    from totalaudio.project import settings

    [name] = settings.PASSWORD_HASHERS
    hasher = import_string(name)()
    assert (hasher.algorithm, hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (
        "argon2",
        2,
        100 * 1024,
        8,
    )
    hashed = make_password("any")
    assert identify_hasher(hashed).decode(hashed)["memory_cost"] == 8


def test_a_copy_of_the_database_is_as_empty_and_as_migrated(fresh_database: Urls) -> None:
    with psycopg.connect(fresh_database.app) as app:
        assert app.execute("SELECT count(*) FROM contacts_contact").fetchone() == (0,)


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as caller, pytest.raises(UserWarning, match="tried to use"):
        caller.connect(("192.0.2.1", 80))


def test_nothing_of_the_developers_environment_reaches_the_product() -> None:
    declared = {name for name in os.environ if name.lower() in Environment.model_fields}
    assert declared == {"ENVIRONMENT"}
