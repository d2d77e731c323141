"""Parcels into the table, in one statement and one commit for as many as wait."""

from collections.abc import Iterable, Sequence

import psycopg

from .parcels import Parcel, Reply

type Connection = psycopg.Connection[tuple[object, ...]]

_STORE = """SELECT store_events_v1(%s::text[], %s::uuid[], %s::inet[], %s::text[], %s::uuid[], %s::integer[],
    %s::text[], %s::text[], %s::text[], %s, %s::integer[], %s::text[], %s::text[], %s::text[])"""


def store(connection: Connection, parcels: Sequence[Parcel]) -> list[Reply]:
    """Store all events of the parcels, or raise OperationalError and nobody knows; a connection in autocommit.

    Each event is stored once however often this is repeated. What the database cannot hold is found by halving,
    so that it keeps nothing else out.
    """
    try:
        refused = _call(connection, parcels)
    except (psycopg.DataError, psycopg.IntegrityError):
        if len(parcels) > 1:
            return [reply for parcel in parcels for reply in store(connection, [parcel])]
        return [_halved(connection, parcels[0])]
    replies = []
    for parcel in parcels:
        count = len(parcel.senders)
        replies.append(Reply(frozenset(number for number in refused if number < count)))
        refused = {number - count for number in refused if number >= count}
    return replies


def _halved(connection: Connection, parcel: Parcel) -> Reply:
    if len(parcel.events) == 1:
        return Reply(refused_events=frozenset({parcel.events[0].index}))
    middle = len(parcel.events) // 2
    parts = (slice(middle), slice(middle, None))
    first, second = store(
        connection,
        [Parcel(parcel.senders, parcel.events[part], parcel.sender_of[part]) for part in parts],
    )
    return Reply(
        first.refused_senders | second.refused_senders, first.refused_events | second.refused_events
    )


def _call(connection: Connection, parcels: Sequence[Parcel]) -> set[int]:
    """The places of refused senders, counted from 0 over all parcels."""
    senders = [sender for parcel in parcels for sender in parcel.senders]
    numbers, before = [], 1
    for parcel in parcels:
        numbers += [before + place for place in parcel.sender_of]
        before += len(parcel.senders)
    events = [event for parcel in parcels for event in parcel.events]
    row = connection.execute(
        _STORE,
        [
            [sender.key for sender in senders],
            [sender.person for sender in senders],
            [sender.address for sender in senders],
            [sender.agent for sender in senders],
            _array([event.id for event in events]),
            _array(map(str, numbers)),
            _texts([event.name for event in events]),
            _texts([event.category for event in events]),
            _texts([event.session for event in events]),
            "\n".join([event.properties for event in events]),
            _array(["NULL" if e.duration_ms is None else str(e.duration_ms) for e in events]),
            _array([event.status for event in events]),
            _texts([event.error for event in events]),
            _texts([event.referrer for event in events]),
        ],
    ).fetchone()
    refused = row[0] if row else None
    return {int(number) - 1 for number in refused} if isinstance(refused, list) else set()


def _array(words: Iterable[str]) -> str:
    """An array as PostgreSQL writes it, of words that need no quotes."""
    return f"{{{','.join(words)}}}"


def _texts(texts: list[str]) -> str:
    """An array of any texts; quoted all at once, for one by one takes longer than all the rest.

    A NUL stands between them, because no text can hold one.
    """
    if not texts:
        return "{}"
    joined = "\0".join(texts).replace("\\", r"\\").replace('"', r"\"").replace("\0", '","')
    return f'{{"{joined}"}}'
