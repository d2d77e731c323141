"""Mail of incidents where there is no mail server: into the outbox, where the rest of the mail can be read."""

from django.conf import settings

from totalaudio.core.web.models import Letter
from totalaudio_ops.notifying.notification import Notification


def into_outbox(given: Notification) -> None:
    """Keep it as a letter of the system's own."""
    letter = Letter(
        sender=settings.DEFAULT_FROM_EMAIL,
        recipients=[given.recipient],
        subject=" ".join(given.subject.split()),
        body=given.body,
        is_held=True,
        attachments=[],
    )
    # Not in bulk, which would begin a transaction of Django's in the one that hands this over.
    letter.save(using="system", force_insert=True)
