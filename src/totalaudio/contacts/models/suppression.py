"""Addresses that must not be written to: kept as a hash, so that they survive import and erasure."""

from django.conf import settings
from django.db import models

from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantPolicies
from totalaudio.core.tenancy.roles import MANAGERS


class SuppressionReason(models.TextChoices):
    """Why an address must not be written to; the first four are the person's own word."""

    UNSUBSCRIBED = "unsubscribed", "Unsubscribed"
    ASKED = "asked", "Asked not to be written to"
    COMPLAINED = "complained", "Complained"
    ERASED = "erased", "Was erased"
    BOUNCED = "bounced", "Does not exist"
    BY_HAND = "by-hand", "Added by hand"


class Suppression(TenantModel):
    """One address, as `contacts.suppression.hash_of` makes it; nothing here names anybody."""

    address_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=SuppressionReason)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(name="contacts_suppression_tenant", update=(), delete=MANAGERS),
            models.UniqueConstraint(
                fields=["workspace", "address_hash"], name="contacts_suppression_once"
            ),
            models.CheckConstraint(
                condition=models.Q(address_hash__regex=r"^[0-9a-f]{64}$"),
                name="contacts_suppression_hash",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=SuppressionReason.values),
                name="contacts_suppression_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.created_at:%Y-%m-%d}"
