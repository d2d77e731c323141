"""What was done, what came back, what came of it, and the timeline that cannot be rewritten."""

from django.conf import settings
from django.db import models

from totalaudio.campaigns.stages import Channel, EntryKind, OutcomeKind, ReplyKind, choices
from totalaudio.core.tenancy.models import TenantModel, Workspace
from totalaudio.core.tenancy.policies import TenantPolicies, TenantReference

from .campaign import Campaign
from .rules import one_of
from .target import Target


class Touch(TenantModel):
    """Something done to a target. `ref` is the send that it came from; one send makes one touch."""

    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="touches",
    )
    channel = models.CharField(max_length=14, choices=choices(Channel))
    at = models.DateTimeField()
    note = models.TextField(blank=True, default="")
    ref = models.UUIDField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="campaigns_touch_target", column="target_id", to="campaigns_target"
            ),
            models.UniqueConstraint(fields=["workspace", "ref"], name="campaigns_touch_once"),
            one_of("channel", Channel, "campaigns_touch_channel"),
        ]
        indexes = [models.Index(fields=["workspace", "target", "at"], name="campaigns_touch_of")]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d}"


class Reply(TenantModel):
    """An answer of a target: found in the mailbox (`ref` is the incoming message), or entered by hand."""

    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="replies",
    )
    kind = models.CharField(max_length=14, choices=choices(ReplyKind))
    at = models.DateTimeField()
    text = models.TextField(blank=True, default="")
    ref = models.UUIDField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="campaigns_reply_target", column="target_id", to="campaigns_target"
            ),
            models.UniqueConstraint(fields=["workspace", "ref"], name="campaigns_reply_once"),
            one_of("kind", ReplyKind, "campaigns_reply_kind"),
        ]
        indexes = [models.Index(fields=["workspace", "target", "at"], name="campaigns_reply_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Outcome(TenantModel):
    """What came of it, when, and where that can be seen or heard. `outlet` is its name on that day."""

    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="outcomes",
    )
    kind = models.CharField(max_length=14, choices=choices(OutcomeKind))
    date = models.DateField()
    outlet = models.TextField(blank=True, default="")
    evidence = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="campaigns_outcome_target", column="target_id", to="campaigns_target"
            ),
            one_of("kind", OutcomeKind, "campaigns_outcome_kind"),
        ]
        indexes = [
            models.Index(fields=["workspace", "target", "date"], name="campaigns_outcome_of")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"


class Entry(TenantModel):
    """A line of the timeline: written once, never changed. `facts` are plain values and name no person."""

    # Its lines go with a campaign by the database itself: nobody, not even the worker, may delete one.
    workspace = models.ForeignKey(
        Workspace, on_delete=models.DO_NOTHING, related_name="+", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="entries",
    )
    target = models.ForeignKey(
        Target,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="entries",
    )
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in EntryKind])
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(name="campaigns_entry_tenant", update=(), delete=()),
            TenantReference(
                name="campaigns_entry_campaign", column="campaign_id", to="campaigns_campaign"
            ),
            TenantReference(
                name="campaigns_entry_target",
                column="target_id",
                to="campaigns_target",
                forget=True,
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "campaign", "id"], name="campaigns_entry_of"),
            models.Index(fields=["workspace", "target", "id"], name="campaigns_entry_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
