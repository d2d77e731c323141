"""In whose name the events of a request come: the members that they name, or the visitor of the day."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest

from totalaudio.core.metrics.visitors import address_of, origin_of, visitor_of

from .events import Event
from .keys import Holder
from .parcels import Parcel, Sender

_DAY_MS = 86_400_000


def parcel_of(request: HttpRequest, holder: Holder, events: Sequence[Event]) -> Parcel:
    """The events with their senders; a visitor is of the day on which the event happened, and of this workspace."""
    people: dict[UUID | int, int] = {}
    places = []
    for event in events:
        who = event.user_id or event.at_ms // _DAY_MS
        places.append(people.setdefault(who, len(people)))
    origin = origin_of(request)
    address = f"{holder.workspace_id}|{address_of(request) or ''}"
    senders = [
        Sender(
            holder.key,
            _person(who, address, origin.user_agent or ""),
            origin.ip_address,
            origin.user_agent,
        )
        for who in people
    ]
    return Parcel(senders, list(events), places)


def _person(who: UUID | int, address: str, agent: str) -> UUID:
    if isinstance(who, UUID):
        return who
    return visitor_of(address, agent, datetime.fromtimestamp(who * _DAY_MS / 1000, UTC))
