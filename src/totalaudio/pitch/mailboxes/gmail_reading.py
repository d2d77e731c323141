"""What came into a Gmail mailbox: by its history, and from the newest messages when that is lost."""

import base64
import binascii
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from .imap import MOST_BYTES, may_answer
from .transport import Arrived, Fetched

MOST: Final = 100  # messages at a time; the next time goes on behind them
_OVERLAP_MS: Final = 24 * 3600 * 1000

type Get = Callable[[str, dict[str, str]], dict[str, Any]]


class GmailReader:
    """Reads by `get`, which raises `missing` for what is not there; without `reads_text` headers only."""

    def __init__(self, get: Get, missing: type[Exception], *, reads_text: bool) -> None:
        self._get, self._missing, self._reads_text = get, missing, reads_text

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        """What came behind the cursor, the oldest first; a history that Google has forgotten is made good."""
        if not cursor:
            return Fetched((), self._now())
        try:
            ids, last = self._behind(str(cursor["history"]))
        except self._missing:
            return self._resynced(int(cursor.get("at", 0)))
        return Fetched(self._messages(ids), {"history": last, "at": _milliseconds()})

    def _now(self) -> dict[str, str | int]:
        return {"history": str(self._get("/profile", {})["historyId"]), "at": _milliseconds()}

    def _behind(self, start: str) -> tuple[list[str], str]:
        """The ids that were added to the inbox, and how far that goes: to the end, or as far as one round may go."""
        asked = {"startHistoryId": start, "historyTypes": "messageAdded", "labelId": "INBOX"}
        ids: dict[str, None] = {}
        while True:
            said = self._get("/history", asked)
            for record in said.get("history", []):
                ids |= dict.fromkeys(_added(record))
                if len(ids) >= MOST:
                    return list(ids), str(record["id"])
            if not said.get("nextPageToken"):
                return list(ids), str(said.get("historyId", start))
            asked = asked | {"pageToken": str(said["nextPageToken"])}

    def _resynced(self, since: int) -> Fetched:
        """The newest of the inbox since a day before the last time; what was read then has its old key."""
        cursor = self._now()
        said = self._get("/messages", {"labelIds": "INBOX", "maxResults": str(MOST)})
        ids = [str(one["id"]) for one in reversed(said.get("messages", []))]
        return Fetched(self._messages(ids, since=since - _OVERLAP_MS), cursor)

    def _messages(self, ids: Iterable[str], since: int = 0) -> tuple[Arrived, ...]:
        found = (self._message(its_id, since) for its_id in ids)
        return tuple(one for one in found if one is not None)

    def _message(self, gmail_id: str, since: int) -> Arrived | None:
        """One message; None when it was deleted meanwhile, or is older than `since`."""
        try:
            said = self._get(f"/messages/{gmail_id}", {"format": "metadata"})
            if int(said.get("internalDate", since)) < since:
                return None
            raw = _head(said)
            is_small = int(said.get("sizeEstimate", 0)) <= MOST_BYTES * 8
            if self._reads_text and is_small and may_answer(raw):
                whole = self._get(f"/messages/{gmail_id}", {"format": "raw"})
                raw = _decoded(str(whole.get("raw", "")))[:MOST_BYTES] or raw
        except self._missing:
            return None
        return Arrived(f"gmail:{gmail_id}", raw, str(said.get("threadId", "")))


def _added(record: dict[str, Any]) -> Iterable[str]:
    return (str(one["message"]["id"]) for one in record.get("messagesAdded", []))


def _head(message: dict[str, Any]) -> bytes:
    """The headers as they stand in a message; a value never begins a header of its own."""
    headers = message.get("payload", {}).get("headers", [])
    lines = (f"{one['name']}: {' '.join(str(one['value']).split())}\r\n" for one in headers)
    return ("".join(lines) + "\r\n").encode("utf-8", "replace")


def _decoded(raw: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return b""


def _milliseconds() -> int:
    return int(time.time() * 1000)
