"""Overrides of flags, and who changed what; written by one function of the database and by nothing else."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from totalaudio.core.lib.ids import new_id

from .names import Scope


class StoredOverride(models.Model):
    """What somebody set for a user, a workspace or all; `id` is that of the change that made it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flag = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=[(scope, scope) for scope in Scope])
    subject = models.UUIDField(null=True)
    is_on = models.BooleanField()
    variant = models.CharField(max_length=50, null=True)
    reason = models.CharField(max_length=500)
    expires_at = models.DateTimeField(null=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        db_table = "flags_override"
        constraints = [
            models.UniqueConstraint(
                fields=["flag", "scope", "subject"],
                name="flags_override_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(scope=Scope.ALL, subject=None)
                | models.Q(scope__in=[Scope.USER, Scope.WORKSPACE], subject__isnull=False),
                name="flags_override_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(variant=None) | models.Q(is_on=True),
                name="flags_override_variant",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="flags_override_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.flag} for {self.subject or self.scope}"


class Change(models.Model):
    """One change of an override, for ever; `before` and `after` are None where nothing stood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flag = models.CharField(max_length=100, db_index=True)
    scope = models.CharField(max_length=10)
    subject = models.UUIDField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(db_default=TransactionNow())

    def __str__(self) -> str:
        return f"{self.flag} at {self.made_at}"


class Version(models.Model):
    """How often overrides were changed: one row, whose id is 1."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.version)
