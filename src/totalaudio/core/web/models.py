"""What the installation itself remembers: mail, signs of life, and calls that visitors booked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from totalaudio.core.lib.ids import new_id


class Letter(models.Model):
    """A mail that the platform wrote: `is_held` for the outbox page, or waiting for the worker, which deletes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sender = models.TextField()
    recipients = ArrayField(models.TextField())
    subject = models.TextField()
    body = models.TextField()
    is_held = models.BooleanField()
    attachments = models.JSONField(default=list)
    written_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.subject


class Heartbeat(models.Model):
    """When a process that answers no requests was last seen alive, and its version."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class DemoCall(models.Model):
    """A call that somebody booked; only the hash of the key in its link is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    starts_at = models.DateTimeField()
    name = models.CharField(max_length=80)
    email = models.EmailField()
    company = models.CharField(max_length=120)
    promotes = models.TextField(blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    booked_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["starts_at"],
                condition=models.Q(cancelled_at=None),
                name="web_democall_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.name}"
