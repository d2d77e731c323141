"""What happened to the installation, written down once; open incidents take their timelines from it."""

from datetime import datetime
from enum import StrEnum

import psycopg

type Connection = psycopg.Connection[tuple[object, ...]]

_TELL = """INSERT INTO ops.happenings (at, kind, app, text, source_key)
    VALUES (coalesce(%s, now()), %s, %s, %s, %s) ON CONFLICT (source_key) DO NOTHING"""


class Kind(StrEnum):
    """What kinds of things may explain an incident."""

    FLAG = "flag"
    MODE = "mode"
    ALERT = "alert"
    BACKUP = "backup"
    RESTORE = "restore"
    DEPLOY = "deploy"
    MAINTENANCE = "maintenance"
    GATE = "gate"


def tell(
    connection: Connection,
    kind: Kind,
    text: str,
    *,
    key: str,
    app: str | None = None,
    at: datetime | None = None,
) -> None:
    """Write down that something happened; what has the same key is written once."""
    connection.execute(_TELL, [at, kind, app, text, f"{kind} {key}"])
