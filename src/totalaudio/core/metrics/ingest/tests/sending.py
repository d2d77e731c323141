"""Events as somebody sends them, and what is stored of them."""

import json
from typing import Any

from django.db import connections
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.metrics.models import EventKey
from totalaudio.core.metrics.names import AppName

URL = "/api/v1/events"


def make_key(person: Person, app: AppName = AppName.TRACKER) -> EventKey:
    return EventKey.objects.using("system").create(workspace_id=person.workspace_id, app_name=app)


def send(key: EventKey | None, body: object, **head: str) -> Any:
    """Send a body, which is JSON unless it is bytes already."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    if key is not None:
        head = {"Authorization": f"Bearer {key.key}", **head}
    return Client().post(URL, content, content_type="application/json", headers=head)


def answered(key: EventKey | None, body: object, **head: str) -> tuple[int, dict[int, str]]:
    """How many were accepted, and the reason of each that was refused."""
    response = send(key, body, **head)
    assert response.status_code == 200, response.content
    found = response.json()
    return found["accepted"], {one["index"]: one["reason"] for one in found["refused"]}


def rows(*columns: str) -> list[tuple[Any, ...]]:
    """All stored events, in the order of their ids."""
    with connections["system"].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM events ORDER BY id")
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
