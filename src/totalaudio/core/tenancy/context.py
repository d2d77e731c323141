"""Who acts, and in which workspace: set in the database for one transaction, never for a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from .roles import Role

# Sign-in looks people up before anybody is known; it sees users and their addresses, and no workspace.
SIGN_IN = "signin"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a workspace, with the role that the database confirmed."""

    user_id: UUID | None
    workspace_id: UUID
    role: Role


def set_context(*, user_id: UUID | None, workspace_id: UUID | None, role: str) -> None:
    """Set the context of the transaction that is open; it ends with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_context_v1(%s, %s, %s)", [user_id, workspace_id, role])


@contextmanager
def context(
    *, user_id: UUID | None = None, workspace_id: UUID | None = None, role: str = ""
) -> Iterator[None]:
    """A transaction in this context; one that is already open must not have another."""
    with transaction.atomic(durable=True):
        set_context(user_id=user_id, workspace_id=workspace_id, role=role)
        yield


@contextmanager
def task_context(workspace_id: UUID, user_id: UUID | None = None) -> Iterator[Actor]:
    """A transaction for work in a workspace that nobody waits for; it reads and writes as a member does."""
    with context(user_id=user_id, workspace_id=workspace_id, role=Role.MEMBER):
        yield Actor(user_id=user_id, workspace_id=workspace_id, role=Role.MEMBER)
