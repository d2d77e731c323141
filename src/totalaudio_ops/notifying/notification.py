"""A notification that is due, and the ways in which one can leave."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Notification:
    """What is handed to a way."""

    id: UUID
    channel: str
    recipient: str
    subject: str
    body: str


class NotTakenError(Exception):
    """It could not be handed over; says why, without any secret."""


# Hands it over, or raises NotTakenError.
type Way = Callable[[Notification], None]
