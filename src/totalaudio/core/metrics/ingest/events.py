"""One event as it is sent, and as it is stored: what must hold is checked here, and said when it does not."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from .refusals import EventRefusedError

MAX_SENT = 128 * 1024  # bytes of an event as it is sent, escapes and blanks among them
MAX_PROPERTIES = 16 * 1024  # bytes, as compact JSON
MAX_DEPTH = 8  # objects and lists in each other, the properties themselves among them
MAX_AGE_MS = 7 * 86_400_000
MAX_AHEAD_MS = 5 * 60_000
VISITOR_VERSION = 8
_UUID7: Final = re.compile(
    "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE
)
type _Name = Annotated[str, Meta(min_length=1, max_length=100)]
type _Category = Annotated[str, Meta(min_length=1, max_length=50)]
type _Session = Annotated[str, Meta(max_length=100)]
type _Text = Annotated[str, Meta(max_length=2_000)]
type _Duration = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class _Sent(msgspec.Struct):
    """The fields that are read; others are ignored."""

    id: str
    event_name: _Name
    event_category: _Category = "feature"
    session_id: _Session | None = None
    properties: dict[str, object] = {}
    duration_ms: _Duration | None = None
    status: Literal["success", "error", "pending"] = "success"
    error_message: _Text | None = None
    referrer: _Text | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event that may be stored: its place in the request, its time in ms since 1970, the person that it names.

    No text holds a NUL; an empty one is none. The properties are JSON on one line.
    """

    index: int
    id: str
    at_ms: int
    user_id: UUID | None
    name: str
    category: str
    session: str
    properties: str
    duration_ms: int | None
    status: str
    error: str
    referrer: str


_sent = msgspec.json.Decoder(_Sent)
_encode = msgspec.json.Encoder().encode


def read_event(index: int, raw: msgspec.Raw, *, now_ms: int) -> Event:
    """Check one event; raises EventRefusedError with the reason."""
    text = bytes(raw)
    if len(text) > MAX_SENT:  # before it is read: small texts make large objects
        raise EventRefusedError(f"The event is {len(text):,} bytes, at most {MAX_SENT:,}.")
    try:
        sent = _sent.decode(raw)
    except msgspec.ValidationError as problem:
        raise EventRefusedError(_in_words(str(problem))) from None
    except (msgspec.DecodeError, RecursionError):
        raise EventRefusedError("It is not JSON that can be read.") from None
    if b"\\u0000" in text:
        _refuse_nul(_encode(sent))
    return Event(
        index,
        sent.id.lower(),
        _time(sent.id, now_ms),
        None if sent.user_id is None else _person(sent.user_id),
        sent.event_name,
        sent.event_category,
        sent.session_id or "",
        _properties(sent.properties),
        sent.duration_ms,
        sent.status,
        sent.error_message or "",
        _without_query(sent.referrer) if sent.referrer else "",
    )


def sent_id(raw: msgspec.Raw) -> str | None:
    """The id of an event that was refused, when it has one that can be shown."""
    if len(bytes(raw)) > MAX_SENT:
        return None
    try:
        found = msgspec.json.decode(raw, type=dict[str, object]).get("id")
    except (msgspec.MsgspecError, RecursionError):
        return None
    return found[:100] if isinstance(found, str) else None


def _time(id_: str, now_ms: int) -> int:
    if not _UUID7.fullmatch(id_):
        raise EventRefusedError("id: it must be a uuid of version 7, with its hyphens.")
    at_ms = int(id_[:8] + id_[9:13], 16)
    if at_ms < now_ms - MAX_AGE_MS:
        raise EventRefusedError("id: the time inside is more than 7 days ago.")
    if at_ms > now_ms + MAX_AHEAD_MS:
        raise EventRefusedError(
            "id: the time inside is more than 5 minutes ahead; set the clock of the sender."
        )
    return at_ms


def _properties(properties: dict[str, object]) -> str:
    encoded = _encode(properties)
    if len(encoded) > MAX_PROPERTIES:
        raise EventRefusedError(f"properties: {len(encoded):,} bytes, at most {MAX_PROPERTIES:,}.")
    # The brackets rule most out quickly; only what could be too deep is walked through.
    if encoded.count(b"{") + encoded.count(b"[") > MAX_DEPTH and _depth(properties) > MAX_DEPTH:
        raise EventRefusedError(f"properties: more than {MAX_DEPTH} levels deep.")
    return encoded.decode()


def _depth(properties: dict[str, object]) -> int:
    depth = 0
    level: list[object] = [properties]
    while level:
        depth += 1
        level = [inside for one in level for inside in _inside(one)]
    return depth


def _inside(value: object) -> list[object]:
    """The objects and lists that stand directly in an object or a list."""
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in values if isinstance(one, dict | list)]


def _refuse_nul(event: bytes) -> None:
    """An escaped backslash before `u0000` is no NUL, so what is written is read again."""
    if re.search(rb"(?<!\\)(?:\\\\)*\\u0000", event):
        raise EventRefusedError("A NUL character cannot be stored: take it out.")


def _without_query(referrer: str) -> str:
    """What follows the path of an address can name people."""
    return referrer.partition("?")[0].partition("#")[0]


def _person(user_id: str) -> UUID:
    try:
        found = UUID(user_id)
    except ValueError:
        raise EventRefusedError("user_id: it must be a uuid.") from None
    # The digit alone, as the database looks at it: `found.version` is None for variants that RFC 9562 does not have.
    if found.int >> 76 & 0xF == VISITOR_VERSION:
        raise EventRefusedError("user_id: it is nobody in the workspace of this key.")
    return found


def _in_words(problem: str) -> str:
    """From "Expected `str`, got `int` - at `$.id`" to "id: expected `str`, got `int`."."""
    what, _, place = problem.partition(" - at ")
    name = place.strip("`").removeprefix("$").removeprefix(".")
    return f"{name}: {what[0].lower()}{what[1:]}." if name else f"{what}."
