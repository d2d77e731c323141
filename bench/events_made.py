"""Events as sites send them: made-up records, a few names, six days of times, some errors, three to five properties."""

import json
import random
import time
from uuid import UUID

_DAYS_MS = 6 * 86_400_000
_NAMES = ("page-view", "track-played", "feature-used", "search", "playlist-opened", "download")
_CATEGORIES = ("feature", "session", "playback")
_STATUSES = ("success",) * 19 + ("error",)


def make_event(pick: random.Random) -> dict[str, object]:
    """One event, about 350 bytes as JSON."""
    failed = (status := pick.choice(_STATUSES)) == "error"
    return {
        "id": _id(pick),
        "event_name": pick.choice(_NAMES),
        "event_category": pick.choice(_CATEGORIES),
        "session_id": f"session-{pick.randrange(50_000)}",
        "properties": {
            "path": f"/releases/{pick.randrange(9_999)}",
            "title": f"Example record {pick.randrange(997)} by a made-up artist",
            "seconds": round(pick.random() * 300, 1),
            "from": pick.choice(("list", "search", "link")),
        },
        "duration_ms": pick.randrange(4_000),
        "status": status,
        "error_message": "The stream ended early" if failed else None,
        "referrer": f"https://example.com/music/{pick.randrange(500)}",
    }


def make_batches(count: int, size: int, pick: random.Random) -> list[bytes]:
    """So many bodies with so many events each."""
    return [
        json.dumps({"events": [make_event(pick) for _ in range(size)]}).encode()
        for _ in range(count)
    ]


def _id(pick: random.Random) -> str:
    """A uuidv7 of a moment in the last days."""
    ms = int(time.time() * 1000) - pick.randrange(_DAYS_MS)
    tail = pick.getrandbits(74)
    return str(UUID(int=ms << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & (1 << 62) - 1))
