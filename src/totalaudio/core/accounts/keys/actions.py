"""Writes on a workspace's API keys; the database enforces who may."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.utils import timezone

from totalaudio.core.accounts.models import ApiKey
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS

PREFIX: Final = "tap_key_"
LIFETIMES: Final = (30, 90, 365)  # days
_SHOWN: Final = len(PREFIX) + 6


def hash_of_key(key: str) -> str:
    """What is kept of a key; it holds 192 random bits, so a plain hash cannot be turned back."""
    return sha256(key.encode()).hexdigest()


def make_key(*, by: Actor, name: str, scopes: Sequence[Scope], days: int) -> tuple[ApiKey, str]:
    """Make a key that acts for the person who makes it; its text is returned this once."""
    if by.role not in MANAGERS or by.user_id is None:
        raise PermissionDenied("owners and admins make keys")
    if days not in LIFETIMES:
        raise ValueError(f"a key lasts {LIFETIMES} days, not {days}")
    key = PREFIX + secrets.token_urlsafe(24)
    made = ApiKey.objects.create(
        workspace_id=by.workspace_id,
        user_id=by.user_id,
        name=name,
        start=key[:_SHOWN],
        key_hash=hash_of_key(key),
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return made, key


def revoke_key(*, by: Actor, key_id: UUID) -> None:
    """End a key at once and for good."""
    found = get_object_or_404(ApiKey, id=key_id, workspace_id=by.workspace_id)
    ApiKey.objects.filter(id=found.id, revoked_at=None).update(revoked_at=Now())
