import io

import psycopg
import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.accounts.models import User
from totalaudio.core.web import home
from totalaudio.core.web.sessions import SessionStore


class Watched(io.BytesIO):
    """A body that notes whether a transaction is open while it is read."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.in_transaction: list[bool] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.in_transaction.append(connection.in_atomic_block)
        return super().read(size)


def test_a_body_is_read_before_the_transaction_begins(db: None) -> None:
    body = Watched(b"login=alice@example.com&password=wrong")
    wire = {
        "wsgi.input": body,
        "CONTENT_LENGTH": str(len(body.getvalue())),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    Client().generic("POST", "/accounts/login/", **wire)  # type: ignore[arg-type]  # the environment of WSGI
    assert body.in_transaction
    assert not any(body.in_transaction)


def test_a_body_that_cannot_be_read_gets_our_page_and_leaves_no_transaction(db: None) -> None:
    answer = Client().generic(
        "POST", "/accounts/login/", b"--x", content_type="multipart/form-data"
    )
    assert answer.status_code == 400
    assert not connection.in_atomic_block


def test_a_database_that_goes_away_in_the_middle_is_told_as_such(
    alice: Person, db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the request is left, and the next one has a connection again."""
    client = alice.client()

    def lose(*_: object) -> str:
        User.objects.filter(pk=alice.user.pk).update(name="Somebody Else")
        with psycopg.connect(db.admin, autocommit=True) as admin:
            pid = connection.connection.info.backend_pid
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return str(User.objects.count())

    with monkeypatch.context() as broken:
        broken.setattr(home, "_start", lose)
        answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "This is not available at the moment" in answer.content.decode()
    assert client.get("/").status_code == 302
    with psycopg.connect(db.admin) as admin:
        named = "SELECT name FROM totalaudio.accounts_user WHERE id = %s"
        assert admin.execute(named, [alice.user.pk]).fetchall() == [(alice.user.name,)]


def test_a_database_that_goes_away_before_the_session_is_kept_is_told_as_such(
    alice: Person, db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for is done by then, so nobody is told that nothing was changed."""
    client = alice.client()
    client.raise_request_exception = False

    def touch(request: HttpRequest, *_: object) -> str:
        request.session["seen"] = True
        return "/"

    def lose(store: SessionStore, *_: object, **__: object) -> None:
        with psycopg.connect(db.admin, autocommit=True) as admin:
            pid = connection.connection.info.backend_pid
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        store.exists("nobody")

    monkeypatch.setattr(home, "_start", touch)
    monkeypatch.setattr(SessionStore, "save", lose)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_an_error_of_a_database_that_answers_is_still_our_mistake(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 10")
            cursor.execute("SELECT pg_sleep(5)")

    client = alice.client()
    client.raise_request_exception = False
    monkeypatch.setattr(home, "_start", too_slow)
    assert client.get("/").status_code == 500
