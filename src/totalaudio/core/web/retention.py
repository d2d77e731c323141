"""How long letters, demo calls and answers of the API are kept; the privacy notice says the same."""

from datetime import timedelta
from typing import Final

from django.db import connections
from django.utils import timezone

from totalaudio.core.accounts.keys.retention import forget_answers

from .models import DemoCall, Letter

# Tries end after about a day; the rest is for somebody to see that it failed.
FAILED_LETTERS: Final = timedelta(days=8)
HELD_LETTERS: Final = timedelta(days=30)
DEMO_CALLS: Final = timedelta(days=90)


def forget_old() -> None:
    """Delete, as the system role, letters that failed or were held long ago, calls that are long over, old answers."""
    now = timezone.now()
    forget_answers(now)
    letters = Letter.objects.using("system")
    letters.filter(is_held=True, written_at__lt=now - HELD_LETTERS).delete()
    DemoCall.objects.using("system").filter(starts_at__lt=now - DEMO_CALLS).delete()
    with connections["system"].cursor() as cursor:
        cursor.execute(
            """DELETE FROM web_letter l WHERE NOT is_held AND written_at < %s AND NOT EXISTS (
                SELECT FROM procrastinate_jobs j WHERE j.task_name = 'mail.deliver'
                AND j.status IN ('todo', 'doing') AND j.args ->> 'letter_id' = l.id::text)""",
            [now - FAILED_LETTERS],
        )
