"""A program with a key, as the API sees one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.support.cast import Person
from totalaudio.core.accounts.keys.actions import PREFIX, hash_of_key
from totalaudio.core.accounts.models import ApiKey
from totalaudio.core.api.scopes import Scope

ALL = tuple(Scope)


@dataclass(frozen=True)
class Answer:
    """What came back: its status, its body, and its headers."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass(frozen=True)
class Program:
    """Calls the API with one key, and with no cookie."""

    key: str

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        sent = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        answer = Client().generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else b"",
            content_type="application/json",
            headers=sent | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        text = answer.content.decode()
        return Answer(answer.status_code, json.loads(text) if text else None, dict(answer.headers))

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.call("POST", path, {} if body is None else body, **headers)


def program_of(
    person: Person, scopes: Iterable[Scope] = ALL, *, key: str = "", days: float = 30
) -> Program:
    """A program of this person, with a key that lasts so many days."""
    text = PREFIX + (key or person.user.name).ljust(32, "x")[:32]
    ApiKey.objects.using("system").create(
        workspace_id=person.workspace_id,
        user_id=person.id,
        name="A program",
        start=text[:14],
        key_hash=hash_of_key(text),
        scopes=list(scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return Program(text)
