"""What operators see of flags: overrides and changes with the names of whom they concern."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from django.utils import timezone

from totalaudio.core.accounts.workspaces.refusals import RefusedError

from .models import Change, StoredOverride
from .names import FlagName, Scope

HISTORY = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """A user or a workspace, and what it is called."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ShownOverride:
    """An override with its people in words."""

    flag: str
    scope: Scope
    subject: UUID | None
    for_whom: str
    value: str
    reason: str
    by: str
    made_at: datetime
    expires_at: datetime | None
    has_ended: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with its people in words; `before` and `after` say what stood."""

    flag: str
    for_whom: str
    before: str
    after: str
    reason: str
    by: str
    made_at: datetime


def overrides(*, using: str = "default") -> list[ShownOverride]:
    """Every override, also those that have ended."""
    found = list(StoredOverride.objects.using(using).order_by("flag", "scope", "made_at"))
    names = _names(using, found)
    now = timezone.now()
    return [
        ShownOverride(
            each.flag,
            Scope(each.scope),
            each.subject,
            _for_whom(each.scope, each.subject, names),
            _value({"is_on": each.is_on, "variant": each.variant}),
            each.reason,
            _by(each.made_by, names),
            each.made_at,
            each.expires_at,
            has_ended=each.expires_at is not None and each.expires_at <= now,
        )
        for each in found
    ]


def changes(flag: FlagName | None = None, *, using: str = "default") -> list[ShownChange]:
    """The latest changes, newest first."""
    asked = Change.objects.using(using).order_by("-made_at", "-id")
    found = list((asked if flag is None else asked.filter(flag=flag))[:HISTORY])
    names = _names(using, found)
    return [
        ShownChange(
            each.flag,
            _for_whom(each.scope, each.subject, names),
            _value(each.before),
            _value(each.after),
            each.reason,
            _by(each.made_by, names),
            each.made_at,
        )
        for each in found
    ]


def subject(scope: Scope, sought: str, *, using: str = "default") -> Subject:
    """The user with this address, or the workspace with this name or id; RefusedError when it is not one."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT id, name FROM find_flag_subject_v1(%s, %s)", [scope, sought])
        found = [Subject(*row) for row in cursor.fetchall()]
    if not found:
        raise RefusedError(f"There is no {scope} {sought}: {_SOUGHT[scope]}.")
    if len(found) > 1:
        ids = ", ".join(str(each.id) for each in found)
        raise RefusedError(
            f"{len(found)} workspaces are called {sought}: name one by its id, {ids}."
        )
    return found[0]


_SOUGHT = {
    Scope.USER: "give the address with which they sign in",
    Scope.WORKSPACE: "give its name as it stands in its settings, or its id",
}


def _names(using: str, rows: Sequence[StoredOverride | Change]) -> dict[UUID, str]:
    ids: Iterable[UUID | None] = (i for row in rows for i in (row.subject, row.made_by))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT id, name FROM flag_subjects_v1(%s::uuid[])", [sorted({i for i in ids if i})]
        )
        return dict(cursor.fetchall())


def _for_whom(scope: str, subject_id: UUID | None, names: dict[UUID, str]) -> str:
    if subject_id is None:
        return "everybody"
    return names.get(subject_id, f"a {scope} that is gone")


def _by(user_id: UUID | None, names: dict[UUID, str]) -> str:
    return "the command line" if user_id is None else names.get(user_id, "somebody who is gone")


def _value(stood: dict[str, object] | None) -> str:
    if stood is None:
        return "as declared"
    return str(stood["variant"] or ("on" if stood["is_on"] else "off"))
