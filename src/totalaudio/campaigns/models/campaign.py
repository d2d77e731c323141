"""One release that is promoted, and who of the clients may see it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.campaigns.stages import CampaignStatus, ReleaseType, choices
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import (
    MANAGED_BY_MANAGERS,
    TenantPolicies,
    TenantReference,
)

from .rules import one_of


class Campaign(TenantModel):
    """One release promoted to a set of contacts. Money is in pence; `link` is where the record is heard.

    `countries` are where it is worked; without any, everywhere.
    """

    artist = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    release_type = models.CharField(max_length=10, choices=choices(ReleaseType))
    genres = ArrayField(models.TextField(), default=list, blank=True)
    countries = ArrayField(models.TextField(), default=list, blank=True)
    impact_date = models.DateField(null=True, blank=True)
    budget = models.BigIntegerField(default=0)
    spend = models.BigIntegerField(default=0)
    goal = models.TextField(blank=True, default="")
    goal_outcomes = models.PositiveIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True, default="")
    hook = models.TextField(blank=True, default="")
    link = models.TextField(blank=True, default="")
    status = models.CharField(
        max_length=10, choices=choices(CampaignStatus), default=CampaignStatus.PLANNING
    )
    sends_unreviewed = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            one_of("status", CampaignStatus, "campaigns_campaign_status"),
            one_of("release_type", ReleaseType, "campaigns_campaign_release"),
            models.CheckConstraint(
                condition=models.Q(budget__gte=0, spend__gte=0), name="campaigns_campaign_money"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "status"], name="campaigns_campaign_by_status")
        ]

    def __str__(self) -> str:
        return f"{self.artist}: {self.title}"


class Reader(TenantModel):
    """A client who may see a campaign."""

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="readers",
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(name="campaigns_reader_tenant", **MANAGED_BY_MANAGERS),
            TenantReference(
                name="campaigns_reader_campaign", column="campaign_id", to="campaigns_campaign"
            ),
            models.UniqueConstraint(
                fields=["workspace", "campaign", "user"], name="campaigns_reader_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} reads {self.campaign_id}"
