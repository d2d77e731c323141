"""What every kind of mailbox can do, and the ways in which it can fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Handed:
    """What the server said of a message that it took; '' where it says nothing."""

    message_id: str = ""
    thread_id: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, complete with its headers, to one recipient; `thread_id` where it follows another."""

    raw: bytes
    sender: str
    recipient: str
    message_id: str
    thread_id: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message that came in. `key` names it in its mailbox for ever; `raw` is its source (RFC 5322)."""

    key: str
    raw: bytes
    thread_id: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came in since the last time, the oldest first, and where to go on."""

    messages: Sequence[Arrived]
    cursor: dict[str, str | int]


class TransportError(Exception):
    """It did not work; the text says why, names no secret, and is shown to the user."""


class NotHandedOverError(TransportError):
    """The server certainly has not taken the message, and may take it later."""

    def __init__(self, problem: str, retry_after: float = 0.0) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


class RefusedError(TransportError):
    """The server refused this message, or its recipient, for good."""


class SenderRefusedError(TransportError):
    """The server refuses the sender: a cap is reached, a policy, a block. The mailbox is to be paused."""

    def __init__(self, problem: str, pause_seconds: float = 0.0) -> None:
        super().__init__(problem)
        self.pause_seconds = pause_seconds


class ReconnectError(TransportError):
    """The permission is gone: `invalid_grant`, a changed password. Only the user can give it again."""


class UnsureError(TransportError):
    """The message was given to the server and nothing came back, so nobody can tell whether it was taken."""


class Transport(Protocol):
    """One mailbox, opened with its secret."""

    def hand_over(self, message: Outgoing) -> Handed:
        """Give a message to the server, once; any of the errors above, and no other."""
        ...

    def was_sent(self, message_id: str) -> bool | None:
        """Whether the mailbox holds a sent message with this id; None when it cannot tell."""
        ...

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        """What came in since `cursor` ({} begins now); NotHandedOverError when it cannot be read now."""
        ...

    def close(self) -> None:
        """End the connection; harmless when there is none."""
        ...
