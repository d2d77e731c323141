"""Whether an error of Django's database says that the database cannot be reached now."""

import psycopg
from django.db import OperationalError

from totalaudio.core.lib.away import is_away


def is_database_away(error: BaseException) -> bool:
    """Whether waiting helps: nobody answers, or who answers does not take anybody in now."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    return is_away(str(error), cause.sqlstate if isinstance(cause, psycopg.Error) else None)
