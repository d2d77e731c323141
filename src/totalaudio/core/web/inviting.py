"""Counts invitations as a use of the platform; accounts knows nothing of metrics."""

from totalaudio.core.accounts.workspaces.signals import invited
from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import Role


def listen() -> None:
    """Record every invitation that is written, a second letter to the same address included."""
    invited.connect(_invited, dispatch_uid="web.invited")


def _invited(*, by: Actor, role: Role, **_: object) -> None:
    record(
        EventName.FEATURE_USED,
        EventCategory.FEATURE,
        AppName.CORE,
        feature=Feature.INVITATION,
        role=role,
    )
