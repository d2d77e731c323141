"""Events as somebody makes them."""

import time
from uuid import UUID

from uuid_utils.compat import uuid7


def id_at(ms: int) -> str:
    """A new uuidv7 of this time, in ms since 1970."""
    return str(UUID(int=ms << 80 | uuid7().int & ((1 << 80) - 1)))


def event(**fields: object) -> dict[str, object]:
    return {"id": id_at(int(time.time() * 1000)), "event_name": "track-played", **fields}
