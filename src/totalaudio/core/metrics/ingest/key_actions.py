"""Writes on the public keys of a workspace; the database enforces who may."""

from uuid import UUID

from django.db.models.functions import Now
from django.shortcuts import get_object_or_404

from totalaudio.core.metrics.models import EventKey
from totalaudio.core.metrics.names import AppName
from totalaudio.core.tenancy.context import Actor


def make_key(*, by: Actor, app_name: AppName) -> EventKey:
    """Make a key with which this app of the workspace sends events."""
    return EventKey.objects.create(workspace_id=by.workspace_id, app_name=app_name)


def revoke_key(*, by: Actor, key_id: UUID) -> None:
    """End a key for good; what it has sent stays."""
    key = get_object_or_404(EventKey, id=key_id, workspace_id=by.workspace_id)
    EventKey.objects.filter(id=key.id, revoked_at=None).update(revoked_at=Now())
