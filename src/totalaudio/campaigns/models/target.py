"""A contact within a campaign, and what is still to be done about it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.campaigns.stages import FollowUpState, Stage, choices
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference

from .campaign import Campaign
from .rules import one_of


class Target(TenantModel):
    """A contact within a campaign. Without a contact it is one that was erased; its stage still counts.

    `fit` is 0 to 100, with the reasons for it.
    """

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="targets",
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="targets",
    )
    stage = models.CharField(max_length=12, choices=choices(Stage), default=Stage.TO_PITCH)
    stage_at = models.DateTimeField(auto_now_add=True)
    fit = models.PositiveSmallIntegerField(null=True)
    fit_reasons = ArrayField(models.TextField(), default=list)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="campaigns_target_campaign", column="campaign_id", to="campaigns_campaign"
            ),
            TenantReference(
                name="campaigns_target_contact",
                column="contact_id",
                to="contacts_contact",
                forget=True,
            ),
            models.UniqueConstraint(
                fields=["workspace", "campaign", "contact"], name="campaigns_target_once"
            ),
            one_of("stage", Stage, "campaigns_target_stage"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "campaign", "stage", "id"], name="campaigns_target_board"
            ),
            models.Index(fields=["workspace", "contact"], name="campaigns_target_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.stage}"


class FollowUp(TenantModel):
    """A dated task on a target: the first or the second follow-up."""

    target = models.ForeignKey(
        Target,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="follow_ups",
    )
    number = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    state = models.CharField(
        max_length=8, choices=choices(FollowUpState), default=FollowUpState.OPEN
    )
    note = models.TextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="campaigns_followup_target", column="target_id", to="campaigns_target"
            ),
            models.UniqueConstraint(
                fields=["workspace", "target", "number"], name="campaigns_followup_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=2), name="campaigns_followup_two"
            ),
            one_of("state", FollowUpState, "campaigns_followup_state"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "due_date"],
                condition=models.Q(state=FollowUpState.OPEN),
                name="campaigns_followup_due",
            )
        ]

    def __str__(self) -> str:
        return f"follow-up {self.number} on {self.due_date}"
