"""POST /api/v1/events: events in, and acknowledged only when they are committed."""

import time

import psycopg
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from totalaudio.core.lib.access import everybody
from totalaudio.core.metrics.recording import is_recording
from totalaudio.core.metrics.visitors import wants_no_tracking

from . import answers
from .bodies import read_body
from .decoding import Batch, Envelope, open_envelope, read_events
from .events import Event
from .keys import Holder
from .parcels import Parcel, Reply
from .process import keys, paces, writer
from .refusals import Refusal, RequestRefusedError
from .senders import parcel_of
from .writer import BusyError


@csrf_exempt
@everybody
def receive(request: HttpRequest) -> HttpResponse:
    """Store the events of a request; the key alone says for which workspace."""
    if request.method == "OPTIONS":
        return answers.open_to_all(answers.preflight())
    try:
        answer = _received(request)
    except RequestRefusedError as refused:
        answer = answers.problem(refused)
    except (DatabaseError, InterfaceError):  # the key could not be looked up
        answer = answers.problem(_later("The database does not answer; nothing was stored."))
    return answers.open_to_all(answer)


def _received(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise RequestRefusedError(405, "POST only", "Send events by POST.")
    if not is_recording():
        raise _later("Metrics are switched off; nothing was stored.", seconds=300)
    sent_key = _key_in_head(request)
    holder = _holder(sent_key) if sent_key is not None else None
    count = 0
    try:
        envelope = _envelope(request)
        holder = holder or _holder(envelope.key)
        batch = read_events(envelope.events, now_ms=int(time.time() * 1000))
        count = len(envelope.events)
    finally:
        if holder:
            paces().count(holder.key, count)
    if wants_no_tracking(request):
        _leave_out_visitors(batch)
    kept = _stored(request, holder, batch)
    return answers.stored(len(kept) + batch.settle_repeats(), batch.refused)


def _holder(key: str | None) -> Holder:
    """Whose key this is, unless it brought too much in this minute; before anything of the request is read."""
    holder = keys().holder(key)
    paces().refuse_fast(holder.key)
    return holder


def _key_in_head(request: HttpRequest) -> str | None:
    told = request.headers.get("Authorization")
    if told is not None:
        scheme, _, key = told.partition(" ")
        return key.strip() if scheme.lower() == "bearer" else told
    return request.headers.get("X-Api-Key")


def _envelope(request: HttpRequest) -> Envelope:
    kind = request.headers.get("Content-Type", "")
    encoding = request.headers.get("Content-Encoding", "")
    return open_envelope(read_body(request, kind=kind, encoding=encoding))


def _leave_out_visitors(batch: Batch) -> None:
    """Somebody who does not want to be tracked is counted only when the sender names them as a member."""
    reason = "The browser asks not to be tracked (DNT or Sec-GPC), and no user_id is given."
    left_out = [event for event in batch.events if event.user_id is None]
    batch.refused += [Refusal(event.index, event.id, reason) for event in left_out]
    batch.events = [event for event in batch.events if event.user_id is not None]


def _stored(request: HttpRequest, holder: Holder, batch: Batch) -> list[Event]:
    """Store what may be stored; returns what was, and adds the rest to what the batch refused."""
    if not batch.events:
        return []
    parcel = parcel_of(request, holder, batch.events)
    try:
        reply = writer().deliver(parcel)
    except (BusyError, psycopg.Error) as problem:
        raise _later(
            "The events could not be stored now; send the same events again, each is stored once."
        ) from problem
    if reply.refused_senders:
        keys().forget()
        keys().holder(holder.key)  # refused as a whole when the key was revoked just now
    return _sorted_out(parcel, reply, batch)


def _sorted_out(parcel: Parcel, reply: Reply, batch: Batch) -> list[Event]:
    kept = []
    for event, place in zip(parcel.events, parcel.sender_of, strict=True):
        if place in reply.refused_senders:
            reason = "user_id: it is nobody in the workspace of this key."
        elif event.index in reply.refused_events:
            reason = "The database cannot hold it: look for a number beyond all proportion."
        else:
            kept.append(event)
            continue
        batch.refused.append(Refusal(event.index, event.id, reason))
    return kept


def _later(detail: str, *, seconds: int = 2) -> RequestRefusedError:
    return RequestRefusedError(503, "Not now", detail, retry_after=seconds)
