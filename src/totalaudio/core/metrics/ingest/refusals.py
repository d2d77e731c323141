"""Why a whole request is refused, or one event of it, in words that say what to do."""

from dataclasses import dataclass


class RequestRefusedError(Exception):
    """The request is refused as a whole: an HTTP status, what is wrong, what to do."""

    def __init__(
        self, status: int, title: str, detail: str, *, retry_after: int | None = None
    ) -> None:
        super().__init__(f"{title}: {detail}")
        self.status, self.title, self.detail = status, title, detail
        self.retry_after = retry_after


class EventRefusedError(Exception):
    """This one event is refused; the others of its request are not touched."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that was not stored: its place in the request, the id that it came with, the reason."""

    index: int
    id: str | None
    reason: str
