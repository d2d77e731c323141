"""The texts: templates, the voice of a workspace, pitches, and the batch that wrote them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference
from totalaudio.pitch.states import BatchState, PitchKind, PitchState, Tone, Writer, choices


class Template(TenantModel):
    """A text with merge fields, and three subjects: by outlet, by track, by curiosity."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=choices(PitchKind))
    subjects = ArrayField(models.TextField(), size=3)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("workspace", Lower("name"), name="pitch_template_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Voice(TenantModel):
    """How a workspace speaks, for every writer; one per workspace."""

    background = models.TextField(blank=True, default="")
    style = models.TextField(blank=True, default="")
    achievements = models.TextField(blank=True, default="")
    approach = models.TextField(blank=True, default="")
    differentiator = models.TextField(blank=True, default="")
    opener = models.TextField(blank=True, default="")
    notes = models.TextField(blank=True, default="")
    tone = models.CharField(max_length=12, choices=choices(Tone), default=Tone.PROFESSIONAL)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["workspace"], name="pitch_voice_once"),
        ]

    def __str__(self) -> str:
        return self.tone


class Batch(TenantModel):
    """One request to write pitches for targets of a campaign.

    `template` is the key of a template: the id of one of the workspace's, or a built-in one's name; empty: the built-in
    one that fits each outlet. `failures` are the targets that got no pitch, each with its reason.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="batches",
    )
    writer = models.CharField(max_length=8, choices=choices(Writer), default=Writer.TEMPLATE)
    template = models.TextField()
    targets = ArrayField(models.UUIDField(), default=list)
    step = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=choices(BatchState), default=BatchState.QUEUED)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    written = models.IntegerField(default=0)
    failures = models.JSONField(default=list)
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)
    problem = models.TextField(default="", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_batch_campaign", column="campaign_id", to="campaigns_campaign"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "campaign"], name="pitch_batch_of")]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


class Pitch(TenantModel):
    """The text for one target; `step` 1 is the first mail, 2 and 3 the follow-ups.

    It goes with its contact, so that nothing personal is left. `facts` are those that the text used, each with its
    evidence; `problems` what the rules found.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="pitches",
    )
    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="pitches",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="pitches",
    )
    batch = models.ForeignKey(
        Batch,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="pitches",
    )
    step = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=choices(PitchState), default=PitchState.DRAFT)
    writer = models.CharField(max_length=8, choices=choices(Writer), default=Writer.TEMPLATE)
    template = models.TextField(blank=True, default="")
    subjects = ArrayField(models.TextField(), default=list)
    subject = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    facts = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_pitch_campaign", column="campaign_id", to="campaigns_campaign"
            ),
            TenantReference(name="pitch_pitch_target", column="target_id", to="campaigns_target"),
            TenantReference(name="pitch_pitch_contact", column="contact_id", to="contacts_contact"),
            TenantReference(
                name="pitch_pitch_batch", column="batch_id", to="pitch_batch", forget=True
            ),
            models.UniqueConstraint(
                fields=["workspace", "target", "step"], name="pitch_pitch_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "campaign", "state", "id"], name="pitch_pitch_review"
            ),
            models.Index(fields=["workspace", "contact"], name="pitch_pitch_contact"),
            models.Index(fields=["workspace", "batch"], name="pitch_pitch_batch"),
        ]

    def __str__(self) -> str:
        return self.subject
