"""The workspace, and what every table of a workspace has in common."""

from django.db import models

from totalaudio.core.lib.ids import new_id

from .policies import TenantPolicies


class Plan(models.TextChoices):
    """What a workspace may use; the limits stand in the table of plans."""

    FREE = "free", "Free"
    PRO = "pro", "Pro"
    AGENCY = "agency", "Agency"
    SELF_HOSTED = "self_hosted", "Self-hosted"


class Workspace(models.Model):
    """The tenant: one promoter, agency or artist."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    plan = models.CharField(max_length=20, choices=Plan, default=Plan.FREE)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row that belongs to one workspace, with its policies; keep `constraints` when a child names its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
        constraints = [TenantPolicies(name="%(app_label)s_%(class)s_tenant")]
