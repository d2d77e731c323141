"""What was typed about flags, as the values that it means; needs Django on the running platform."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connections
from django.utils import timezone

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.flags import current, queries
from totalaudio.core.flags.deciding import Decision, Snapshot, compiled
from totalaudio.core.flags.declarations import FLAGS
from totalaudio.core.flags.expiry import UnreadableExpiryError, read_expiry
from totalaudio.core.flags.listening import read_snapshot
from totalaudio.core.flags.models import StoredOverride
from totalaudio.core.flags.names import FlagName, Scope
from totalaudio_ops.problems import Problem

SYSTEM: Final = "system"


@dataclass(frozen=True, slots=True)
class Target:
    """For whom an override is, and what they are called."""

    scope: Scope
    id: UUID | None
    name: str


@contextmanager
def refusals() -> Iterator[None]:
    """Raises Problem in the words of a refusal."""
    try:
        yield
    except RefusedError as refusal:
        said = str(refusal)
        raise Problem(f"{said[0].lower()}{said[1:]}") from None


def flag(name: str) -> FlagName:
    """The flag of this name; raises Problem when there is none."""
    try:
        return FlagName(name)
    except ValueError:
        raise Problem(f"there is no flag {name}: choose one of {', '.join(FlagName)}.") from None


def known_flag(name: str) -> str:
    """The flag of this name, or one that is no longer declared and has left overrides."""
    if StoredOverride.objects.using(SYSTEM).filter(flag=name).exists():
        return name
    return flag(name)


def known_target(name: str, address: str, workspace_name: str, *, everybody: bool) -> Target:
    """As `target`; somebody who is gone is named by the id that their override holds."""
    try:
        return target(address, workspace_name, everybody=everybody)
    except Problem:
        left = _left(name, Scope.USER if address else Scope.WORKSPACE, address or workspace_name)
        if left is None:
            raise
        return left


def _left(name: str, scope: Scope, sought: str) -> Target | None:
    try:
        subject = UUID(sought)
    except ValueError:
        return None
    overrides = StoredOverride.objects.using(SYSTEM).filter(flag=name, scope=scope, subject=subject)
    return Target(scope, subject, f"a {scope} that is gone") if overrides.exists() else None


def target(address: str, workspace_name: str, *, everybody: bool) -> Target:
    """The one target that was named; raises Problem for none and for several."""
    if [everybody, bool(address), bool(workspace_name)].count(True) != 1:
        raise Problem("say for whom: one of --all, --user ADDRESS and --workspace ID.")
    if everybody:
        return Target(Scope.ALL, None, "everybody")
    scope = Scope.USER if address else Scope.WORKSPACE
    found = _subject(scope, address or workspace_name)
    return Target(scope, found.id, found.name)


def user(address: str) -> UUID | None:
    """The person with this address, None for none."""
    return _subject(Scope.USER, address).id if address else None


def workspace(name: str) -> UUID | None:
    """The workspace with this id or name, None for none."""
    return _subject(Scope.WORKSPACE, name).id if name else None


def end(text: str) -> datetime | None:
    """When it ends; raises Problem for what is no end in time."""
    try:
        return read_expiry(text, timezone.now()) if text else None
    except UnreadableExpiryError as error:
        raise Problem(str(error)) from None


def snapshot() -> Snapshot:
    """The overrides as they stand in the database."""
    system = connections[SYSTEM]
    system.ensure_connection()
    return read_snapshot(system.connection)


def decision(name: FlagName, target: Target) -> Decision:
    """What the platform now decides for the target."""
    decide = compiled(FLAGS, current.place(), snapshot())[name]
    return decide(
        target.id if target.scope is Scope.USER else None,
        target.id if target.scope is Scope.WORKSPACE else None,
    )


def _subject(scope: Scope, sought: str) -> queries.Subject:
    with refusals():
        return queries.subject(scope, sought, using=SYSTEM)
