"""Public keys: whose each is, remembered for a few seconds, after which a revoked one is refused."""

import re
import threading
import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from .refusals import RequestRefusedError

REMEMBERED = 3.0  # seconds
_MOST = 10_000
_KEY: Final = re.compile(r"tap_pub_[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Holder:
    """The workspace and app that a key stands for."""

    key: str
    workspace_id: UUID
    app_name: str


class Keys:
    """Looks keys up, the unknown ones too, and asks again after `seconds`."""

    def __init__(self, seconds: float = REMEMBERED) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Holder | None]] = {}

    def holder(self, key: str | None) -> Holder:
        """Whose key this is; raises RequestRefusedError (401) when it is nobody's."""
        if not key:
            raise _refused("Send a key of the workspace: Authorization: Bearer tap_pub_….")
        if not _KEY.fullmatch(key):
            raise _refused("This is no public key; one starts with tap_pub_.")
        found = self._remembered(key)
        if found is None:
            raise _refused(
                "This key is unknown or was revoked; make another on the workspace's page of event keys."
            )
        return found

    def forget(self) -> None:
        """Ask again for every key."""
        with self._lock:
            self._known.clear()

    def _remembered(self, key: str) -> Holder | None:
        now = time.monotonic()
        until, holder = self._known.get(key, (0.0, None))
        if until < now:
            holder = _look_up(key)
            with self._lock:
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[key] = (now + self._seconds, holder)
        return holder


def _look_up(key: str) -> Holder | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id, app_name FROM event_key_v1(%s)", [key])
        row = cursor.fetchone()
    return Holder(key, row[0], row[1]) if row else None


def _refused(detail: str) -> RequestRefusedError:
    return RequestRefusedError(401, "Not a key", detail)
