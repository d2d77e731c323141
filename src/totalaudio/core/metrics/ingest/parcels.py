"""What a request hands to the writer, and what it gets back."""

import threading
from dataclasses import dataclass, field
from uuid import UUID

from .events import Event


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name events come: a key, a person or a visitor, a shortened address, a browser."""

    key: str
    person: UUID
    address: str | None
    agent: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a parcel: senders that may not send, and events (by place) that could not be stored."""

    refused_senders: frozenset[int] = frozenset()
    refused_events: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class Parcel:
    """Events of one request, each with the number of its sender; `reply` or `problem` is there once it is done."""

    senders: list[Sender]
    events: list[Event]
    sender_of: list[int]
    reply: Reply | None = None
    problem: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)
    is_given_up: bool = False
