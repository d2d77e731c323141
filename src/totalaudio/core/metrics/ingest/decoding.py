"""A request's text as the events that it holds: each is read or refused by itself."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from .events import Event, read_event, sent_id
from .refusals import EventRefusedError, Refusal, RequestRefusedError

MAX_EVENTS = 1_000
# A list with a place for each event and for one too many: what follows is read over and never kept, because millions of
# empty objects fit into a small body.
if TYPE_CHECKING:
    _Places = msgspec.Struct
else:
    _Places = msgspec.defstruct(
        "_Places",
        [(f"place_{number}", msgspec.Raw, None) for number in range(MAX_EVENTS + 1)],
        array_like=True,
    )


class _Envelope(msgspec.Struct):
    """What may stand around events: the key, and a list of them."""

    key: str | None = None
    events: _Places | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """The events of a request, unread, and the key that stood beside them."""

    key: str | None
    events: list[msgspec.Raw]


@dataclass(slots=True)
class Batch:
    """What became of the events of a request so far; `repeats` are the places and ids of those that came before."""

    events: list[Event] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    repeats: list[tuple[int, str]] = field(default_factory=list)

    def settle_repeats(self) -> int:
        """A repeat is answered as its first; returns how many are accepted."""
        reasons = {one.id: one.reason for one in self.refused}
        lost = [(index, id_) for index, id_ in self.repeats if id_ in reasons]
        self.refused += [Refusal(index, id_, reasons[id_]) for index, id_ in lost]
        return len(self.repeats) - len(lost)


_list = msgspec.json.Decoder(_Places)
_envelope = msgspec.json.Decoder(_Envelope)


def open_envelope(text: str) -> Envelope:
    """One event, a list of them, or an object with `events`; refuses what is neither, and more than 1,000."""
    found = _opened(text)
    if len(found.events) > MAX_EVENTS:
        raise RequestRefusedError(
            413, "Too many events", f"At most {MAX_EVENTS:,} events: send them in several requests."
        )
    return found


def read_events(events: list[msgspec.Raw], *, now_ms: int) -> Batch:
    """Read each; an id that comes twice counts once."""
    batch = Batch()
    seen: set[str] = set()
    for index, raw in enumerate(events):
        try:
            event = read_event(index, raw, now_ms=now_ms)
        except EventRefusedError as problem:
            batch.refused.append(Refusal(index, sent_id(raw), str(problem)))
            continue
        if event.id in seen:
            batch.repeats.append((index, event.id))
        else:
            seen.add(event.id)
            batch.events.append(event)
    return batch


def _opened(text: str) -> Envelope:
    try:
        if text.lstrip(" \t\r\n")[:1] == "[":
            return Envelope(None, _filled(_list.decode(text)))
        found = _envelope.decode(text)
    except msgspec.ValidationError as problem:
        raise _unreadable(
            f"{problem}. Send an event, a list of events, or an object with events."
        ) from None
    except msgspec.DecodeError as problem:
        raise _unreadable(f"{problem}.") from None
    except RecursionError:
        raise _unreadable("It is nested too deeply.") from None
    if found.events is None:
        return Envelope(found.key, [msgspec.Raw(text)])
    return Envelope(found.key, _filled(found.events))


def _filled(places: msgspec.Struct) -> list[msgspec.Raw]:
    return [raw for raw in msgspec.structs.astuple(places) if raw is not None]


def _unreadable(detail: str) -> RequestRefusedError:
    return RequestRefusedError(400, "Unreadable", detail)
