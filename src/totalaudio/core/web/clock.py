"""How far this machine's clock is from the database's, which all machines share."""

import time
from typing import Final

from django.db import connections

# Codes of authenticator apps change every 30 seconds; limits on failed sign-ins count in minutes.
MOST_SECONDS: Final = 10.0


def seconds_ahead(alias: str = "default") -> float:
    """By how many seconds this machine's clock is ahead of the database's; less than 0 when it is behind."""
    before = time.time()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        found = cursor.fetchone()
    there = float(found[0]) if found else 0.0
    return round((before + time.time()) / 2 - there, 3)


def told(ahead: float) -> str:
    """How far it is off, in words, '' when that does no harm."""
    if abs(ahead) <= MOST_SECONDS:
        return ""
    far = f"{abs(ahead):,.0f} s" if abs(ahead) < 600 else f"{abs(ahead) / 60:,.0f} min"
    return f"{far} {'ahead of' if ahead > 0 else 'behind'}"
