"""Recording what happens, in the transaction that makes it happen: it is there exactly when its cause is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from totalaudio.core.lib.ids import new_id

from .names import INSTALLATION, AppName, Counter, EventCategory, EventName, EventStatus

_FIELDS = 13


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from; `visitor` stands for the person when nobody is signed in."""

    visitor: UUID | None = None
    session_id: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None
    referrer: str | None = None


NOWHERE = Origin()


def _always() -> bool:
    return True


_is_on: Callable[[], bool] = _always


def set_switch(is_on: Callable[[], bool]) -> None:
    """Ask this before anything is recorded or counted; the project hands in a feature flag."""
    global _is_on
    _is_on = is_on


def is_recording() -> bool:
    """Whether events and counters are kept at all."""
    return _is_on()


def record(
    name: EventName,
    category: EventCategory,
    app: AppName,
    *,
    status: EventStatus = EventStatus.SUCCESS,
    duration_ms: int | None = None,
    error_message: str | None = None,
    origin: Origin = NOWHERE,
    event_id: UUID | None = None,
    **properties: str | int | float | bool | None,
) -> None:
    """Store an event of the person and workspace of the open transaction's context, or of `origin.visitor`.

    The same `event_id`, a uuidv7, is stored once.
    """
    if not _is_on():
        return
    values: list[UUID | str | int | None] = [
        event_id or new_id(), name, category, app, origin.visitor, origin.session_id, json.dumps(properties),
        duration_ms, status, error_message, origin.ip_address, origin.user_agent, origin.referrer,
    ]  # fmt: skip
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT record_event_v1({', '.join(['%s'] * _FIELDS)})", values)


def record_for(
    user_id: UUID,
    workspace_id: UUID = INSTALLATION,
    *,
    name: EventName,
    category: EventCategory,
    app: AppName = AppName.CORE,
    status: EventStatus = EventStatus.SUCCESS,
    event_id: UUID | None = None,
    **properties: str | int | float | bool | None,
) -> None:
    """Store an event for somebody in work without a person, in the open transaction of the system role.

    The same `event_id`, a uuidv7, is stored once.
    """
    if not _is_on():
        return
    with connections["system"].cursor() as cursor:
        cursor.execute(
            """INSERT INTO events (id, user_id, workspace_id, created_at, event_name, event_category, app_name,
               status, properties) SELECT i, %s, %s, uuid_time_v1(i), %s, %s, %s, %s, %s
               FROM (SELECT %s::uuid AS i) made ON CONFLICT DO NOTHING""",
            [
                user_id,
                workspace_id,
                name,
                category,
                app,
                status,
                json.dumps(properties),
                event_id or new_id(),
            ],
        )


def count(counter: Counter, app: AppName, *, user_id: UUID, by: int = 1) -> None:
    """Raise a usage counter of the person of the open transaction's context."""
    if not _is_on() or by == 0:
        return
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT increment_usage_counter(%s, %s, %s, %s)", [user_id, app, counter, by]
        )
