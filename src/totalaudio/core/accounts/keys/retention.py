"""How long answers to an Idempotency-Key are kept; the documents of the API say the same."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connections

from totalaudio.core.accounts.models import ApiAnswer

ANSWERS: Final = timedelta(days=1)
_TURNS: Final = timedelta(hours=1)


def forget_answers(now: datetime) -> None:
    """Delete, as the system role, answers older than a day, and counts of minutes that are long over."""
    ApiAnswer.objects.using("system").filter(created_at__lt=now - ANSWERS).delete()
    with connections["system"].cursor() as cursor:
        cursor.execute("DELETE FROM accounts_apiturn WHERE began_at < %s", [now - _TURNS])
