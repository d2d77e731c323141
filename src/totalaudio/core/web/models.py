"""What the installation itself remembers: mail shown in development, and signs of life."""

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
