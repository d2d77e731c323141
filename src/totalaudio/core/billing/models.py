"""What a workspace has used, what it owes and what it paid; only the system role writes any of it."""

from django.db import models

from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import TenantModel, Workspace
from totalaudio.core.tenancy.policies import TenantPolicies, TenantReference
from totalaudio.core.tenancy.roles import EVERYBODY, MANAGERS

from .plans import Limit, Period

_READ_ONLY: dict[str, tuple[str, ...]] = {"insert": (), "update": (), "delete": ()}


class Usage(TenantModel):
    """What a workspace used of a limit in one month of its own, and what is reserved of it."""

    limit = models.CharField(max_length=30, choices=[(limit, limit) for limit in Limit])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            TenantPolicies(name="billing_usage_tenant", read=EVERYBODY, **_READ_ONLY),
            models.UniqueConstraint(
                fields=["workspace", "limit", "begins_at"], name="billing_usage_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit}: {self.used}"


class Reservation(TenantModel):
    """A part of a month's limit that work in progress holds; it counts until it is settled, released or expires.

    `allowed` is what the plan allowed when it was made or renewed; None is unlimited.
    """

    usage = models.ForeignKey(
        Usage, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reservations"
    )
    amount = models.PositiveIntegerField()
    allowed = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            TenantPolicies(name="billing_reservation_tenant", read=EVERYBODY, **_READ_ONLY),
            TenantReference(
                name="billing_reservation_usage", column="usage_id", to="billing_usage"
            ),
        ]

    def __str__(self) -> str:
        return str(self.amount)


class Customer(TenantModel):
    """The one customer at Stripe that a workspace is."""

    stripe_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(name="billing_customer_tenant", read=MANAGERS, **_READ_ONLY),
            models.UniqueConstraint(fields=["workspace"], name="billing_customer_once"),
        ]

    def __str__(self) -> str:
        return self.stripe_id


class Subscription(TenantModel):
    """A subscription as Stripe last described it; `left_at` says that its workspace went on without it."""

    stripe_id = models.CharField(max_length=255, unique=True)
    plan = models.CharField(max_length=20)
    period = models.CharField(max_length=10, choices=[(period, period) for period in Period])
    status = models.CharField(max_length=30)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    period_ends_at = models.DateTimeField(null=True)
    cancels_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    past_due_since = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField()

    class Meta:
        constraints = [
            TenantPolicies(name="billing_subscription_tenant", read=EVERYBODY, **_READ_ONLY)
        ]

    def __str__(self) -> str:
        return f"{self.stripe_id} ({self.status})"


class PaymentStatus(models.TextChoices):
    """How a payment stands."""

    PENDING = "pending", "Pending"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed"
    REFUNDED = "refunded", "Refunded"
    CANCELLED = "cancelled", "Cancelled"


class Payment(TenantModel):
    """One payment, once, however many events speak of it; amounts in minor units (pence).

    It stays for the books when its workspace is deleted, so the workspace is named without a foreign key.
    """

    workspace = models.ForeignKey(
        Workspace,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    user_id = models.UUIDField()
    stripe_payment_id = models.CharField(max_length=255, unique=True)
    stripe_subscription_id = models.CharField(max_length=255, null=True)
    stripe_invoice_id = models.CharField(max_length=255, null=True)
    stripe_customer_id = models.CharField(max_length=255, null=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=PaymentStatus)
    payment_method = models.CharField(max_length=50, null=True)
    plan_name = models.CharField(max_length=20, null=True)
    billing_period = models.CharField(max_length=10, null=True)
    metadata = models.JSONField(default=dict)
    failure_reason = models.TextField(null=True)
    failure_code = models.CharField(max_length=100, null=True)
    refunded_at = models.DateTimeField(null=True)
    refund_amount = models.BigIntegerField(null=True)
    refund_reason = models.TextField(null=True)
    disputed_at = models.DateTimeField(null=True)
    dispute_status = models.CharField(max_length=30, null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "payments"
        constraints = [
            TenantPolicies(name="payments_tenant", read=MANAGERS, **_READ_ONLY),
            models.CheckConstraint(
                condition=models.Q(status__in=PaymentStatus.values), name="payments_status"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "created_at"], name="payments_by_workspace"),
            models.Index(fields=["created_at"], name="payments_by_date"),
        ]

    def __str__(self) -> str:
        return self.stripe_payment_id


class StripeEvent(models.Model):
    """An event that Stripe delivered: stored once, then handled by the worker."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stripe_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)
    problem = models.TextField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.stripe_id}"
