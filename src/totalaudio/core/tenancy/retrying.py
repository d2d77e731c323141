"""What the worker does when the database was away: the task is tried again, and not without end."""

from typing import Final

import psycopg
from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy

# The driver's own errors come from statements that go past Django.
AWAY: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
MOST_ATTEMPTS: Final = 20
RETRY: Final = RetryStrategy(
    max_attempts=MOST_ATTEMPTS, wait=1, linear_wait=1, retry_exceptions=AWAY
)
