"""How often a person may make the platform write to strangers."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from .refusals import RefusedError

_RATES = {"invite": "30/h/user"}


def may_invite(request: HttpRequest) -> None:
    """Count an invitation; RefusedError past 30 in an hour."""
    if not ratelimit.consume(request, app="workspaces", action="invite", config=_RATES):
        raise RefusedError("You sent 30 invitations within an hour. Go on in an hour.")
