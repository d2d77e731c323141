"""The installation at a glance, for its staff."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from totalaudio import __version__
from totalaudio.core.lib.access import operators
from totalaudio.core.ui.pieces import Stat

from .clock import seconds_ahead, told
from .health import problem, server_version
from .heartbeat import last_beat


@dataclass(frozen=True, slots=True)
class Installation:
    """Counts over all workspaces."""

    workspaces: int
    people: int
    letters_waiting: int
    tasks_waiting: int
    tasks_failed: int


@dataclass(frozen=True, slots=True)
class Worker:
    """The worker's last sign of life."""

    is_alive: bool
    seen_at: datetime | None
    version: str


@operators
@require_safe
def glance(request: HttpRequest) -> HttpResponse:
    """Show versions, health, the worker's heartbeat and the counts."""
    counts, worker = _installation(), _worker()
    shown = {
        "stats": [
            Stat("Workspaces", str(counts.workspaces)),
            Stat("People", str(counts.people), "accounts that are open"),
            Stat("Letters to send", str(counts.letters_waiting)),
            Stat("Letters that failed", str(_letters_failed()), "deleted 8 days after writing"),
            Stat("Tasks to do", str(counts.tasks_waiting)),
            Stat("Tasks that failed", str(counts.tasks_failed), "after all tries"),
        ],
        "worker": worker,
        "problem": problem(),
        "clock": told(seconds_ahead()),
        "facts": [
            ("Total Audio", __version__),
            ("Worker", worker.version),
            ("PostgreSQL", server_version()),
        ],
    }
    return render(request, "web/operator.html", shown)


def _installation() -> Installation:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM installation_v1()")
        found = cursor.fetchone()
    if found is None:
        raise PermissionDenied("only for operators")
    return Installation(*found)


def _letters_failed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT letters_failed_v1()")
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _worker() -> Worker:
    beat = last_beat("worker")
    if beat is None:
        return Worker(is_alive=False, seen_at=None, version="")
    return Worker(beat.is_alive, beat.seen_at, beat.version)
