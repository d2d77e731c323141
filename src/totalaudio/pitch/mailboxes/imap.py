"""Reading a mailbox by IMAP: what is new in INBOX, and whether something lies in Sent."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256
from typing import Final

from imapclient import SEEN
from imapclient.imapclient import SENT

from .connecting import Dial
from .imap_client import close_client, open_client, said
from .limiting import within
from .servers import Server
from .transport import Arrived, Fetched

MOST: Final = 100  # messages at a time; the next time goes on behind them
MOST_BYTES: Final = 262_144  # of one message: an answer is short, and what is quoted is not needed
_AT_ONCE: Final = 10
# A day back, because a server gives the date in a zone of its own.
_OVERLAP: Final = timedelta(days=1)


class ImapBox:
    """A mailbox that is signed in to; every method raises the errors of a transport."""

    def __init__(self, server: Server, username: str, password: str, dial: Dial) -> None:
        self._server, self._dial = server, dial
        self._client = open_client(server, username, password, dial)

    def has_sent(self, message_id: str) -> bool:
        """Whether Sent holds a message with this id."""
        with self._asking():
            folder = self._client.find_special_folder(SENT)
            if folder is None:
                return False
            self._client.select_folder(folder, readonly=True)
            return bool(self._client.search(["HEADER", "Message-ID", message_id]))

    def keep_copy(self, raw: bytes) -> None:
        """Put a message into Sent, as read."""
        with self._asking():
            folder = self._client.find_special_folder(SENT) or "Sent"
            whole = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            self._client.append(folder, whole, flags=[SEEN])

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        """What came behind the cursor, the oldest first; when the numbering was made anew, what came since its day."""
        with self._asking():
            chosen = self._client.select_folder("INBOX", readonly=True)
            validity = int(chosen[b"UIDVALIDITY"])
            if not cursor:
                return Fetched((), _cursor(validity, self._last_uid()))
            uids = self._uids_behind(cursor, validity)
            messages = self._read(uids)
        behind = int(cursor["uid"]) if cursor.get("uidvalidity") == validity else 0
        # Without anything since that day a new numbering is followed from its end on.
        last = uids[-1] if uids else behind or self._last_uid()
        return Fetched(messages, _cursor(validity, last))

    def close(self) -> None:
        """End the connection."""
        close_client(self._client)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with said(self._server), within(self._client.opened, self._dial.most_seconds):
            yield

    def _last_uid(self) -> int:
        with self._asking():
            return max(self._client.search(["UID", "*"]), default=0)

    def _uids_behind(self, cursor: dict[str, str | int], validity: int) -> list[int]:
        if cursor.get("uidvalidity") == validity:
            last = int(cursor["uid"])
            # `n:*` names the last message also when it is older than n.
            found = [uid for uid in self._client.search(["UID", f"{last + 1}:*"]) if uid > last]
        else:
            since = date.fromisoformat(str(cursor["day"])) - _OVERLAP
            found = self._client.search(["SINCE", since])
        return sorted(found)[:MOST]

    def _read(self, uids: Sequence[int]) -> tuple[Arrived, ...]:
        if not uids:
            return ()
        heads = self._bytes(uids, "BODY.PEEK[HEADER]", b"BODY[HEADER]")
        wanted = [uid for uid, head in heads.items() if may_answer(head)]
        whole: dict[int, bytes] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            whole |= self._bytes(part, f"BODY.PEEK[]<0.{MOST_BYTES}>", b"BODY[]<0>")
        return tuple(Arrived(key_of(heads[uid]), whole.get(uid, heads[uid])) for uid in heads)

    def _bytes(self, uids: Iterable[int], asked: str, name: bytes) -> dict[int, bytes]:
        """One part of each message that is still there, in their order."""
        answered = self._client.fetch(list(uids), [asked])
        found = {uid: answered[uid].get(name) for uid in sorted(answered)}
        return {int(uid): bytes(part) for uid, part in found.items() if part}


def may_answer(head: bytes) -> bool:
    """Whether the whole message is worth reading: a newsletter is not, unless it answers something."""
    headers: Message = BytesHeaderParser().parsebytes(head)
    is_answer = "In-Reply-To" in headers or "References" in headers
    is_report = headers.get_content_type() == "multipart/report"
    is_bulk = "List-Id" in headers or "List-Unsubscribe" in headers
    return is_answer or is_report or not is_bulk


def key_of(head: bytes) -> str:
    """The name of a message that stays when the server numbers its messages anew."""
    return f"imap:{sha256(head).hexdigest()[:40]}"


def _cursor(validity: int, uid: int) -> dict[str, str | int]:
    today = datetime.now(UTC).date()
    return {"uidvalidity": validity, "uid": uid, "day": today.isoformat()}
