"""Signs of life of processes that answer no requests."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from django.db import DatabaseError, connections
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from totalaudio import __version__

from .models import Heartbeat

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
    stopped = Event()
    Thread(target=beat_until, args=(stopped, name, life), name="heartbeat", daemon=True).start()
    return stopped
