"""Signs of life of processes that answer no requests."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from django.db import DatabaseError, connections
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from totalaudio import __version__

from .clock import seconds_ahead, told
from .models import Heartbeat

log = logging.getLogger(__name__)

EVERY_SECONDS = 5.0
IS_LATE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Beat:
    """The last sign of life of a process, and whether it came lately, by the clock of the database alone."""

    seen_at: datetime
    version: str
    is_alive: bool


def last_beat(name: str) -> Beat | None:
    """None for a process that was never seen; the machines that it concerns may each have a clock of their own."""
    age = ExpressionWrapper(Now() - F("seen_at"), output_field=DurationField())
    found = Heartbeat.objects.filter(name=name).annotate(age=age)
    row = found.values_list("seen_at", "version", "age").first()
    return Beat(row[0], row[1], row[2] < IS_LATE) if row else None


def beat_until(stopped: Event, name: str, life: Path | None = None) -> None:
    """Write a sign of life every few seconds; a database that is away is tried again."""
    while not stopped.wait(EVERY_SECONDS):
        beat(name, life)
    connections["system"].close()


def beat(name: str, life: Path | None = None) -> None:
    """Write one sign of life, if the database can be reached; then the file `life` is touched, too."""
    try:
        Heartbeat.objects.using("system").update_or_create(
            name=name, defaults={"version": __version__, "seen_at": Now()}
        )
    except DatabaseError:
        connections["system"].close()
        return
    if life is not None:
        with suppress(OSError):  # a full disk is no end of life
            life.touch()


def start(name: str, life: Path | None = None) -> Event:
    """Beat in a thread of its own until the returned event is set."""
    beat(name, life)
    _warn_of_clock()
    stopped = Event()
    Thread(target=beat_until, args=(stopped, name, life), name="heartbeat", daemon=True).start()
    return stopped


def _warn_of_clock() -> None:
    """What is due at a time of day is due by this machine's clock."""
    with suppress(DatabaseError):
        if off := told(seconds_ahead("system")):
            log.warning(
                "the clock of this machine is %s the database's: let it follow a time server", off
            )
