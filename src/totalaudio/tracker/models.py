"""Ways for others to look at a campaign without signing in, and how a report is dressed."""

from django.conf import settings
from django.db import models

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import MANAGED_BY_MANAGERS, TenantPolicies, TenantReference
from totalaudio.core.tenancy.roles import EVERYBODY


class ReportLink(TenantModel):
    """A live link to a campaign's report, until it expires or is revoked; only the hash of its key is kept."""

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="report_links",
    )
    name = models.CharField(max_length=120, blank=True, default="")
    key_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="tracker_reportlink_campaign", column="campaign_id", to="campaigns_campaign"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "campaign"], name="tracker_reportlink_of")]

    def __str__(self) -> str:
        return self.name or f"link of {self.created_at:%Y-%m-%d}"


class Feed(TenantModel):
    """A member's private calendar of what is due; a new key makes the old address worthless."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "user"], name="tracker_feed_once"),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"


class Brand(TenantModel):
    """What reports of a workspace carry: on plans with white label its own name, line and `logo`, a PNG or JPEG.

    `names_contacts` lets clients see the names of contacts beside their outlets.
    """

    name = models.CharField(max_length=120, blank=True, default="")
    line = models.CharField(max_length=200, blank=True, default="")
    logo = models.BinaryField(null=True)
    logo_type = models.CharField(max_length=20, blank=True, default="")
    names_contacts = models.BooleanField(default=False)

    class Meta:
        constraints = [
            TenantPolicies(name="tracker_brand_tenant", read=EVERYBODY, **MANAGED_BY_MANAGERS),
            models.UniqueConstraint(fields=["workspace"], name="tracker_brand_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignFile(TenantModel):
    """A file that somebody brings to a campaign, until it is brought in, left, a day old, or a contact is deleted."""

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="tracker_campaignfile_campaign",
                column="campaign_id",
                to="campaigns_campaign",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "campaign"], name="tracker_campaignfile_of")]

    def __str__(self) -> str:
        return self.name
