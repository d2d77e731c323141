"""The user's own mailboxes, their secrets, and the outbox of this machine."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference
from totalaudio.pitch.states import MailboxKind, MailboxState, choices


class Mailbox(TenantModel):
    """An address that mail is sent from, with its pace.

    `servers` holds hosts, ports and the sign-in name, never a secret. Gaps are in seconds; hours are local to the
    recipient; `ramp` are the daily caps of the first weeks. `cursor` is how far replies were read. `tripped_at` is
    when too many bounces stopped it last; those from before do not count again.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=choices(MailboxKind))
    address = models.EmailField()
    sender_name = models.CharField(max_length=120)
    state = models.CharField(
        max_length=12, choices=choices(MailboxState), default=MailboxState.ACTIVE
    )
    problem = models.TextField(blank=True, default="")
    servers = models.JSONField(default=dict)
    scopes = ArrayField(models.TextField(), default=list)
    reads_replies = models.BooleanField(default=False)
    gap_min = models.PositiveIntegerField(default=60)
    gap_max = models.PositiveIntegerField(default=150)
    daily_cap = models.PositiveIntegerField(default=50)
    ramp = ArrayField(models.PositiveIntegerField(), default=list)
    hours_from = models.TimeField(null=True, default=time(9))
    hours_to = models.TimeField(null=True, default=time(17, 30))
    weekdays_only = models.BooleanField(default=True)
    next_send_at = models.DateTimeField(null=True)
    tripped_at = models.DateTimeField(null=True)
    cursor = models.JSONField(default=dict)
    polled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "address", "kind"], name="pitch_mailbox_once"
            ),
            models.CheckConstraint(
                condition=models.Q(gap_max__gte=models.F("gap_min")), name="pitch_mailbox_gap"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class MailboxSecret(TenantModel):
    """The encrypted password or tokens of a mailbox: web processes write it, and only the worker reads it."""

    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="secrets",
    )
    sealed = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_mailboxsecret_mailbox", column="mailbox_id", to="pitch_mailbox"
            ),
            models.UniqueConstraint(
                fields=["workspace", "mailbox"], name="pitch_mailboxsecret_once"
            ),
        ]

    def __str__(self) -> str:
        return f"secret of {self.mailbox_id}"


class LocalMessage(TenantModel):
    """A message of the outbox on this machine: one that was sent there, or an answer that was typed."""

    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="local_messages",
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="local_messages",
    )
    is_incoming = models.BooleanField(default=False)
    raw = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_localmessage_mailbox", column="mailbox_id", to="pitch_mailbox"
            ),
            TenantReference(
                name="pitch_localmessage_contact", column="contact_id", to="contacts_contact"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "mailbox", "id"], name="pitch_localmessage_of")
        ]

    def __str__(self) -> str:
        return f"{'in' if self.is_incoming else 'out'} {self.at:%Y-%m-%d %H:%M}"
