"""Who writes: named in every message, and the privacy notice that the first one to somebody links to."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import SenderIdentity


@dataclass(frozen=True, slots=True)
class Notice:
    """What the privacy notice of a workspace says of who writes."""

    organisation: str
    postal_address: str
    source: str
    updated_at: datetime


def identity_of(by: Actor) -> SenderIdentity | None:
    """Who this workspace writes as; None until somebody has said."""
    return SenderIdentity.objects.filter(workspace_id=by.workspace_id).first()


def save(*, by: Actor, organisation: str, postal_address: str, source: str) -> SenderIdentity:
    """Say who writes. The address of the notice stays the same for ever: it stands in mail that was sent."""
    known, _ = SenderIdentity.objects.update_or_create(
        workspace_id=by.workspace_id,
        defaults={
            "organisation": organisation,
            "postal_address": postal_address,
            "source": source,
        },
        create_defaults={
            "organisation": organisation,
            "postal_address": postal_address,
            "source": source,
            "notice_key": secrets.token_urlsafe(24),
        },
    )
    return known


def notice_by_key(key: str) -> Notice | None:
    """The notice at this address; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notice_by_key_v1(%s)", [key.replace("\0", "")])
        found = cursor.fetchone()
    return Notice(*found) if found else None
