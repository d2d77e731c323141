"""People, who is a member of which workspace, and who was invited."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import (
    MANAGED_BY_MANAGERS,
    TenantPolicies,
    TenantReference,
)
from totalaudio.core.tenancy.roles import EVERYBODY, MANAGERS, Role

INVITATION_LASTS = timedelta(days=14)


class User(AbstractBaseUser):
    """A person who signs in; everything else about them is in their workspaces."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField("your name", max_length=80, blank=True)
    zone = models.CharField(max_length=40, default="Europe/London")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_lower")]

    def __str__(self) -> str:
        return self.name or self.email


class Operator(models.Model):
    """Staff of the installation; a table of its own, so that nobody can make themselves one."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user_id)


class Member(TenantModel):
    """A user in a workspace, with a role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(
                name="accounts_member_tenant",
                read=EVERYBODY,
                insert=(),
                update=MANAGERS,
                delete=MANAGERS,
            ),
            models.UniqueConstraint(fields=["workspace", "user"], name="accounts_member_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="accounts_member_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ({self.role})"


class Invitation(TenantModel):
    """An invitation mailed to an address; only the hash of its key is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role)
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            TenantPolicies(name="accounts_invitation_tenant", read=MANAGERS, **MANAGED_BY_MANAGERS),
            models.CheckConstraint(
                condition=models.Q(role__in=[Role.ADMIN, Role.MEMBER, Role.CLIENT]),
                name="accounts_invitation_role",
            ),
            models.UniqueConstraint(
                "workspace",
                Lower("email"),
                condition=models.Q(accepted_at=None),
                name="accounts_invitation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.expires_at > timezone.now()


class ApiKey(TenantModel):
    """A key of the REST API: it acts for the person who made it, and for what it may do; only its hash is kept.

    `start` are its first characters, by which its owner tells it from others.
    """

    name = models.CharField(max_length=80)
    start = models.CharField(max_length=16)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.TextField())
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            TenantPolicies(name="accounts_apikey_tenant", read=MANAGERS, **MANAGED_BY_MANAGERS),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class ApiAnswer(TenantModel):
    """What a request with an Idempotency-Key was answered, so that asking again does nothing twice; kept a day."""

    api_key_id = models.UUIDField()
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            TenantPolicies(name="accounts_apianswer_tenant", update=(), delete=()),
            TenantReference(
                name="accounts_apianswer_key", column="api_key_id", to="accounts_apikey"
            ),
            models.UniqueConstraint(
                fields=["workspace", "api_key_id", "key"], name="accounts_apianswer_once"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="accounts_apianswer_by_age")]

    def __str__(self) -> str:
        return f"{self.status} {self.key}"
