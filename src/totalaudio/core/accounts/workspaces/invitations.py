"""Invitations: mailed with a link whose key is kept only as a hash."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import connection, transaction
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from totalaudio.core.accounts.models import INVITATION_LASTS, Invitation, Member, User
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import MANAGERS, Role

from .limits import may_have_members
from .refusals import RefusedError
from .signals import invited

MOST_OPEN = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers to whoever holds its key."""

    workspace_name: str
    email: str
    role: Role
    is_open: bool


def invite(*, by: Actor, email: str, role: Role) -> None:
    """Invite an address, or write to it again with a new link if it was invited before."""
    _managers_only(by)
    email = email.strip().lower()
    if role == Role.OWNER:
        raise RefusedError(
            "Invite them with another role, and make them an owner once they are here."
        )
    if Member.objects.filter(workspace_id=by.workspace_id, user__email=email).exists():
        raise RefusedError(f"{email} is a member already.")
    waiting = Invitation.objects.filter(workspace_id=by.workspace_id, accepted_at=None)
    if waiting.exclude(email=email).count() >= MOST_OPEN:
        raise RefusedError(f"{MOST_OPEN} invitations are open. Revoke some, then go on.")
    known = waiting.filter(email=email).select_for_update().first()
    _send(known or Invitation(workspace_id=by.workspace_id, email=email), by=by, role=role)


def resend(*, by: Actor, invitation_id: UUID) -> str:
    """Write again with a new link; the old link stops working. Returns the address."""
    invitation = _open(by, invitation_id)
    _send(invitation, by=by, role=Role(invitation.role))
    return invitation.email


def revoke(*, by: Actor, invitation_id: UUID) -> str:
    """Take an invitation back; its link stops working. Returns the address."""
    invitation = _open(by, invitation_id)
    invitation.delete()
    return invitation.email


def offer_of(key: str) -> Offer | None:
    """What the invitation with this key offers; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM invitation_by_key_v1(%s)", [hash_of(key)])
        found = cursor.fetchone()
    return Offer(found[0], found[1], Role(found[2]), found[3]) if found else None


def accept(*, key: str) -> UUID | None:
    """Make the current user a member; None when the invitation is not open or is for another address.

    Raises RefusedError, and leaves everything as it was, when the workspace may have no members any more.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT accept_invitation_v1(%s, %s)", [hash_of(key), new_id()])
            found = cursor.fetchone()
        workspace_id: UUID | None = found[0] if found else None
        if workspace_id is not None:
            may_have_members(workspace_id)  # only a member can see its plan
    return workspace_id


def hash_of(key: str) -> str:
    """SHA-256 in hex; the key is long and random, so no salt is needed."""
    return sha256(key.encode()).hexdigest()


def _send(invitation: Invitation, *, by: Actor, role: Role) -> None:
    may_have_members(by.workspace_id)
    key = token_urlsafe(32)
    invitation.key_hash = hash_of(key)
    invitation.role = role
    invitation.invited_by_id = by.user_id
    invitation.expires_at = timezone.now() + INVITATION_LASTS
    invitation.save()
    words = {
        "workspace": Workspace.objects.get(id=by.workspace_id),
        "inviter": _inviter(by),
        "role": role,
        "days": INVITATION_LASTS.days,
        "base_url": settings.BASE_URL,
        "link": urljoin(f"{settings.BASE_URL}/", reverse("workspaces:invitation", args=[key])),
    }
    subject = render_to_string("workspaces/email/invitation_subject.txt", words).strip()
    body = render_to_string("workspaces/email/invitation_message.txt", words)
    send_mail(subject, body, None, [invitation.email])
    invited.send(sender=Invitation, by=by, role=role)


def _inviter(by: Actor) -> User:
    if by.user_id is None:
        raise PermissionDenied("a person invites, not a task")
    return User.objects.get(id=by.user_id)


def _open(by: Actor, invitation_id: UUID) -> Invitation:
    _managers_only(by)
    waiting = Invitation.objects.select_for_update().filter(workspace_id=by.workspace_id)
    return get_object_or_404(waiting, id=invitation_id, accepted_at=None)


def _managers_only(by: Actor) -> None:
    if by.role not in MANAGERS:
        raise PermissionDenied(f"not for the role {by.role}")
