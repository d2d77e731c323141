"""How long it is known who was told of an incident; what is older goes in small portions."""

from datetime import datetime
from typing import Final

from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.requests.keeping import HOURS_KEPT

SENT_KEPT: Final = HOURS_KEPT  # as long as the counts of requests
PORTION: Final = 1_000

# What was not sent could not be deleted if it were meant: a trigger of the table sees to it.
_FORGET: Final = """DELETE FROM ops.notifications WHERE id = ANY(ARRAY(
    SELECT id FROM ops.notifications WHERE sent_at < %s ORDER BY sent_at LIMIT %s))"""


def forget_sent(connection: Connection, now: datetime, *, portion: int = PORTION) -> bool:
    """Delete a portion of what was sent too long ago; returns whether more may be left."""
    return connection.execute(_FORGET, [now - SENT_KEPT, portion]).rowcount == portion
