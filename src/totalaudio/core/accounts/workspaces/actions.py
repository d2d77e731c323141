"""Writes on workspaces and their members; the database enforces the same rules."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.shortcuts import get_object_or_404

from totalaudio.core.accounts.models import Member
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import MANAGERS, Role

from .refusals import RefusedError, keeping_an_owner


def create_workspace(*, name: str) -> UUID:
    """Make a workspace whose owner is the current user: on Free, or on Self-hosted where nothing is sold."""
    plan = Plan.FREE if settings.PAYMENTS_CONFIGURED else Plan.SELF_HOSTED
    workspace_id = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT create_workspace_v1(%s, %s, %s, %s)",
            [workspace_id, name, plan, new_id()],
        )
    return workspace_id


def rename_workspace(*, by: Actor, name: str) -> None:
    """Give the workspace another name."""
    _managers_only(by)
    Workspace.objects.filter(id=by.workspace_id).update(name=name)


def change_role(*, by: Actor, member_id: UUID, role: Role) -> None:
    """Give a member another role; owners are made and unmade by owners."""
    member = _managed(by, member_id)
    if by.role != Role.OWNER and Role.OWNER in {role, member.role}:
        raise RefusedError("Only an owner makes somebody an owner, or changes what an owner is.")
    with keeping_an_owner():
        member.role = role
        member.save(update_fields=["role"])


def remove_member(*, by: Actor, member_id: UUID) -> None:
    """End somebody's membership; their work stays."""
    member = _managed(by, member_id)
    if by.role != Role.OWNER and member.role == Role.OWNER:
        raise RefusedError("Only an owner removes an owner.")
    with keeping_an_owner():
        member.delete()


def leave_workspace(*, by: Actor) -> None:
    """End one's own membership."""
    with keeping_an_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT leave_workspace_v1()")


def _managed(by: Actor, member_id: UUID) -> Member:
    _managers_only(by)
    members = Member.objects.select_related("user")
    return get_object_or_404(members, id=member_id, workspace_id=by.workspace_id)


def _managers_only(by: Actor) -> None:
    if by.role not in MANAGERS:
        raise PermissionDenied(f"not for the role {by.role}")
