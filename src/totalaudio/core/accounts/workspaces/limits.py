"""How often a person may make the platform write to strangers, and whether a workspace may have members at all."""

from collections.abc import Callable
from uuid import UUID

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from .refusals import RefusedError


def _anybody(workspace_id: UUID) -> None:
    """Without plans every workspace may have members."""


_member_rule: Callable[[UUID], None] = _anybody


def set_member_rule(rule: Callable[[UUID], None]) -> None:
    """Ask this before anybody is invited to a workspace; plans, which are above us, hand it in."""
    global _member_rule
    _member_rule = rule


def may_have_members(workspace_id: UUID) -> None:
    """RefusedError when the workspace is for its owner alone."""
    _member_rule(workspace_id)


_RATES = {"invite": "30/h/user"}


def may_invite(request: HttpRequest) -> None:
    """Count an invitation; RefusedError past 30 in an hour."""
    if not ratelimit.consume(request, app="workspaces", action="invite", config=_RATES):
        raise RefusedError("You sent 30 invitations within an hour. Go on in an hour.")
