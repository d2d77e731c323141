"""Events, usage counters and their rollups as sql/ makes them, and the keys with which workspaces send events."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import MANAGED_BY_MANAGERS, TenantPolicies
from totalaudio.core.tenancy.roles import MANAGERS

from .names import AppName


def new_public_key() -> str:
    """A key that may only write events; it stands in pages for everybody to read."""
    return f"tap_pub_{secrets.token_urlsafe(24)}"


class Event(models.Model):
    """Something that happened; append-only. Every query of one person's events names `user_id`."""

    pk = models.CompositePrimaryKey("user_id", "created_at", "id")
    id = models.UUIDField()
    user_id = models.UUIDField()
    workspace_id = models.UUIDField()
    created_at = models.DateTimeField()
    event_name = models.TextField()
    event_category = models.TextField()
    app_name = models.TextField()
    source = models.TextField()
    session_id = models.TextField(null=True)
    properties = models.JSONField()
    duration_ms = models.IntegerField(null=True)
    status = models.TextField()
    error_message = models.TextField(null=True)
    ip_address = models.GenericIPAddressField(null=True)
    user_agent = models.TextField(null=True)
    referrer = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "events"

    def __str__(self) -> str:
        return self.event_name


class UsageCounter(models.Model):
    """How much a person did on a day (UTC), by app and workspace."""

    pk = models.CompositePrimaryKey("user_id", "date", "app_name", "workspace_id")
    user_id = models.UUIDField()
    date = models.DateField()
    app_name = models.TextField()
    workspace_id = models.UUIDField()
    enrichments_count = models.BigIntegerField()
    searches_count = models.BigIntegerField()
    exports_count = models.BigIntegerField()
    pitches_generated = models.BigIntegerField()
    emails_sent = models.BigIntegerField()
    campaigns_created = models.BigIntegerField()
    contacts_added = models.BigIntegerField()
    sessions_count = models.BigIntegerField()
    total_session_duration_ms = models.BigIntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "usage_counters"

    def __str__(self) -> str:
        return f"{self.app_name} {self.date}"


class EventHour(models.Model):
    """Events of the installation, summed by hour; for operators."""

    pk = models.CompositePrimaryKey(
        "hour", "app_name", "event_category", "event_name", "source", "status"
    )
    hour = models.DateTimeField()
    app_name = models.TextField()
    event_category = models.TextField()
    event_name = models.TextField()
    source = models.TextField()
    status = models.TextField()
    events = models.BigIntegerField()
    timed = models.BigIntegerField()
    duration_total_ms = models.BigIntegerField()
    histogram = ArrayField(models.IntegerField())

    class Meta:
        managed = False
        db_table = "event_hours"

    def __str__(self) -> str:
        return f"{self.event_name} {self.hour:%Y-%m-%d %H}"


class EventDay(models.Model):
    """Events of the installation and how many people are behind them, by day (UTC); for operators."""

    pk = models.CompositePrimaryKey("date", "event_name", "app_name", "source")
    date = models.DateField()
    event_name = models.TextField()
    app_name = models.TextField()
    source = models.TextField()
    people = models.BigIntegerField()
    events = models.BigIntegerField()
    timed = models.BigIntegerField()
    histogram = ArrayField(models.IntegerField())

    class Meta:
        managed = False
        db_table = "event_days"

    def __str__(self) -> str:
        return f"{self.event_name} {self.date}"


class EventWeek(models.Model):
    """That a person did something in the week that begins on the Monday `week`."""

    pk = models.CompositePrimaryKey("user_id", "week", "event_name", "feature")
    user_id = models.UUIDField()
    week = models.DateField()
    event_name = models.TextField()
    feature = models.TextField()

    class Meta:
        managed = False
        db_table = "event_weeks"

    def __str__(self) -> str:
        return f"{self.event_name} {self.week}"


class EventFirst(models.Model):
    """When a person did something for the first and for the last time."""

    pk = models.CompositePrimaryKey("user_id", "event_name", "feature")
    user_id = models.UUIDField()
    event_name = models.TextField()
    feature = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "event_firsts"

    def __str__(self) -> str:
        return self.event_name


class EventKey(TenantModel):
    """A public key with which one app of a workspace sends events, and can do nothing else."""

    app_name = models.CharField(max_length=50, choices=[(name, name) for name in AppName])
    key = models.CharField(max_length=60, unique=True, default=new_public_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            TenantPolicies(name="metrics_eventkey_tenant", read=MANAGERS, **MANAGED_BY_MANAGERS)
        ]

    def __str__(self) -> str:
        return f"{self.app_name} {self.key[:14]}"
