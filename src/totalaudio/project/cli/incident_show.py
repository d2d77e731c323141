"""Incidents as people read them on a terminal."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from totalaudio.project.cli.incident_rows import Row
from totalaudio_ops.incidents.incident import Incident
from totalaudio_ops.incidents.measuring import MEASURES, Measured
from totalaudio_ops.incidents.writing import minutes, moment


def show_list(found: Sequence[Incident], now: datetime) -> None:
    """A line each."""
    if not found:
        sys.stdout.write("No incident is open.\n")
    for one in found:
        sys.stdout.write(f"{status_line(one, now)}\n")


def status_line(one: Incident, now: datetime) -> str:
    """An incident and its clock on one line."""
    return f"{one.ref}  {one.level}  {one.status:<12}  {one.title} ({_clock(one, now)})"


def _clock(one: Incident, now: datetime) -> str:
    if one.resolved_at:
        return f"resolved after {minutes(one.resolved_at - one.started_at)}"
    if one.acknowledged_at:
        return f"for {minutes(now - one.started_at)}"
    left = one.respond_by - now
    is_late = left < timedelta(0)
    return f"response {minutes(-left)} late" if is_late else f"{minutes(left)} left to respond"


def show_one(row: Row) -> None:
    """Facts, timeline, post-mortem, notifications."""
    write = sys.stdout.write
    write(f"{row['ref']}  {row['level']}  {row['title']}\n")
    for key in (
        "status",
        "app",
        "lead",
        "started_at",
        "respond_by",
        "acknowledged_at",
        "resolved_at",
    ):
        if row[key]:
            write(f"  {key.replace('_', ' '):<16}{_shown(row[key])}\n")
    write("Timeline\n")
    for entry in cast("list[Row]", row["timeline"]):
        text = str(entry["text"]).replace("\n", "\n" + " " * 22)
        write(f"  {_shown(entry['at'])}  {entry['kind']}: {text} ({entry['by']})\n")
    if row["post_mortem"]:
        _show_post_mortem(cast("Row", row["post_mortem"]))
    for one in cast("list[Row]", row["notifications"]):
        states = {"sent_at": "sent", "given_up_at": "given up", "overtaken_at": "overtaken"}
        state = next((said for key, said in states.items() if one[key]), "waiting")
        problem = f": {one['problem']}" if one["problem"] else ""
        write(f"  {one['channel']} to {one['recipient']} {state}{problem}\n")


def _show_post_mortem(found: Row) -> None:
    state = "closed" if found["closed_at"] else f"due on {found['due_date']}"
    sys.stdout.write(f"Post-mortem, {state}\n")
    for one in cast("list[Row]", found["actions"]):
        done = "done" if one["done_at"] else f"by {one['due_date']}"
        sys.stdout.write(f"  {one['id']}  {one['text']} ({one['owner']}, {done})\n")
    if missing := cast("list[str]", found["missing"]):
        sys.stdout.write(f"  still missing: {', '.join(missing)}\n")


def show_measures(found: Iterable[Measured], days: int) -> None:
    """A table, or that there is nothing to measure."""
    rows = list(found)
    if not rows:
        sys.stdout.write(f"No incident was opened in the last {days} days.\n")
        return
    for one in rows:
        of = one.level or "all"
        sys.stdout.write(
            f"{one.measure.name:<20} {of:<4} n {one.n:<4} mean {minutes(one.mean)},"
            f" median {minutes(one.median)}, 90 % {minutes(one.p90)}\n"
        )
    for measure in MEASURES:
        sys.stdout.write(f"{measure.name}: {measure.definition}.\n")


def _shown(value: object) -> str:
    try:
        return moment(datetime.fromisoformat(str(value)))
    except ValueError:
        return str(value)
