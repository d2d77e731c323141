"""Whose turn it is to count, where several machines look: one watch at a time, until it gives no sign of life."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import uuid4

from totalaudio_ops.probes.counting import Connection

# Three of its turns: a watch that ended is followed by another one soon, and none is followed by mistake.
GONE_AFTER: Final = timedelta(seconds=45)
_TAKE: Final = """
    INSERT INTO totalaudio.web_heartbeat AS known (name, version, seen_at) VALUES ('watch', %(me)s, now())
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at
    WHERE known.version = excluded.version OR known.seen_at < now() - %(gone)s
    RETURNING seen_at
"""
_AGE: Final = (
    "SELECT clock_timestamp() - seen_at FROM totalaudio.web_heartbeat WHERE name = 'watch'"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One watch among others."""

    me: str = field(default_factory=lambda: uuid4().hex)

    def taken_by_another(self, connection: Connection) -> timedelta | None:
        """How long ago another watch has counted; None when it is for us to count. The transaction is the caller's.

        It is measured by the database: the machines' own clocks may be apart.
        """
        asked = {"me": self.me, "gone": GONE_AFTER}
        if connection.execute(_TAKE, asked).fetchone():
            return None
        row = connection.execute(_AGE).fetchone()
        return row[0] if row and isinstance(row[0], timedelta) else None
