"""The outbox, the links that end writing to somebody, and what came back."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import ReplyKind
from totalaudio.campaigns.stages import choices as campaign_choices
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference
from totalaudio.pitch.states import Basis, SendState, choices

from .mailbox import Mailbox
from .text import Pitch


class Send(TenantModel):
    """One attempt to deliver one pitch: written before the call, and never made twice.

    It names nobody once its contact is gone; `address_hash` (see contacts.suppression) still tells who was written to.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="sends",
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="sends",
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="sends",
    )
    pitch = models.ForeignKey(
        Pitch,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="sends",
    )
    mailbox = models.ForeignKey(
        Mailbox,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="sends",
    )
    step = models.PositiveSmallIntegerField(default=1)
    address_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=choices(SendState), default=SendState.QUEUED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    message_id = models.TextField(blank=True, default="")
    thread_id = models.TextField(blank=True, default="")
    basis = models.CharField(max_length=20, choices=choices(Basis), blank=True, default="")
    gave_notice = models.BooleanField(default=False)
    problem = models.TextField(blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_send_campaign", column="campaign_id", to="campaigns_campaign"
            ),
            TenantReference(name="pitch_send_target", column="target_id", to="campaigns_target"),
            TenantReference(
                name="pitch_send_contact", column="contact_id", to="contacts_contact", forget=True
            ),
            TenantReference(
                name="pitch_send_pitch", column="pitch_id", to="pitch_pitch", forget=True
            ),
            TenantReference(
                name="pitch_send_mailbox", column="mailbox_id", to="pitch_mailbox", forget=True
            ),
            models.UniqueConstraint(
                fields=["workspace", "campaign", "contact", "step"], name="pitch_send_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "campaign", "address_hash", "step"],
                name="pitch_send_once_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in SendState]), name="pitch_send_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "mailbox", "due_at"],
                condition=models.Q(state=SendState.QUEUED),
                name="pitch_send_due",
            ),
            models.Index(fields=["workspace", "mailbox", "sent_at"], name="pitch_send_by_day"),
            models.Index(fields=["workspace", "message_id"], name="pitch_send_by_message"),
            models.Index(fields=["workspace", "contact"], name="pitch_send_contact"),
            models.Index(fields=["workspace", "target"], name="pitch_send_target"),
            models.Index(fields=["workspace", "address_hash"], name="pitch_send_address"),
            models.Index(fields=["workspace", "state", "due_at"], name="pitch_send_by_state"),
            models.Index(
                fields=["claimed_at"],
                condition=models.Q(state=SendState.SENDING),
                name="pitch_send_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} step {self.step}"


class UnsubscribeKey(TenantModel):
    """The key in the links of one message; only its hash is kept, and it works for as long as the row is there."""

    key_hash = models.CharField(max_length=64, unique=True)
    address_hash = models.CharField(max_length=64)
    send = models.ForeignKey(
        Send,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="unsubscribe_keys",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="pitch_unsubscribekey_send", column="send_id", to="pitch_send"),
        ]
        indexes = [models.Index(fields=["workspace", "send"], name="pitch_unsubscribekey_of")]

    def __str__(self) -> str:
        return f"key of {self.send_id}"


class Incoming(TenantModel):
    """A message that answers a send; others are not kept. `key` is its name in the mailbox, so that it is read once.

    It goes with its contact. `facts` are what was read out of it: a date of return, a status code.
    """

    mailbox = models.ForeignKey(
        Mailbox,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="incoming",
    )
    send = models.ForeignKey(
        Send,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="incoming",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="incoming",
    )
    key = models.TextField()
    kind = models.CharField(max_length=14, choices=campaign_choices(ReplyKind))
    subject = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    signals = ArrayField(models.TextField(), default=list)
    received_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(name="pitch_incoming_mailbox", column="mailbox_id", to="pitch_mailbox"),
            TenantReference(name="pitch_incoming_send", column="send_id", to="pitch_send"),
            TenantReference(
                name="pitch_incoming_contact", column="contact_id", to="contacts_contact"
            ),
            models.UniqueConstraint(
                fields=["workspace", "mailbox", "key"], name="pitch_incoming_once"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "send"], name="pitch_incoming_of"),
            models.Index(fields=["workspace", "contact"], name="pitch_incoming_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d}"
