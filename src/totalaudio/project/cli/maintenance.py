"""`totalaudio maintenance`: what is announced, left out of every objective, and shown on the status page."""

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

import typer

from totalaudio.project.cli.incident_reach import By, actor, now, reached
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.apps import Deployable
from totalaudio_ops.maintenance import Maintenance, cancel, declare, latest
from totalaudio_ops.problems import Problem

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
Which = Annotated[Deployable | None, typer.Option(help="One app.", show_default="all apps")]


def list_maintenance(*, json: Json = False, data: Data = DATA) -> None:
    """List what was announced, the latest first.

    In JSON: for each id, app (null for all), state (coming, now, over, cancelled), starts_at, ends_at, reason, by,
    announced_at, cancelled_at.

    Example: ./totalaudio maintenance list
    """
    moment = now()
    with reached(data) as connection:
        found = latest(connection)
    if json:
        answer([_row(one, moment) for one in found])
        return
    for one in found:
        said = f"{one.id}  {one.state(moment):9}  {one.label:15}  {_span(one)}  {one.reason}"
        sys.stdout.write(said + "\n")
    if not found:
        sys.stdout.write("No maintenance was announced.\n")


def announce(
    *,
    reason: Annotated[str, typer.Option(help="What is done, in words for customers.")],
    start: Annotated[
        str, typer.Option("--from", help="When it begins: now, or as 2026-11-24T02:00 in UTC.")
    ],
    length: Annotated[str, typer.Option("--for", help="How long: 30m or 2h, at most 24h.")],
    app: Which = None,
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Announce maintenance: its minutes are left out of every objective, so it can only be announced before.

    In JSON: the keys of `maintenance list`.

    Example: ./totalaudio maintenance announce --app tracker --from 2027-01-04T02:00 --for 1h --reason "A larger disk."
    """
    moment = now()
    starts_at, lasts = _moment(start, moment), _length(length)
    with reached(data) as connection:
        made = declare(
            connection,
            app=app,
            starts_at=starts_at,
            ends_at=starts_at + lasts,
            reason=reason,
            by=actor(by),
            now=moment,
        )
    _say(made, f"{made.label}: {_span(made)}, announced as {made.id}.", moment, json=json)


def call_off(
    maintenance: Annotated[UUID, typer.Argument(help="The id, from `maintenance list`.")],
    *,
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Call off what is to come, or end now what goes on. What is over stays on record.

    In JSON: the keys of `maintenance list`.

    Example: ./totalaudio maintenance cancel 0199a0c0-0000-7000-8000-000000000000
    """
    moment = now()
    with reached(data) as connection:
        found = cancel(connection, maintenance, by=actor(by), now=moment)
    done = "called off" if found.cancelled_at else "ended now"
    _say(found, f"{found.label}: {_span(found)}, {done}.", moment, json=json)


def _say(one: Maintenance, said: str, moment: datetime, *, json: bool) -> None:
    if json:
        answer(_row(one, moment))
    else:
        sys.stdout.write(said + "\n")


def _row(one: Maintenance, moment: datetime) -> dict[str, str | None]:
    return {
        "id": str(one.id),
        "app": one.app,
        "state": one.state(moment),
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "reason": one.reason,
        "by": one.declared_by,
        "announced_at": one.declared_at.isoformat(),
        "cancelled_at": one.cancelled_at.isoformat() if one.cancelled_at else None,
    }


def _span(one: Maintenance) -> str:
    return f"{one.starts_at:%Y-%m-%d %H:%M} to {one.ends_at:%Y-%m-%d %H:%M} UTC"


def _moment(text: str, moment: datetime) -> datetime:
    if text == "now":
        return moment
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(f"{text[:40]!r} is no moment: write now, or as 2026-11-24T02:00.") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _length(text: str) -> timedelta:
    found = re.fullmatch(r"([0-9]{1,4})([mh])", text)
    if not found:
        raise Problem(f"{text[:40]!r} is no length of time: write 30m or 2h.")
    return int(found[1]) * _UNITS[found[2]]
