"""Whose a key is that came with a request, and whether it has a turn left in this minute."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from totalaudio.core.api.holder import Holder

from .actions import PREFIX, hash_of_key

TURNS: Final = 240  # in a minute, for each key
_KEY: Final = re.compile(re.escape(PREFIX) + r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Opened:
    """The holder of a key, and the turns that were taken since `began_at`, this one among them."""

    holder: Holder
    turns: int
    began_at: datetime

    @property
    def left(self) -> int:
        """How many more turns this minute has; negative when this one is too many."""
        return TURNS - self.turns


def open_key(authorization: str) -> Opened | None:
    """Look up the key of an Authorization header; None when there is none that holds."""
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer" or not _KEY.fullmatch(key.strip()):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key_id, workspace_id, user_id, role, scopes, turns, began_at FROM open_api_key_v1(%s)",
            [hash_of_key(key.strip())],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    key_id, workspace_id, user_id, role, scopes, turns, began_at = row
    return Opened(Holder(key_id, workspace_id, user_id, role, frozenset(scopes)), turns, began_at)
