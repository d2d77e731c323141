"""A database that goes away between two questions of the same request is told as one that is away."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import connection
from django.test import Client
from tests.support.database import Urls

from totalaudio.core.web import health


@pytest.fixture
def lost(db: Urls) -> Callable[..., None]:
    """Ends the connection on which the next question would be asked."""

    def lose(*_: object) -> None:
        with psycopg.connect(db.admin, autocommit=True) as admin:
            pid = connection.connection.info.backend_pid
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    return lose


@pytest.mark.parametrize("path", ["/health", "/health/ready"])
def test_lost_before_the_schema_of_operations_is_asked(
    path: str, lost: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = health._wanted()

    def then_lost() -> frozenset[tuple[str, str]]:
        lost()
        return wanted

    monkeypatch.setattr(health, "_wanted", then_lost)
    answer = Client().get(path)
    assert (answer.status_code, answer.json()["reason"]) == (503, "database")


def test_lost_before_the_worker_is_asked(
    lost: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "problem", lost)
    with connection.cursor():
        answer = Client().get("/health")
    assert (answer.status_code, answer.json()["reason"]) == (503, "database")
