"""The status as JSON: for programs, and for the process that goes on showing it when all else is down.

Keys: `version` (1), `as_of` (when the figures were read), `checked_at` (when this page last asked the apps itself),
`apps` (each with `app`, `name`, `state`, `measured`: how its own requests and probes say that it is, `availability`
over the days shown, and `days`: each `day` with its `availability` in percent, null where nothing was measured),
`incidents` (public ones: `ref`, `app`, null for all, `level`, `title`, `progress`, `started_at`, `resolved_at`,
and `updates` with `at` and `text`) and `maintenance` (what goes on and what is to come). All times are in UTC.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status.model import (
    AppDays,
    Day,
    Incident,
    Page,
    Sight,
    State,
    Window,
    state_of,
    utc,
)
from totalaudio_ops.status.words import name_of


class App(msgspec.Struct, frozen=True):
    """One app in the document."""

    app: Deployable
    name: str
    state: State
    measured: State
    availability: Decimal | None
    days: tuple[Day, ...]


class Document(msgspec.Struct, frozen=True):
    """The whole document."""

    version: Literal[1]
    as_of: datetime | None
    checked_at: datetime | None
    apps: tuple[App, ...]
    incidents: tuple[Incident, ...]
    maintenance: tuple[Window, ...]


_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
_DECODER: Final = msgspec.json.Decoder(Document)


def write_document(page: Page, now: datetime, sights: Mapping[Deployable, Sight]) -> bytes:
    """The page as JSON, with the state of each app at this moment."""
    apps = tuple(
        App(
            app=one.app,
            name=name_of(one.app),
            state=state_of(one, page, now, sights.get(one.app)),
            measured=one.measured,
            availability=one.availability,
            days=one.days,
        )
        for one in page.apps
    )
    checked_at = max((utc(sight.at) for sight in sights.values()), default=None)
    found = Document(1, page.as_of, checked_at, apps, page.incidents, page.windows)
    return msgspec.json.format(_ENCODER.encode(found), indent=1)


def read_document(text: bytes) -> Page:
    """The page that a document was made from; raises ValueError for anything else."""
    found = _DECODER.decode(text)  # its errors are ValueErrors
    return Page(
        as_of=found.as_of,
        apps=tuple(
            AppDays(one.app, one.measured, one.availability, one.days) for one in found.apps
        ),
        incidents=found.incidents,
        windows=found.maintenance,
    )
